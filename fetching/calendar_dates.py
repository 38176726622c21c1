"""Calendar dates as people write them."""

import re
from datetime import date
from typing import NamedTuple

FIRST_YEAR = 1990
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
MONTH = (
    r"(?P<month>(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?))\b\.?"
)
DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
YEAR = r"(?P<year>(?:19|20)\d\d)"
FORMS = [
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"(?<!\d){YEAR}(?P<mark>[-/.])(?P<month>\d{{1,2}})(?P=mark)(?P<day>\d{{1,2}})(?!\d)",
        rf"(?<!\d){YEAR}(?P<month>0[1-9]|1[0-2])(?P<day>[0-3]\d)(?!\d)",
        rf"(?<!\d){YEAR}\s*[年년]\s*(?P<month>\d{{1,2}})\s*[月월]\s*(?P<day>\d{{1,2}})\s*[日号號일]",
        rf"\b{MONTH}\s+{DAY}\s*,?\s+{YEAR}\b",
        rf"(?<!\d){DAY}\s*[-\s]\s*(?:of\s+)?{MONTH}\s*[-,]?\s*{YEAR}\b",
        rf"(?<![\d.])(?P<day>\d{{1,2}})\.\s?(?P<month>\d{{1,2}})\.\s?{YEAR}(?!\d)",
        rf"(?<![\d/-])(?P<one>\d{{1,2}})(?P<mark>[/-])(?P<other>\d{{1,2}})(?P=mark){YEAR}(?!\d)",
    )
]


class DateFound(NamedTuple):
    """A date and its place in a text."""

    day: date
    start: int
    end: int


def _day_of(found: re.Match[str], *, month_first: bool | None) -> date | None:
    """The date that a form found; None if there is no such day, or if it could be read as two."""
    parts = found.groupdict()
    if parts.get("one"):
        day, month = int(parts["one"]), int(parts["other"])
        if max(day, month) > 12:
            day, month = max(day, month), min(day, month)
        elif month_first is None and day != month:
            return None
        elif month_first:
            day, month = month, day
    else:
        named = parts["month"].lower()
        day, month = int(parts["day"]), int(named) if named.isdigit() else 1 + MONTHS.index(named[:3])
    try:
        return date(int(parts["year"]), month, day)
    except ValueError:
        return None


def find_date(text: str, *, month_first: bool | None = None) -> DateFound | None:
    """The date that stands first in a text, with year, month and day; None if there is none since FIRST_YEAR.

    `month_first` says how 4/5/2026 is meant; where that is not known it says nothing.
    """
    best: DateFound | None = None
    for form in FORMS:
        for found in form.finditer(text):
            if best and best.start <= found.start():
                break
            day = _day_of(found, month_first=month_first)
            if day and day.year >= FIRST_YEAR:
                best = DateFound(day, found.start(), found.end())
                break
    return best
