"""Periods named in words are resolved against the day of publication."""

import re
from datetime import date
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from extraction.grammar import lower
from extraction.periods import periods

FILE = yaml.safe_load((Path(__file__).parent / "cases" / "periods.yaml").read_text("utf-8"))
CASES = [(date.fromisoformat(FILE["day"]), *case) for case in FILE["cases"]] + [
    (None, *case) for case in FILE["undated"]
]


@pytest.mark.parametrize(("on", "text", "expected"), CASES, ids=lambda value: value if isinstance(value, str) else "")
def test_case(on, text, expected):
    found = [[text[p.start : p.end], p.first, p.last] for p in periods(text, lower(text), 0, len(text), on)]
    assert found == expected


@pytest.mark.parametrize(("text", "expected"), FILE["in_july"])
def test_fiscal_year_from_july(text, expected):
    told = periods(text, lower(text), 0, len(text), date.fromisoformat(FILE["day"]), 7)
    assert [[text[p.start : p.end], p.first, p.last] for p in told] == expected


PIECES = """since the end of by 2024 June last next year first half quarter 31 February 0 99 months ended to from
between and past three"""
WORDS = st.sampled_from(re.split(r"\s+", PIECES))


@given(st.lists(WORDS, max_size=12), st.dates(date(1990, 1, 1), date(2090, 1, 1)))
def test_any_words_give_spans_in_order(words, on):
    text = " ".join(words)
    for period in periods(text, lower(text), 0, len(text), on):
        assert period.first <= period.last
        assert 0 <= period.start < period.end <= len(text)
