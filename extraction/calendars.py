"""Days and spans of the calendar, as news words name them: what `last quarter` is on a given day."""

import calendar
from datetime import date, timedelta
from typing import NamedTuple

FISCAL_START = 4
"""The month a fiscal year starts in where the text does not say."""
SCHOOL_START = 9
SPORT_START = 7
SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}
"""The first of the three months of a season."""
MONTHS = {name.lower(): number for number, name in enumerate(calendar.month_name) if name}
MONTHS |= {name[:3]: number for name, number in MONTHS.items()} | {"sept": 9}
WEEKDAYS = {name.lower(): number for number, name in enumerate(calendar.day_name)}


class Span(NamedTuple):
    """A stretch of days, both ends included."""

    first: date
    last: date


def day(year: int, month: int, number: int) -> Span | None:
    """One day as a span; None where the calendar has no such day."""
    try:
        found = date(year, month, number)
    except ValueError:
        return None
    return Span(found, found)


def months(year: int, month: int, count: int = 1) -> Span:
    """`count` whole months from `month` of `year`; months beyond December run on into the next year."""
    index = year * 12 + month - 1
    last = index + count - 1
    return Span(
        date(index // 12, index % 12 + 1, 1),
        date(last // 12, last % 12 + 1, calendar.monthrange(last // 12, last % 12 + 1)[1]),
    )


def year(number: int) -> Span:
    """A calendar year."""
    return Span(date(number, 1, 1), date(number, 12, 31))


def year_from(first_year: int, month: int) -> Span:
    """Twelve months from `month` of `first_year`: a fiscal, school or sports year."""
    return months(first_year, month, 12)


_HALF = 6
"""Months of half a year."""


def year_with(on: date, month: int, offset: int = 0) -> Span:
    """The year of twelve months from `month` that holds `on`, `offset` of them later."""
    return year_from((on.year if on.month >= month else on.year - 1) + offset, month)


def new_year(on: date, month: int) -> Span:
    """The year of twelve months from `month` that begins nearest to a day: the one that has begun, or the next."""
    return year_with(on, month, int(0 < (month - on.month) % 12 <= _HALF))


def fiscal_from(span: Span, month: int, on: date | None) -> Span:
    """A fiscal year counted from April, or its first or last day, as the same of a calendar that starts in `month`.

    Beside `on` it is one told from that day, as `this financial year`; without, one named by its years.
    """
    usual = year_with(span.last, FISCAL_START)
    if on is None:
        meant = year_from(usual.first.year, month)
    else:
        meant = year_with(on, month, usual.first.year - year_with(on, FISCAL_START).first.year)
    if span == usual:
        return meant
    day_meant = meant.first if span.last == usual.first else meant.last
    return Span(day_meant, day_meant)


def part_from(span: Span, month: int, on: date | None) -> Span:
    """A quarter or half counted from January as the same part of years that start in `month`.

    Beside `on` it is the latest there is that has ended by then; without, that of the year it names, which starts
    in the year before where it starts late in one.
    """
    count = span.last.month - span.first.month + 1
    first = month + span.first.month - 1
    if on is not None:
        return latest_months(on, (first - 1) % 12 + 1, count, whole=True)
    return months(span.first.year - (month >= SCHOOL_START), first, count)


def latest_months(on: date, month: int, count: int, *, whole: bool) -> Span:
    """The latest such stretch that has begun by `on`; with `whole`, that has ended by then."""
    found = months(on.year, month, count)
    return found if (found.last if whole else found.first) <= on else months(on.year - 1, month, count)


def next_months(on: date, month: int, count: int) -> Span:
    """The next such stretch that has not ended by `on`."""
    found = months(on.year, month, count)
    return found if found.last >= on else months(on.year + 1, month, count)


def shifted(on: date, unit: str, count: int) -> date:
    """The day `count` units (`day`, `week`, `month`, `quarter`, `half`, `year`, `decade`) after `on`."""
    if unit in ("day", "week"):
        return on + timedelta(days=count * (7 if unit == "week" else 1))
    index = on.year * 12 + on.month - 1 + count * {"month": 1, "quarter": 3, "half": 6, "year": 12, "decade": 120}[unit]
    target, month = divmod(index, 12)
    return date(target, month + 1, min(on.day, calendar.monthrange(target, month + 1)[1]))


def moved(span: Span, unit: str, count: int) -> Span:
    """The span `count` units later; one that ends with a month still does."""
    after = span.last + timedelta(days=1)
    if after.day == 1 and unit not in ("day", "week"):
        last = shifted(after, unit, count) - timedelta(days=1)
    else:
        last = shifted(span.last, unit, count)
    first = last if span.first == span.last else shifted(span.first, unit, count)
    return Span(first, last)


def unit_around(on: date, unit: str, offset: int) -> Span:
    """The whole day, week, month, quarter, half-year, year or decade around `on`, `offset` of them later."""
    at = shifted(on, unit, offset)
    if unit == "day":
        return Span(at, at)
    if unit == "week":
        monday = at - timedelta(days=at.weekday())
        return Span(monday, monday + timedelta(days=6))
    if unit == "month":
        return months(at.year, at.month)
    if unit == "quarter":
        return months(at.year, (at.month - 1) // 3 * 3 + 1, 3)
    if unit == "half":
        return months(at.year, 1 if at.month < 7 else 7, 6)
    if unit == "year":
        return year(at.year)
    return Span(date(at.year // 10 * 10, 1, 1), date(at.year // 10 * 10 + 9, 12, 31))
