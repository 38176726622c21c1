"""What a figure measures: its role, direction and base, and the noun phrase that names what is measured."""

import re

from extraction.grammar import alternation, in_lower, words
from extraction.quantities import Candidate
from extraction.reading import Reading
from extraction.selection import start_of
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
MEASURES = frozenset(_LISTS["measure_nouns"])
_TIMES_ANOTHER = re.compile(r"\s+(?:the|that|those|what|its|their)\s+(?:\S*\d|average|usual|number\s+of|size)")
_FEWER = re.compile(r"\s+fewer\s")
_MORE_THAN = re.compile(
    r"\s+(?:(?P<up>more|higher|above|up)|fewer|less|lower|below|down)\s+(?:than|on)\s+(?:in|on|a|the|at|last|one|it|its|we|they|when|before|during|(?:19|20)\d\d"
    r"|(?:two|three|four|five|six|nine|ten|\d+)\s+(?:years?|months?|weeks?|quarters?))\b"
)
_COMPARING = frozenset(("more", "higher", "above", "up", "fewer", "less", "lower", "below", "down"))
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
_RESTATED = re.compile(r",?\s+or\s+(?:\w+\s+)?|\s*\(\s*")
_GAPPED = in_lower(r",?\s+(?:and|but)\s+(?!of\b)(?:[a-z-]+\s+){1,3}(?:by\s+)?")


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
    before = lower[opening : start_of(candidate)]
    if unit == "x":
        change = _MULTIPLIED.search(lower, start, end) or _MOVE.search(lower, max(clause[0], start - 20), start)
        if candidate.sort == "amount" or (change and _TIMES_ANOTHER.match(text, end, end + 24)):
            change = None  # what one unit of money brings is no growth
        return ("change", "up", "a multiple of growth") if change else ("ratio", None, "a multiple")
    if unit not in ("%", "points"):
        moved = _MOVED_BY.search(before) if "by" in before or "of" in before else None
        if moved:
            return "change", _direction(moved.group().split()[0]), "grew or fell by it"
        if "fewer" in text[candidate.num_end : candidate.num_end + 8] and _FEWER.match(
            text, candidate.num_end, candidate.num_end + 8
        ):
            return "change", "down", "fewer than before"
        said = reading.words_in(clause)
        if compared := _MORE_THAN.match(lower, end) if not said.isdisjoint(_COMPARING) else None:
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


def _direction(word: str) -> Direction:
    return "down" if word in _DOWN else "up"


def is_base(candidate: Candidate, following: Candidate | None, reading: Reading, clause_left: int) -> bool:
    """Whether the quantity is what something grew or fell from; `following` is the next quantity of the sentence."""
    lower = reading.lower
    start = start_of(candidate)
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
        and _MOVE.search(lower, max(clause_left, candidate.start - 80), start)
    )


def _compares(before: str) -> bool:
    """Whether a stretch holds one of the words that `_COMPARED` needs; spelt out, as it is asked of every figure."""
    if "on " in before or "from " in before or "than " in before or "over " in before:
        return True
    return "against " in before or "compared" in before or "versus " in before


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


def goes_on(reading: Reading, before: Candidate, candidate: Candidate) -> bool:
    """Whether a share says a change once more, or that of something else: `rose 4%, or 9% in all`, `and jars 9%`."""
    between = (before.end, start_of(candidate))
    if _RESTATED.fullmatch(reading.text, *between):
        return True
    gapped = _GAPPED.fullmatch(reading.lower, *between) and not reading.lower.startswith(" of ", candidate.end)
    return bool(gapped) and before.unit == candidate.unit and reading.first_verb(*between) is None
