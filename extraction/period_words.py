"""The words that name times of the calendar: dates, months, quarters and years, each with its span of days."""

import re
from collections.abc import Callable
from datetime import date
from typing import Literal, NamedTuple

from extraction import calendars
from extraction.calendars import MONTHS, Span
from extraction.grammar import in_lower

_FULL_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
MON = rf"(?:{_FULL_MONTHS}|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)\b\.?)\b"
"""The same for text in small letters."""
YEAR = r"(?:19|20)\d\d"
DATED_YEAR = rf"{YEAR}(?:\b|(?=[1-9](?:[.,;:)]|\s*\Z)))"
"""The year of a day, behind which the mark of a footnote may stand: `on 31 March 20251`."""
_WORDS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_NUMBERS = {word: number for number, word in enumerate(_WORDS, 1)}
NUMBER = rf"(?:\d{{1,2}}|{'|'.join(_NUMBERS)})"
ORDINALS = {
    "first": 1,
    "1st": 1,
    "opening": 1,
    "second": 2,
    "2nd": 2,
    "third": 3,
    "3rd": 3,
    "fourth": 4,
    "4th": 4,
    "final": 0,
    "last": 0,
    "closing": 0,
}
ORD = "|".join(ORDINALS)
WHEN = {"this": 0, "current": 0, "present": 0, "the": 0, "last": -1, "previous": -1, "past": -1, "next": 1, "coming": 1}
_FISCAL = r"(?:(?:fiscal|financial)\s+)?"
OF_YEAR = (
    rf"(?:\s+(?:of|in)(?:\s+the)?\s+(?P<fy>fiscal\s+(?:year\s+)?|fy)?(?P<y>{YEAR}(?:[/–-]\d{{2,4}})?)"
    rf"|,?\s+(?P<y2>{YEAR})\b|,?\s+(?:of\s+)?(?P<when>this|last|next|the)\s+{_FISCAL}year)?"
)
_MAY_IS_A_MONTH = in_lower(
    r"\b(?:in|since|by|of|until|till|from|through|between|and|last|this|next|early|late|mid|to|ended|ending"
    r"|(?:figures?|numbers?|rates?|totals?|counts?|data|statistics|results?|reading|sales|report|index|inflation)\s+for)[\s-]+$"
)

_BETWEEN = in_lower(r"\bbetween\s+(?:the\s+)?$")

Basis = Literal["point", "span", "due", "now"]
Fiscal = Literal["", "named", "told", "new", "part"]


class When(NamedTuple):
    """What words of time stand for: the days, and how they may still turn with what is said of them."""

    span: Span
    basis: Basis = "span"
    cycle: str = ""
    """The unit after which the same words come round again (`year` for `in July`); empty where they cannot."""
    shift: tuple[str, int] | None = None
    """How far from the time spoken of before, for words that point back to it (`a year earlier`)."""
    fiscal: Fiscal = ""
    """Whether it is a fiscal year, or an edge of one, by its name, as told from the day of publication, or the new one;
    or a part."""


Handler = Callable[[re.Match[str], date | None, str], When | None]


def number(word: str) -> int:
    """A number of one or two digits, or in words up to twelve; an article, and none at all, counts as one."""
    return max(int(word), 1) if word.isdigit() else _NUMBERS.get(word.lower(), 1)


def year_in(groups: dict[str, str | None], on: date | None) -> int | None:
    """The year a match names in its groups y, y2 or when; None when it names none."""
    stated = groups["y"] or groups["y2"]
    if stated:
        return int(stated[:4])
    when = groups["when"]
    if when and on:
        return on.year + WHEN[when.lower()]
    return None


def month_number(name: str) -> int:
    return MONTHS[name.rstrip(".").lower()]


def _day_of(year: int | None, month: int, day: int, on: date | None) -> tuple[Span, str] | None:
    """A day and its cycle; without a year the latest such day."""
    if not 1 <= month <= 12:
        return None
    if year is None:
        if on is None:
            return None
        span = calendars.day(on.year if (month, day) <= (on.month, on.day) else on.year - 1, month, day)
        return (span, "year") if span else None
    span = calendars.day(year, month, day)
    return (span, "") if span else None


_COUNTED = re.compile(r" (?:people|(?:[a-z]+ )?[a-z]+s) [a-z]")
"""What follows a count, and no day, after a month with `in`."""


def full_date_of(match: re.Match[str], on: date | None, before: str) -> When | None:
    groups = match.groupdict()
    if groups["m1"] and before.lower().endswith("in ") and _COUNTED.match(match.string, match.end()):
        return None
    if groups["iso"]:
        year, month, day = map(int, groups["iso"].split("-"))
        found = _day_of(year, month, day, on)
    else:
        stated = groups["y1"] or groups["y2"]
        way = groups["w1"] or groups["w2"]
        named = int(stated) if stated else on.year + WHEN[way.lower()] if way and on else None
        found = _day_of(named, month_number(groups["m1"] or groups["m2"]), int(groups["d1"] or groups["d2"]), on)
    return When(found[0], "point", found[1]) if found else None


def days_of(match: re.Match[str], on: date | None, before: str) -> When | None:
    """`from 3 to 9 May`, `May 28 to June 3, 2024`: from one day to another."""
    groups = match.groupdict()
    if (groups["and"] or groups["and2"]) and not _BETWEEN.search(before.lower()):
        return None
    begin, end = (
        month_number(groups["ma"] or groups["mb"] or groups["mf"]),
        month_number(groups["me"] or groups["mf"] or groups["ma"]),
    )
    stated = groups["yb"] or groups["yc"] or groups["ya"]
    last = _day_of(int(stated) if stated else None, end, int(groups["db"] or groups["dd"]), on)
    if last is None:
        return None
    early = int(groups["ya"]) if groups["ya"] and groups["yb"] else last[0].last.year - (begin > end)
    first = calendars.day(early, begin, int(groups["da"] or groups["dc"]))
    if first is None or first.first > last[0].last:
        return None
    return When(Span(first.first, last[0].last), "span", last[1])


def months_of(match: re.Match[str], on: date | None, before: str) -> When | None:
    """`from January to March`, `between October 2023 and May`: from one month to another."""
    groups = match.groupdict()
    if groups["and"] and not _BETWEEN.search(before.lower()):
        return None
    begin, end = month_number(groups["m"]), month_number(groups["n"])
    year = year_in(groups, on)
    if year is not None:
        last = calendars.months(year, end)
    elif groups["early"]:
        last = calendars.months(int(groups["early"]) + (end < begin), end)
    elif on is None:
        return None
    else:
        last = calendars.latest_months(on, end, 1, whole=on.month != end)
    first_year = int(groups["early"]) if groups["early"] else last.last.year - (begin > end)
    first = calendars.months(first_year, begin).first
    named = year is not None or bool(groups["early"])
    return When(Span(first, last.last), "span", "" if named else "year") if first <= last.last else None


def month_of(match: re.Match[str], on: date | None, before: str) -> When | None:
    name = match["m"].rstrip(".").lower()
    year = year_in(match.groupdict(), on)
    if name == "may" and year is None and not match["way"] and not _MAY_IS_A_MONTH.search(before.lower()):
        return None
    if year is not None:
        return When(calendars.months(year, MONTHS[name]))
    if on is None:
        return None
    way = (match["way"] or "").lower()
    if way == "next":
        return When(calendars.next_months(date(on.year + on.month // 12, on.month % 12 + 1, 1), MONTHS[name], 1))
    span = calendars.latest_months(on, MONTHS[name], 1, whole=bool(way) and way != "this")
    return When(span, "span", "" if way else "year")


def fiscal_of(match: re.Match[str], on: date | None, _before: str) -> When | None:
    """`2024/25`, `the 2023-24 season`, `FY25`, `last financial year`, `this school year`."""
    groups = match.groupdict()
    sort = (groups["sort"] or groups["sort2"] or "").lower()
    start = {"academic": calendars.SCHOOL_START, "school": calendars.SCHOOL_START, "season": calendars.SPORT_START}
    month = start.get(sort, calendars.FISCAL_START)
    if pair := groups["pair"] or groups["pair2"]:
        first, last = re.split(r"[/–-]", pair)
        if int(last[-2:]) != (int(first) + 1) % 100:
            ends = int(last) if len(last) == 4 else int(first[:2] + last)
            return When(Span(date(int(first), 1, 1), date(ends, 12, 31))) if ends > int(first) else None
        return When(calendars.year_from(int(first), month), fiscal="" if sort in start else "named")
    if single := groups["one"] or groups["two"] or groups["three"]:
        ends = int(single) if len(single) == 4 else 2000 + int(single)
        return When(calendars.year_from(ends - 1, calendars.FISCAL_START), fiscal="named")
    way = (groups["way"] or "this").lower()
    fiscal: Fiscal = "" if sort in start else "told"
    if way == "new":
        return When(calendars.new_year(on, month), fiscal="" if sort in start else "new") if on else None
    return When(calendars.year_with(on, month, WHEN.get(way, 0)), fiscal=fiscal) if on else None


def years_of(match: re.Match[str], _on: date | None, _before: str) -> When | None:
    """`2022 to 2024`, and a decade by its name, `the 1990s`."""
    if match["decade"]:
        first = int(match["decade"])
        return When(Span(date(first, 1, 1), date(first + 9, 12, 31)))
    first, last = int(match["first"]), int(match["last"])
    return When(Span(date(first, 1, 1), date(last, 12, 31))) if first < last else None


def year_of(match: re.Match[str], _on: date | None, before: str) -> When | None:
    if (
        re.search(r"[A-Z][a-z]+\s$", before)
        and not re.search(r"\b(?:Index|Rankings?|Report|Survey|League|Census)\s$", before)
        and not re.search(r"(?:^|[.!?]\s)[A-Z][a-z]+\s$", before)
    ):
        return None
    if re.search(r"[$€£¥.,:/\d-]$", before) and not re.search(r"(?:mid|end|early|late)-$", before):
        return None
    return When(calendars.year(int(match["year"])))
