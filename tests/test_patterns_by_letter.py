"""Patterns tried only where their first letter stands find what they would find tried everywhere."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extraction.grammar import words
from extraction.grammar.dispatch import dispatch, first_letters

LISTS = {
    "goal": [r"(?:aims?|hopes?)\s+to", r"targets?\b(?!\s+price)"],
    "done": [r"(?:(?:has|have)\s+)?(?:won|lost)", r"was"],
}
TEXTS = st.lists(
    st.sampled_from(["aims", "to", "hopes", "target", "price", "has", "won", "was", "to-was", "lost", "we"])
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
    ("pattern", "letters"),
    [
        (r"budget(?:ed)?\s+of", "b"),
        (r"(?:is|are|were)?\s*(?:expected|likely)\s+to", "iawel"),
        (r"(?!over)(?:co-?investment|[(]x|new)?\s*fund", None),
        (r"(?!over)(?:co-?investment|new)?\s*fund", "cnf"),
        (r"[a-z]+ing", None),
        (r"(?:to)?", None),
    ],
)
def test_the_letters_a_pattern_begins_with_are_read_from_it(pattern: str, letters: str | None) -> None:
    """Where they cannot be, one is told which pattern it is."""
    if letters is None:
        with pytest.raises(ValueError, match="begins with no letter"):
            first_letters(pattern)
    else:
        assert first_letters(pattern) == frozenset(letters)


def test_every_governing_word_begins_with_a_letter() -> None:
    """All of the lists can be searched this way."""
    lists = {name: words("kinds")[name] for name in ("target", "duty", "forecast", "planned", "allocated", "actual")}
    assert set(dispatch(lists).by_letter) >= set("abcdefghijlmnoprstvw")
