"""The time of a figure as it is kept, and where one without a time of its own takes it from."""

import re
from dataclasses import dataclass
from datetime import date

from extraction.grammar import in_lower
from extraction.periods import Period
from extraction.reading import Reading
from extraction.referring import placed
from extraction.told_behind import counted_behind
from schemas.fact import Kind, PeriodBasis, Role

JOINED = in_lower(r"(?:from|between)\b|\S+\s+(?:to|and|–|-)\s")
"""A stretch named by its two ends."""
_SINCE = in_lower(r"\s*since\b")
_PAST = re.compile(r"\b(?:was|were|had|rose|fell|grew|made|took|came|\w{3,}ed)\b")
_DID = re.compile(r"\b(?:lost|sold|bought|built|won|drew|gave)\b")
"""More of these, by which it comes to what it did in all; of shares they tell of a day."""
_PERFECT = re.compile(
    r"\b(?:has|have)\s+(?:\w+ly\s+|also\s+|now\s+)?(?:\w{2,}ed|risen|fallen|grown|made|won|built|sold|bought|drawn)\b"
)
_RUNNING = in_lower(r"(?:over|in|during|within)\s+the\s+(?:past|last)\b|since\b|so\s+far\b")
_POINTS_BACK = re.compile(
    r"(?!since\b)(?:.*\s)?(?:(?:earlier|before|year\s+ago|previously)$|(?:previous|prior|preceding)\b"
    r"|(?:same|corresponding|comparable)\s\w+\s(?:of|in|a|last)\b)"
)
_PRESENT_FORMS = frozenset(("is", "are", "has", "have", "now", "will", "can"))
_PRESENT = re.compile(rf"\b(?:{'|'.join(sorted(_PRESENT_FORMS))})\b")


_STANDING = frozenset(("stood", "numbered", "come", "comes", "amount", "amounts"))
_HAVING = frozenset(("has", "have"))
_ENDED = in_lower(r"\b(?<!is\s)(?<!are\s)(?<!be\s)(?<!was\s)(?<!were\s)(?:ended|ends|closed|finished)\s+$")
_STOOD = in_lower(r"\b(?:stood|numbered|comes?\s+to|amounts?\s+to)\b")
"""Verbs of what there is on a day."""
_OPENS = 6
"""Characters before a time that a sentence still opens with."""
_SAME_DAY = 6
"""Sentences after it for which a day may hold."""
_NEAR_RESULT = 6
"""Sentences after the one that tells of a result in which more of it is told."""
_ON_THE_DAY = frozenset(("shares", "stock", "stocks"))
"""What moves on the day a result is told."""
_AT_ITS_END = in_lower(
    r"\b(?:at|by)\s+(?:the\s+(?:end|close)\s+of\s+the\s+(?:reporting\s+)?period|(?:the\s+)?period[\s-]end)\b"
)
_RESTATING = in_lower(r"\W*(?:meaning|giving|leaving|making|implying|bringing)\s")
_ABOUT = in_lower(r"\W*(?:(?:and|so)\s+)?(?:what|how)\s+(?:about|of|will|might)\s[^.?!]{1,60}\?")


@dataclass(slots=True)
class Time:
    """The days a figure speaks of, both included, and where that comes from."""

    first: date | None = None
    last: date | None = None
    text: str | None = None
    basis: PeriodBasis = "none"


NONE = Time()


def points_back(time: Time) -> bool:
    """Whether a time is counted from the one spoken of, which goes on being spoken of: `a year earlier`."""
    return bool(time.text and _POINTS_BACK.match(time.text.lower()))


def as_time(reading: Reading, period: Period, role: Role, basis: PeriodBasis, *, base: bool) -> Time:
    """A named period as the time of a figure; of a stretch of years a level takes the last, or as `base` the first."""
    words = reading.text[period.start : period.end]
    first, last = period.first, period.last
    if (
        role != "change"
        and (last - first).days > 370
        and period.basis == "span"
        and JOINED.match(reading.lower, period.start, period.end)
        and not _SINCE.match(reading.lower, period.start, period.end)
    ):
        first, last = (first, date(first.year, 12, 31)) if base else (date(last.year, 1, 1), last)
    if role == "level" and period.basis == "span" and _ENDED.search(reading.lower, period.start - 14, period.start):
        first = last  # "It ended last year with 40 shops"
    if role == "share" and period.basis == "due" and not reading.lower.startswith("over", period.start):
        first = last  # "to bring it below 18% within three years"
    return Time(first, last, words, basis)


def inherited(reading: Reading, number: int, clause: tuple[int, int], kind: Kind, role: Role) -> Time:
    """The time that the article, the head of a list or the sentence before gives a figure without one of its own."""
    if kind == "actual" and counted_behind(reading, number):
        named = placed(reading, number + 1, None, kind)
        return as_time(reading, named[0], role, "inherited", base=False) if len(named) == 1 else NONE
    return (
        _governed(reading, number, clause, kind)
        or _introduced(reading, number, kind)
        or _carried(reading, number, clause, kind, role)
        or NONE
    )


def _carried(reading: Reading, number: int, clause: tuple[int, int], kind: Kind, role: Role) -> Time | None:
    """The span the sentence before speaks of, for a past form in the same paragraph; a day where something moved."""
    if number == 0:
        return None
    if asked := _asked(reading, number, kind):
        return asked
    if reading.sentences[number].first or kind not in ("actual", "allocated"):
        return None
    text, said = reading.text, reading.words_in(clause)
    if clause[0] > reading.sentences[number].start and _RESTATING.match(reading.lower, clause[0]):
        clause = (reading.sentences[number].start, clause[1])  # "fell to 40, meaning an average of 9": told with it
        said = reading.words_in(clause)
    stands = role == "level" and not said.isdisjoint(_STANDING) and _STOOD.search(reading.lower, *clause)
    if stands and (day := _of_the_stock(reading, number, kind)):
        return day
    if kind == "allocated":
        return None
    perfect = not said.isdisjoint(_HAVING) and _PERFECT.search(text, *clause)
    if not perfect:
        if not said.isdisjoint(_PRESENT_FORMS) and _PRESENT.search(text, *clause):
            return None
        past, did = _PAST.search(text, *clause), _DID.search(text, *clause)
        if not (past or (did and role in ("level", "change"))):
            return None
    kept = ("span",) if role != "change" else ("span", "point") if perfect or past else ("point",)
    compared = {one.span for one in reading.spoken.get(number - 1, ()) if one.aside}
    spans = [
        p
        for p in placed(reading, number - 1, None, kind)
        if p.basis in kept and p.span not in compared and not reading.in_brackets(p.start)
    ]
    if perfect:
        spans = [p for p in spans if _RUNNING.match(reading.lower, p.start)]
    return as_time(reading, spans[0], "change", "inherited", base=False) if spans else None


def _of_the_stock(reading: Reading, number: int, kind: Kind) -> Time | None:
    """The day that opens a sentence before it in its paragraph: `At 30 June it had 40 boats. Debt stood at 9`."""
    stop = max(number - _SAME_DAY, 0)
    while number > stop and not reading.sentences[number].first:
        number -= 1
        sentence = reading.sentences[number]
        for period in placed(reading, number, None, kind):
            if period.basis != "point" or period.start - sentence.start > _OPENS:
                return None
            return as_time(reading, period, "level", "inherited", base=False)
    return None


def _asked(reading: Reading, number: int, kind: Kind) -> Time | None:
    """The time that a question puts before a sentence: `What about 2025?`, `How large is the park today?`."""
    sentence = reading.sentences[number - 1]
    if reading.text[sentence.end - 1] != "?":
        return None
    named = placed(reading, number - 1, None, kind)
    if not _ABOUT.match(reading.lower, sentence.start) and not (named and named[0].basis == "now"):
        return None
    return as_time(reading, named[0], "change", "inherited", base=False) if len(named) == 1 else None


def _introduced(reading: Reading, number: int, kind: Kind) -> Time | None:
    """The time in the line that introduces a list or table: `The figures for 2024 are:`."""
    if kind != "actual" or not reading.sentences[number].first:
        return None
    head = _head_of(reading, number)
    if head is None:
        return None
    spans = [p for p in placed(reading, head, None, kind) if p.basis in ("span", "point")]
    return as_time(reading, spans[-1], "change", "inherited", base=False) if spans else None


def _head_of(reading: Reading, number: int) -> int | None:
    """The sentence that introduces the list or table in which a sentence stands; found once for all its items."""
    unknown: list[int] = []
    head: int | None = None
    while number not in reading.heads:
        unknown.append(number)
        before = number - 1
        if before < 0:
            break
        sentence = reading.sentences[before]
        if reading.text[sentence.end - 1] == ":":
            head = before
            break
        if reading.sentences[number].line - sentence.line > 1 or not _is_item(reading, before):
            break
        number = before
    else:
        head = reading.heads[number]
    reading.heads.update(dict.fromkeys(unknown, head))
    return head


def _is_item(reading: Reading, number: int) -> bool:
    sentence = reading.sentences[number]
    return sentence.end - sentence.start < 160 and reading.text[sentence.end - 1] not in ".!?"


def _governed(reading: Reading, number: int, clause: tuple[int, int], kind: Kind) -> Time | None:
    """The period of the statistics the article is about, for figures without one of their own.

    Of a result that the opening tells, only what a past form tells near it, and as of its last day what there was then.
    """
    told = reading.governing
    if told is None or kind != "actual":
        return None
    ends = "period" in reading.words_in(clause) and bool(_AT_ITS_END.search(reading.lower, *clause))
    if told.result is not None:
        text = reading.text
        near = told.result <= number <= told.result + _NEAR_RESULT
        if not near or not _ON_THE_DAY.isdisjoint(reading.words_in(clause)):
            return None
        if _PERFECT.search(text, *clause) or _PRESENT.search(text, *clause):
            return None
        if not (ends or _PAST.search(text, *clause) or _DID.search(text, *clause)):
            return None
    if ends:
        return Time(told.span.last, told.span.last, told.words, "inherited")
    return Time(*told.span, told.words, "inherited")
