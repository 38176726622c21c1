"""What two neighbouring numbers are together: a range, a conversion, a carried unit."""

import re
from decimal import Decimal
from functools import lru_cache
from itertools import pairwise

from extraction.quantities import dimensions, lexicon
from extraction.quantities.carrying import begin_of, carry, convert
from extraction.quantities.qualifiers import DOWN, UP
from extraction.quantities.records import Candidate
from schemas.ids import number_key

_RANGE_GAP = re.compile(
    r"[ ]?[-\u2010-\u2015~][ ]?|-to-(?:an?-)?|-?[ \u00a0]to[ \u00a0](?:about |around |nearly |almost |over |some |"
    r"as many as |as much as )?|[ \u00a0]or[ \u00a0](?:even |maybe |perhaps )?"
)
_AND_GAP = re.compile(r"[ \u00a0]and[ \u00a0](?:about |around |nearly |almost |over |some )?")
_BETWEEN = re.compile(r"\bbetween[ ](?:about |around |an estimated |roughly )?\Z", re.IGNORECASE)
_FROM = re.compile(
    (
        r"\bfrom[ ](?:about |around |an estimated |roughly |just |some |only |over |under |nearly |"
        r"almost |less than |more than |a mere |the )?\Z"
    ),
    re.IGNORECASE,
)
_OF_GAP = re.compile(
    r"[ ]of[ ](?:(?:the|a|an)[ ](?:[\w-]+[ ])?[\w-]+[’']s?[ ])?(?:(?:the|its|their|all|his|her|our|these|those)[ ])?"
    r"(?:(?:last|first|past|next|other|remaining|top|some)[ ])?"
)
_BASE_GAP = re.compile(
    r" to (?:just |only |about |nearly )?|(?:,? (?:up|down|compared with|against|versus|from)(?: from)?|"
    r",? (?:higher|lower|more|less) than| rather than| instead of) "
    r"(?:about |around |some |nearly |just |only |over )?(?:the |every )?"
)
_LIST_GAP = re.compile(r"(?:,|,? and|,? or|[ ]by)[ \u00a0]|[ ]?[x×][ ]?|-by-")
_OR_GAP = re.compile(
    r",? or (?:about |around |nearly |almost |over |more than |some |roughly |just )?(?:an? )?|,? [(](?:or )?"
)
_LATER = re.compile(r" (?:later|ago|earlier|before|after|into|from|to|of)\b")
_LISTED = ("measure", "percent", "points", "duration")
_BY_FROM = re.compile(r"\b(?:by|of) (?:anywhere |anything )?from[ ](?:[a-z]+ ){0,2}\Z")
_SIZED = (" of ", " by ")
_RANGED = re.compile(r"\b(?:range|ranges|ranged|ranging|vary|varies|varied|varying)[ ](?:anywhere )?from\b")
_RATE_OF = re.compile(
    r"\b(?:growth|inflation|expansion|increases?|rises?|gains?|cuts?|falls?|declines?|drops?)[ ]of[ ](?:\w+[ ])?\Z"
)
_APART = 3
"""Times that the ends of a range are apart at most: `grew by 5 to 100 people` is none."""
_NO_PERCENTAGE = 1000
"""From here on a number before a percentage is a count: `4,694, 10 per cent more than before`."""
_WORD = re.compile(r"[A-Za-z]+")
CHANGES = UP | DOWN | frozenset(lexicon.read("words")["change_verbs"])


def join(found: list[Candidate], text: str) -> list[Candidate]:
    """The candidates with ranges made one, conversions linked and bare units carried over, in text order."""
    joined: list[Candidate] = []
    for candidate in found:
        if joined and candidate.num_start - joined[-1].end <= 40:
            first = joined[-1]
            gap = text[first.end : candidate.start]
            if len(gap) < 16 and (
                dimensions.absorb_margin(first, candidate, gap) or dimensions.absorb_hundredths(first, candidate, gap)
            ):
                continue
            inches = dimensions.give_inches(first, candidate, gap)
            kind = "" if inches else _together(first, candidate, text)
            if kind == "range":
                joined[-1] = _range(first, candidate)
                continue
            if kind == "pair":
                _share(
                    first, candidate, scale=True, back=first.sort not in ("percent", "points") or _from_to(first, text)
                )
        joined.append(candidate)
    for first, second in reversed(list(pairwise(joined))):
        _neighbour(first, second, text)
    for first, second in pairwise(joined):
        _follow(first, second, text)
    convert(joined, text)
    carry(joined, text)
    for candidate in joined:
        _tidy(candidate)
    return joined


def _follow(first: Candidate, second: Candidate, text: str) -> None:
    """Carry on from `first`: the ages of a list, the direction of "fell 12 points, or 1.5%"."""
    if second.start - first.end > 24:
        return
    if first.sort == "measure" and second.sort == "bare" and text[first.end : second.start] in (" by ", " x "):
        second.unit, second.sort = first.unit, "measure"
    elif first.sort == "age":
        if second.sort == "bare" and _LIST_GAP.fullmatch(text[first.end : second.start]):
            second.unit, second.sort = first.unit, "age"
    elif (
        first.direction
        and second.direction is None
        and second.sort in ("percent", "points", "fraction")
        and first.unit != second.unit
        and _OR_GAP.fullmatch(text[first.end : second.start])
    ):
        second.direction = first.direction


def _neighbour(first: Candidate, second: Candidate, text: str) -> None:
    """Give a bare number the noun of its neighbour: "14 of 17 projects", "18 weeks, up from 12"."""
    if second.start - first.end > 40 or (first.unit is None) == (second.unit is None):
        return
    gap = text[first.end : second.start]
    if first.sort == "bare" and second.sort == "count" and _OF_GAP.fullmatch(gap):
        first.unit, first.noun, first.head, first.sort = second.unit, second.noun, second.head, "count"
    elif (
        first.sort == "bare"
        and second.sort in _LISTED
        and _LIST_GAP.fullmatch(gap)
        and not _dated(second, text)
        and not text.endswith(("’s ", "'s "), 0, first.start)
        and not (second.sort == "percent" and first.value is not None and first.value >= _NO_PERCENTAGE)
    ):
        first.unit, first.sort = second.unit, second.sort
    elif (
        second.sort == "bare"
        and first.sort in ("count", "duration", "measure")
        and (first.sort == "count" or first.scaled == second.scaled)
        and _BASE_GAP.fullmatch(gap)
        and not (first.sort == "duration" and _far_more(second, first))
    ):
        second.unit, second.noun, second.head, second.sort = first.unit, first.noun, first.head, first.sort


def _far_more(second: Candidate, first: Candidate) -> bool:
    """True for "waited a year, down from 24,300": the number counts something else."""
    return second.value is not None and first.value is not None and second.value > 20 * abs(first.value)


def _dated(candidate: Candidate, text: str) -> bool:
    """True for "3 minutes later": the unit is of this number alone."""
    return candidate.sort == "duration" and bool(_LATER.match(text, candidate.end))


def _tidy(candidate: Candidate) -> None:
    """Write the numbers of `candidate` plainly: 4200000000 rather than 4.2E+9 or 4200000000.0."""
    candidate.value, candidate.step = _plain(candidate.value), _plain(candidate.step)
    if candidate.low is not None or candidate.high is not None:
        candidate.low, candidate.high = _plain(candidate.low), _plain(candidate.high)


@lru_cache(4096)
def _plain(number: Decimal | None) -> Decimal | None:
    if number is None:
        return None
    text = str(number)
    return Decimal(number_key(number)) if "." in text or "E" in text else number


def _together(first: Candidate, second: Candidate, text: str) -> str:
    if (
        first.value is None
        or second.value is None
        or first.sort in ("fraction", "multiple")
        or first.vague
        or second.vague
    ):
        return ""
    times = second.sort == "multiple" and first.sort == "bare" and second.end > second.num_end
    if second.sort in ("fraction", "multiple", "age") and second.sort not in (first.sort, "age") and not times:
        return ""
    gap = text[first.end : second.start]
    if second.qualifier_start is not None and first.end <= second.qualifier_start < second.start:
        gap = text[first.end : second.start]
    between = text[max(0, begin_of(first) - 24) : first.start]
    is_and = bool(_AND_GAP.fullmatch(gap)) and bool(_BETWEEN.search(between))
    if not is_and and not _RANGE_GAP.fullmatch(gap):
        return ""
    if not _fits(first, second):
        return ""
    word = gap.strip()
    from_to = word.startswith("to") and _from_to(first, text)
    value = first.value * (dimensions.ratio(first, second) or 1)
    if second.scaled and not first.scaled and second.mantissa is not None and value < second.mantissa:
        value = value * (second.value / second.mantissa)
    if word.startswith("to") and _moves(first, second, text, from_to=from_to):
        return "pair"
    if value > second.value and from_to and _RANGED.search(text, begin_of(first) - 24, first.start):
        return "range"
    if value >= second.value:
        return "pair" if from_to else ""
    if word.startswith("or") and (second.value > value * _APART or first.noun):
        return ""
    if word.startswith("to") and first.noun and not second.noun:
        return ""
    return "range"


def _moves(first: Candidate, second: Candidate, text: str, *, from_to: bool) -> bool:
    """True when "A to B" is a change and the level it led to rather than a range."""
    begin = begin_of(first)
    if from_to:
        return _changes(text, begin) and not _BY_FROM.search(text, begin - 32, first.start)
    if first.direction is None or (first.unit == second.unit == "%" and _RATE_OF.search(text, begin - 40, begin)):
        return False
    shared = first.unit is None and second.unit is not None
    rate = second.sort in ("percent", "points")
    if shared and not rate and first.value and second.value and second.value > first.value * _APART:
        return True
    return not (shared and (rate or text.endswith(_SIZED, 0, begin)))


def _from_to(first: Candidate, text: str) -> bool:
    return bool(_FROM.search(text, first.start - 30, first.start))


def _changes(text: str, pos: int) -> bool:
    left = text[max(0, pos - 90) : pos]
    left = left[max(left.rfind(". "), left.rfind("\n"), left.rfind(";")) + 1 :].lower()
    return any(word in CHANGES for word in _WORD.findall(left)[-12:])


def _fits(first: Candidate, second: Candidate) -> bool:
    if first.unit == second.unit:
        return True
    if first.unit is None:
        return first.sort == "bare"
    if second.unit is None:
        return second.sort in ("bare", "rate") and (first.sort == "amount" or second.scaled == first.scaled)
    return (first.sort == "duration" and second.sort == "age") or dimensions.ratio(first, second) is not None


def _share(first: Candidate, second: Candidate, scale: bool, back: bool = True) -> None:
    if (
        scale
        and second.scaled
        and not first.scaled
        and first.value is not None
        and second.value is not None
        and second.mantissa
        and first.value < second.mantissa
        and first.noun is None
    ):
        factor = second.value / second.mantissa
        if first.sort == second.sort or first.sort in ("bare", "amount"):
            first.value *= factor
            first.step = first.step * factor if first.step is not None else None
            first.low = first.low * factor if first.low is not None else None
            first.high = first.high * factor if first.high is not None else None
    if first.unit is None:
        first.unit, first.noun, first.head, first.sort = second.unit, second.noun, second.head, second.sort
        first.bare_dollar = second.bare_dollar
        if (
            second.unit
            and second.sort == "amount"
            and second.step is not None
            and first.step is not None
            and not second.scaled
        ):
            factor = second.value / second.mantissa if second.value and second.mantissa else Decimal(1)
            if factor != 1 and first.value is not None:
                first.value *= factor
                first.step *= factor
    elif second.unit is None and back:
        second.unit, second.sort, second.bare_dollar = first.unit, first.sort, first.bare_dollar


def _range(first: Candidate, second: Candidate) -> Candidate:
    factor = dimensions.ratio(first, second)
    if factor is not None:
        dimensions.convert(first, factor, second.unit)
    _share(first, second, scale=True)
    if first.value is not None and second.value is not None:
        first.low, first.high = min(first.value, second.value), max(first.value, second.value)
    first.value = None
    first.end, first.num_end = second.end, second.num_end
    first.step = min(first.step, second.step) if first.step is not None and second.step is not None else first.step
    first.qualifier = "range"
    first.noun, first.head = second.noun or first.noun, second.head or first.head
    first.sort = second.sort if second.sort == "age" else first.sort
    first.per, first.direction = second.per, first.direction or second.direction
    return first
