"""When a digest is due: the last time of its schedule that has passed."""

from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from schemas.subscriber import Subscriber

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


class Slot(NamedTuple):
    """One time of a digest's schedule."""

    day: date
    """The subscriber's local day, which names the slot: a day has one, whatever its clocks do."""
    at: datetime
    since: datetime
    """The slot before it."""


def _instant(subscriber: Subscriber, day: date) -> datetime:
    """The time of the schedule on that day: the first of two that clocks repeat, after the gap of one they skip."""
    local = datetime.combine(day, time.fromisoformat(subscriber.at), ZoneInfo(subscriber.time_zone))
    return local.astimezone(UTC)


def last_slot(subscriber: Subscriber, now: datetime) -> Slot:
    """The last slot of the subscriber's digest that is not after `now`; daily unless it is weekly."""
    step = timedelta(days=7 if subscriber.deliver == "weekly" else 1)
    day = now.astimezone(ZoneInfo(subscriber.time_zone)).date()
    if subscriber.deliver == "weekly":
        day -= timedelta(days=(day.weekday() - WEEKDAYS.index(subscriber.weekday)) % 7)
    if _instant(subscriber, day) > now:
        day -= step
    return Slot(day, _instant(subscriber, day), _instant(subscriber, day - step))


def next_slot(subscriber: Subscriber, now: datetime) -> datetime:
    """When the next digest of the subscriber is due."""
    step = timedelta(days=7 if subscriber.deliver == "weekly" else 1)
    return _instant(subscriber, last_slot(subscriber, now).day + step)
