"""Text from outside made safe to show, and dates and periods in words."""

import unicodedata
from calendar import month_name, monthrange
from datetime import UTC, date, datetime, tzinfo
from typing import NamedTuple
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from schemas.alert import Evidence
from schemas.published import Published

TURNS_TEXT = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff")
"""Characters nobody sees that make what follows read in another order."""
AROUND_QUOTE = 400
MONTHS = tuple(month_name)[1:]


class Proof(NamedTuple):
    """A sentence in three parts, the figure in the middle."""

    before: str
    figure: str
    after: str


def clean(text: str, most: int = 300) -> str:
    """`text` as one line without control and direction-changing characters, cut to `most` characters."""
    shown = (" " if unicodedata.category(char) in ("Cc", "Zl", "Zp") else char for char in text)
    kept = "".join(char for char in shown if char not in TURNS_TEXT and unicodedata.category(char) != "Cs")
    line = " ".join(kept.split())
    return line if len(line) <= most else line[: most - 1].rstrip() + "…"


def proof(evidence: Evidence) -> Proof:
    """The quoted sentence with its figure apart; a long one is cut around it, a figure that is not in it is empty."""
    sentence, quote, start = evidence.sentence, evidence.quote, evidence.quote_start
    if sentence[start : start + len(quote)] != quote or start < 0:
        start = sentence.find(quote)
    if start < 0 or not quote:
        return Proof(clean(sentence, 2 * AROUND_QUOTE), "", "")
    before, after = sentence[:start], sentence[start + len(quote) :]
    head = clean(before[-AROUND_QUOTE:], AROUND_QUOTE)
    tail = clean(after, AROUND_QUOTE)
    head = f"…{head}" if len(before) > AROUND_QUOTE else head
    gap_before = " " if before[-1:].isspace() else ""
    gap_after = " " if after[:1].isspace() else ""
    return Proof(head + gap_before, clean(quote, 200), gap_after + tail)


def link(url: str | None) -> str | None:
    """The address if a mail may link to it, else None."""
    if url is None or not url.lower().startswith(("http://", "https://")):
        return None
    return clean(url, 2000).replace(" ", "%20")


def day(value: date) -> str:
    """`16 December 2025`."""
    return f"{value.day} {MONTHS[value.month - 1]} {value.year}"


def zone(name: str) -> tzinfo:
    """The time zone of that name; UTC where there is none, which the times then say."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return UTC


def published(when: Published, time_zone: str) -> str:
    """When an article appeared, no more precisely than is known."""
    note = " (estimated)" if when.basis == "estimated" else ""
    if when.precision == "minute":
        local = when.at.astimezone(zone(time_zone))
        return f"{day(local.date())}, {local:%H:%M %Z}{note}"
    if when.precision == "day":
        return f"{day(when.first_day)}{note}"
    return f"{period(when.first_day, when.last_day)}{note}"


def short_day(value: date) -> str:
    """`16 Dec 2025`."""
    return f"{value.day} {MONTHS[value.month - 1][:3]} {value.year}"


def published_day(at: datetime, time_zone: str) -> str:
    """The day of a publication as its reader's calendar has it, short: `16 Dec 2025`."""
    return short_day(at.astimezone(zone(time_zone)).date())


def _months(start: date, end: date) -> int | None:
    """How many whole months the days make, or None if they do not."""
    if start.day != 1 or end.day != monthrange(end.year, end.month)[1] or end < start:
        return None
    return (end.year - start.year) * 12 + end.month - start.month + 1


def period(start: date | None, end: date | None) -> str:
    """`2025`, `2024/25`, `third quarter of 2025`, `March 2025`, `31 October 2025` or the days; empty for no period."""
    if start is None or end is None or start == end:
        only = end or start
        return day(only) if only else ""
    months = _months(start, end)
    if months == 12:
        return str(start.year) if start.month == 1 else f"{start.year}/{end.year % 100:02d}"
    if months == 6 and start.month in (1, 7):
        return f"{'first' if start.month == 1 else 'second'} half of {start.year}"
    if months == 3 and start.month in (1, 4, 7, 10):
        name = ("first", "second", "third", "fourth")[(start.month - 1) // 3]
        return f"{name} quarter of {start.year}"
    if months == 1:
        return f"{MONTHS[start.month - 1]} {start.year}"
    if months:
        first = MONTHS[start.month - 1] + (f" {start.year}" if start.year != end.year else "")
        return f"{first} – {MONTHS[end.month - 1]} {end.year}"
    return f"{day(start)} – {day(end)}"


def spoken_of(start: date | None, end: date | None, *, done: bool) -> str:
    """`As of 31 October 2025`, `For 2025`, `Since 1 May 2024`, or, of what is not `done`, `By 31 December 2030`."""
    if end is None:
        return f"Since {day(start)}" if start else ""
    if start is None or start == end:
        return f"{'As of' if done else 'By'} {day(end)}"
    return f"For {period(start, end)}"
