"""What a server says about time: until when its answer holds, and when it may be asked again."""

import re
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

import httpx

LONGEST_REST = timedelta(days=7)
"""A server that asks for more is asked again after that."""
_DIRECTIVE = re.compile(r'([a-z-]+)(?:\s*=\s*"?([^",]*)"?)?', re.IGNORECASE)


def http_time(value: str | None) -> datetime | None:
    """The time of an HTTP date, None if there is none that can be read."""
    try:
        read = parsedate_to_datetime(value) if value else None
    except (ValueError, OverflowError, TypeError):
        return None
    return read if read is None or read.tzinfo else read.replace(tzinfo=UTC)


def _seconds(value: str | None) -> int | None:
    value = (value or "").strip()
    return int(value[:12]) if re.fullmatch(r"\d+", value, re.ASCII) else None


def fresh_until(headers: httpx.Headers, now: datetime, longest: timedelta) -> datetime | None:
    """Until when the answer holds by Cache-Control or Expires (RFC 9111), at most `longest`; None if not said."""
    control = {name.lower(): value for name, value in _DIRECTIVE.findall(headers.get("cache-control", ""))}
    if "no-cache" in control or "no-store" in control:
        return None
    if "max-age" in control:
        life = timedelta(seconds=_seconds(control["max-age"]) or 0)
        life -= timedelta(seconds=_seconds(headers.get("age")) or 0)
    elif expires := http_time(headers.get("expires")):
        life = expires - (http_time(headers.get("date")) or now)
    else:
        return None
    return now + min(life, longest) if life > timedelta(0) else None


def retry_after_s(headers: httpx.Headers, now: datetime) -> float | None:
    """The seconds that Retry-After asks for, given in seconds or as a date; None if it does not say."""
    stated = headers.get("retry-after")
    seconds: float | None = _seconds(stated)
    if seconds is None and (until := http_time(stated)):
        seconds = (until - now).total_seconds()
    return None if seconds is None else min(max(seconds, 0.0), LONGEST_REST.total_seconds())
