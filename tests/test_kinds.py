"""Whether a figure is done, aimed at, expected, planned or set aside shows in the words that govern it."""

import re
from pathlib import Path

import pytest
import yaml

from extraction import extract
from tests.test_facts import LEXICON, article

CASES = yaml.safe_load((Path(__file__).parent / "cases" / "kinds.yaml").read_text("utf-8"))
MARK = re.compile(r"\[(\w+): ([^\]]+)\]")


@pytest.mark.parametrize("case", CASES)
def test_case(case):
    text, wanted, place = "", [], 0
    for mark in MARK.finditer(case):
        text += case[place : mark.start()]
        wanted.append((len(text), len(text) + len(mark[2]), mark[1]))
        text, place = text + mark[2], mark.end()
    facts = extract(article(text + case[place:]), LEXICON).facts
    said = [next((f.kind for f in facts if f.start < end and start < f.end), None) for start, end, _ in wanted]
    assert said == [kind for _, _, kind in wanted]
