"""Times of day as people write them beside a date, with the zone they name."""

import re
from datetime import UTC, time, timedelta, timezone, tzinfo

AHEAD = {
    0: ("z", "utc", "gmt"),
    1: ("bst", "cet"),
    2: ("cest",),
    8: ("hkt", "sgt", "myt", "pht", "香港時間", "香港时间", "北京時間", "北京时间"),
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
NAMES = "|".join(sorted(HOURS, key=len, reverse=True))
CLOCK = (
    r"(?P<half>上午|下午|晚上)?\s*(?<![\d:])(?P<hour>[01]?\d|2[0-3])\s*(?::|時|时|點|点|\.(?=\d\d\s*[ap]\.?m))\s*"
    r"(?P<minute>[0-5]\d)(?::(?P<second>[0-5]\d)(?:[.,]\d+)?|\s*分)?(?![\d:])(?:\s*(?P<ampm>[ap])\.?m\b\.?)?"
)
OFFSET = r"[+-](?:0\d|1[0-4]):?[0-5]\d|[+-](?:0?\d|1[0-4])\b(?!:)"
ZONE = rf"\s*\(?(?P<zone>(?:{NAMES})(?![A-Za-z]))?\s*\)?\s*(?P<offset>{OFFSET})?"
AFTER = re.compile(
    rf"(?:\s*[T,|·•@–—-]?\s*(?:at\s+)?|\s*[（(][^()（）]{{1,9}}[)）]\s*)(?P<before>(?:{NAMES})\s*)?{CLOCK}{ZONE}",
    re.IGNORECASE,
)
BEFORE = re.compile(rf"{CLOCK}{ZONE}[\s\w()+,|·•-]{{0,14}}$", re.IGNORECASE)
REACH = 40


def _zone(found: re.Match[str]) -> tzinfo | None:
    parts = found.groupdict()
    name = (parts["zone"] or parts.get("before") or "").strip().lower()
    offset = parts["offset"]
    if offset and name in ("", "utc", "gmt"):
        digits = offset[1:].replace(":", "")
        hours, minutes = (int(digits[:-2]), int(digits[-2:])) if len(digits) > 2 else (int(digits), 0)
        ahead = timedelta(hours=hours, minutes=minutes)
        return timezone(-ahead if offset[0] == "-" else ahead)
    if name not in HOURS:
        return None
    return timezone(timedelta(hours=HOURS[name])) if HOURS[name] else UTC


def clock_beside(text: str, start: int, end: int) -> time | None:
    """The time of day right after, or else right before, a date at `[start, end)`; aware where it names a zone."""
    found = AFTER.match(text, end, min(len(text), end + REACH)) or BEFORE.search(text, max(0, start - REACH), start)
    if found is None:
        return None
    hour = int(found["hour"])
    half = (found["ampm"] or "").lower() or {"上午": "a", "下午": "p", "晚上": "p"}.get(found["half"] or "", "")
    if half and hour <= 12:
        hour = hour % 12 + (12 if half == "p" else 0)
    return time(hour, int(found["minute"]), int(found["second"] or 0), tzinfo=_zone(found))
