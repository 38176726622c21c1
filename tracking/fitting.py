"""How a fact's period fits what a metric is measured over."""

from datetime import date

from schemas.catalogue import Metric
from schemas.fact import Fact
from tracking.slots import STOCKS, Refusal, Slot, is_flow, slot_of
from tracking.spans import span_of


def slot_said(fact: Fact, metric: Metric, said: date | None) -> Slot | Refusal | None:
    return slot_of(metric, fact.kind, *span_of(metric, fact, said), date.min, fact.period_text)


def period_fit(fact: Fact, metric: Metric, slot: Slot | Refusal | None, said: date | None) -> int:
    """2 when the metric has such a period, 1 when it may, 0 when it has not: for choosing between two that fit.

    A whole year is rather a year's figure than that of the year so far, unless it is not over.
    """
    if isinstance(slot, Refusal):
        return 0
    if slot is None:
        return 1
    start, end = span_of(metric, fact, said)
    stock_over_time = metric.period in STOCKS and start != end
    over = said is None or end is None or end <= said
    ill_fitting = over if metric.period == "ytd" and (start, end) == (slot.start, slot.end) else not over
    return 1 if stock_over_time or (is_flow(metric) and ill_fitting) else 2
