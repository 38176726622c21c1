"""Figures and differences in words; the cases are in cases/values.yaml."""

from decimal import Decimal
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from telling_samples import change

from reporting import values

CASES = yaml.safe_load((Path(__file__).parent / "cases" / "values.yaml").read_text("utf-8"))


def number(text):
    return None if text is None else Decimal(text)


@pytest.mark.parametrize(("value", "low", "high", "qualifier", "unit", "said"), CASES["said"])
def test_values(value, low, high, qualifier, unit, said):
    assert values.say(number(value), number(low), number(high), qualifier, unit) == said


@pytest.mark.parametrize(("old", "old_qualifier", "new", "new_qualifier", "unit", "pct", "said"), CASES["differences"])
def test_differences(old, old_qualifier, new, new_qualifier, unit, pct, said):
    one = change(
        old_value=Decimal(old),
        old_qualifier=old_qualifier,
        new_value=Decimal(new),
        new_qualifier=new_qualifier,
        unit=unit,
        change_abs=Decimal(new) - Decimal(old),
        change_pct=number(pct),
    )
    assert values.difference(one) == said


def test_a_difference_of_ranges_is_a_range():
    one = change(
        old_value=None,
        old_low=Decimal(10),
        old_high=Decimal(12),
        old_qualifier="range",
        new_value=None,
        new_low=Decimal(20),
        new_high=Decimal(25),
        new_qualifier="range",
        change_abs=Decimal("11.5"),
    )
    assert values.difference(one) == "8 to 15 more"


def test_the_first_value_has_no_difference():
    assert values.difference(change(old_value=None, old_low=None, old_qualifier=None, change_abs=None)) == ""


@given(
    st.decimals(allow_nan=False, allow_infinity=False, places=6, min_value=-(10**20), max_value=10**20),
    st.sampled_from(["cranes", "USD", "%", "x", "MWh"]),
)
def test_no_digit_is_lost_or_added(value, unit):
    said = values.say(value, None, None, "exact", unit)
    scale = next((size for size, word in values.SCALES if f" {word}" in said), 1)
    digits = "".join(char for char in said if char.isdigit() or char == ".")
    assert Decimal(digits) * scale == abs(value)
    assert said.startswith("−") == (value < 0)
