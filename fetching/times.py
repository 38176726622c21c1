"""Publication times as pages and feeds write them: with their zone, and no more precise than they are stated."""

import re
from datetime import UTC, datetime, time, timedelta, timezone, tzinfo
from email.utils import parsedate_tz

from fetching.calendar_dates import FIRST_YEAR, find_date
from fetching.clock_times import clock_beside
from schemas.published import Basis, Published

EPOCH = re.compile(r"(1\d{9})(?:\d{3})?")
MONTH_ONLY = re.compile(r"(?:19|20)\d\d-(?:0[1-9]|1[0-2])")
MIDNIGHT = time()
YEAR_LAST = re.compile(r"\w{3} (\w{3}) +(\d{1,2}) (\d\d:\d\d(?::\d\d)?) (\S{1,6}) (\d{4})")
"""As `Tue Dec 16 20:06:00 HKT 2025`."""
NO_OFFSET = re.compile(r"(?:GMT|UTC?|Z|[+-]00:?00)\W*$", re.IGNORECASE)


def _to_the_minute(at: datetime, basis: Basis, zone: tzinfo | None) -> Published:
    local = at.astimezone(zone) if zone else at
    return Published(first_day=local.date(), last_day=local.date(), at=local, precision="minute", basis=basis)


def _month_first(zone: tzinfo | None) -> bool | None:
    """Whether people in a zone write the month before the day; None if the zone is not known."""
    name = getattr(zone, "key", None)
    return name.startswith("America/") if isinstance(name, str) else None


def read_time(text: str, basis: Basis, zone: tzinfo | None = None) -> Published | None:
    """The first date in a text, to the minute where a time of day stands beside it and its zone is known, else None.

    `zone` is the source's own: it reads times stated without one, and a time stated in another is turned into it, since
    the day of an article is the day its readers saw it. Where no zone is known only the day is. Midnight to the
    second is how systems write a date without a time, so it says the day alone.
    """
    text = text.strip()
    if epoch := EPOCH.fullmatch(text):
        return _to_the_minute(datetime.fromtimestamp(int(epoch[1]), UTC), basis, zone)
    if MONTH_ONLY.fullmatch(text):
        return Published.read(text, basis)
    found = find_date(text, month_first=_month_first(zone))
    if found is None:
        return None
    clock = clock_beside(text, found.start, found.end)
    own = clock.tzinfo or zone if clock else None
    if clock is None or own is None or clock.replace(tzinfo=None) == MIDNIGHT:
        return Published.on(found.day, found.day, "day", basis)
    return _to_the_minute(datetime.combine(found.day, clock, own), basis, zone)


def read_feed_time(text: str, basis: Basis, zone: tzinfo | None = None) -> Published | None:
    """The time of a feed's item: in the form of mail headers (RFC 822), else as `read_time`."""
    if ending := YEAR_LAST.fullmatch(text.strip()):
        month, day, clock, own, year = ending.groups()
        return read_time(f"{day} {month} {year} {clock} {own}", basis, zone)
    parts = parsedate_tz(text)
    # a zone it does not know is 0 to it, as GMT is
    if parts and parts[9] is not None and parts[0] >= FIRST_YEAR and (parts[9] or NO_OFFSET.search(text)):
        try:
            at = datetime(*parts[:6], tzinfo=timezone(timedelta(seconds=parts[9])))
        except ValueError:
            return read_time(text, basis, zone)
        return _to_the_minute(at, basis, zone)
    return read_time(text, basis, zone)
