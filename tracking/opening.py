"""Steps 4 and 6: the first figure of a series, and of a period that nothing is known of."""

from datetime import date, timedelta

from schemas.catalogue import Metric
from tracking.beliefs import Claim, Holding, Reading, Series, Verdict
from tracking.jumping import held_back
from tracking.outcomes import Outcome, opened
from tracking.slots import (
    Slot,
    counts_from_start,
    is_aim,
    is_flow,
    is_later,
    is_since,
    is_span,
    last_complete,
    period_slot,
)

SAME_SPAN = timedelta(days=15)
YEAR = timedelta(days=365)


def first(metric: Metric, series: Series, reading: Reading) -> Outcome:
    """Step 4: nothing was known."""
    slot, reason = reading.slot, "nothing was known yet"
    if _came_in_span(metric, reading):
        return Verdict("out_of_scope", "4", "speaks of what came in a span of time, not of the whole"), series
    if slot is None and reading.passing:
        return Verdict("historical", "4", "of no stated period, and only compared with; it opens none"), series
    if slot is None:
        slot = period_slot(*last_complete(metric, reading.observation.published.first_day))
        reason = f"nothing was known yet; it states no period, so it is read as {slot.label}"
    return opened(Verdict("first", "4", reason), series, reading._replace(slot=slot), slot, newest=True)


def _came_in_span(metric: Metric, reading: Reading) -> bool:
    """True when a figure of a stock only says what came, or is counted, in a span of time that is over."""
    observation = reading.observation
    if is_flow(metric) or is_aim(metric, observation.kind) or observation.review == "accepted":
        return False
    if not is_span(observation) or counts_from_start(metric, observation) or is_since(observation):
        return False
    assert observation.period_end is not None
    return metric.period == "instant" or observation.period_end < observation.published.first_day


def new_slot(metric: Metric, series: Series, reading: Reading, slot: Slot, compared: bool) -> Outcome:
    """Step 6."""
    newest = series.holdings[series.newest or next(iter(series.holdings))]
    actual = reading.observation.kind == "actual" or metric.kinds == "together"
    later = is_later(slot, newest.slot)
    if not actual:
        return opened(Verdict("first", "6", f"the first figure for {slot.label}"), series, reading, slot, later)
    if not later or compared:
        reason = f"{slot.label} is before {newest.slot.label}, the latest known"
        reason = "the article compares a later period with it" if later else reason
        verdict = Verdict("historical", "6", reason, old=newest.claim.reading)
        return opened(verdict, series, reading, slot, newest=False)
    last = max((one for one in series.holdings.values() if is_later(slot, one.slot)), key=_end)
    before = last.claim
    if metric.period == "ytd":
        points = (point for point in newest.points if abs(reading.time - point.time - YEAR) <= SAME_SPAN)
        twin = next(points, None)
        if twin is None:
            verdict = Verdict("first", "6", f"{slot.label} starts a new count")
            return opened(verdict, series, reading, slot, newest=True)
        before = Claim.of(twin)
    if held_back(metric, series, slot.label, before, reading):
        reason = f"too far from {before.reading.slot.label if before.reading.slot else 'before'} for one witness"
        verdict = Verdict("implausible", "11", reason, slot.label, before.reading)
        return verdict, series.with_suspect(slot.label, reading)
    reason = f"the first figure for {slot.label}, after {last.slot.label}"
    return opened(Verdict("new_period", "6", reason, old=before.reading), series, reading, slot, newest=True)


def _end(holding: Holding) -> date:
    assert holding.slot.end is not None
    return holding.slot.end
