"""A time is read with its zone, and no more precisely than it is stated."""

from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from fetching.times import read_feed_time

CASES = yaml.safe_load((Path(__file__).parent / "cases" / "times.yaml").read_text("utf-8"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['text']} {case.get('zone', '')}")
def test_a_time_means_what_it_says(case: dict[str, Any]) -> None:
    found = read_feed_time(case["text"], "text", ZoneInfo(case["zone"]) if "zone" in case else None)
    if found is None:
        assert case["means"] is None
    elif found.precision == "day":
        assert found.first_day.isoformat() == found.last_day.isoformat() == case["means"]
    else:
        assert found.at.isoformat() == case["means"]
        assert found.first_day == found.last_day == found.at.date()


@given(st.text(alphabet="0123456789-/: .,TZ+年月日()AapPmM16DecGMTHK", max_size=60))
def test_no_text_breaks_the_reading(text: str) -> None:
    found = read_feed_time(text, "text", ZoneInfo("Asia/Hong_Kong"))
    assert found is None or found.first_day.year >= 1990
