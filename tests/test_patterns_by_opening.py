"""Patterns tried only where their first letters stand find what they would find tried everywhere."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extraction.grammar import words
from extraction.grammar.dispatch import dispatch, openings

LISTS = {
    "goal": [r"(?:aims?|hopes?)\s+to", r"targets?\b(?!\s+price)"],
    "done": [r"(?:(?:has|have)\s+)?(?:won|lost)", r"was", r"a\s+price"],
}
TEXTS = st.lists(
    st.sampled_from(["aims", "to", "hopes", "target", "price", "has", "won", "was", "to-was", "lost", "we", "a"])
)


@given(TEXTS)
def test_the_same_is_found_as_by_one_pattern(said: list[str]) -> None:
    """The places and the names, in the whole text."""
    text = " ".join(said)
    groups = "|".join(f"(?P<{name}>(?:{'|'.join(entries)})(?!\\w))" for name, entries in LISTS.items())
    plain = re.compile(rf"(?<![\w-])(?:{groups})")
    found = [(m.span(), m.lastgroup) for m in dispatch(LISTS).finditer(text, 0, len(text))]
    assert found == [(m.span(), m.lastgroup) for m in plain.finditer(text)]


def test_what_begins_before_the_end_may_end_behind_it() -> None:
    """As far as was allowed."""
    patterns = dispatch(LISTS)
    assert [m.group() for m in patterns.finditer("who aims to win", 0, 5, 8)] == ["aims to"]
    assert not list(patterns.finditer("who aims to win", 0, 5))


@pytest.mark.parametrize(
    ("pattern", "found"),
    [
        (r"budget(?:ed)?\s+of", "bu"),
        (r"(?:is|are|were)?\s*(?:expected|likely)\s+to", "is ar we ex li"),
        (r"(?!over)(?:co-?investment|new)?\s*fund", "co ne fu"),
        (r"an?\s+aim", "a an"),
        (r"aims?\b", "ai"),
        (r"i\b|be+n", "i b be"),
        (r"(?:ab)?c(?:d|e)", "ab cd ce"),
        (r"(?!over)(?:co-?investment|[(]x|new)?\s*fund", None),
        (r"[a-z]+ing", None),
        (r"(?:[a-z]+\s+){0,3}over", None),
        (r"(?:to)?", None),
    ],
)
def test_how_a_pattern_begins_is_read_from_it(pattern: str, found: str | None) -> None:
    """Where it cannot be, one is told which pattern it is."""
    if found is None:
        with pytest.raises(ValueError, match="begins with no letter"):
            openings(pattern)
    else:
        assert openings(pattern) == frozenset(found.split())


def test_every_governing_word_begins_with_a_letter() -> None:
    """All of the lists can be searched this way."""
    lists = {name: words("kinds")[name] for name in ("target", "duty", "forecast", "planned", "allocated", "actual")}
    assert {key[0] for key in dispatch(lists).by_opening} >= set("abcdefghijlmnoprstvw")
