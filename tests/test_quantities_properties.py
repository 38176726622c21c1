"""What holds for every text: nothing raises, spans are true, notations read back, cost is linear."""

import time
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extraction.quantities import UnitTable, find, to_quantity
from schemas.fact import Quantity

TABLE = UnitTable.of([])
PIECES = st.sampled_from(
    [
        "5",
        "5%",
        "12,300",
        "HK$",
        "$",
        "£",
        "million",
        "bn",
        "m",
        "-5",
        "–",
        "to",
        "from",
        "between",
        "and",
        "or",
        "one",
        "two",
        "half",
        "a",
        "third",
        "of",
        "dozens",
        "hundred",
        "(3)",
        "2024",
        "May",
        "3-1",
        "7.30pm",
        "over",
        "about",
        "people",
        "companies",
        "6.1-inch",
        "15-year-old",
        "per",
        "share",
        "400 000",
        "½",
        "1/2",
        "S&P 500",
        "No.",
        "first",
        "24/7",
        "8-",
        "https://a.b/5",
        "’",
        "“",
        "”",
        "中文",
        "億",
        "\xa0",
        "\u2009",
        ".",
        ",",
        ";",
        "\n",
    ]
)


def check(text: str) -> None:
    found = find(text, TABLE)
    for candidate in (*found.quantities, *found.ordinals):
        assert 0 <= candidate.start <= candidate.num_start < candidate.num_end <= len(text)
        assert candidate.start < candidate.end <= len(text)
        quantity = to_quantity(candidate, text)
        assert quantity.quote == text[candidate.start : candidate.end] != ""
        assert Quantity(**dict(quantity)) == quantity  # what is not checked when made would pass
        if candidate.qualifier_start is not None:
            assert 0 <= candidate.qualifier_start <= len(text)
        if candidate.value is None:
            assert candidate.low is not None
            assert candidate.high is not None
            assert candidate.low < candidate.high
    for drop in found.dropped:
        assert 0 <= drop.start < drop.end <= len(text)
        assert drop.reason
    starts = [candidate.num_start for candidate in found.quantities]
    assert starts == sorted(starts)
    for index, candidate in enumerate(found.quantities):
        assert candidate.converts is None or 0 <= candidate.converts < index


@given(st.text(max_size=200))
@settings(deadline=None, max_examples=150)
def test_any_text_raises_nothing_and_spans_are_true(text):
    check(text)


@given(st.lists(PIECES, max_size=25).map(" ".join))
@settings(deadline=None, max_examples=300)
def test_any_mix_of_number_words_raises_nothing_and_spans_are_true(text):
    check(text)


@given(st.lists(PIECES, max_size=25).map("".join))
@settings(deadline=None, max_examples=150)
def test_glued_pieces_raise_nothing_and_spans_are_true(text):
    check(text)


def grouped(value: int, mark: str) -> str:
    return f"{value:,}".replace(",", mark)


@given(st.integers(min_value=1, max_value=10**11), st.sampled_from([",", "\u00a0", "\u202f", "\u2009", " "]))
@settings(deadline=None)
def test_a_grouped_integer_reads_back(value, mark):
    (candidate,) = find(f"The mill made {grouped(value, mark)} widgets.", TABLE).quantities
    assert candidate.value == value


@given(
    st.decimals(min_value="0.01", max_value="999.99", places=2),
    st.sampled_from(["m", "bn", "tn", " million", "-billion", " trillion", "k"]),
)
@settings(deadline=None)
def test_an_amount_with_a_scale_reads_back(value, scale):
    factor = {
        "k": 10**3,
        "m": 10**6,
        "million": 10**6,
        "bn": 10**9,
        "billion": 10**9,
        "tn": 10**12,
        "trillion": 10**12,
    }[scale.strip(" -")]
    for sign, unit in (("HK$", "HKD"), ("£", "GBP"), ("RM", "MYR"), ("USD ", "USD")):
        (candidate,) = find(f"It paid {sign}{value}{scale} for the mill.", TABLE).quantities
        assert (candidate.value, candidate.unit) == (value * factor, unit)


@given(st.integers(min_value=2, max_value=1400))
@settings(deadline=None)
def test_a_range_reads_back(low):
    (candidate,) = find(f"It takes {low}-{low + 3} ladders.", TABLE).quantities
    assert (candidate.low, candidate.high, candidate.qualifier) == (low, low + 3, "range")


@given(st.integers(min_value=2, max_value=999999))
@settings(deadline=None)
def test_an_integer_in_words_reads_back(value):
    (candidate,) = find(f"The mill made {in_words(value)} widgets.", TABLE).quantities
    assert (candidate.value, candidate.in_words) == (value, True)


TEENS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen "
    "fourteen fifteen sixteen seventeen eighteen nineteen"
)
ONES = TEENS.split(" ")
TENS = ["-", "-", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]


def in_words(value: int) -> str:
    if value < 20:
        return ONES[value]
    if value < 100:
        return TENS[value // 10] + (f"-{ONES[value % 10]}" if value % 10 else "")
    if value < 1000:
        return f"{ONES[value // 100]} hundred" + (f" and {in_words(value % 100)}" if value % 100 else "")
    rest = value % 1000
    return f"{in_words(value // 1000)} thousand" + (f" {'and ' if rest < 100 else ''}{in_words(rest)}" if rest else "")


@given(st.integers(min_value=2, max_value=10**9))
@settings(deadline=None)
def test_reading_a_quote_again_gives_its_value_and_unit(value):
    text = f"Last week the agency said it had paid HK${value:,} for {value:,} trees and {value / 100:.2f}% of the land."
    for candidate in find(text, TABLE).quantities:
        (again,) = find(text[candidate.start : candidate.end], TABLE).quantities
        assert (again.value, again.unit) == (candidate.value, candidate.unit)


@pytest.mark.parametrize(
    "unit_of_text",
    ["1", "1,", ",", "(", "5-", "The mill sold 5,000 tonnes for $3.2 million in 2024. ", "one hundred ", "a-5 "],
    ids=["digits", "groups", "commas", "brackets", "hyphens", "prose", "words", "codes"],
)
def test_cost_is_linear_in_the_length_of_the_text(unit_of_text):
    size = 1_000_000 if len(unit_of_text) == 1 else 100_000
    text = unit_of_text * (size // len(unit_of_text))

    def cost(text: str) -> float:
        best = 1e9
        for _ in range(3):
            start = time.process_time()
            find(text, TABLE)
            best = min(best, time.process_time() - start)
        return best

    assert cost(text * 2) < 3 * cost(text) + 0.05


def test_a_run_of_digits_is_dropped_with_its_reason():
    found = find("Key " + "7" * 100_000, TABLE)
    assert found.quantities == []
    assert [drop.reason for drop in found.dropped] == ["too long to be a figure"]


def test_decimals_are_never_floats():
    (candidate,) = find("It rose 0.1 percent.", TABLE).quantities
    assert isinstance(candidate.value, Decimal)
    assert str(candidate.value) == "0.1"


def test_a_dump_of_numbers_is_dropped_and_the_prose_after_it_is_read():
    prose = "The mill sold 5,000 tonnes to nobody in particular, as the owner put it to us at some length. " * 60
    found = find("1 " * 20_000 + "\n" + prose, TABLE)
    assert "in a long run of numbers, such as a table" in {drop.reason for drop in found.dropped}
    assert [c.value for c in found.quantities if c.unit == "tonnes"][-30:] == [5000] * 30


def test_a_short_table_is_read_to_its_end():
    found = find("4.5% 7.5% " * 200, TABLE)
    assert len(found.quantities) == 400


@given(
    st.decimals(min_value="0.1", max_value="99999", places=1),
    st.sampled_from(["kg", "km", "mph", "GB", "MW", "°C", "sq m", "km/h", "hectares", "mg/L", "W", "K", "V"]),
    st.sampled_from(["", "about ", "more than ", "up to "]),
)
@settings(deadline=None)
def test_a_measure_reads_back_alone_and_in_a_sentence(value, unit, words):
    for text in (f"{value} {unit}", f"The gauge showed {words}{value:,} {unit} at noon."):
        (candidate,) = find(text, TABLE).quantities
        assert (candidate.value, candidate.unit) == (value, unit)


@given(st.integers(min_value=1, max_value=99), st.integers(min_value=2, max_value=60))
@settings(deadline=None)
def test_a_share_in_words_or_with_a_slash_is_its_percentage(top, bottom):
    if top < bottom:
        (candidate,) = find(f"They kept {top}/{bottom} of the eggs.", TABLE).quantities
        assert abs(candidate.value - Decimal(100 * top) / bottom) <= Decimal("0.06")
        assert candidate.unit == "%"


@given(st.integers(min_value=3, max_value=8), st.integers(min_value=0, max_value=11))
@settings(deadline=None)
def test_a_height_reads_back_in_every_notation(feet, inches):
    for text in (f"a {feet}-foot-{inches} guard", f"a {feet}ft {inches}in guard", f"a {feet}'{inches}\" guard"):
        found = find(f"He is {text}.", TABLE).quantities
        assert [(c.value, c.unit) for c in found] == [(feet, "feet"), (inches, "inches")]
