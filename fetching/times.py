"""Times as pages and feeds write them, read with their zone and no more precisely than they are stated."""

import re
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from email.utils import parsedate_tz

from schemas.published import Basis, Published

FIRST_YEAR = 1990
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
MONTH = (
    r"(?P<month>(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?))\b\.?"
)
DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
YEAR = r"(?P<year>(?:19|20)\d\d)"
DATES = [
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"(?<!\d){YEAR}[-/.](?P<month>\d{{1,2}})[-/.](?P<day>\d{{1,2}})(?!\d)",
        rf"(?<![\d]){YEAR}(?P<month>0[1-9]|1[0-2])(?P<day>[0-3]\d)(?![0-9])",
        rf"(?<![\d]){YEAR}\s*[年년]\s*(?P<month>\d{{1,2}})\s*[月월]\s*(?P<day>\d{{1,2}})\s*[日号號일]",
        rf"\b{MONTH}\s+{DAY}\s*,?\s+{YEAR}\b",
        rf"(?<!\d){DAY}\s*[-\s]\s*(?:of\s+)?{MONTH}\s*[-,]?\s*{YEAR}\b",
    )
]
CLOCK = re.compile(
    r"(?P<half>上午|下午|晚上)?\s*(?<![\d:])(?P<hour>[01]?\d|2[0-3])(?::|時|时|\.(?=\d\d\s*[ap]\.?m))(?P<minute>[0-5]\d)"
    r"(?::(?P<second>[0-5]\d)(?:[.,]\d+)?|分)?(?![\d:])\s*(?P<ampm>[ap]\.?m\b\.?)?",
    re.IGNORECASE,
)
ZONE = re.compile(
    r"\s*(?:\(?\s*(?P<name>Z|UTC|GMT|HKT|SGT|JST|KST|MYT|PHT|CET|CEST|BST|EST|EDT|ET|PST|PDT|AEST|AEDT)\b\)?)?"
    r"\s*(?P<offset>[+-](?:0\d|1[0-4]):?[0-5]\d|[+-](?:0?\d|1[0-4])\b(?!:))?",
    re.IGNORECASE,
)
ZONE_BEFORE = re.compile(r"\b(UTC|GMT|HKT|SGT|JST|KST)\s*$", re.IGNORECASE)
AHEAD = {
    0: ("z", "utc", "gmt"),
    1: ("bst", "cet"),
    2: ("cest",),
    8: ("hkt", "sgt", "myt", "pht"),
    9: ("jst", "kst"),
    10: ("aest",),
    11: ("aedt",),
    -4: ("edt",),
    -5: ("est",),
    -7: ("pdt",),
    -8: ("pst",),
}
"""Hours ahead of UTC. `ET`, which is two zones, and names that mean several (`IST`, `CST`) say nothing."""
HOURS = {name: hours for hours, names in AHEAD.items() for name in names}
EPOCH = re.compile(r"(1\d{9})(?:\d{3})?")
MONTH_ONLY = re.compile(rf"{YEAR}-(0[1-9]|1[0-2])")


def _stated_zone(text: str, before: str) -> tzinfo | None:
    found = ZONE.match(text)
    assert found
    name, offset = (found["name"] or "").lower(), found["offset"]
    if not name and (ahead := ZONE_BEFORE.search(before)):
        name = ahead[1].lower()
    if offset and name in ("", "utc", "gmt"):
        digits = offset[1:].replace(":", "")
        hours, minutes = (int(digits[:-2]), int(digits[-2:])) if len(digits) > 2 else (int(digits), 0)
        return timezone((timedelta(hours=hours, minutes=minutes)) * (-1 if offset[0] == "-" else 1))
    if name in HOURS:
        return timezone(timedelta(hours=HOURS[name])) if HOURS[name] else UTC
    return None


def _at(at: datetime, basis: Basis, zone: tzinfo | None) -> Published:
    local = at.astimezone(zone) if zone else at
    return Published(first_day=local.date(), last_day=local.date(), at=local, precision="minute", basis=basis)


def _find_date(text: str) -> tuple[date, int, int] | None:
    """The date that stands first in the text, with its place."""
    best: tuple[date, int, int] | None = None
    for pattern in DATES:
        for found in pattern.finditer(text):
            if best and best[1] <= found.start():
                break
            month = found["month"].lower()
            try:
                number = int(month) if month.isdigit() else 1 + MONTHS.index(month[:3])
                day = date(int(found["year"]), number, int(found["day"]))
            except ValueError:
                continue  # as 31 June: no date, and the text may hold another
            if day.year >= FIRST_YEAR:
                best = (day, found.start(), found.end())
                break
    return best


def read_time(text: str, basis: Basis, zone: tzinfo | None = None) -> Published | None:
    """The first date in a text, to the minute where a time of day stands beside it and its zone is known, else None.

    `zone` is the source's own: it reads times stated without one, and a time stated in another is turned into it, since
    the day of an article is the day its readers saw it. Where no zone is known only the day is. Midnight to the
    second is how systems write a date without a time, so it says the day alone.
    """
    text = text.strip()
    if epoch := EPOCH.fullmatch(text):
        return _at(datetime.fromtimestamp(int(epoch[1]), UTC), basis, zone)
    if MONTH_ONLY.fullmatch(text):
        return Published.read(text, basis)
    found = _find_date(text)
    if found is None:
        return None
    day, start, end = found
    after = re.match(
        r"(?:\s*[T,|·•@–—-]\s*|\s+(?:at\s+|[-–—|·•]\s+)?|\s*\([^()]{1,9}\)\s*)?", text[end : end + 40], re.IGNORECASE
    )
    clock_from = end + (after.end() if after else 0)
    clock = CLOCK.match(text, clock_from)
    before = ""
    if clock is None and (
        named := re.match(r"\s*(?:at\s+)?(?:UTC|GMT|HKT|SGT|JST|KST)\s*", text[clock_from:], re.IGNORECASE)
    ):
        before = named[0]
        clock = CLOCK.match(text, clock_from + named.end())
    if clock is None and start >= 5:
        earlier = list(CLOCK.finditer(text, max(0, start - 30), start))
        clock = (
            earlier[-1] if earlier and re.fullmatch(r"[\s\w()+,|·•-]{0,14}", text[earlier[-1].end() : start]) else None
        )
    if clock is None:
        return Published.on(day, day, "day", basis)
    hour, minute, second = int(clock["hour"]), int(clock["minute"]), int(clock["second"] or 0)
    half = (clock["ampm"] or "").lower()[:1] or {"下午": "p", "晚上": "p", "上午": "a"}.get(clock["half"] or "", "")
    if half and hour <= 12:
        hour = hour % 12 + (12 if half == "p" else 0)
    own = _stated_zone(text[clock.end() : clock.end() + 20], before)
    if (own or zone) is None or (hour, minute, second) == (0, 0, 0):
        return Published.on(day, day, "day", basis)
    return _at(datetime(day.year, day.month, day.day, hour, minute, second, tzinfo=own or zone), basis, zone)


def read_feed_time(text: str, basis: Basis, zone: tzinfo | None = None) -> Published | None:
    """The time of a feed's item: in the form of mail headers (RFC 822), else as `read_time`."""
    parts = parsedate_tz(text)
    if not parts or not 1 <= parts[2] <= 31 or parts[0] < FIRST_YEAR:
        return read_time(text, basis, zone)
    try:
        own = timezone(timedelta(seconds=parts[9])) if parts[9] is not None else None
        naive = datetime(*parts[:6])  # noqa: DTZ001 - its zone is put on below
    except ValueError:
        return read_time(text, basis, zone)
    if own is None:
        return read_time(text, basis, zone) or Published.on(naive.date(), naive.date(), "day", basis)
    return _at(naive.replace(tzinfo=own), basis, zone)
