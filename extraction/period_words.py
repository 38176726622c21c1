"""The words that name times: each family of expressions with the span of days it stands for."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Literal

from extraction import calendars
from extraction.calendars import MONTHS, WEEKDAYS, Span

_FULL_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
MON = rf"(?:{_FULL_MONTHS}|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)\b\.?)\b"
YEAR = r"(?:19|20)\d\d"
_WORDS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_NUMBERS = {word: number for number, word in enumerate(_WORDS, 1)}
NUMBER = rf"(?:\d{{1,2}}|{'|'.join(_NUMBERS)})"
UNITS = ("day", "week", "month", "quarter", "year", "decade")
UNIT = rf"(?:{'|'.join(UNITS)})"
_ORDINALS = {
    "first": 1,
    "1st": 1,
    "second": 2,
    "2nd": 2,
    "third": 3,
    "3rd": 3,
    "fourth": 4,
    "4th": 4,
    "final": 0,
    "last": 0,
}
ORD = "|".join(_ORDINALS)
_WHEN = {"this": 0, "current": 0, "last": -1, "previous": -1, "past": -1, "next": 1, "coming": 1, "following": 1}
OF_YEAR = (
    rf"(?:\s+(?:of|in)(?:\s+the)?\s+(?P<y>{YEAR}(?:[/–-]\d{{2,4}})?)|\s+(?P<y2>{YEAR})\b"
    rf"|,?\s+(?:of\s+)?(?P<when>this|last|next|the)\s+(?:(?:fiscal|financial)\s+)?year)?"
)

Basis = Literal["point", "span", "due", "now"]


Found = tuple[Span, Basis] | None
Handler = Callable[[re.Match[str], date | None, str], Found]


def number(word: str) -> int:
    """A number of one or two digits, or in words up to twelve; an article counts as one."""
    return int(word) if word.isdigit() else _NUMBERS.get(word.lower(), 1)


def _year_of(match: re.Match[str], on: date | None) -> int | None:
    """The year a match names in its groups y, y2 or when; None when it names none."""
    stated = match["y"] or match["y2"]
    if stated:
        return int(stated[:4])
    when = match["when"]
    if when and on:
        return on.year + {"last": -1, "next": 1}.get(when.lower(), 0)
    return None


def full_date_of(match: re.Match[str], on: date | None, _before: str) -> Found:
    groups = match.groupdict()
    if groups["iso"]:
        year, month, number = map(int, groups["iso"].split("-"))
    else:
        month = MONTHS[(groups["m1"] or groups["m2"]).rstrip(".").lower()]
        number = int(groups["d1"] or groups["d2"])
        stated = groups["y1"] or groups["y2"]
        if stated:
            year = int(stated)
        elif (groups["w1"] or groups["w2"]) and on:
            year = on.year + {"last": -1, "next": 1}.get((groups["w1"] or groups["w2"]).lower(), 0)
        elif on:
            year = on.year if (month, number) <= (on.month, on.day) else on.year - 1
        else:
            return None
    span = calendars.day(year, month, number) if 1 <= month <= 12 else None
    return (span, "point") if span else None


def month_of(match: re.Match[str], on: date | None, before: str) -> Found:
    name = match["m"].rstrip(".").lower()
    number = MONTHS[name]
    year = _year_of(match, on)
    if (
        name == "may"
        and year is None
        and not re.search(
            r"\b(?:in|since|by|of|until|till|from|last|this|next|early|late|mid|to)[\s-]+$", before, re.IGNORECASE
        )
    ):
        return None
    if year is not None:
        return calendars.months(year, number), "span"
    if on is None:
        return None
    if re.search(r"\b(?:by|until|till|next|from)\s+(?:the\s+end\s+of\s+|end-)?$", before, re.IGNORECASE):
        return calendars.next_months(on, number, 1), "span"
    return calendars.latest_months(on, number, 1, whole=False), "span"


def fiscal_of(match: re.Match[str], on: date | None, _before: str) -> Found:
    groups = match.groupdict()
    pair = groups["pair"]
    if pair:
        first, last = re.split(r"[/–-]", pair)
        if int(last[-2:]) != (int(first) + 1) % 100:
            return (
                (Span(date(int(first), 1, 1), date(int(last), 12, 31)), "span")
                if len(last) == 4 and int(last) > int(first)
                else None
            )
        return calendars.fiscal_year(int(first)), "span"
    single = groups["one"] or groups["two"] or groups["three"]
    if single:
        ends = int(single) if len(single) == 4 else 2000 + int(single)
        return calendars.fiscal_year(ends - 1), "span"
    if on is None:
        return None
    this = on.year if on.month >= calendars.FISCAL_START else on.year - 1
    return calendars.fiscal_year(this + _WHEN.get((groups["fw"] or "this").lower(), 0)), "span"


def quarter_of(match: re.Match[str], on: date | None, _before: str) -> Found:
    groups = match.groupdict()
    length = 3 if (groups["unit"] or groups["short"] or "q").lower().startswith("q") else 6
    which = _ORDINALS[groups["ord"].lower()] if groups["ord"] else int(groups["n"] or groups["n2"])
    which = which or 12 // length
    if which > 12 // length:
        return None
    if groups["hy"]:
        return calendars.months(2000 + int(groups["hy"][-2:]), (which - 1) * 6 + 1, 6), "span"
    year = _year_of(match, on)
    month = (which - 1) * length + 1
    if year is not None:
        stated = groups["y"] or ""
        month += calendars.FISCAL_START - 1 if len(stated) > 4 else 0
        return calendars.months(year, month, length), "span"
    return (calendars.latest_months(on, month, length, whole=True), "span") if on else None


def first_months_of(match: re.Match[str], on: date | None, _before: str) -> Found:
    count = number(match["n"])
    year = _year_of(match, on)
    if not 1 <= count <= 12 or (year is None and on is None):
        return None
    if year is not None:
        return calendars.months(year, 1, count), "span"
    assert on is not None
    return calendars.latest_months(on, 1, count, whole=True), "span"


def past_units_of(match: re.Match[str], on: date | None, _before: str) -> Found:
    if on is None:
        return None
    count = number(match["n"]) if match["n"] else 1
    unit = match["unit"].lower()
    if match["way"].lower() in ("past", "last", "previous", "preceding"):
        return Span(calendars.shifted(on, unit, -count), on), "span"
    return Span(on, calendars.shifted(on, unit, count)), "due"


def this_unit_of(match: re.Match[str], on: date | None, _before: str) -> Found:
    if on is None:
        return None
    span = calendars.unit_around(on, match["unit"].lower(), _WHEN[match["way"].lower()])
    part = (match["part"] or "").lower()
    return (Span(span.first, min(on, span.last)), "span") if part in ("earlier", "so far") else (span, "span")


def ago_of(match: re.Match[str], on: date | None, _before: str) -> Found:
    if on is None:
        return None
    count = number(match["n"]) if match["n"] else 1
    unit = match["unit"].lower()
    return calendars.unit_around(
        on, "year" if unit == "decade" else unit, -count * (10 if unit == "decade" else 1)
    ), "span"


def now_of(_match: re.Match[str], on: date | None, _before: str) -> Found:
    return (Span(on, on), "now") if on else None


def yesterday_of(_match: re.Match[str], on: date | None, _before: str) -> Found:
    return (calendars.unit_around(on, "day", -1), "point") if on else None


def to_date_of(_match: re.Match[str], on: date | None, _before: str) -> Found:
    return (Span(date(on.year, 1, 1), on), "span") if on else None


def year_end_of(_match: re.Match[str], on: date | None, _before: str) -> Found:
    return (Span(date(on.year, 12, 31), date(on.year, 12, 31)), "due") if on else None


def weekday_of(match: re.Match[str], on: date | None, _before: str) -> Found:
    if on is None:
        return None
    back = (on.weekday() - WEEKDAYS[match["day"].lower()]) % 7
    if match["last"] and not back:
        back = 7
    at = on - timedelta(days=back)
    return Span(at, at), "point"


def year_of(match: re.Match[str], _on: date | None, before: str) -> Found:
    if (
        re.search(r"[A-Z][a-z]+\s$", before)
        and not re.search(r"\b(?:Index|Rankings?|Report|Survey|League|Census)\s$", before)
        and not re.search(r"(?:^|[.!?]\s)[A-Z][a-z]+\s$", before)
    ):
        return None
    if re.search(r"[$€£¥.,:/\d-]$", before) and not re.search(
        r"(?:mid|end|early|late|pre|post)-$", before, re.IGNORECASE
    ):
        return None
    return calendars.year(int(match["year"])), "span"
