"""Which articles of a source are kept: whole words, as a person would mean them."""

import pytest

from fetching.keeping import is_kept, refused_by_title
from schemas.source import Keep


@pytest.mark.parametrize(
    ("word", "text", "found"),
    [
        ("startup", "Two startups joined", True),
        ("start-up", "a start up in the park", True),
        ("start-up", "they start upward", False),
        ("family office", "Family offices grew", True),
        ("patent", "an impatient man", False),
        ("patent", "filed patents", True),
        ("Cyberport", "CYBERPORT opens", True),
        ("HKIC", "HKIC's portfolio", True),
        ("HKIC", "hkic", False),
        ("AI", "she said AI is", True),
        ("AI", "he said aim higher", False),
        ("AI", "ai in small letters", False),
        ("R&D", "an R&D centre", True),
        ("RAISE+", "the RAISE+ Scheme", True),
        ("數碼港", "香港數碼港公布", True),
        ("Science\u00a0Park", "the Science Park", True),
    ],
)
def test_a_word_is_found_as_it_is_meant(word: str, text: str, found: bool) -> None:
    assert is_kept(Keep(any=(word,)), None, text) is found
    assert is_kept(Keep(none=(word,)), text, "other words") is not found


def test_without_words_everything_is_kept() -> None:
    assert is_kept(Keep(), "Pier", "text")
    assert is_kept(Keep(any=("pier",)), "Pier", "text")


def test_a_title_alone_can_only_refuse() -> None:
    keep = Keep(any=("crane",), none=("horse racing",))
    assert refused_by_title(keep, "Horse racing tonight")
    assert not refused_by_title(keep, "Pier opens")
    assert not refused_by_title(keep, None)
