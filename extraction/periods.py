"""Periods a text names, resolved against the day it was published."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from extraction import calendars
from extraction.calendars import MONTHS, WEEKDAYS, Span

_MON = r"(?:January|February|March|April|May|June|July|August|September|October|November|December|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)\b\.?"
_YEAR = r"(?:19|20)\d\d"
_NUMBERS = {w: n for n, w in enumerate("one two three four five six seven eight nine ten eleven twelve".split(), 1)}
_NUM = rf"(?:\d{{1,2}}|{'|'.join(_NUMBERS)})"
_UNIT = r"(?:day|week|month|quarter|year|decade)"
_ORDINALS = {"first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4, "final": 0, "last": 0}
_ORD = "|".join(_ORDINALS)
_WHEN = {"this": 0, "current": 0, "last": -1, "previous": -1, "past": -1, "next": 1, "coming": 1, "following": 1}
_OF_YEAR = rf"(?:\s+(?:of|in)(?:\s+the)?\s+(?P<y>{_YEAR}(?:[/–-]\d{{2,4}})?)|\s+(?P<y2>{_YEAR})\b|,?\s+(?:of\s+)?(?P<when>this|last|next|the)\s+(?:(?:fiscal|financial)\s+)?year)?"

_HINT = re.compile(
    rf"\b(?:{_YEAR}|{_MON}|{_UNIT}s?|half|H[12]|Q[1-4]|FY\s?\d|[12]H|year-end|today|yesterday|now|currently|presently|present|date|far|nowadays|moment|recent"
    rf"|{'|'.join(WEEKDAYS)})\b",
    re.IGNORECASE,
)

Basis = Literal["point", "span", "due", "now"]


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of time named in `text[start:end]`; `basis` tells a day that closes a count from a stretch it runs over."""

    start: int
    end: int
    first: date
    last: date
    basis: Basis


Found = tuple[Span, Basis] | None
Handler = Callable[[re.Match[str], date | None, str], Found]


def _number(word: str) -> int:
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


def _full_date(match: re.Match[str], on: date | None, _before: str) -> Found:
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


def _month(match: re.Match[str], on: date | None, before: str) -> Found:
    name = match["m"].rstrip(".").lower()
    number = MONTHS[name]
    year = _year_of(match, on)
    if name == "may" and year is None and not re.search(r"\b(?:in|since|by|of|until|till|from|last|this|next|early|late|mid|to)[\s-]+$", before):
        return None
    if year is not None:
        return calendars.months(year, number), "span"
    if on is None:
        return None
    if re.search(r"\b(?:by|until|till|next|from)\s+(?:the\s+end\s+of\s+|end-)?$", before, re.IGNORECASE):
        return calendars.next_months(on, number, 1), "span"
    return calendars.latest_months(on, number, 1, whole=False), "span"


def _fiscal(match: re.Match[str], on: date | None, _before: str) -> Found:
    groups = match.groupdict()
    pair = groups["pair"]
    if pair:
        first, last = re.split(r"[/–-]", pair)
        if int(last[-2:]) != (int(first) + 1) % 100:
            return (Span(date(int(first), 1, 1), date(int(last), 12, 31)), "span") if len(last) == 4 and int(last) > int(first) else None
        return calendars.fiscal_year(int(first)), "span"
    single = groups["one"] or groups["two"] or groups["three"]
    if single:
        ends = int(single) if len(single) == 4 else 2000 + int(single)
        return calendars.fiscal_year(ends - 1), "span"
    if on is None:
        return None
    this = on.year if on.month >= calendars.FISCAL_START else on.year - 1
    return calendars.fiscal_year(this + _WHEN.get((groups["fw"] or "this").lower(), 0)), "span"


def _quarter(match: re.Match[str], on: date | None, _before: str) -> Found:
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


def _first_months(match: re.Match[str], on: date | None, _before: str) -> Found:
    count = _number(match["n"])
    year = _year_of(match, on)
    if not 1 <= count <= 12 or (year is None and on is None):
        return None
    if year is not None:
        return calendars.months(year, 1, count), "span"
    assert on is not None
    return calendars.latest_months(on, 1, count, whole=True), "span"


def _past_units(match: re.Match[str], on: date | None, _before: str) -> Found:
    if on is None:
        return None
    count = _number(match["n"]) if match["n"] else 1
    unit = match["unit"].lower()
    if match["way"].lower() in ("past", "last", "previous", "preceding"):
        return Span(calendars.shifted(on, unit, -count), on), "span"
    return Span(on, calendars.shifted(on, unit, count)), "due"


def _this_unit(match: re.Match[str], on: date | None, _before: str) -> Found:
    if on is None:
        return None
    span = calendars.unit_around(on, match["unit"].lower(), _WHEN[match["way"].lower()])
    part = (match["part"] or "").lower()
    return (Span(span.first, min(on, span.last)), "span") if part in ("earlier", "so far") else (span, "span")


def _ago(match: re.Match[str], on: date | None, _before: str) -> Found:
    if on is None:
        return None
    count = _number(match["n"]) if match["n"] else 1
    unit = match["unit"].lower()
    return calendars.unit_around(on, "year" if unit == "decade" else unit, -count * (10 if unit == "decade" else 1)), "span"


def _now(_match: re.Match[str], on: date | None, _before: str) -> Found:
    return (Span(on, on), "now") if on else None


def _yesterday(_match: re.Match[str], on: date | None, _before: str) -> Found:
    return (calendars.unit_around(on, "day", -1), "point") if on else None


def _to_date(_match: re.Match[str], on: date | None, _before: str) -> Found:
    return (Span(date(on.year, 1, 1), on), "span") if on else None


def _year_end(_match: re.Match[str], on: date | None, _before: str) -> Found:
    return (Span(date(on.year, 12, 31), date(on.year, 12, 31)), "due") if on else None


def _weekday(match: re.Match[str], on: date | None, _before: str) -> Found:
    if on is None:
        return None
    back = (on.weekday() - WEEKDAYS[match["day"].lower()]) % 7
    if match["last"] and not back:
        back = 7
    at = on - timedelta(days=back)
    return Span(at, at), "point"


def _year(match: re.Match[str], _on: date | None, before: str) -> Found:
    if re.search(r"[$€£¥.,:/\d-]$", before) and not re.search(r"(?:mid|end|early|late|pre|post)-$", before, re.IGNORECASE):
        return None
    return calendars.year(int(match["year"])), "span"


def _pattern(text: str, *, case: bool = False) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w.]){text}", 0 if case else re.IGNORECASE)


_FAMILIES: list[tuple[re.Pattern[str], Handler]] = [
    (
        _pattern(
            rf"(?:(?P<iso>{_YEAR}-\d\d-\d\d)\b|(?P<m1>{_MON})\s+(?P<d1>[0-3]?\d)(?:st|nd|rd|th)?\b(?![,.]?\d|%)(?:,?\s+(?P<y1>{_YEAR})\b|,?\s+(?P<w1>last|this|next)\s+year)?"
            rf"|(?P<d2>[0-3]?\d)(?:st|nd|rd|th)?(?:\s+of)?\s+(?P<m2>{_MON})(?:,?\s+(?P<y2>{_YEAR})\b|,?\s+(?P<w2>last|this|next)\s+year)?)"
        ),
        _full_date,
    ),
    (
        _pattern(
            rf"(?:(?P<pair>{_YEAR}[/–-](?:{_YEAR}|\d\d))(?!\d|-\d)(?:\s+(?:fiscal|financial|academic|school))?(?:\s+year)?|FY\s?(?P<one>{_YEAR}|\d\d)\b"
            rf"|(?:fiscal|financial)(?:\s+year)?\s+(?P<two>{_YEAR})\b|(?P<three>{_YEAR})\s+(?:fiscal|financial)\s+year"
            rf"|(?P<fw>this|last|next|current|previous|past)\s+(?:fiscal|financial)\s+year)"
        ),
        _fiscal,
    ),
    (
        _pattern(
            rf"(?:(?:(?P<ord>{_ORD})[\s-]+(?P<unit>quarter|half)\b(?!-|\s+(?:million|billion|of\s+(?:the\s+)?(?!year|{_YEAR}|this|last)\w))|(?P<short>Q|H)(?P<n>[1-4])\b|(?P<n2>[12])H(?P<hy>{_YEAR}|\d\d)?\b){_OF_YEAR})"
        ),
        _quarter,
    ),
    (_pattern(rf"first\s+(?P<n>{_NUM})\s+months\b{_OF_YEAR}"), _first_months),
    (_pattern(rf"(?P<way>past|last|previous|preceding|next|coming|following)\s+(?:(?P<n>{_NUM})[\s-]+(?P<unit>{_UNIT})s?)\b"), _past_units),
    (_pattern(rf"(?<=over\sthe\s)(?P<way>past|last|next|coming)\s+(?P<n>)(?P<unit>{_UNIT})\b"), _past_units),
    (_pattern(rf"(?P<n>{_NUM}|an?)\s+(?P<unit>{_UNIT})s?\s+ago\b"), _ago),
    (_pattern(r"(?:(?:in\s+the\s+)?year[\s-]to[\s-]date)\b"), _to_date),
    (_pattern(rf"(?P<m>{_MON}){_OF_YEAR}", case=True), _month),
    (_pattern(rf"(?:(?P<part>earlier|later|so\s+far)\s+)?(?P<way>this|last|next|current|previous|coming|past)\s+(?P<unit>{_UNIT})\b(?!-)"), _this_unit),
    (_pattern(r"(?:the\s+)?(?:year-end|end\s+of\s+the\s+year|end\s+of\s+this\s+year)\b"), _year_end),
    (_pattern(r"(?:to\s+date|so\s+far|today|now|currently|presently|at\s+present|at\s+the\s+moment|nowadays)\b"), _now),
    (_pattern(r"yesterday\b"), _yesterday),
    (_pattern(rf"(?:(?P<last>last)\s+|on\s+)(?P<day>{'|'.join(WEEKDAYS)})\b"), _weekday),
    (_pattern(rf"(?P<year>{_YEAR})\b(?!\s*(?:%|per\s?cent)|[.,]\d|[/–-]\d)"), _year),
]
_SINCE = re.compile(r"\bsince\s+(?:(?!since)[\w’'-]+\s+){0,6}?(?:(?:in|on|at)\s+)?(?:the\s+)?(?:end\s+of\s+|start\s+of\s+|beginning\s+of\s+|early\s+|late\s+|mid-?)?$", re.IGNORECASE)
_END_OF = re.compile(r"\b(?:(?:as\s+)?(?:of|at|by)\s+)?(?:the\s+)?(?:end(?:\s+of|-|\s+)|close\s+of|late[\s-])\s*(?:the\s+)?$", re.IGNORECASE)
_START_OF = re.compile(r"\b(?:the\s+)?(?:start|beginning)\s+of\s+(?:the\s+)?$", re.IGNORECASE)
_MID = re.compile(r"\bmid[\s-]$", re.IGNORECASE)
_BY = re.compile(r"\b(?:by|until|till|before|no\s+later\s+than)\s+(?:the\s+)?$", re.IGNORECASE)
_ENDED = re.compile(rf"\b(?P<n>{_NUM}|)[\s-]*(?P<unit>year|month|quarter|half)s?[\s-]+(?:ended|ending|to|that\s+ended|through|up\s+to)\s+(?:on\s+|the\s+end\s+of\s+|end-?\s?)?$", re.IGNORECASE)
_AS_OF = re.compile(r"\b(?:as\s+(?:of|at)|up\s+to|until|through|at)\s+(?:the\s+)?$", re.IGNORECASE)
_JOIN = re.compile(r"\s*(?:to|and|until|through|–|-)\s*$", re.IGNORECASE)
_FROM = re.compile(r"\b(?:from|between)\s+(?:the\s+)?$", re.IGNORECASE)
_LEAD = re.compile(r"\b(?:(?:in|on|at|for|during|over|of|from|within|throughout|by|as\s+of|as\s+at|since)\s+)(?:the\s+)?$", re.IGNORECASE)


def _governed(text: str, left: int, start: int, span: Span, basis: Basis, on: date | None) -> tuple[int, Span, Basis]:
    """The period with the words before it taken in: `since`, `end of`, `by`, `year ended`."""
    before = text[max(left, start - 70) : start]
    base = start - len(before)
    if found := _SINCE.search(before):
        if on and span.first <= on:
            return base + found.start(), Span(span.last if _END_OF.search(before) else span.first, on), "span"
        return start, span, basis
    if (found := _ENDED.search(before)) and basis != "now":
        unit = {"half": "month"}.get(found["unit"].lower(), found["unit"].lower())
        count = (_number(found["n"]) if found["n"] else 1) * (6 if found["unit"].lower() == "half" else 1)
        first = calendars.shifted(span.last + timedelta(days=1), unit, -count)
        return base + found.start(), Span(first, span.last), "span"
    if found := _END_OF.search(before):
        opened = base + found.start()
        due = "due" if _BY.search(text[max(left, opened - 20) : opened]) or before[found.start() :].lower().startswith("by") else "point"
        return opened, Span(span.last, span.last), due  # type: ignore[return-value]
    if found := _START_OF.search(before):
        return base + found.start(), Span(span.first, span.first), "point"
    if (found := _MID.search(before)) and (span.last - span.first).days > 300:
        middle = calendars.months(span.first.year, 6, 2)
        return base + found.start(), middle, "span"
    if found := _BY.search(before):
        last = span.last
        if on and span.first <= on < span.last:
            last = span.last
        return base + found.start(), Span(last, last), "due"
    if (found := _AS_OF.search(before)) and (span.last - span.first).days < 32:
        return base + found.start(), Span(span.last, span.last), "point"
    return start, span, basis


def periods(text: str, left: int, right: int, on: date | None) -> list[Period]:
    """The periods named in `text[left:right]`, in order; `on` is the day of publication, without which only absolute ones resolve."""
    if not _HINT.search(text, left, right):
        return []
    raw: list[tuple[int, int, Span, Basis]] = []
    taken: list[tuple[int, int]] = []
    for pattern, handler in _FAMILIES:
        for match in pattern.finditer(text, left, right):
            start, end = match.span()
            if any(start < b and a < end for a, b in taken):
                continue
            found = handler(match, on, text[max(left, start - 40) : start])
            if found:
                taken.append((start, end))
                raw.append((start, end, *found))
    raw.sort(key=lambda item: item[0])
    result: list[Period] = []
    for start, end, span, basis in raw:
        if result and _JOIN.fullmatch(text[result[-1].end : start]) and _FROM.search(text[max(left, result[-1].start - 12) : result[-1].start]):
            before = result.pop()
            if before.first <= span.last:
                result.append(Period(before.start, end, before.first, span.last, "span"))
                continue
            result.append(before)
        opened, whole, kept = _governed(text, left, start, span, basis, on)
        result.append(Period(opened, end, whole.first, whole.last, kept))
    return [_with_lead(text, left, period) for period in result]


def _with_lead(text: str, left: int, period: Period) -> Period:
    lead = _LEAD.search(text, max(left, period.start - 16), period.start)
    return Period(lead.start(), period.end, period.first, period.last, period.basis) if lead else period
