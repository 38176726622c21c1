"""Step 11: changes too large to be believed from one witness."""

from decimal import Decimal

from schemas.catalogue import Metric
from tracking.beliefs import Claim, Reading, Series
from tracking.intervals import agree
from tracking.slots import is_flow, period_around

STOCK_UP, STOCK_UP_SMALL, SMALL = Decimal(3), Decimal(7), Decimal(10)
STOCK_DOWN = Decimal("0.5")
FLOW = Decimal(7)
YEAR = Decimal("365.25")
MOST_YEARS = Decimal(30)
OFFICIAL = 3


def years_between(claim: Claim, reading: Reading) -> Decimal:
    """Years from the belief to the reading, at least one: no factor is stricter than a year's."""
    old_slot, new_slot = claim.reading.slot, reading.slot
    days = (reading.time - claim.time).days
    if old_slot and new_slot and old_slot.end and new_slot.end and old_slot.end != new_slot.end:
        days = (new_slot.end - old_slot.end).days
    return min(max(abs(Decimal(days)) / YEAR, Decimal(1)), MOST_YEARS)


def jumps(metric: Metric, claim: Claim, reading: Reading) -> bool:
    """True when the figure is too far from the belief; ranks, zero and changes of sign have no factor."""
    old, new = claim.stated.number, reading.stated.number
    if metric.unit == "rank" or metric.reads_role == "rank" or old * new <= 0:
        return False
    old, new = abs(old), abs(new)
    years = years_between(claim, reading)
    if is_flow(metric):
        if metric.period == "ytd":
            old, new = old / days_counted(metric, claim.reading), new / days_counted(metric, reading)
        limit = FLOW**years
        return new > old * limit or new * limit < old
    limit = STOCK_UP_SMALL if old < SMALL else STOCK_UP
    return new > old * limit**years or (new < old * STOCK_DOWN and not reading.observation.falls)


def days_counted(metric: Metric, reading: Reading) -> int:
    """Days from the start of the counting year to the end of the figure's span."""
    return (reading.time - period_around(metric, reading.time)[0]).days + 1


def released(series: Series, label: str, reading: Reading) -> Reading | None:
    """The held figure that this one bears out, from another publisher and another text."""
    observation = reading.observation
    for suspect_label, suspect in series.suspects:
        independent = (
            suspect.observation.publisher != observation.publisher
            and suspect.observation.story_id != observation.story_id
        )
        if suspect_label == label and independent and agree(suspect.stated, reading.stated):
            return suspect
    return None


def held_back(metric: Metric, series: Series, label: str, claim: Claim, reading: Reading) -> bool:
    """True when the figure jumps and neither an official publisher, a second witness nor a person stands for it."""
    if reading.authority >= OFFICIAL or reading.observation.review == "accepted":
        return False
    return jumps(metric, claim, reading) and released(series, label, reading) is None
