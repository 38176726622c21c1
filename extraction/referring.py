"""Times that point to others: counted from the one spoken of before, or that of the report they stand in."""

from dataclasses import replace
from datetime import date, timedelta

from extraction import calendars
from extraction.calendars import Span
from extraction.grammar import in_lower
from extraction.periods import Period
from extraction.quantities import Candidate
from extraction.reading import Reading
from extraction.spoken import lasting, spoken_of
from extraction.turning import ahead, gone, is_of_a_deed, usable
from schemas.fact import Kind, Role

_BEGUN = in_lower(
    r"(?:,\s|\b)(?:founded|established|set\s+up|launched|formed|created|incorporated|spun\s+off|born|built|opened)\s+(?:(?:here|there|abroad)\s+)?(?:in\s+)?$"
)
_SET_OFF = in_lower(
    r"[a-z],\s(?:re)?(?:opened|launched|built|completed|finished|restored|renovated|reopened|founded|bought|acquired|merged|privatised|electrified|inaugurated)\s+(?:(?:here|there|abroad)\s+)?(?:in\s+)?$"
)
"""A participle set off by commas, which says when a thing came about: `The line, reopened in 2023, has`."""
_END_OF_UNIT = in_lower(r"\b(?:end|close)\s+of\s+the\s+(month|quarter|half|year)$")
_MONTHS_IN = {"month": 1, "quarter": 3, "half": 6, "year": 12}
_PARTS = ("quarter", "half")
_NAMED = ("then", "that day", "same date")
"""Times that stand for the one named last, whether a figure spoke of it or not."""
_THIS = in_lower(r"\bthis\b")
_BACK = 6
"""Sentences back in which the time may have been spoken of that `a year earlier` counts from."""
_REPORTED = 12
"""Sentences back in which the time that a report is of may have been named."""
_SHORT = 300
"""Days of which a time has fewer than a year."""
_A_YEAR = 366
"""Days since the time spoken of after which `a year ago` no longer counts from it, but from today."""
_MOST = 0.6
"""The part of a week, month or year after which `for the week` means this one."""
_LENGTHS = ((1, "weekday"), (7, "week"), (31, "month"), (92, "quarter"), (184, "half"))


def placed(reading: Reading, number: int, candidate: Candidate | None, kind: Kind) -> list[Period]:
    """The periods of a sentence as a figure of this kind means them, without those that cannot be its own."""
    found = []
    for period in reading.periods_of(number):
        if candidate and period.start < candidate.num_end and candidate.num_start < period.end:
            continue
        if reading.furniture and reading.inside_furniture(period.start, period.end) == "dateline":
            continue
        behind = candidate is None or period.end < candidate.num_start
        if behind and _tells_when_begun(reading, number, period):
            continue
        if period.shift is not None:
            turned = _referred(period, _reference(reading, number, period), reading.on)
            if turned is None:
                continue
        else:
            turned = period
        turned = _end_of_report(reading, turned)
        turned = gone(reading, turned, kind)
        if not (behind and candidate and turned.cycle and is_of_a_deed(reading, turned, candidate.start)):
            turned = ahead(reading, turned, kind)
        if usable(reading, turned, kind):
            found.append(turned)
    return found


def _tells_when_begun(reading: Reading, number: int, period: Period) -> bool:
    """Whether a time only says when something set off began: `Founded in 1963, the school has 900 pupils`."""
    lower, opening = reading.lower, reading.sentences[number].start
    if reading.text[period.end : period.end + 1] != ",":
        return False
    stop = period.start + 3 if lower.startswith("in ", period.start) else period.start
    if _SET_OFF.search(lower, max(opening, period.start - 34), stop):
        return True
    begun = _BEGUN.search(lower, max(opening, period.start - 34), stop)
    return begun is not None and (begun.start() == opening or lower[begun.start()] == ",")


def _end_of_report(reading: Reading, period: Period) -> Period:
    """`The end of the quarter` in a report of a quarter is the end of that one."""
    if reading.governing is None or period.basis not in ("due", "point"):
        return period
    found = _END_OF_UNIT.search(reading.lower, period.start, period.end)
    span = reading.governing.span
    if found is None or round(((span.last - span.first).days + 1) / 30.4) != _MONTHS_IN[found.group(1)]:
        return period
    return replace(period, first=span.last, last=span.last, basis="point", cycle="")


def _reference(reading: Reading, number: int, period: Period) -> Span | None:
    """The days that a time points back to: of its own length where it names one, else those spoken of last."""
    assert period.shift is not None
    unit, count = period.shift
    if unit in _NAMED:
        spoken = _day_before(reading, number, period.start) if unit == "same date" else None
        return spoken or _named_before(reading, number, period.start, longest=None if unit == "then" else 0)
    if unit in ("that", "same") and reading.lower.endswith("year", period.start, period.end):
        named = _named_before(reading, number, period.start, shortest=_SHORT)
        if named is not None:
            return named
    months = {"month": 1, "quarter": 3, "half": 6}.get(unit, 0) if count == 0 else count if unit == "same" else 0
    found = lasting(reading.spoken, reading.governing, number, period.start, months) if months else None
    back = _BACK if count < 0 or unit == "same" else 1
    return found or spoken_of(reading.spoken, reading.governing, number, period.start, asides=unit == "that", back=back)


def _day_before(reading: Reading, number: int, place: int) -> Span | None:
    """The day that a figure before a place spoke of last, as far back as the report goes on about it."""
    for earlier in range(number, max(number - _REPORTED, 0) - 1, -1):
        for one in reversed(reading.spoken.get(earlier, ())):
            if one.start < place and one.span.first == one.span.last != reading.on:
                return one.span
    return None


def _named_before(
    reading: Reading, number: int, place: int, *, shortest: int = 0, longest: int | None = None
) -> Span | None:
    """The time named last before a place, in its sentence or the two before, of so many days between its ends."""
    for earlier in range(number, max(number - 3, -1), -1):
        for period in reversed(reading.periods_of(earlier)):
            days = (period.last - period.first).days
            fits = shortest <= days and (longest is None or days <= longest)
            if period.end <= place and period.shift is None and fits:
                return period.span
    return None


def _referred(period: Period, reference: Span | None, on: date | None) -> Period | None:
    """A time that points back, counted from the one spoken of; None when it needs one and there is none."""
    assert period.shift is not None
    unit, count = period.shift
    if unit in ("same", "that"):
        return period.over(reference, "span") if reference else None
    if unit in _NAMED:
        return period.over(reference) if reference else None
    if count < 0 and on and reference == Span(on, on):
        return period
    if unit == "year ago":
        unit = "year"
        if reference and on and (on - reference.last).days > _A_YEAR:
            return period
    if count == 0:
        return _whole(period, unit, reference, on)
    if reference is None:
        return period
    length = (reference.last - reference.first).days + 1
    if unit == "to year":
        return period.over(calendars.moved(reference, "year", count - reference.last.year)) if length < 370 else period
    if unit == "":
        unit = next((name for days, name in _LENGTHS if length <= days), "year")
    if unit == "weekday":
        return period.over(Span(*(2 * (_weekday(reference.first, count),)))) if length == 1 else period
    around = calendars.unit_around(reference.last, unit, 0)
    if length > max((around.last - around.first).days + 1, 1) * 1.5 * abs(count):
        return period
    return period.over(calendars.moved(reference, unit, count))


def _whole(period: Period, unit: str, reference: Span | None, on: date | None) -> Period:
    """`For the year`: the one around the time spoken of; else this one when most of it is over, the last one if not.

    `In the quarter`, of none that is spoken of, is one that has ended.
    """
    if reference is not None and unit != "season":
        around = calendars.unit_around(reference.last, unit, 0)
        if reference.last - reference.first <= around.last - around.first:
            return period.over(around)
    if unit in _PARTS:
        return period
    if on is None or on >= period.first + (period.last - period.first) * _MOST:
        return replace(period, cycle="")
    return period


def _weekday(day: date, count: int) -> date:
    step = 1 if count > 0 else -1
    for _ in range(abs(count)):
        day += timedelta(days=step)
        while day.weekday() >= 5:
            day += timedelta(days=step)
    return day


def in_that_year(reading: Reading, number: int, period: Period) -> Period:
    """A year that labels a figure beside one of a shorter time is that time in the year: `(2023: 40 tonnes)`."""
    text, start = reading.text, period.start
    if not (text[start : period.end].isdigit() and text[start - 1 : start] in ("(", "[")):
        return period
    owner = reading.focus.get(number)
    told = (n for n in range(number, max(number - _REPORTED, 0) - 1, -1) if reading.focus.get(n) == owner)
    spoken = (one for n in told for one in reversed(reading.spoken.get(n, ())))
    named = (one.span for one in spoken if one.start < start and not one.aside)
    before = next(named, reading.governing.span if reading.governing else None)
    if before is None or (before.last - before.first).days > _SHORT or before.last.year == period.last.year:
        return period
    return period.over(calendars.moved(before, "year", period.last.year - before.last.year))


def up_to_now(reading: Reading, period: Period, kind: Kind, role: Role) -> Period:
    """A change told of this year has come about by the day of publication; one foreseen until a day, from then on."""
    on, lower = reading.on, reading.lower
    if role != "change" or on is None:
        return period
    if kind == "actual":
        running = period.first <= on < period.last and _THIS.search(lower, period.start, period.end)
        return period.over(Span(period.first, on)) if running else period
    until = period.basis == "due" and lower.startswith("until", period.start) and period.last > on
    return period.over(Span(on, period.last)) if until else period
