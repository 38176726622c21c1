"""Times counted from the day of publication, or from the time spoken of before: `last week`, `a year earlier`."""

import re
from datetime import date, timedelta

from extraction import calendars
from extraction.calendars import WEEKDAYS, Span
from extraction.period_words import NUMBER, WHEN, Fiscal, When, number

UNITS = ("day", "week", "month", "quarter", "year", "decade")
UNIT = rf"(?:{'|'.join(UNITS)})"
_MONTHS = re.compile(rf"\b({NUMBER})\s+months$")
_STARTS = {
    "financial": calendars.FISCAL_START,
    "fiscal": calendars.FISCAL_START,
    "school": calendars.SCHOOL_START,
    "academic": calendars.SCHOOL_START,
}


def around(on: date, unit: str, sort: str, offset: int = 0) -> Span:
    """The unit of time around a day: a fiscal or school year where `sort` says so, a season of sport."""
    if unit == "season":
        return calendars.year_with(on, calendars.SPORT_START, offset)
    if unit == "year" and sort in _STARTS:
        return calendars.year_with(on, _STARTS[sort], offset)
    return calendars.unit_around(on, unit, offset)


_MORE_THAN = (
    "for",
    "after",
    "of",
    "than",
    "well",
    "lasts",
    "lasted",
    "took",
    "takes",
    "is",
    "was",
    "in",
    "just",
    "a little",
)
"""Before `over` that means more than."""


def told(sort: str) -> Fiscal:
    """How a year of that sort is told from the day of publication."""
    return "told" if sort in ("financial", "fiscal") else ""


def past_units_of(match: re.Match[str], on: date | None, _before: str) -> When | None:
    """`the past three years`, `the next decade`: a stretch that ends or begins with the day of publication."""
    if on is None:
        return None
    count = number(match["n"]) if match["n"] else 1
    unit = match["unit"].lower()
    if match["way"].lower() in ("past", "last", "previous", "preceding"):
        return When(Span(calendars.shifted(on, unit, -count), on))
    return When(Span(on, calendars.shifted(on, unit, count)), "due")


def within_of(match: re.Match[str], on: date | None, _before: str) -> When | None:
    """`within five years`, `in five years' time`: up to then, for what is still to come."""
    if on is None:
        return None
    unit, count = match["unit"] or match["unit2"], match["n"] or match["n2"]
    return When(Span(on, calendars.shifted(on, unit.lower(), number(count))), "due")


def over_of(match: re.Match[str], on: date | None, before: str) -> When | None:
    """`over five years`, of what is still to come: from now on; not `for over five years`."""
    return None if before.rstrip().lower().endswith(_MORE_THAN) else ahead_of(match, on, before)


def ahead_of(match: re.Match[str], on: date | None, _before: str) -> When | None:
    """`the three years ahead`: from the day of publication on."""
    if on is None:
        return None
    return When(Span(on, calendars.shifted(on, match["unit"].lower(), number(match["n"]))), "due")


def before_out_of(match: re.Match[str], on: date | None, _before: str) -> When | None:
    """`before the year is out`: by the end of the one that is."""
    if on is None:
        return None
    last = calendars.unit_around(on, match["unit"].lower(), 0).last
    return When(Span(last, last), "due")


def this_unit_of(match: re.Match[str], on: date | None, _before: str) -> When | None:
    if on is None:
        return None
    span = calendars.unit_around(on, match["unit"].lower(), WHEN[match["way"].lower()])
    part = (match["part"] or "").lower()
    if part in ("earlier", "so far"):
        return When(Span(span.first, min(on, span.last)))
    return When(Span(min(on, span.last), span.last) if part == "later" else span)


def just_ended_of(match: re.Match[str], on: date | None, _before: str) -> When | None:
    """`the quarter just ended`: the last whole one, on its last day itself."""
    if on is None:
        return None
    unit = match["unit"].lower()
    present = calendars.unit_around(on, unit, 0)
    return When(present if present.last == on else calendars.unit_around(on, unit, -1))


def season_of(match: re.Match[str], on: date | None, _before: str) -> When | None:
    """`last summer`, `in the autumn of 2022`."""
    groups = match.groupdict()
    month = calendars.SEASONS[(groups["season"] or groups["season2"]).lower()]
    year = groups["y"] or groups["y2"]
    if year:
        return When(calendars.months(int(year), month, 3))
    if on is None:
        return None
    if groups["when"]:
        return When(calendars.months(on.year + WHEN[groups["when"].lower()], month, 3))
    way = (groups["way"] or "").lower()
    if way in ("next", "coming"):
        found = calendars.next_months(on, month, 3)
        return When(found if found.first > on else calendars.moved(found, "year", 1))
    if way == "this":
        return When(_nearest(on, month))
    return When(calendars.latest_months(on, month, 3, whole=way == "last"), "span", "" if way else "year")


def _nearest(on: date, month: int) -> Span:
    """`This summer`: the one that is, else whichever is nearer, the last or the next."""
    past, ahead = calendars.latest_months(on, month, 3, whole=False), calendars.next_months(on, month, 3)
    return past if past == ahead or on - past.last <= ahead.first - on else ahead


def playing_season_of(match: re.Match[str], on: date | None, _before: str) -> When | None:
    """`last season`: a year of sport or of the stage."""
    if on is None:
        return None
    span = around(on, "season", "", WHEN[match["way"].lower()])
    return When(Span(span.first, min(on, span.last)) if match["part"] else span)


def edge_of(match: re.Match[str], on: date | None, _before: str) -> When | None:
    """`the start of the year`, `the close of the financial year`, `the end of the decade`."""
    if on is None:
        return None
    unit, sort = match["unit"].lower(), (match["sort"] or "").lower()
    span = around(on, unit, sort)
    edge = match["edge"].lower()
    fiscal = told(sort)
    if edge in ("start", "beginning"):
        return When(Span(span.first, span.first), "point", fiscal=fiscal)
    if edge in ("middle", "mid"):
        middle = span.first + (span.last - span.first) / 2
        return When(Span(middle, middle), "point", unit)
    return When(Span(span.last, span.last), "due", "year" if unit == "season" else unit, fiscal=fiscal)


def mid_year_of(match: re.Match[str], on: date | None, _before: str) -> When | None:
    stated = match["y"]
    if on is None and not stated:
        return None
    year = int(stated) if stated else on.year  # type: ignore[union-attr]
    return When(calendars.months(year, 6, 2), "span", "" if stated else "year")


def half_year_of(match: re.Match[str], on: date | None, _before: str) -> When | None:
    """`at the half-year mark`: the last day of June."""
    stated = match["y"]
    if on is None and not stated:
        return None
    last = date(int(stated) if stated else on.year, 6, 30)  # type: ignore[union-attr]
    return When(Span(last, last), "due", "" if stated else "year")


def whole_unit_of(match: re.Match[str], on: date | None, _before: str) -> When | None:
    """`for the week`, `in the quarter`, `over the full year`: the one around the day of publication, or spoken of."""
    if on is None:
        return None
    unit = match["unit"].lower()
    sort = (match["sort"] or "").lower()
    return When(around(on, unit, sort), "span", unit, (unit, 0), told(sort))


def ago_of(match: re.Match[str], on: date | None, _before: str) -> When | None:
    """`three weeks ago`: the unit of time around that day; a year ago is the month around it."""
    if on is None:
        return None
    count = number(match["n"]) if match["n"] else 1
    unit = match["unit"].lower() or "year"
    at = calendars.shifted(on, unit, -count)
    if unit == "year" and count == 1:
        return When(calendars.months(at.year, at.month), "span", "", ("year ago", -1))
    return When(calendars.unit_around(at, "year" if unit == "decade" else unit, 0))


def earlier_of(match: re.Match[str], on: date | None, _before: str) -> When | None:
    """`a year earlier`, `the previous quarter`: counted from the time spoken of before, else from publication."""
    if on is None:
        return None
    groups = match.groupdict()
    unit, many = (groups["unit"] or groups["unit2"] or groups["unit3"] or "").lower(), groups["n"] or groups["n3"]
    later = (groups["way"] or "").lower() in ("later", "after") or (groups["turn"] or "").lower() == "following"
    count = (number(many) if many else 1) * (1 if later else -1)
    if unit in ("one", "period", ""):
        return When(calendars.unit_around(on, "year", count), "span", "", ("", count))
    if unit in ("session", "trading day"):
        unit = "weekday"
        back = 3 if on.weekday() == 0 else 1
        return When(Span(on - timedelta(days=back), on - timedelta(days=back)), "point", "", (unit, count))
    if unit == "season":
        return When(around(on, unit, "", count), "span", "", ("year", count))
    return When(calendars.unit_around(on, unit, count), "span", "", (unit, count))


def same_of(match: re.Match[str], on: date | None, _before: str) -> When | None:
    """`the same period of 2022`, `the same three months`, `that year`: the time spoken of, in the year named."""
    groups = match.groupdict()
    if groups["y"]:
        return When(calendars.year(int(groups["y"])), "span", "", ("to year", int(groups["y"])))
    if on is None:
        return None
    if groups["ago"] or groups["when"]:
        back = WHEN.get((groups["when"] or "last").lower(), -1)
        return When(calendars.unit_around(on, "year", back), "span", "", ("year", back))
    if match["whole"].endswith("date"):
        return When(Span(on, on), "now", "", ("same date", 0))
    if match["whole"][:4].lower() == "that":
        return When(Span(on, on), "now", "", ("that", 0))
    months = _MONTHS.search(match["whole"].lower())
    return When(Span(on, on), "now", "", ("same", number(months.group(1)) if months else 0))


def to_date_of(_match: re.Match[str], on: date | None, _before: str) -> When | None:
    return When(Span(date(on.year, 1, 1), on)) if on else None


def now_of(_match: re.Match[str], on: date | None, _before: str) -> When | None:
    return When(Span(on, on), "now") if on else None


def yesterday_of(match: re.Match[str], on: date | None, _before: str) -> When | None:
    if on is None:
        return None
    ahead = match["whole"].lower().startswith("tomorrow")
    return When(calendars.unit_around(on, "day", 1 if ahead else -1), "point")


def weekday_of(match: re.Match[str], on: date | None, _before: str) -> When | None:
    """`on Monday`, `last Friday`, `Tuesday's`: the latest such day, the day of publication included."""
    if on is None:
        return None
    day, way = WEEKDAYS[(match["day"] or match["day2"]).lower()], (match["way"] or "").lower()
    if way in ("next", "this coming"):
        at = on + timedelta(days=(day - on.weekday() - 1) % 7 + 1)
        return When(Span(at, at), "point")
    back = (on.weekday() - day) % 7 or (7 if way == "last" else 0)
    at = on - timedelta(days=back)
    return When(Span(at, at), "point", "" if way else "week")


def weekend_of(match: re.Match[str], on: date | None, _before: str) -> When | None:
    if on is None:
        return None
    monday = on - timedelta(days=on.weekday())
    ahead = match["way"] and match["way"].lower() in ("next", "this coming", "coming")
    saturday = monday + timedelta(days=5 if ahead or on.weekday() >= 5 else -2)
    return When(Span(saturday, saturday + timedelta(days=1)), "span", "" if match["way"] else "week")
