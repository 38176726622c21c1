"""The publication time that an article's own text gives in a dateline."""

import re
from datetime import datetime, timedelta, timezone

from schemas.published import Published

MONTHS = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
MONTH = "(?P<month>" + "|".join(f"{name[:3]}(?:{name[3:]})?" for name in MONTHS) + r")\.?"
DATE = re.compile(
    rf"(?P<year0>\d{{4}})-(?P<month0>\d\d)-(?P<day0>\d\d)|{MONTH} (?P<day>\d{{1,2}}),? (?P<year>\d{{4}})", re.IGNORECASE
)
DATE_DAY_FIRST = re.compile(rf"(?P<day>\d{{1,2}})(?:st|nd|rd|th)? {MONTH},? (?P<year>\d{{4}})", re.IGNORECASE)
CLOCK = re.compile(r"(?<!\d)([01]?\d|2[0-3]):([0-5]\d)(?!\d)")
UPDATED = re.compile(r"\bupdated\b", re.IGNORECASE)


def dateline_time(line: str, utc_offset: timedelta | None = None) -> Published | None:
    """The first date of a dateline, with its time of day only where `utc_offset` says how to read it; else None."""
    first_part = line.split("|", maxsplit=1)[0]
    found = DATE.search(first_part) or DATE_DAY_FIRST.search(first_part)
    if not found:
        return None
    parts = found.groupdict()
    if parts.get("year0"):
        year, month, day = int(parts["year0"]), int(parts["month0"]), int(parts["day0"])
    else:
        year, day = int(parts["year"]), int(parts["day"])
        month = 1 + [name[:3] for name in MONTHS].index(parts["month"][:3].lower())
    try:
        at = datetime(year, month, day, tzinfo=timezone(utc_offset or timedelta()))
    except ValueError:
        return None
    clock = CLOCK.search(first_part)
    if clock and utc_offset is not None:
        at = at.replace(hour=int(clock[1]), minute=int(clock[2]))
        return Published(first_day=at.date(), last_day=at.date(), at=at, precision="minute", basis="text")
    return Published.on(at.date(), at.date(), "day", "text")
