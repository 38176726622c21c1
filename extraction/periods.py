"""Periods a text names, resolved against the day it was published."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from extraction import calendars
from extraction.calendars import Span
from extraction.period_families import FAMILIES, HINT
from extraction.period_words import NUMBER, Basis, number


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of time named in `text[start:end]`; `basis` tells the day of a count from a stretch it runs over."""

    start: int
    end: int
    first: date
    last: date
    basis: Basis


_SINCE = re.compile(
    r"\bsince\s+(?:(?!since)[\w’'-]+\s+){0,6}?(?:(?:in|on|at)\s+)?(?:the\s+)?(?:end\s+of\s+|start\s+of\s+|beginning\s+of\s+|early\s+|late\s+|mid-?)?$",
    re.IGNORECASE,
)
_END_OF = re.compile(
    r"\b(?:(?:as\s+)?(?:of|at|by)\s+)?(?:the\s+)?(?:end(?:\s+of|-|\s+)|close\s+of|late[\s-])\s*(?:the\s+)?$",
    re.IGNORECASE,
)
_START_OF = re.compile(r"\b(?:the\s+)?(?:start|beginning)\s+of\s+(?:the\s+)?$", re.IGNORECASE)
_MID = re.compile(r"\bmid[\s-]$", re.IGNORECASE)
_BY = re.compile(r"\b(?:by|until|till|before|no\s+later\s+than)\s+(?:the\s+)?$", re.IGNORECASE)
_ENDED = re.compile(
    rf"\b(?:(?P<n>{NUMBER})[\s-]+)?(?P<unit>year|month|quarter|half)s?[\s-]+(?:ended|ending|to|that\s+ended|through|up\s+to)\s+(?:on\s+|the\s+end\s+of\s+|end-?\s?)?$",
    re.IGNORECASE,
)
_AS_OF = re.compile(r"\b(?:as\s+(?:of|at)|up\s+to|until|through|at)\s+(?:the\s+)?$", re.IGNORECASE)
_JOIN = re.compile(r"\s*(?:to|and|until|through|–|-)\s*$", re.IGNORECASE)
_FROM = re.compile(r"\b(?:from|between)\s+(?:the\s+)?", re.IGNORECASE)
_LEAD = re.compile(
    r"\b(?:(?:in|on|between|at|for|during|over|of|from|within|throughout|by|as\s+of|as\s+at|since)\s+)(?:the\s+)?$",
    re.IGNORECASE,
)


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
        count = (number(found["n"]) if found["n"] else 1) * (6 if found["unit"].lower() == "half" else 1)
        first = calendars.shifted(span.last + timedelta(days=1), unit, -count)
        return base + found.start(), Span(first, span.last), "span"
    if found := _END_OF.search(before):
        opened = base + found.start()
        due = (
            "due"
            if _BY.search(text[max(left, opened - 20) : opened]) or before[found.start() :].lower().startswith("by")
            else "point"
        )
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
    """The periods named in `text[left:right]`, in order; without the day of publication, `on`, only absolute ones."""
    hints = {m.lastgroup for m in HINT.finditer(text, left, right)}
    if not hints:
        return []
    raw: list[tuple[int, int, Span, Basis]] = []
    taken: list[tuple[int, int]] = []
    for wanted, pattern, handler in FAMILIES:
        if hints.isdisjoint(wanted):
            continue
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
        if (
            result
            and _JOIN.fullmatch(text[result[-1].end : start])
            and _FROM.search(text[max(left, result[-1].start - 12) : result[-1].end])
        ):
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
