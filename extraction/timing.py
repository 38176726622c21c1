"""What time a figure speaks of: which of the periods named around it is its own."""

import re
from datetime import date, timedelta
from typing import NamedTuple

from extraction import calendars
from extraction.grammar import in_lower
from extraction.periods import Period
from extraction.quantities import Candidate
from extraction.reading import Reading
from extraction.verbs import AUXILIARY
from schemas.fact import Kind, PeriodBasis, Role

_TOLD = in_lower(
    r"\b(?:said|told|added|noted|announced|released|published|reported|revealed|disclosed|stated|unveiled|issued|showed|says)\s+(?:\w+\s+){0,3}$"
)
_AS_OF = in_lower(r"(?:as\s+(?:of|at)|by|at|since|up\s+to|to\s+date|so\s+far|now|currently)\b")
_JOINED = in_lower(r"(?:from|between)\b|\S+\s+(?:to|and|–|-)\s")
_BEFORE_IT = in_lower(
    r"[\s,]*(?:(?:in|of|for|during|at|recorded|seen|reported|posted|made|registered|logged|the)\s+){0,3}"
)
_TAIL = r"\s+(?:(?:in|the|at|that|of|same|period|month|quarter|time|year|half|figure|level|for)\s+)*$"
_COMPARED = in_lower(rf"\b(?:than|from|against|compared\s+with|compared\s+to|versus|on|over|below|above){_TAIL}")
_THAN = in_lower(
    rf"\b(?:than|against|compared\s+with|compared\s+to|versus|below|above|(?:much|many|high|low)\s+as|on(?=\s+the\s+same\b)){_TAIL}"
)
_NO_YEAR = in_lower(r"by\s+(?:(?!next|year|this)[^\d]){3,30}")
_FIXED = in_lower(
    r"\b(?:19|20)?\d\d\b|\b(?:last|past|ago|previous|since|earlier|yesterday|before|preceding|ended|so\s+far|to\s+date)\b"
)
_LEVELS = re.compile(r"(?:[’']s)?\s+(?:levels?|baseline|average|mark)\b")
_RECORD = re.compile(r"\b(?:\w+est|most|least|best|worst|first|\w+er)\b(?:\s+\w+){0,4}\s*$")
_TURN = re.compile(r";|, (?:and|but|while) |\b(?:after|from|than|against) ")
_OVER = re.compile(r"(?:from|on|over)\s")
_OVER_THE = re.compile(r"over\s+the\s+(?:past|last|next)")
_BASE = re.compile(r"\b(?:from|on|than|against|compared\s+with)\s+(?:the\s+|about\s+|\w+\s+)?$")
_SINCE = in_lower(r"\s*since\b")
_OWN_RELATIVE = re.compile(r"^[^,]{0,40},?\s+(?:which|that|who)\s+\w+")
_PAST = re.compile(r"\b(?:was|were|had|rose|fell|grew|made|took|came|\w{3,}ed)\b")
_PERFECT = re.compile(
    r"\b(?:has|have)\s+(?:\w+ly\s+|also\s+|now\s+)?(?:\w{2,}ed|risen|fallen|grown|made|won|built|sold|bought|drawn)\b"
)
_RUNNING = in_lower(r"(?:over|in|during|within)\s+the\s+(?:past|last)\b|since\b|so\s+far\b")
_PRESENT = re.compile(r"\b(?:is|are|has|have|now|will|can)\b")
_YEAR_EARLIER = in_lower(
    r"\b(?:a|one)\s+year\s+(?:earlier|ago|before)|(?:the\s+)?(?:previous|prior|preceding)\s+year|the\s+year\s+before|last\s+time|same\s+period\s+(?:last\s+year|a\s+year\s+(?:earlier|ago))|a\s+year\s+previously"
)


class Time(NamedTuple):
    """The days a figure speaks of, both included, and where that comes from."""

    first: date | None = None
    last: date | None = None
    text: str | None = None
    basis: PeriodBasis = "none"


NONE = Time()


def _gone(reading: Reading, period: Period, kind: Kind) -> Period:
    """`by the end of July` said of what is done means the last July there was."""
    if (
        kind == "actual"
        and period.basis == "due"
        and reading.on
        and period.last > reading.on
        and _NO_YEAR.fullmatch(reading.lower, period.start, period.end)
    ):
        first, last = calendars.year_before(period.first), calendars.year_before(period.last)
        return period._replace(first=first, last=last, basis="point")
    return period


def _ahead(reading: Reading, period: Period, kind: Kind) -> Period:
    """`In the second quarter` said of what is hoped for means the next one there is."""
    if (
        kind in ("actual", "allocated")
        or not reading.on
        or period.last >= reading.on
        or _FIXED.search(reading.lower, period.start, period.end)
    ):
        return period
    first = calendars.shifted(period.first, "year", 1)
    last = calendars.shifted(period.last + timedelta(days=1), "year", 1) - timedelta(days=1)
    return period._replace(first=first, last=last) if last >= reading.on else period


def _usable(reading: Reading, period: Period, kind: Kind) -> bool:
    if kind != "actual":
        if period.basis == "now":
            return False
    elif reading.on and (period.first > reading.on or (period.basis == "due" and period.last > reading.on)):
        return False
    lower, start = reading.lower, period.start
    if (
        period.basis in ("point", "now")
        and _TOLD.search(lower, max(0, start - 40), start)
        and not _AS_OF.match(lower, start)
    ):
        return False
    since = lower.startswith("since", start) and _RECORD.search(reading.text, max(0, start - 50), start)
    return not since and not _LEVELS.match(reading.text, period.end)


def time_of(
    reading: Reading,
    number: int,
    candidate: Candidate,
    others: list[Candidate],
    clause: tuple[int, int],
    kind: Kind,
    role: Role,
    *,
    base: bool,
) -> Time:
    """The time of one figure; `others` are the figures of its sentence, `base` says that something grew from it."""
    text, lower = reading.text, reading.lower
    usable = [
        p
        for p in (_gone(reading, p, kind) for p in reading.periods_of(number))
        if _usable(reading, p, kind) and not (p.start < candidate.num_end and candidate.num_start < p.end)
    ]
    if not base:
        usable = [p for p in usable if not _THAN.search(lower, max(0, p.start - 40), p.start)]
    if base:
        return _base_time(reading, number, candidate, usable, clause)
    chosen: Period | None = None
    for period in usable:
        if period.start >= candidate.end and not any(candidate.end <= o.start < period.start for o in others):
            compared = role in ("change", "rank") and _is_compared(reading, period)
            if not compared and (period.end <= clause[1] + 1 or period.start - candidate.end < 4):
                chosen = period
            break
    owned = {id(p) for p in usable for o in others if o is not candidate and 0 <= p.start - o.end <= 3}
    if chosen is None:
        before = [
            p
            for p in usable
            if p.end <= candidate.start
            and not (id(p) in owned and p.start < clause[0] and _owner_is_base(text, p, others))
            and not (id(p) in owned and kind != "actual" and _ahead(reading, p, kind) is not p)
        ]
        inside = [p for p in before if p.start >= clause[0]]
        nearest = inside or before
        chosen = nearest[-1] if nearest else None
    basis: PeriodBasis = "stated"
    if chosen is None:
        later = [
            p
            for p in usable
            if p.start >= candidate.end
            and not (role in ("change", "rank") and _is_compared(reading, p))
            and not _owner_is_base(text, p, others)
            and not lower.startswith("of ", p.start)
            and not _TURN.search(text, candidate.end, p.start)
            and not AUXILIARY.search(_OWN_RELATIVE.sub("", text[candidate.end : p.start], 1))
        ]
        chosen = later[0] if later and later[0].basis != "now" else None
        basis = "inherited"
    if chosen is None:
        governed = _governed(reading, kind)
        return governed if governed is not NONE else _before(reading, number, clause, kind)
    if (
        basis == "stated"
        and not clause[0] <= chosen.start < clause[1]
        and chosen.start - reading.sentences[number].start > 60
    ):
        basis = "inherited"
    return _as_time(reading, _ahead(reading, chosen, kind), role, basis, base=False)


def lies_ahead(reading: Reading, number: int, end: int) -> bool:
    """Whether the period right after a figure is still to come: `3,000 berths next year`."""
    return reading.on is not None and any(
        0 <= period.start - end <= 2 and period.first > reading.on for period in reading.periods_of(number)
    )


def _is_compared(reading: Reading, period: Period) -> bool:
    """Whether a period is only what a change or rank is compared with: `than in April`, `on last year`."""
    if (
        _OVER.match(reading.text, period.start, period.end)
        and period.basis != "point"
        and (period.last - period.first).days < 800
    ):
        return not _OVER_THE.match(reading.text, period.start, period.end)
    return bool(_COMPARED.search(reading.lower, max(0, period.start - 40), period.start))


def _owner_is_base(text: str, period: Period, others: list[Candidate]) -> bool:
    owner = next((o for o in others if 0 <= period.start - o.end <= 3), None)
    return bool(owner and _BASE.search(text, max(0, owner.start - 24), owner.start))


def _base_time(
    reading: Reading, number: int, candidate: Candidate, usable: list[Period], clause: tuple[int, int]
) -> Time:
    lower = reading.lower
    for period in usable:
        if (
            0 <= period.start - candidate.end <= 30
            and _BEFORE_IT.fullmatch(lower, candidate.end, period.start)
            and not _JOINED.match(lower, period.start, period.end)
        ):
            return _as_time(reading, period, "level", "stated", base=False)
    current = next((p for p in usable if p.end <= candidate.start), None)
    if current is None:
        return NONE
    earlier = _YEAR_EARLIER.search(lower, candidate.end, min(clause[1] + 60, reading.sentences[number].end))
    if earlier:
        first, last = calendars.shifted(current.first, "year", -1), calendars.year_before(current.last)
        return Time(first, last, reading.text[earlier.start() : earlier.end()], "stated")
    if _JOINED.match(lower, current.start, current.end):
        return _as_time(reading, current, "level", "stated", base=True)
    return NONE


def _as_time(reading: Reading, period: Period, role: Role, basis: PeriodBasis, *, base: bool) -> Time:
    words = reading.text[period.start : period.end]
    first, last = period.first, period.last
    if (
        role != "change"
        and (last - first).days > 370
        and period.basis == "span"
        and _JOINED.match(reading.lower, period.start, period.end)
        and not _SINCE.match(reading.lower, period.start, period.end)
    ):
        first, last = (first, date(first.year, 12, 31)) if base else (date(last.year, 1, 1), last)
    return Time(first, last, words, basis)


def _before(reading: Reading, number: int, clause: tuple[int, int], kind: Kind) -> Time:
    """The span the sentence before speaks of, for a past form in the same paragraph."""
    if kind != "actual" or number == 0 or reading.sentences[number].first:
        return NONE
    text = reading.text
    spans = [p for p in reading.periods_of(number - 1) if p.basis == "span" and _usable(reading, p, kind)]
    if _PERFECT.search(text, *clause):
        spans = [p for p in spans if _RUNNING.match(reading.lower, p.start)]
    elif not _PAST.search(text, *clause) or _PRESENT.search(text, *clause):
        return NONE
    return _as_time(reading, spans[0], "change", "inherited", base=False) if spans else NONE


def _governed(reading: Reading, kind: Kind) -> Time:
    """The period of the statistics the article is about, for figures without one of their own."""
    if reading.governing and kind == "actual":
        return _as_time(reading, reading.governing, "change", "inherited", base=False)
    return NONE
