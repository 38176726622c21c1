"""What a figure measures: its role, direction and base, and the noun phrase that names what is counted."""

import re

from extraction.grammar import alternation, in_lower, words
from extraction.quantities import Candidate
from extraction.quantities.nouns import plural
from extraction.reading import Reading
from extraction.verbs import verbs
from schemas.fact import Direction, Role

_LISTS = words("measures")
_UP = frozenset(_LISTS["up"])
_DOWN = frozenset(_LISTS["down"])
_MULTIPLIED = in_lower(r"doubl|tripl|trebl|quadrupl|quintupl|fold|halv")
_PHRASAL = in_lower(
    r"\b(?:ma(?:de|ke|kes|king)|ta(?:ke|kes|ken|king)|took|gi(?:ve|ves|ven)|gave|signed|set|backed|bought)\s+up\s*(?:\w+\s+){0,2}$"
)
_BY = in_lower(
    r"\bby\s+(?:(?:about|around|some|nearly|almost|over|more|less|than|at|least|up|to|as|much|a|an|further|roughly|approximately|only|just)\s+){0,4}$"
)
_LIFT = in_lower(r"\b(?:rais(?:e|es|ed|ing)|lift(?:s|ed|ing)?|boost(?:s|ed|ing)?|scal(?:e|ed|ing)\s+up)\b")
_WEAK = frozenset(_LISTS["weak"])
_FALLING, _RISING = _DOWN - _WEAK, _UP - _WEAK
_STRONG = sorted((_UP | _DOWN) - {"more", "above", "below", "less", "fewer", "boost", "loss", "lost", "losses"})
_MOVED_BY = in_lower(rf"\b(?:{alternation(_STRONG)})\s+(?:by|of)\s+(?:(?!to\s)[a-z][\w-]*\s+){{0,2}}$")
_NOUN_OF_GROWTH = in_lower(
    r"\b(growth|rise|increase|gain|drop|fall|decline|decrease|reduction|jump|surge|expansion|contraction)\b(?:\s+\w+){0,2}?\s+(?:of|at|by|to|was|rate\s+of)\s+(?:\w+\s+){0,2}$"
)
_MOVE = in_lower(rf"\b(?:{alternation([*_LISTS['up'], *_LISTS['down']])})\b")
_MOVED = in_lower(
    rf"{_MOVE.pattern}|\b(?:went|double|triple|treble|halve|moved|rais|lift|bring|brought|push|restat|revis|correct|adjust|amend)"
)
_CHANGE_BEFORE = in_lower(
    rf"\b(?P<word>{alternation([*_LISTS['up'], *_LISTS['down']])})\b"
    rf"(?:\s+(?:{alternation(_LISTS['between'])}|year[\s-]on[\s-]year|\w+ly))*\s*,?\s*$"
)
_AFTER = [word for word in (*_LISTS["up"], *_LISTS["down"]) if word not in ("above", "below", "lost")]
_CHANGE_AFTER = in_lower(
    r"[\s-]*(?:(?:year[\s-]on[\s-]year|annual|yearly|quarterly|monthly|a|an|sharp|net|real|overall|further|points?)\s+){0,2}"
    rf"(?P<word>{alternation(_AFTER)})\b"
)
_TIME = in_lower(r"\b(?:years?|months?|quarters?|half|weeks?|days?|decades?|hours?|seasons?|period|20\d\d)\b")
_OF_TIME = in_lower(rf"\s+(?:for|in|of|over|to|on)\s+(?:the\s+)?(?:\w+\s+)?{_TIME.pattern}.*$")
_OF_WHAT = in_lower(
    r"\s+(?:of|in)\s+(?:the\s+|its\s+|their\s+|all\s+|those\s+|them\b)?(?!(?:january|february|march|april|may|june|july|august|september|october|november|december|first|second|third|fourth|last|this|them|those|a|an)\b)([a-z][a-z’'&/-]*(?:\s+(?!(?:in|to|and|for|was|were|is|are|has|have|had|by|from|at|on|with|that|which|while|last|this)\b)[a-z][a-z’'&/-]*){0,4})"
)
_COMPARED = in_lower(
    r"\b(?:(?<!\bput\s)(?<!\bputs\s)(?<!\bplanning\s)(?<!\bcounting\s)(?<!\bbanking\s)on|from|than|against|compared\s+(?:with|to)|versus|over)\s+(?:the\s+|a\s+|last\s+year's\s+|its\s+)*(?:\w+\s+){0,2}$"
)
_FROM = in_lower(
    r"\bfrom\s+(?:about\s+|around\s+|some\s+|just\s+|only\s+|nearly\s+|almost\s+|over\s+|more\s+than\s+|a\s+|an\s+)*$"
)
_MEASURE = in_lower(
    rf"((?:\b(?!(?:the|a|an|its|their|with|and|of|to|by|in|on|at|for|from|or|as|has|have|had|is|was|were|are)\b)[a-z][\w&’'-]*\s+){{0,3}}\b(?:{alternation(_LISTS['measure_nouns'])})\b(?:\s+(?:of|in|on)\s+(?:the\s+)?(?:(?!(?:over|about|nearly|around|some|more|less|up|at|almost|approximately|roughly|just|only)\b)[a-z][a-z&-]*\s?){{1,3}})?)"
)
_NUMBER_OF = in_lower(
    rf"\b(?:{alternation(_LISTS['counting_nouns'])})\s+of\s+((?:[\w&’'/-]+\s+){{0,5}}?(?:[\w&’'-]+s|people|staff|personnel))(?=\s+(?:\w+ly\s+)?(?:rose|fell|grew|has|had|have|was|were|is|are|stood|reached|hit|climbed|dropped|jumped|to|in|at|now|with|that|who|which|on|increased|decreased|almost|nearly|more|doubled|\w+ed)\b|[\s,.])"
)
_TOTAL = in_lower(rf"\b([a-z][\w-]*)\s+(?:{alternation(_LISTS['counting_nouns'])})\b")
_PLURAL_SUBJECT = in_lower(
    r"\b((?:[a-z][\w-]*\s+)?[a-z][\w-]*(?:s|people|staff))\b(?=\s+(?:to\s+be\s+\w+\s+)?(?:number|numbered|total|totalled|totaled|reached|stood|hit|now|exceeded?)\b)"
)
_MOVING_SUBJECT = re.compile(
    r"\b([A-Za-z][\w-]*s)(?:\s+(?:in|at|to|from|of|by|for)\s+(?:the\s+)?[\w’'-]+(?:\s+[\w’'-]+)?)?(?:\s+[a-z]+ed\s+(?:with|by|at|to|for|from|under|on)\s+(?:the\s+)?[\w’'-]+)?(?:,[^,\d]{2,25},)?\s+(?:has\s+|have\s+|had\s+|also\s+|\w+ly\s+)?(?:rose|risen|rise|fell|fallen|grew|grown|climbed|dropped|jumped|increased|decreased|declined|doubled|tripled|quadrupled|surged|reached|totalled|totaled|stood|hit|numbered|exceeded|topped|slipped|swelled|went|(?:are|were|is|was)\s+(?:up|down)(?=\s[^.;]{2,40}\sto\s))\b",
)
_BEFORE_COLON = re.compile(r"\b(?:are|were)\s+((?:[\w’'-]+\s+){0,3}?[\w’'-]+s)\s*:\s*(?:\w+\s+){0,2}$")
_HEAD_SUBJECT = in_lower(
    r"(?:^|\bthat\s)\W*((?:[\w’'-]+\s+){0,2}?[a-z][\w’-]*s)\s+(?:to|of|in|at|from|by|for|on)\s[^,.;:]{3,70}?\s(?:have\s+|has\s+|had\s+|are\s+|were\s+|will\s+)?"
    r"(?:[a-z]+ly\s+)?(?:rose|risen|fell|fallen|grew|grown|climbed|dropped|jumped|increased|decreased|declined|halved|doubled|tripled|surged|slumped|plunged|"
    r"reached|totalled|totaled|numbered|exceeded|topped|came|went)\b"
)
_LABEL = re.compile(
    r"(?:^|[-•*–|]\s+)((?:[A-Za-z][\w-]*\s+){0,3}[A-Za-z][\w-]*s)(?:\s+(?:[a-z]{3,}ed|built|made|sold|held|flown|won|caught)|\s+(?:of|in|at|by)\s[^:|,;]{1,50})?\s*[:|]\s*(?:\w+\s+){0,2}$"
)
_PEOPLE_OF = in_lower(rf"\b({alternation(list(_LISTS['counting_words']))})\s+of\s+(?:[a-z]+\s+){{0,2}}$")
_PEOPLE = in_lower(rf"\b({alternation(list(_LISTS['counting_words']))})\b")
_OF_KIND = in_lower(rf"\b({alternation(_LISTS['population_nouns'])})\spopulation\b")
_RECKONED = in_lower(r"\s(?:in|as)(?:\sterms\sof)?\sfull-?\s?time\sequivalents?\b")
"""How those who are counted are reckoned: `Staff in full-time equivalents numbered 40`."""
_DIRECT_VERB = in_lower(r"\b(?:hire|hires|hired|hiring|employ|employs|employed|recruit|recruited)\s+(?:\w+\s+){0,2}$")
_THOSE_NUMBER = in_lower(r"\bthose\s(?!who\b)[^.;:,\d]{3,80}\s(?:number|numbered|total|totalled)\s(?:[a-z]+\s){0,2}$")
"""Who are counted as the figure before was: `while those in farming number 40`."""
_THAT_OF = in_lower(
    r"\bthat\s+of\s+(?:the\s+|its\s+|their\s+)?((?:[a-z][\w-]*\s)?(?:[a-z][\w-]*s|people|staff))\s(?:[^.;:,\d]{0,40}\s)?(?:to|at|reached|was|is)\s+(?:[a-z]+\s){0,2}$"
)
"""What the second number is of: `the number of shops rose to 40, and that of clerks to 90`."""
_PERSONS = in_lower(r"\W*(?:and\s+)?(?:those|everyone|anyone)\s+(?:who|working|employed|living)\b")
_OF_A_BASE = in_lower(
    rf"\b({alternation(_LISTS['based_nouns'])})[\s-](?:network|base|estate|portfolio)\b(?!\s+of\s+(?!the\s|its\s))[^.;:\d]{{0,60}}$"
)
"""Before how many there are of what makes up a whole: `our agent network reached 900`."""
MEASURES = frozenset(_LISTS["measure_nouns"])
_TIMES_ANOTHER = re.compile(r"\s+(?:the|that|those|what|its|their)\s+(?:\S*\d|average|usual|number\s+of|size)")
_COUNT_NOTHING = frozenset(
    (
        *("the", "a", "its", "their", "in", "cumulative", "grand", "record", "running"),
        *("and", "date", "that", "this", "now", "also", "has", "was", "is"),
    )
)
_FEWER = re.compile(r"\s+fewer\s")
_MORE_THAN = re.compile(
    r"\s+(?:(?P<up>more|higher|above|up)|fewer|less|lower|below|down)\s+(?:than|on)\s+(?:in|on|a|the|at|last|one|it|its|we|they|when|before|during|(?:19|20)\d\d"
    r"|(?:two|three|four|five|six|nine|ten|\d+)\s+(?:years?|months?|weeks?|quarters?))\b"
)
_UP_BY = in_lower(r"\b(up|down)\s+(?:(?:about|around|some|just|only|nearly|almost|over|more\s+than)\s+)?$")
_ON_LAST = in_lower(r"\s+(?:on|over)\s+(?:a|the|its|last|one)\b|\s+(?:year|month|quarter)[\s-]on[\s-]")
"""`Up 40 on last year`; what stands behind `up from` is what it was."""
_AT_LEVEL = re.compile(
    r"\b(?:to|at|of|was|were|is|are|stands?|stood|remain(?:s|ed)?|reach(?:ed|es)?|hit)\s+(?:just\s+|only\s+)?$"
)
_BACK_TO = re.compile(r"\b(?:to|at)\s+(?:\w+\s+){0,2}$")
_BASE_TO = re.compile(r"\bto\s+(?:\w+\s+){0,2}$")
_MORE_OF = re.compile(r"\s*(?:more|less|fewer)\s+(?!than\b)")
_YEARLY = re.compile(r"\b(?:annually|year[\s-]on[\s-]year|per\s+year|a\s+year)\b")
_ON_TO = re.compile(r"[^.;]{0,50}\bto\s")


def falls(said: frozenset[str]) -> bool:
    """Whether the words of a clause, in small letters, say that something fell and none says it rose."""
    return not said.isdisjoint(_FALLING) and said.isdisjoint(_RISING)


def role_of(candidate: Candidate, reading: Reading, clause: tuple[int, int]) -> tuple[Role, Direction | None, str]:
    """The role of a quantity, the direction if it is a change, and the rule that says so."""
    unit = candidate.unit
    if unit == "rank":
        return "rank", None, "an ordinal of a ranking"
    text, lower = reading.text, reading.lower
    start, end = candidate.start, candidate.end
    opening = max(clause[0], start - 60)
    before = lower[opening : _begin_of(candidate)]
    if unit == "x":
        change = _MULTIPLIED.search(lower, start, end) or _MOVE.search(lower, max(clause[0], start - 20), start)
        if candidate.sort == "amount" or (change and _TIMES_ANOTHER.match(text, end, end + 24)):
            change = None  # what one unit of money brings is no growth
        return ("change", "up", "a multiple of growth") if change else ("ratio", None, "a multiple")
    if unit not in ("%", "points"):
        moved = _MOVED_BY.search(before) if "by" in before or "of" in before else None
        if moved:
            return "change", _direction(moved.group().split()[0]), "grew or fell by it"
        if _FEWER.match(text, candidate.num_end, candidate.num_end + 8):
            return "change", "down", "fewer than before"
        if compared := _MORE_THAN.match(lower, end):
            return "change", "up" if compared["up"] else "down", "more or less than before by it"
        leads = _UP_BY.search(before) if "up" in before or "down" in before else None
        if leads and _ON_LAST.match(lower, end):
            return "change", "up" if leads[1] == "up" else "down", "more or less than before by it"
        return "level", None, "an amount or count"
    below_zero = candidate.value is not None and candidate.value < 0 and bool(_AT_LEVEL.search(before))
    if below_zero and not _NOUN_OF_GROWTH.search(before):
        return ("level" if unit == "points" else "share"), None, "a level below zero"
    found = _CHANGE_BEFORE.search(before)
    if found and not (
        _PHRASAL.search(before)
        or _BACK_TO.search(text, opening, opening + len(before))
        or found["word"]
        in ("more", "above", "below", "less", "over", "cut", "growth", "fewer", "lower", "higher", "loss")
    ):
        return "change", _direction(found["word"]), "a word of growth before it"
    if _BY.search(before):
        moved = _MOVE.search(lower, clause[0], start)
        if moved or _LIFT.search(lower, clause[0], start):
            return "change", _direction(moved.group()) if moved else "up", "grew or fell by it"
    nouns = _NOUN_OF_GROWTH.search(before)
    if nouns:
        return "change", _direction(nouns.group(1)), "a noun of growth before it"
    after = lower[end : end + 60]
    found = _CHANGE_AFTER.match(lower, candidate.num_end, end + 40) or _CHANGE_AFTER.match(after)
    if found and not _MORE_OF.match(found.group()):
        return "change", _direction(found["word"]), "a word of growth after it"
    if _YEARLY.search(after, 0, 24) and _MOVE.search(lower, clause[0], start):
        return "change", candidate.direction, "yearly growth"
    if candidate.direction and not _PHRASAL.search(before):
        return "change", candidate.direction, "grew or fell by it"
    if unit == "points":
        return "level", None, "a level in points"
    return "share", None, "a part of a whole"


def _begin_of(candidate: Candidate) -> int:
    qualified = candidate.qualifier_start
    return candidate.start if qualified is None else min(qualified, candidate.start)


def _direction(word: str) -> Direction:
    return "down" if word in _DOWN else "up"


def is_base(candidate: Candidate, following: Candidate | None, reading: Reading, clause_left: int) -> bool:
    """Whether the quantity is what something grew or fell from; `following` is the next quantity of the sentence."""
    lower = reading.lower
    start = _begin_of(candidate)
    opening = max(clause_left, start - 40)
    before = lower[opening:start]
    if "from" in before and _FROM.search(before):
        pair = (
            following is not None
            and following.unit in (candidate.unit, None)
            and bool(_ON_TO.match(reading.text, candidate.end, following.start + 3))
        )
        return pair or bool(_MOVED.search(lower, max(clause_left, candidate.start - 100), candidate.start))
    if not _compares(before) or _BASE_TO.search(reading.text, opening, start):
        return False
    compared = _COMPARED.search(before)
    return bool(
        compared
        and not _MOVE.search(compared.group())
        and _MOVE.search(lower, max(clause_left, candidate.start - 80), candidate.start)
    )


def _compares(before: str) -> bool:
    """Whether a stretch holds one of the words that `_COMPARED` needs; spelt out, as it is asked of every figure."""
    if "on " in before or "from " in before or "than " in before or "over " in before:
        return True
    return "against " in before or "compared" in before or "versus " in before


_FROM_PLACES = in_lower(
    r"\b([a-z]{3,}s|people|those)\sfrom\s(?:[a-z-]+\s){0,4}?(?:places|markets|countries|regions|areas|economies|sources|cities|provinces|states)\s[^.;:]{0,40}$"
)
"""Who comes from places that are not what is counted: `Guests from all other markets climbed to 40`."""


def counted_before(reading: Reading, left: int, start: int) -> str | None:
    """What a bare number at `start` counts by the words before it: the noun phrase as written, or None."""
    opening = max(left, start - 160)
    if _PERSONS.match(reading.lower, left, start):
        return "people"
    window, lower = reading.text[opening:start], reading.lower[opening:start]
    if "equivalent" in lower and (reckoned := _RECKONED.search(lower)):
        window = window[: reckoned.start()] + window[reckoned.end() :]
        lower = lower[: reckoned.start()] + lower[reckoned.end() :]
    if that_of := _THAT_OF.search(lower):
        return window[that_of.start(1) : that_of.end(1)]
    if _THOSE_NUMBER.search(lower):
        return None
    if of_people := _PEOPLE_OF.search(lower):
        return str(_LISTS["counting_words"][of_people.group(1)])
    if whence := _FROM_PLACES.search(lower):
        return None if whence.group(1) == "those" else window[whence.start(1) : whence.end(1)]
    if based := _OF_A_BASE.search(lower):
        return plural(based.group(1))
    if label := _LABEL.search(window) or _BEFORE_COLON.search(window):
        return label.group(1).strip()
    best: tuple[int, str] | None = None
    for pattern, searched in (
        (_NUMBER_OF, lower),
        (_PLURAL_SUBJECT, lower),
        (_TOTAL, lower),
        (_MOVING_SUBJECT, window),
        (_HEAD_SUBJECT, lower),
    ):
        for match in pattern.finditer(searched):
            noun = window[match.start(1) : match.end(1)].strip()
            if (
                noun.lower() in _COUNT_NOTHING
                or len(noun) < 3
                # "the Hong Kong stock exchange": part of a name
                or (pattern is _TOTAL and match.start(1) and window[match.start(1)].isupper())
            ):
                continue
            if best is None or match.start() > best[0] or pattern is _NUMBER_OF:
                best = (match.start(), noun)
        if best:
            break
    if people := _PEOPLE.search(lower):
        if people.group(1) == "population" and (kind := _OF_KIND.search(lower)):
            return plural(kind.group(1))
        return _LISTS["counting_words"][people.group(1)] if best is None or pattern is _TOTAL else best[1]
    if best:
        return best[1]
    return "people" if _DIRECT_VERB.search(lower) else None


def measure_of(candidate: Candidate, reading: Reading, clause: tuple[int, int]) -> str:
    """What is measured: the counted noun, what a percentage is of, or the measure noun nearest before the figure."""
    if candidate.noun and candidate.sort in ("count", "bare"):
        return candidate.noun
    text, lower = reading.text, reading.lower
    start, end = candidate.start, candidate.end
    found = _OF_WHAT.match(lower, end, min(clause[1], end + 80))
    if found and not _TIME.search(found.group(1)):
        return text[found.start(1) : found.end(1)].strip()
    if reading.words_in(clause).isdisjoint(MEASURES):
        return candidate.noun or ""
    opening, last = max(clause[0], start - 100), None
    if not MEASURES.isdisjoint(reading.words_in((opening, start))):
        for last in _MEASURE.finditer(lower, opening, start):  # noqa: B007 - the last one counts
            pass
    if last:
        late = _OF_TIME.search(last.group(1))
        return _noun_words(text[last.start(1) : last.start(1) + late.start() if late else last.end(1)])
    found = _MEASURE.search(lower, end, min(clause[1], end + 60))
    return _noun_words(text[found.start(1) : found.end(1)]) if found else (candidate.noun or "")


def _noun_words(phrase: str) -> str:
    """The words of a phrase after its last verb."""
    kept: list[str] = []
    tokens = phrase.split()
    for word in tokens:
        kept = [] if len(kept) + 1 < len(tokens) and verbs(word.lower(), 0, len(word)) else [*kept, word]
    return "" if len(kept) == 1 and len(kept[0]) < 4 else " ".join(kept)
