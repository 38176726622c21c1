"""What frames an article is found and real paragraphs are left alone."""

import itertools
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from fetching.furniture import furniture

CASES = yaml.safe_load((Path(__file__).parent / "cases" / "furniture.yaml").read_text("utf-8"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_case(case):
    text = case["text"]
    found = [{f.sort: text[f.start : f.end]} for f in furniture(text, case.get("title"))]
    assert found == case["is"]


@given(st.text(max_size=400), st.none() | st.text(max_size=40))
def test_any_text_gives_ordered_spans_inside_it(text, title):
    spans = [(f.start, f.end) for f in furniture(text, title)]
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert all(before[1] <= after[0] for before, after in itertools.pairwise(spans))
