"""Whether a change is large enough, and in the direction asked for."""

from collections.abc import Iterable
from decimal import Decimal

from schemas.catalogue import AlertRule, Metric
from schemas.change import Change
from schemas.ids import number_key
from schemas.subscriber import Subscriber

Base = Decimal | None


def _large_enough(change: Change, least_pct: Decimal, least_abs: Decimal, bases: Iterable[Base]) -> bool:
    """False only when the change is known to be smaller than asked, also against each of `bases`.

    Without these, many small steps in one direction would never be told. A withdrawal has no size.
    """
    if change.class_ in ("retracted", "first"):
        return True
    small_pct = change.change_pct is not None and abs(change.change_pct) < least_pct
    small_abs = change.change_abs is not None and abs(change.change_abs) < least_abs
    if not small_pct and not small_abs:
        return True
    new = change.new_value
    return new is not None and any(
        abs(new - base) * 100 >= least_pct * abs(base) and abs(new - base) >= least_abs for base in bases if base
    )


def _right_way(change: Change, rule: AlertRule | Subscriber) -> bool:
    """False only for a new figure that is known to have moved the other way; of a rank, up is a smaller number."""
    if rule.direction == "both" or change.class_ not in ("new_value", "new_period") or not change.change_abs:
        return True
    rises = (change.change_abs > 0) != (change.unit == "rank")
    return rises == (rule.direction == "up")


def passes(change: Change, metric: Metric, subscriber: Subscriber, bases: Iterable[Base]) -> bool:
    """True when the change meets the thresholds of the metric and of the subscriber: percent, absolute and direction.

    `bases` are values besides the old one that the size is measured against: what the reader was told last.
    """
    least_pct = max(subscriber.min_change_pct, metric.alert.min_change_pct)
    least_abs = max(subscriber.min_change_abs, metric.alert.min_change_abs)
    if not _right_way(change, metric.alert) or not _right_way(change, subscriber):
        return False
    return _large_enough(change, least_pct, least_abs, bases)


def in_words(metric: Metric, subscriber: Subscriber) -> str:
    """The thresholds that hold for the two together, as `at least 5 % and 10 shops, up`; empty where there are none."""
    least_pct = max(subscriber.min_change_pct, metric.alert.min_change_pct)
    least_abs = max(subscriber.min_change_abs, metric.alert.min_change_abs)
    unit = "percentage points" if metric.unit == "%" else metric.unit
    sizes = [f"{number_key(least_pct)} %"] if least_pct else []
    sizes += [f"{number_key(least_abs)} {unit}"] if least_abs else []
    ways = sorted({rule.direction for rule in (metric.alert, subscriber) if rule.direction != "both"})
    return ", ".join([*([f"at least {' and '.join(sizes)}"] if sizes else []), *(f"only {way}" for way in ways)])
