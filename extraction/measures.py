"""What a figure measures: its role, direction and base, and the noun phrase that names what is counted."""

import re

from extraction.grammar import alternation, words
from extraction.quantities import Candidate
from extraction.verbs import first_verb
from schemas.fact import Direction, Role

_LISTS = words("measures")
_UP = frozenset(_LISTS["up"])
_DOWN = frozenset(_LISTS["down"])
_MULTIPLIED = re.compile(r"doubl|tripl|trebl|quadrupl|quintupl|fold|halv", re.IGNORECASE)
_PHRASAL = re.compile(
    r"\b(?:ma(?:de|ke|kes|king)|ta(?:ke|kes|ken|king)|took|gi(?:ve|ves|ven)|gave|signed|set|backed|bought)\s+up\s*(?:\w+\s+){0,2}$",
    re.IGNORECASE,
)
_BY = re.compile(
    r"\bby\s+(?:(?:about|around|some|nearly|almost|over|more|less|than|at|least|up|to|as|much|a|an|further|roughly|approximately|only|just)\s+){0,4}$",
    re.IGNORECASE,
)
_LIFT = re.compile(
    r"\b(?:rais(?:e|es|ed|ing)|lift(?:s|ed|ing)?|boost(?:s|ed|ing)?|scal(?:e|ed|ing)\s+up)\b", re.IGNORECASE
)
_WEAK = frozenset(_LISTS["weak"])
_FALLING, _RISING = _DOWN - _WEAK, _UP - _WEAK
_LETTERS = re.compile(r"[a-z]+")
_STRONG = sorted((_UP | _DOWN) - {"more", "above", "below", "less", "fewer", "boost", "loss", "lost", "losses"})
_MOVED_BY = re.compile(rf"\b(?:{alternation(_STRONG)})\s+(?:by|of)\s+(?:\w+\s+){{0,2}}$", re.IGNORECASE)
_NOUN_OF_GROWTH = re.compile(
    r"\b(growth|rise|increase|gain|drop|fall|decline|decrease|reduction|jump|surge|expansion|contraction)\b(?:\s+\w+){0,2}?\s+(?:of|at|by|to|was|rate\s+of)\s+(?:\w+\s+){0,2}$",
    re.IGNORECASE,
)
_MOVE = re.compile(rf"\b(?:{alternation([*_LISTS['up'], *_LISTS['down']])})\b", re.IGNORECASE)
_MOVED = re.compile(
    rf"{_MOVE.pattern}|\b(?:went|double|triple|treble|halve|moved|rais|lift|bring|brought|push)", re.IGNORECASE
)
_CHANGE_BEFORE = re.compile(
    rf"\b(?P<word>{alternation([*_LISTS['up'], *_LISTS['down']])})\b"
    rf"(?:\s+(?:{alternation(_LISTS['between'])}|year[\s-]on[\s-]year|\w+ly))*\s*,?\s*$",
    re.IGNORECASE,
)
_AFTER = [word for word in (*_LISTS["up"], *_LISTS["down"]) if word not in ("above", "below", "lost")]
_CHANGE_AFTER = re.compile(
    r"^[\s-]*(?:(?:year[\s-]on[\s-]year|annual|yearly|quarterly|monthly|a|an|sharp|net|real|overall|further|points?)\s+){0,2}"
    rf"(?P<word>{alternation(_AFTER)})\b",
    re.IGNORECASE,
)
_TIME = re.compile(
    r"\b(?:years?|months?|quarters?|half|weeks?|days?|decades?|hours?|seasons?|period|20\d\d)\b", re.IGNORECASE
)
_OF_TIME = re.compile(rf"\s+(?:for|in|of|over|to|on)\s+(?:the\s+)?(?:\w+\s+)?{_TIME.pattern}.*$", re.IGNORECASE)
_OF_WHAT = re.compile(
    r"\s+(?:of|in)\s+(?:the\s+|its\s+|their\s+|all\s+|those\s+|them\b)?(?!(?:January|February|March|April|May|June|July|August|September|October|November|December|first|second|third|fourth|last|this|them|those|a|an)\b)([A-Za-z][A-Za-z’'&/-]*(?:\s+(?!(?:in|to|and|for|was|were|is|are|has|have|had|by|from|at|on|with|that|which|while|last|this)\b)[A-Za-z][A-Za-z’'&/-]*){0,4})",
    re.IGNORECASE,
)
_COMPARED = re.compile(
    r"\b(?:on|from|than|against|compared\s+(?:with|to)|versus|over)\s+(?:the\s+|a\s+|last\s+year's\s+|its\s+)*(?:\w+\s+){0,2}$",
    re.IGNORECASE,
)
_FROM = re.compile(
    r"\bfrom\s+(?:about\s+|around\s+|some\s+|just\s+|only\s+|nearly\s+|almost\s+|over\s+|more\s+than\s+|a\s+|an\s+)*$",
    re.IGNORECASE,
)
_MEASURE = re.compile(
    rf"((?:\b(?!(?:the|a|an|its|their|with|and|of|to|by|in|on|at|for|from|or|as|has|have|had|is|was|were|are)\b)[A-Za-z][\w&’'-]*\s+){{0,3}}\b(?:{alternation(_LISTS['measure_nouns'])})\b(?:\s+(?:of|in|on)\s+(?:the\s+)?(?:(?!(?:over|about|nearly|around|some|more|less|up|at|almost|approximately|roughly|just|only)\b)[a-z][a-z&-]*\s?){{1,3}})?)",
    re.IGNORECASE,
)
_NUMBER_OF = re.compile(
    rf"\b(?:{alternation(_LISTS['counting_nouns'])})\s+of\s+((?:[\w&’'/-]+\s+){{0,5}}?[\w&’'-]+s|people|staff|personnel)(?=\s+(?:\w+ly\s+)?(?:rose|fell|grew|has|had|have|was|were|is|are|stood|reached|hit|climbed|dropped|jumped|to|in|at|now|with|that|who|which|on|increased|decreased|almost|nearly|more|doubled|\w+ed)\b|[\s,.])",
    re.IGNORECASE,
)
_TOTAL = re.compile(rf"\b([A-Za-z][\w-]*)\s+(?:{alternation(_LISTS['counting_nouns'])})\b", re.IGNORECASE)
_PLURAL_SUBJECT = re.compile(
    r"\b((?:[a-z][\w-]*\s+)?[a-z][\w-]*(?:s|people|staff))\b(?=\s+(?:to\s+be\s+\w+\s+)?(?:number|numbered|total|totalled|totaled|reached|stood|hit|now|exceeded?)\b)",
    re.IGNORECASE,
)
_MOVING_SUBJECT = re.compile(
    r"\b([A-Za-z][\w-]*s)(?:\s+(?:in|at|to|from|of|by|for)\s+(?:the\s+)?[\w’'-]+(?:\s+[\w’'-]+)?)?(?:,[^,\d]{2,25},)?\s+(?:has\s+|have\s+|had\s+|also\s+|\w+ly\s+)?(?:rose|risen|rise|fell|fallen|grew|grown|climbed|dropped|jumped|increased|decreased|declined|doubled|tripled|quadrupled|surged|reached|totalled|totaled|stood|hit|numbered|exceeded|topped|slipped|swelled|went)\b",
)
_LABEL = re.compile(r"(?:^|[-•*–|]\s+)((?:[A-Za-z][\w-]*\s+){0,3}[A-Za-z][\w-]*s)\s*[:|]\s*(?:\w+\s+){0,2}$")
_PEOPLE = re.compile(rf"\b({alternation(list(_LISTS['counting_words']))})\b", re.IGNORECASE)
_DIRECT_VERB = re.compile(
    r"\b(?:hire|hires|hired|hiring|employ|employs|employed|recruit|recruited)\s+(?:\w+\s+){0,2}$", re.IGNORECASE
)


def falls(text: str, left: int, right: int) -> bool:
    """Whether `text[left:right]` says that something fell and nothing there says it rose."""
    moves = set(_LETTERS.findall(text[left:right].lower()))
    return not moves.isdisjoint(_FALLING) and moves.isdisjoint(_RISING)


def role_of(candidate: Candidate, text: str, clause: tuple[int, int]) -> tuple[Role, Direction | None, str]:
    """The role of a quantity, the direction if it is a change, and the rule that says so."""
    unit = candidate.unit
    if unit == "rank":
        return "rank", None, "an ordinal of a ranking"
    before = text[
        max(clause[0], candidate.start - 60) : candidate.qualifier_start
        if candidate.qualifier_start is not None and candidate.qualifier_start < candidate.start
        else candidate.start
    ]
    after = text[candidate.end : candidate.end + 60]
    inner = text[candidate.num_end : candidate.end + 40]
    if unit == "x":
        change = _MULTIPLIED.search(text, candidate.start, candidate.end) or _MOVE.search(
            text, max(clause[0], candidate.start - 20), candidate.start
        )
        if change and re.match(
            r"\s+(?:the|that|those|what|its|their)\s+(?:\S*\d|average|usual|number\s+of|size)",
            text[candidate.end : candidate.end + 24],
        ):
            change = None
        return ("change", "up", "a multiple of growth") if change else ("ratio", None, "a multiple")
    if unit not in ("%", "points"):
        moved = _MOVED_BY.search(before)
        if moved:
            return "change", _direction(moved.group().split()[0]), "grew or fell by it"
        if re.match(r"\s+fewer\s", text[candidate.num_end : candidate.num_end + 8]):
            return "change", "down", "fewer than before"
        return "level", None, "an amount or count"
    found = _CHANGE_BEFORE.search(before)
    if found and not (
        _PHRASAL.search(before)
        or re.search(r"\b(?:to|at)\s+(?:\w+\s+){0,2}$", before)
        or found["word"].lower()
        in ("more", "above", "below", "less", "over", "cut", "growth", "fewer", "lower", "higher", "loss")
    ):
        return "change", _direction(found["word"]), "a word of growth before it"
    if _BY.search(before):
        moved = _MOVE.search(text, clause[0], candidate.start)
        if moved or _LIFT.search(text, clause[0], candidate.start):
            return "change", _direction(moved.group()) if moved else "up", "grew or fell by it"
    nouns = _NOUN_OF_GROWTH.search(before)
    if nouns:
        return "change", _direction(nouns.group(1)), "a noun of growth before it"
    found = _CHANGE_AFTER.search(inner) or _CHANGE_AFTER.search(after)
    if found and not re.match(r"\s*(?:more|less|fewer)\s+(?!than\b)", found.group()):
        return "change", _direction(found["word"]), "a word of growth after it"
    if re.search(
        r"\b(?:annually|year[\s-]on[\s-]year|per\s+year|a\s+year)\b", after[:24], re.IGNORECASE
    ) and _MOVE.search(text, clause[0], candidate.start):
        return "change", candidate.direction, "yearly growth"
    if candidate.direction and not _PHRASAL.search(before):
        return "change", candidate.direction, "grew or fell by it"
    if unit == "points":
        return "level", None, "a level in points"
    return "share", None, "a part of a whole"


def _direction(word: str) -> Direction:
    return "down" if word.lower() in _DOWN else "up"


def is_base(candidate: Candidate, following: Candidate | None, text: str, clause_left: int) -> bool:
    """Whether the quantity is what something grew or fell from; `following` is the next quantity of the sentence."""
    start = candidate.qualifier_start if candidate.qualifier_start is not None else candidate.start
    before = text[max(clause_left, min(start, candidate.start) - 40) : min(start, candidate.start)]
    if _FROM.search(before):
        pair = (
            following is not None
            and following.unit in (candidate.unit, None)
            and bool(re.search(r"^[^.;]{0,50}\bto\s", text[candidate.end : following.start + 3]))
        )
        return pair or bool(_MOVED.search(text, max(clause_left, candidate.start - 100), candidate.start))
    if re.search(r"\bto\s+(?:\w+\s+){0,2}$", before):
        return False
    return bool(
        _COMPARED.search(before) and _MOVE.search(text, max(clause_left, candidate.start - 80), candidate.start)
    )


def counted_before(text: str, left: int, start: int) -> str | None:
    """What a bare number at `start` counts by the words before it: the noun phrase as written, or None."""
    window = text[max(left, start - 160) : start]
    if label := _LABEL.search(window):
        return label.group(1).strip()
    best: tuple[int, str] | None = None
    for pattern in (_NUMBER_OF, _PLURAL_SUBJECT, _TOTAL, _MOVING_SUBJECT):
        for match in pattern.finditer(window):
            noun = match.group(1).strip()
            if (
                noun.lower() in ("the", "a", "its", "their", "in", "cumulative", "grand", "record", "running", "and")
                or len(noun) < 3
            ):
                continue
            if best is None or match.start() > best[0] or pattern is _NUMBER_OF:
                best = (match.start(), noun)
        if best:
            break
    if people := _PEOPLE.search(window):
        return _LISTS["counting_words"][people.group(1).lower()] if best is None or pattern is _TOTAL else best[1]
    if best:
        return best[1]
    return "people" if _DIRECT_VERB.search(window) else None


def measure_of(candidate: Candidate, text: str, clause: tuple[int, int]) -> str:
    """What is measured: the counted noun, what a percentage is of, or the measure noun nearest before the figure."""
    if candidate.noun and candidate.sort in ("count", "bare"):
        return candidate.noun
    found = _OF_WHAT.match(text, candidate.end, min(clause[1], candidate.end + 80))
    if found and not _TIME.search(found.group(1)):
        return found.group(1).strip()
    last = None
    for last in _MEASURE.finditer(text, max(clause[0], candidate.start - 100), candidate.start):  # noqa: B007 - the last one counts
        pass
    if last:
        return _noun_words(_OF_TIME.sub("", last.group(1)))
    found = _MEASURE.search(text, candidate.end, min(clause[1], candidate.end + 60))
    return _noun_words(found.group(1)) if found else (candidate.noun or "")


def _noun_words(phrase: str) -> str:
    """The words of a phrase after its last verb."""
    kept: list[str] = []
    for word in phrase.split():
        kept = [] if first_verb(word, 0, len(word)) and len(kept) + 1 < len(phrase.split()) else [*kept, word]
    return "" if len(kept) == 1 and len(kept[0]) < 4 else " ".join(kept)
