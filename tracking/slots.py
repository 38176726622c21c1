"""The slot a value belongs to: a period, a counting year, a due date, or the one slot of a stock."""

import re
from datetime import date, timedelta
from typing import NamedTuple

from schemas.catalogue import Metric
from schemas.change import Observation
from schemas.fact import Kind
from schemas.published import day_bounds

MONTHS = {"month": 1, "quarter": 3, "half-year": 6, "year": 12, "fiscal-year": 12}
STOCKS = ("instant", "cumulative")
SHORTEST, LONGEST = 0.93, 1.10
MONTH_DAYS = 31
NEAR_DAYS = 45
_PART_NAMED = {
    "quarter": re.compile(r"\bquarter\b|\bQ[1-4]\b", re.IGNORECASE),
    "half-year": re.compile(r"\bhalf\b|\bH[12]\b", re.IGNORECASE),
}
_NEVER = re.compile(r"(?!)")
EARLIEST, LATEST = 1000, 9000


class Slot(NamedTuple):
    """What one value belongs to; of a period its first and last day, of a due date the day twice."""

    label: str
    start: date | None = None
    end: date | None = None


STANDING = Slot("")
UNDATED = "undated"
"""The slot of a target or plan of no stated date."""


class Refusal(NamedTuple):
    """Why a stated period is not one of the metric's."""

    reason: str


def is_flow(metric: Metric) -> bool:
    """True when a value belongs to a period."""
    return metric.period not in STOCKS


def is_aim(metric: Metric, kind: Kind) -> bool:
    """True for a target, forecast, plan or allocation in a series of its own."""
    return metric.kinds == "apart" and kind != "actual"


def is_due(metric: Metric, kind: Kind, end: date | None, said: date) -> bool:
    """True when the date stated is the day a target, forecast or plan for a stock is due: a day after it was said."""
    dated = metric.period in STOCKS and is_aim(metric, kind) and kind != "allocated"
    return dated and end is not None and end > said


def add_months(day: date, months: int) -> date:
    """The first day of the month `months` later."""
    count = day.year * 12 + day.month - 1 + months
    return date(count // 12, count % 12 + 1, 1)


def period_around(metric: Metric, day: date) -> tuple[date, date]:
    """First and last day of the metric's period that holds `day`; of a `ytd` its counting year."""
    length = MONTHS.get(metric.period, 12)
    first = metric.fiscal_year_start if metric.period == "fiscal-year" else 1
    start = add_months(date(day.year, day.month, 1), -((day.month - first) % length))
    return start, add_months(start, length) - timedelta(days=1)


def last_complete(metric: Metric, day: date) -> tuple[date, date]:
    """The metric's last period that had ended on `day`."""
    start, end = period_around(metric, day)
    if end <= day:
        return start, end
    return period_around(metric, start - timedelta(days=1))


def label_of(start: date, end: date) -> str:
    """A period as a person writes it: 2031, 2031-H1, 2031-Q2, 2031-02, 2030/2031, or two dates."""
    after = end + timedelta(days=1)
    if start.day != 1 or after.day != 1:
        return f"{start}/{end}"
    months = (after.year - start.year) * 12 + after.month - start.month
    year, place = start.year, start.month - 1
    if months == 12:
        return f"{year}" if place == 0 else f"{year}/{year + 1}"
    if months == 1:
        return f"{year}-{start.month:02}"
    if months in (3, 6) and place % months == 0:
        return f"{year}-{'Q' if months == 3 else 'H'}{place // months + 1}"
    return f"{start}/{end}"


def period_slot(start: date, end: date) -> Slot:
    """The slot of a period."""
    return Slot(label_of(start, end), start, end)


def slot_of(
    metric: Metric, kind: Kind, start: date | None, end: date | None, said: date, words: str | None = None
) -> Slot | Refusal | None:
    """The slot a period stated in `words` on the day `said` names; None for none, a refusal for one it has not."""
    end = end or start
    if any(day is not None and not EARLIEST <= day.year <= LATEST for day in (start, end)):
        return Refusal("its date is beyond any calendar of news")
    if is_due(metric, kind, end, said):
        assert end is not None
        return Slot(_due_label(start, end), end, end)
    if metric.period in STOCKS:
        return Slot(UNDATED) if is_aim(metric, kind) and kind != "allocated" else STANDING
    if end is None:
        return Slot(UNDATED) if is_aim(metric, kind) else None
    if metric.period == "ytd":
        return _ytd_slot(metric, start, end)
    return _flow_slot(metric, kind, start, end, words)


def _due_label(start: date | None, end: date) -> str:
    if start is not None and start != end:
        return label_of(start, end)
    return str(end.year) if (end.month, end.day) == (12, 31) else str(end)


def _ytd_slot(metric: Metric, start: date | None, end: date) -> Slot | Refusal:
    first, last = period_around(metric, end)
    if start not in (None, end, first):
        return Refusal(f"it counts from {start}, not from the start of the year")
    return Slot(label_of(first, last), first, last)


def _flow_slot(metric: Metric, kind: Kind, start: date | None, end: date, words: str | None) -> Slot | Refusal:
    if start is None or start == end:
        first, last = period_around(metric, end)
        if end == last or kind != "actual":
            return period_slot(first, last)
        return Refusal(f"a figure of one day ({end}), not of a {metric.period}")
    middle = start + (end - start) / 2
    first, last = period_around(metric, middle)
    nominal = (last - first).days + 1
    share = ((end - start).days + 1) / nominal
    if not SHORTEST <= share <= LONGEST:
        return Refusal(f"its period ({start} to {end}) is not as long as a {metric.period}")
    if _is_of_some_fiscal_year(metric, start) or _is_fiscal_part(metric, start, end, words):
        return period_slot(start, end)
    if abs((start - first).days) > nominal * (LONGEST - 1):
        return Refusal(f"its period ({start} to {end}) is not the metric's {metric.period} ({first} to {last})")
    return period_slot(first, last)


def _is_of_some_fiscal_year(metric: Metric, start: date) -> bool:
    """True for a year from the first of a month other than January, where the metric does not say which one it is."""
    unsaid = metric.period == "fiscal-year" and "fiscal_year_start" not in metric.model_fields_set
    return unsaid and start.day == 1 and start.month != 1


def _is_fiscal_part(metric: Metric, start: date, end: date, words: str | None) -> bool:
    """True for whole months that the text calls a quarter or half, of a year which does not begin in January."""
    named = words is not None and _PART_NAMED.get(metric.period, _NEVER).search(words)
    return bool(named) and start.day == 1 and (end + timedelta(days=1)).day == 1


def is_later(slot: Slot, other: Slot) -> bool:
    """True when `slot` ends after `other`."""
    return slot.end is not None and other.end is not None and slot.end > other.end


def time_spoken_of(observation: Observation, due: bool) -> date:
    """T: the end of the stated period, never after publication; else the publication date, its first day if vague."""
    published = observation.published
    end = None if due else observation.period_end or observation.period_start
    if end is not None:
        return min(end, published.last_day)
    return published.first_day


def is_span(observation: Observation) -> bool:
    """True when the fact speaks of more than a month, not of a day or date."""
    start, end = observation.period_start, observation.period_end
    return start is not None and end is not None and (end - start).days > MONTH_DAYS


def is_since(observation: Observation) -> bool:
    """True when the span is told as the time since something: what it speaks of is where things stand now."""
    return (observation.period_text or "").casefold().startswith("since")


def counts_from_start(metric: Metric, observation: Observation) -> bool:
    """True when a span starts where the metric's own running total does."""
    if metric.since is None or observation.period_start is None:
        return False
    return abs((observation.period_start - day_bounds(metric.since)[0]).days) <= NEAR_DAYS
