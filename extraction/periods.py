"""Periods a text names, resolved against the day it was published."""

import re
from datetime import date, timedelta
from typing import NamedTuple

from extraction import calendars
from extraction.calendars import Span
from extraction.grammar import in_lower
from extraction.period_families import FAMILIES, HINT_OF_YEAR, HINTS
from extraction.period_words import NUMBER, Basis, number


class Period(NamedTuple):
    """A stretch of time named in `text[start:end]`; `basis` tells the day of a count from a stretch it runs over."""

    start: int
    end: int
    first: date
    last: date
    basis: Basis


_LETTERS = re.compile(r"[a-z]+")
_SINCE = in_lower(
    r"\bsince\s+(?:(?!since)[\w’'-]+\s+){0,6}?(?:(?:in|on|at)\s+)?(?:the\s+)?(?:end\s+of\s+|start\s+of\s+|beginning\s+of\s+|early\s+|late\s+|mid-?)?$"
)
_END_OF = in_lower(
    r"\b(?:(?:as\s+)?(?:of|at|by)\s+)?(?:the\s+)?(?:end(?:\s+of|-|\s+)|close\s+of|late[\s-])\s*(?:the\s+)?$"
)
_START_OF = in_lower(r"\b(?:the\s+)?(?:start|beginning)\s+of\s+(?:the\s+)?$")
_MID = in_lower(r"\bmid[\s-]$")
_BY = in_lower(r"\b(?:by|until|till|before|no\s+later\s+than)\s+(?:the\s+)?$")
_ENDED = in_lower(
    rf"\b(?:(?P<n>{NUMBER})[\s-]+)?(?P<unit>year|month|quarter|half)s?[\s-]+(?:ended|ending|to|that\s+ended|through|up\s+to)\s+(?:on\s+|the\s+end\s+of\s+|end-?\s?)?$"
)
_AS_OF = in_lower(r"\b(?:as\s+(?:of|at)|up\s+to|until|through|at)\s+(?:the\s+)?$")
_JOIN = in_lower(r"\s*(?:to|and|until|through|–|-)\s*$")
_FROM = in_lower(r"\b(?:from|between)\s+(?:the\s+)?")
_LEAD = in_lower(
    r"\b(?:(?:in|on|between|at|for|during|over|of|from|within|throughout|by|as\s+of|as\s+at|since)\s+)(?:the\s+)?$"
)


def _governed(lower: str, left: int, start: int, span: Span, basis: Basis, on: date | None) -> tuple[int, Span, Basis]:
    """The period with the words before it taken in: `since`, `end of`, `by`, `year ended`."""
    before = lower[max(left, start - 70) : start]
    base = start - len(before)
    if found := _SINCE.search(before):
        if on and span.first <= on:
            return base + found.start(), Span(span.last if _END_OF.search(before) else span.first, on), "span"
        return start, span, basis
    if (found := _ENDED.search(before)) and basis != "now":
        unit = {"half": "month"}.get(found["unit"], found["unit"])
        count = (number(found["n"]) if found["n"] else 1) * (6 if found["unit"] == "half" else 1)
        first = calendars.shifted(span.last + timedelta(days=1), unit, -count)
        return base + found.start(), Span(first, span.last), "span"
    if found := _END_OF.search(before):
        opened = base + found.start()
        due = (
            "due"
            if _BY.search(lower[max(left, opened - 20) : opened]) or before.startswith("by", found.start())
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


def periods(text: str, lower: str, left: int, right: int, on: date | None) -> list[Period]:
    """The periods named in `text[left:right]`, in order; `lower` is the text in small letters.

    Without the day of publication, `on`, only absolute ones are found.
    """
    said = set(_LETTERS.findall(lower, left, right))
    hints = {hint for hint, known in HINTS.items() if not said.isdisjoint(known)}
    if HINT_OF_YEAR.search(lower, left, right):
        hints.add("year")
    if not hints:
        return []
    raw: list[tuple[int, int, Span, Basis]] = []
    taken: list[tuple[int, int]] = []
    for family in FAMILIES:
        if hints.isdisjoint(family.hints):
            continue
        for match in family.pattern.finditer(text if family.cased else lower, left, right):
            start, end = match.span()
            if any(start < b and a < end for a, b in taken):
                continue
            found = family.read(match, on, text[max(left, start - 40) : start])
            if found:
                taken.append((start, end))
                raw.append((start, end, *found))
    raw.sort(key=lambda item: item[0])
    result: list[Period] = []
    for start, end, span, basis in raw:
        if (
            result
            and _JOIN.fullmatch(lower, result[-1].end, start)
            and _FROM.search(lower[max(left, result[-1].start - 12) : result[-1].end])
        ):
            before = result.pop()
            if before.first <= span.last:
                result.append(Period(before.start, end, before.first, span.last, "span"))
                continue
            result.append(before)
        opened, whole, kept = _governed(lower, left, start, span, basis, on)
        result.append(Period(opened, end, whole.first, whole.last, kept))
    return [_with_lead(lower, left, period) for period in result]


def _with_lead(lower: str, left: int, period: Period) -> Period:
    lead = _LEAD.search(lower, max(left, period.start - 16), period.start)
    return Period(lead.start(), period.end, period.first, period.last, period.basis) if lead else period
