"""Periods a text names, resolved against the day it was published."""

from dataclasses import replace
from datetime import date

from extraction.calendars import FISCAL_START, fiscal_from, new_year, part_from
from extraction.grammar import in_lower
from extraction.period_families import BY_HINT, FAMILIES, NEEDED
from extraction.period_family import hints
from extraction.period_frames import Period, framed

__all__ = ["Period", "periods"]

_JOIN = in_lower(r"\s*(?:to|and|until|through|–|-)\s+$|\s*(?:–|-)\s*$")
_FROM = in_lower(r"\b(?:from|between)\s+(?:its\s+|the\s+)?(?:\w+\s+){0,3}$")
_TOGETHER = in_lower(r"\s(?:(?:taken\s)?together|combined)\b")
_MONTH = 31
"""More days than lie between the first and the last of a month."""
_LEAD = in_lower(
    r"\b(?:(?:in|on|between|at|for|during|over|of|from|within|throughout|by|as\s+of|as\s+at|since)\s+)(?:the\s+)?(?:(?:whole|entire|full)\s+of\s+|(?:mon|tues|wednes|thurs|fri|satur|sun)day,?\s+(?:the\s+)?)?$"
)


def periods(
    text: str,
    lower: str,
    left: int,
    right: int,
    on: date | None,
    fiscal_start: int = FISCAL_START,
    words: frozenset[str] | None = None,
    parts_start: int = 1,
) -> list[Period]:
    """The periods named in `text[left:right]`, in order; `lower` is the text in small letters.

    Without the day of publication, `on`, only absolute ones are found. A fiscal year begins in month `fiscal_start`,
    its first quarter in `parts_start`. `words` are those of the stretch in small letters, where they are known.
    """
    if left == 0:  # there is a sign before every time
        found = periods(f"\n{text}", f"\n{lower}", 1, right + 1, on, fiscal_start, words, parts_start)
        return [replace(period, start=period.start - 1, end=period.end - 1) for period in found]
    said = hints(lower, left, right, words)
    if said.isdisjoint(NEEDED):
        return []
    raw: list[Period] = []
    for number in sorted({number for word in said & NEEDED for number in BY_HINT[word]}):
        family = FAMILIES[number]
        if family.also and family.also.isdisjoint(said):
            continue
        for match in family.pattern.finditer(text if family.cased else lower, left - 1, right):
            start, end = match.span("whole")
            if any(start < p.end and p.start < end for p in raw):
                continue
            if when := family.read(match, on, text[max(left, start - 40) : start]):
                period = Period(start, end, when.span.first, when.span.last, *when[1:])
                if period.fiscal == "part":
                    if parts_start != 1:
                        period = period.over(part_from(period.span, parts_start, on if period.cycle else None))
                elif period.fiscal == "new" and on:
                    period = period.over(new_year(on, fiscal_start))
                elif period.fiscal and fiscal_start != FISCAL_START:
                    told = on if period.fiscal == "told" else None
                    period = period.over(fiscal_from(period.span, fiscal_start, told))
                raw.append(period)
    raw.sort(key=lambda p: p.start)
    result: list[Period] = []
    for one in raw:
        period = framed(lower, left, one, on)
        # "The year as a whole, which ended on Feb. 28" is one time, not the year and the one that ended.
        if result and period.start < result[-1].end and _is_whole(result[-1]):
            period = replace(period, start=min(period.start, result.pop().start))
        if result and (joined := _joined(lower, left, result[-1], period)):
            result[-1] = joined
        else:
            result.append(period)
    return [_with_lead(lower, left, period) for period in result]


def _is_whole(period: Period) -> bool:
    """Whether a time is a whole unit, of which more may be said: `the full year`, `the second quarter`."""
    return period.fiscal == "part" or bool(period.shift and period.shift[1] == 0)


def _joined(lower: str, left: int, first: Period, second: Period) -> Period | None:
    """One period from two with `from ... to ...` or `between ... and ...` around them; None for two of their own."""
    if not _JOIN.fullmatch(lower, first.end, second.start) or first.first > second.last:
        return None
    if _are_months_on_end(first, second):
        return replace(first, end=second.end, last=second.last, cycle=second.cycle)
    if _are_years_on_end(first, second) and _TOGETHER.match(lower, second.end):
        return replace(first, end=second.end, last=second.last)
    if not _FROM.search(lower, max(left, first.start - 50), first.start):
        return None
    return replace(first, end=second.end, last=second.last, basis="span", cycle=second.cycle, shift=None)


def _are_months_on_end(first: Period, second: Period) -> bool:
    """Whether two times are a month and the next one: `January and February`."""
    whole = first.basis == second.basis == "span" and first.shift is None and second.shift is None
    months = all(0 < (one.last - one.first).days < _MONTH and one.first.day == 1 for one in (first, second))
    return whole and months and (second.first - first.last).days == 1


def _are_years_on_end(first: Period, second: Period) -> bool:
    """Whether two times are a year and the next one: `in 2026 and 2027`."""
    years = all(one.basis == "span" and 364 <= (one.last - one.first).days <= 366 for one in (first, second))
    return years and (second.first - first.last).days == 1


def _with_lead(lower: str, left: int, period: Period) -> Period:
    lead = _LEAD.search(lower, max(left, period.start - 30), period.start)
    if lead:
        period.start = lead.start()
    return period
