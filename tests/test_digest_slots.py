"""When digests are due, also where clocks are changed."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alerting.slots import last_slot, next_slot
from schemas.subscriber import Subscriber


def reader(**wishes):
    return Subscriber(id="desk", address="desk@example.org", metrics=("*",), **({"deliver": "daily"} | wishes))


@pytest.mark.parametrize(
    ("now", "zone", "day", "at"),
    [
        ("2026-03-02T07:59:59+00:00", "UTC", "2026-03-01", "2026-03-01T08:00+00:00"),
        ("2026-03-02T08:00:00+00:00", "UTC", "2026-03-02", "2026-03-02T08:00+00:00"),
        ("2026-03-02T00:00:00+00:00", "Asia/Hong_Kong", "2026-03-02", "2026-03-02T00:00+00:00"),
        ("2026-03-01T23:59:00+00:00", "Asia/Hong_Kong", "2026-03-01", "2026-03-01T00:00+00:00"),
    ],
)
def test_a_daily_slot_is_of_the_readers_own_morning(now, zone, day, at):
    slot = last_slot(reader(time_zone=zone), datetime.fromisoformat(now))
    assert slot.day.isoformat() == day
    assert slot.at == datetime.fromisoformat(at)
    assert slot.since == slot.at - timedelta(days=1)


@pytest.mark.parametrize(
    ("now", "day"),
    [
        ("2026-03-05T07:00+00:00", "2026-02-26"),
        ("2026-03-05T09:00+00:00", "2026-03-05"),
        ("2026-03-11T23:00+00:00", "2026-03-05"),
    ],
)
def test_a_weekly_slot_is_on_its_weekday(now, day):
    slot = last_slot(reader(deliver="weekly", weekday="thursday"), datetime.fromisoformat(now))
    assert slot.day.isoformat() == day
    assert slot.since == slot.at - timedelta(days=7)


def test_a_time_that_clocks_skip_or_repeat_comes_once():
    paris = reader(time_zone="Europe/Paris", at="02:30")
    skipped = last_slot(paris, datetime(2026, 3, 29, 12, tzinfo=UTC))
    assert skipped.at == datetime(2026, 3, 29, 1, 30, tzinfo=UTC)
    repeated = last_slot(paris, datetime(2026, 10, 25, 12, tzinfo=UTC))
    assert repeated.at == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)


ZONES = st.sampled_from(
    ["UTC", "Europe/Paris", "America/New_York", "Asia/Hong_Kong", "Australia/Lord_Howe", "Asia/Kathmandu"]
)


@given(
    hours=st.integers(0, 3 * 366 * 24),
    zone=ZONES,
    minutes=st.integers(0, 24 * 60 - 1),
    often=st.sampled_from(["daily", "weekly"]),
)
def test_every_day_has_one_slot_and_time_never_goes_back(hours, zone, minutes, often):
    wishes = reader(time_zone=zone, at=f"{minutes // 60:02d}:{minutes % 60:02d}", deliver=often)
    start = datetime(2025, 1, 1, tzinfo=UTC) + timedelta(hours=hours)
    slots = [last_slot(wishes, start + timedelta(hours=3 * step)) for step in range(120)]
    times: dict = {}
    for slot in slots:
        times.setdefault(slot.day, set()).add(slot.at)
    assert all(len(found) == 1 for found in times.values())
    days = sorted(times)
    length = 7 if often == "weekly" else 1
    assert all((later - earlier).days == length for earlier, later in pairwise(days))
    first = slots[0]
    assert first.since < first.at <= start < next_slot(wishes, start)
    assert first.at.astimezone(ZoneInfo(zone)).date() == first.day
