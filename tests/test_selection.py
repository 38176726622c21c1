"""Which small counts and ordinals state something shows in how they stand in their sentence."""

import re
from pathlib import Path

import pytest
import yaml

from extraction import extract
from tests.test_facts import LEXICON, article

CASES = yaml.safe_load((Path(__file__).parent / "cases" / "selection.yaml").read_text("utf-8"))
MARK = re.compile(r"\[(keep|drop): ([^\]]+)\]")


@pytest.mark.parametrize("case", CASES)
def test_case(case):
    text, wanted, place = "", [], 0
    for mark in MARK.finditer(case):
        text += case[place : mark.start()]
        wanted.append((len(text), len(text) + len(mark[2]), mark[1]))
        text, place = text + mark[2], mark.end()
    facts = extract(article(text + case[place:]), LEXICON).facts
    said = ["keep" if any(f.start < end and start < f.end for f in facts) else "drop" for start, end, _ in wanted]
    assert said == [wish for _, _, wish in wanted]
