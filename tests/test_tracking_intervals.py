"""What a stated number may mean: narrow against another time, wide against the same time."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.fact import Qualifier
from tracking.intervals import Interval, Stated, agree, covers, stated

QUALIFIERS: tuple[Qualifier, ...] = ("exact", "over", "at_least", "nearly", "about", "up_to")


def said(number: str, qualifier: Qualifier = "exact", step: str | None = None) -> Stated:
    return stated(Decimal(number), None, None, qualifier, None if step is None else Decimal(step))


@pytest.mark.parametrize(
    ("number", "qualifier", "tight", "wide"),
    [
        ("437", "exact", ("437", "437"), ("437", "437")),
        ("560", "exact", ("560", "560"), ("560", "560")),
        ("0", "exact", ("0", "0"), ("0", "0")),
        ("4700", "exact", ("4650", "4750"), ("4650", "4800")),
        ("30130000000", "exact", ("30125000000", "30135000000"), ("30125000000", "30140000000")),
        ("8.1", "exact", ("8.05", "8.15"), ("8.05", "8.2")),
        ("160", "over", ("160", "170"), ("160", "240")),
        ("100", "over", ("100", "110"), ("100", "150")),
        ("40000000000", "at_least", ("40000000000", "41000000000"), ("40000000000", "60000000000")),
        ("4700", "nearly", ("4600", "4700"), ("4600", "4700")),
        ("60", "nearly", ("54", "60"), ("54", "60")),
        ("4200", "about", ("4100", "4300"), ("4100", "4300")),
        ("2000000000", "about", ("1800000000", "2200000000"), ("1800000000", "2200000000")),
        ("90", "up_to", ("81", "90"), ("60", "90")),
    ],
)
def test_intervals_of_a_stated_number(
    number: str, qualifier: Qualifier, tight: tuple[str, str], wide: tuple[str, str]
) -> None:
    one = said(number, qualifier)
    assert (one.tight.low, one.tight.high) == tuple(map(Decimal, tight))
    assert (one.wide.low, one.wide.high) == tuple(map(Decimal, wide))


def test_written_decimals_count_where_the_step_is_known() -> None:
    assert said("40000000000", step="100000000").tight == Interval(Decimal(39950000000), Decimal(40050000000))
    assert said("40000000000").tight == Interval(Decimal(39500000000), Decimal(40500000000))


def test_touching_ends_meet_only_where_both_belong() -> None:
    assert not agree(said("160", "nearly"), said("160.4"))
    assert agree(said("160", "about"), said("160"))
    assert not said("160", "over").wide.meets(said("240").wide)
    assert said("90", "up_to").wide.meets(said("90").wide)


def test_a_lower_bound_covers_all_above_it_and_an_upper_bound_all_below() -> None:
    assert covers(said("15", "over"), said("23"))
    assert not covers(said("30", "over"), said("23"))
    assert covers(said("30", "up_to"), said("23"))
    assert not covers(said("20", "up_to"), said("23"))


@given(st.integers(1, 10**12), st.sampled_from(QUALIFIERS))
def test_negative_numbers_mirror(number: int, qualifier: Qualifier) -> None:
    positive, negative = said(str(number), qualifier), said(str(-number), qualifier)
    assert (negative.tight.low, negative.tight.high) == (-positive.tight.high, -positive.tight.low)
    assert (negative.wide.low, negative.wide.high) == (-positive.wide.high, -positive.wide.low)
    assert negative.width == positive.width


@given(st.integers(-(10**12), 10**12), st.sampled_from(QUALIFIERS))
def test_every_statement_agrees_with_itself(number: int, qualifier: Qualifier) -> None:
    one = said(str(number), qualifier)
    assert agree(one, one)
    assert one.tight.inside(one.wide) or qualifier == "exact"
    assert covers(one, one)
