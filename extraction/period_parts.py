"""The words that name parts of a year or month: quarters, halves, the first nine months, the last week of June."""

import re
from datetime import date

from extraction import calendars
from extraction.calendars import Span
from extraction.period_words import ORDINALS, When, month_number, number, year_in


def quarter_named_of(match: re.Match[str], on: date | None, _before: str) -> When | None:
    """`the December quarter`: the three months that end with it, or that are named."""
    groups = match.groupdict()
    end = month_number(groups["q"])
    year = year_in(groups, on) or (int(groups["y0"]) if groups["y0"] else None)
    if year is None and on is None:
        return None
    if year is None and on is not None:
        last = calendars.latest_months(on, end, 1, whole=True).last
    else:
        assert year is not None
        last = calendars.months(year, end).last
    first = calendars.shifted(date(last.year, last.month, 1), "month", -2)
    return When(Span(first, last), "span", "" if year else "year")


def quarter_of(match: re.Match[str], on: date | None, _before: str) -> When | None:
    groups = match.groupdict()
    short = groups["short"] or groups["short2"] or groups["short3"] or groups["unit"] or ""
    length = 3 if short.lower().startswith("q") else 6
    which = ORDINALS[groups["ord"].lower()] if groups["ord"] else int(groups["n"] or groups["n2"] or groups["n3"])
    which = which or 12 // length
    if which > 12 // length:
        return None
    month = (which - 1) * length + 1
    if groups["short_year"]:
        stated = groups["short_year"][-2:]
        return When(calendars.months(2000 + int(stated), month, length))
    year = year_in(groups, on)
    if year is not None:
        if groups["fy"]:
            return When(calendars.months(year - 1, month + calendars.FISCAL_START - 1, length))
        paired = len(groups["y"] or "") > 4
        month += calendars.FISCAL_START - 1 if paired else 0
        return When(calendars.months(year, month, length), fiscal="" if paired else "part")
    return When(calendars.latest_months(on, month, length, whole=True), "span", "year", fiscal="part") if on else None


def some_months_of(match: re.Match[str], on: date | None, _before: str) -> When | None:
    """`the first nine months of 2024`, `the final three months of last year`."""
    count = number(match["n"])
    groups = match.groupdict()
    year = year_in(groups, on)
    late = ORDINALS[match["ord"].lower()] == 0
    if not 1 <= count <= 12 or (year is None and (on is None or late)):
        return None
    month = 13 - count if late else 1
    if year is not None:
        month += calendars.FISCAL_START - 1 if len(groups["y"] or "") > 4 else 0
        return When(calendars.months(year, month, count))
    assert on is not None
    return When(calendars.latest_months(on, month, count, whole=True), "span", "year")


def edge_month_of(match: re.Match[str], on: date | None, _before: str) -> When | None:
    """`the last month of the year`, which is the latest one that is over; `the first month of 2024`."""
    groups = match.groupdict()
    month = 12 if ORDINALS[match["ord"].lower()] == 0 else 1
    stated = None if (groups["when"] or "").lower() == "the" else year_in(groups, on)
    if stated is not None:
        return When(calendars.months(stated, month))
    return When(calendars.latest_months(on, month, 1, whole=True), "span", "year") if on else None


def of_month_of(match: re.Match[str], on: date | None, _before: str) -> When | None:
    """`the first half of May`, `the last week of June 2023`, `the first 20 days of May`."""
    month = month_number(match["m"])
    year = year_in(match.groupdict(), on)
    if year is None and on is None:
        return None
    whole = calendars.months(year, month) if year is not None else calendars.latest_months(on, month, 1, whole=False)  # type: ignore[arg-type]
    which = ORDINALS[match["ord"].lower()]
    length = {"half": 15, "week": 7, "weeks": 7, "fortnight": 14, "day": 1, "days": 1}[match["unit"].lower()]
    size = length * (number(match["n"]) if match["n"] else 1)
    last = whole.last.day
    first = (
        last - size + 1 if which == 0 or (which == 2 and match["unit"].lower() == "half") else (which - 1) * size + 1
    )
    if not 1 <= first <= last:
        return None
    at = whole.first
    found = Span(at.replace(day=first), at.replace(day=min(first + size - 1, last)))
    return When(found, "span", "" if year is not None else "year")
