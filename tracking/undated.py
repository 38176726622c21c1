"""Figures of no stated time: what they say again of what is known, and that they open nothing."""

from schemas.catalogue import Metric
from tracking.beliefs import Reading, Series
from tracking.intervals import agree, covers
from tracking.outcomes import Outcome, said_again, silent
from tracking.slots import Slot, last_complete, period_around, period_slot


def passing(metric: Metric, series: Series, reading: Reading) -> Outcome:
    """An undated figure that another is only compared with: it says again what is known, or is of the past."""
    holding = series.holding(reading.slot) or series.holdings[series.newest or next(iter(series.holdings))]
    known = holding.claim.stated
    if agree(reading.stated, known, metric.precision) or covers(reading.stated, known):
        return said_again(series, holding, reading._replace(slot=holding.slot), "3", "agrees with what is known")
    reason = "the article only compares another figure with it"
    return silent("historical", "3", reason, holding, series)


def presumed(metric: Metric, reading: Reading) -> Slot:
    """The period that an accepted figure without one speaks of: the year so far, else the last complete period."""
    said = reading.observation.published.first_day
    return period_slot(*(period_around if metric.period == "ytd" else last_complete)(metric, said))


def no_period(metric: Metric, series: Series, reading: Reading) -> Outcome:
    holding = series.holdings[series.newest or next(iter(series.holdings))]
    if agree(reading.stated, holding.claim.stated, metric.precision) or covers(reading.stated, holding.claim.stated):
        return said_again(
            series, holding, reading._replace(slot=holding.slot), "5", f"agrees with {holding.slot.label}"
        )
    reason = f"states no period and does not agree with {holding.slot.label}; it opens none"
    return silent("historical", "5", reason, holding, series)
