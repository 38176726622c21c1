"""The words around a time that change which days it stands for: `since`, `the end of`, `by`, `the year ended`."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from extraction import calendars
from extraction.calendars import Span
from extraction.grammar import in_lower
from extraction.period_words import NUMBER, Basis, Fiscal, number


@dataclass(slots=True)
class Period:
    """A stretch of time named in `text[start:end]`; `basis` tells the day of a count from a stretch it runs over."""

    start: int
    end: int
    first: date
    last: date
    basis: Basis
    cycle: str = ""
    shift: tuple[str, int] | None = None
    fiscal: Fiscal = ""

    @property
    def span(self) -> Span:
        """Its days."""
        return Span(self.first, self.last)

    def over(self, span: Span, basis: Basis | None = None) -> "Period":
        """The same words with other days."""
        return replace(self, first=span.first, last=span.last, basis=basis or self.basis)


_WINDOW = 70
_SINCE = in_lower(
    r"\b(?:ever\s+)?since\s+(?:(?!since)[\w’'-]+\s+){0,8}?(?:(?:in|on|at)\s+)?(?:the\s+)?(?:end\s+of\s+|start\s+of\s+|beginning\s+of\s+|early\s+|late\s+|mid-?)?$"
)
_END_OF = in_lower(r"\b(?:(?:as\s+)?(?:of|at|by)\s+)?(?:the\s+)?(?:end(?:\s+of|-|\s+)|close\s+of)\s*(?:the\s+)?$")
_START_OF = in_lower(r"\b(?:the\s+)?(?:start|beginning)\s+of\s+(?:the\s+)?$")
_PART = in_lower(r"\b(?P<part>mid|early|late|middle\s+of)[\s-]+(?:the\s+)?(?:in\s+)?$")
_BY = in_lower(r"\b(?:by|until|till|before|no\s+later\s+than)\s+(?:the\s+)?$")
_ENDED = in_lower(
    rf"\b(?:(?P<n>{NUMBER})[\s-]+)?(?P<unit>half[\s-]year|decade|year|month|week|quarter|half|day)s?(?:\s+as\s+a\s+whole)?(?:,?\s+(?:which|that)\s+(?=end(?:ed|s)\b)|[\s-]+)(?:ended|ending|ends|to|that\s+ended|through|up\s+to)\s+(?:on\s+|the\s+end\s+of\s+|end-?\s?)?$"
)
_STARTED = in_lower(
    rf"\b(?:(?P<n>{NUMBER})[\s-]+|the\s+)(?:(?:financial|fiscal|school|academic)\s+)?(?P<unit>decade|year|month|week|quarter|day)s?\s+(?:from|starting(?:\s+(?:in|on|from))?|beginning(?:\s+(?:in|on))?|(?:that|which)\s+(?P<verb>beg[ai]ns?|start(?:s|ed))(?:\s+(?:in|on))?)\s+(?:the\s+)?$"
)
_AS_OF = in_lower(r"\b(?:as\s+(?:of|at)|up\s+to|until|through|at)\s+(?:the\s+)?$")
_YEARS_TO = in_lower(r"\byears\s+to\s+$")
_LONG = timedelta(days=300)
_SOON = timedelta(days=100)
"""How far ahead the next one is that a year `beginning on 1 July` is told of."""


def framed(lower: str, left: int, period: Period, on: date | None) -> Period:
    """The period with the words before it taken in; `left` is where its sentence begins."""
    start, span = period.start, period.span
    before = lower[max(left, start - _WINDOW) : start]
    base = start - len(before)
    stem = before.rstrip().removesuffix("the").rstrip()
    if "since" in before and (found := _SINCE.search(before)):
        if on is None or span.first > on:
            return period
        first = span.last if _END_OF.search(before) else _part(before, span).first
        if first > on:
            return period
        return Period(base + found.start(), period.end, first, on, "span")
    ended = "end" in before or stem.endswith(("to", "through"))
    if ended and (found := _ENDED.search(before)) and period.basis != "now":
        half = found["unit"].startswith("half")
        unit = "month" if half else found["unit"]
        count = (number(found["n"]) if found["n"] else 1) * (6 if half else 1)
        first = calendars.shifted(span.last + timedelta(days=1), unit, -count)
        return replace(period, start=base + found.start(), first=first, basis="span")
    if stem.endswith("to") and (found := _YEARS_TO.search(before)):
        return replace(period, start=base + found.start(), basis="due")
    started = "from" in before or "start" in before or "beg" in before
    if started and (found := _STARTED.search(before)):
        if period.cycle and on and span.last < on:
            following = calendars.moved(span, period.cycle, 1)
            soon = found["verb"] is None and following.first - on < _SOON
            if soon or (found["verb"] or "").endswith("s"):
                span = following
                period = period.over(span)
        after = calendars.shifted(span.first, found["unit"], number(found["n"] or "one"))
        return replace(period, start=base + found.start(), last=after - timedelta(days=1), basis="span")
    if stem.endswith(("of", "end", "end-")) and (found := _END_OF.search(before)):
        opened = base + found.start()
        due = _BY.search(lower[max(left, opened - 20) : opened]) or before[found.start() :].startswith("by")
        return _next(replace(period, start=opened, first=span.last, basis="due" if due else "point"), on)
    if stem.endswith("of") and (found := _START_OF.search(before)):
        return replace(period, start=base + found.start(), last=span.first, basis="point")
    parted = "mid" in before or "early" in before or "late" in before
    if parted and (found := _PART.search(before)):
        part = _part(before, span)
        opened = base + found.start()
        due = bool(_BY.search(lower[max(left, opened - 20) : opened]))
        if due and found["part"] not in ("early", "late") and span.last - span.first > _LONG:
            part = calendars.months(part.first.year, part.first.month, 1)  # the middle of a year is the end of June
        found_part = replace(period, start=opened, first=part.last if due else part.first, last=part.last)
        return _next(replace(found_part, basis="due" if due else "span"), on)
    if stem.endswith(("by", "until", "till", "before", "than")) and (found := _BY.search(before)):
        return _next(replace(period, start=base + found.start(), first=span.last, basis="due"), on)
    # "At this week's sale": the sale was in the week, not at its end.
    as_of = stem.endswith(("of", "at", "to", "until", "through"))
    whole = as_of and (span.last - span.first).days < 32 and not lower.startswith(("'s ", "’s "), period.end)
    if whole and period.basis != "now" and (found := _AS_OF.search(before)):
        basis: Basis = "due" if period.basis == "due" else "point"
        return replace(period, start=base + found.start(), first=span.last, basis=basis)
    return period


def _next(period: Period, on: date | None) -> Period:
    """A day by which something is due comes round again when it has passed."""
    if period.basis != "due" or not period.cycle or on is None or period.last >= on:
        return period
    return period.over(calendars.moved(period.span, period.cycle, 1))


def _part(before: str, span: Span) -> Span:
    """The early, middle or late third of a month or year, as the words before it say; else all of it."""
    found = _PART.search(before)
    if found is None or span.last - span.first < timedelta(days=27):
        return span
    part = found["part"]
    if span.last - span.first > _LONG:
        year = span.first.year
        if part == "early":
            return Span(span.first, calendars.shifted(span.first, "month", 4) - timedelta(days=1))
        if part == "late":
            return Span(calendars.shifted(span.first, "month", 8), span.last)
        return calendars.months(year, 6, 2) if span.first.month == 1 else span
    if part == "early":
        return Span(span.first, span.first.replace(day=10))
    return Span(
        span.first.replace(day=21 if part == "late" else 11),
        span.last if part == "late" else span.first.replace(day=20),
    )
