"""One spelling for signs that are written in several ways, and the other for words that have two."""

import re
import unicodedata

from extraction.grammar import words
from extraction.words_said import signs_beyond_ascii

SAME = {"’": "'", "‘": "'", "‑": "-", "‐": "-", "\u00a0": " ", "–": "-"}
"""Signs written in several ways, each replaced by one of equal length."""


_BARE = {"Ø": "O", "ø": "o", "Đ": "D", "đ": "d", "Ł": "L", "ł": "l", "Æ": "A", "æ": "a", "Œ": "O", "œ": "o", "ı": "i"}


def _signs() -> dict[str, str]:
    """Every sign that is written in another way, with that: letters lose their accents."""
    found = SAME | _BARE
    for code in (*range(0xC0, 0x180), *range(0x1E00, 0x1F00)):
        bare = unicodedata.normalize("NFD", chr(code))[0]
        if bare.isascii() and bare.isalpha():
            found[chr(code)] = bare
    return found


_SIGNS = _signs()


def plain(text: str) -> str:
    """`text` with one spelling for apostrophes, hyphens and blanks, and no accents; every character keeps its place."""
    if not text.isascii():
        for sign in signs_beyond_ascii(text):
            text = text.replace(sign, _SIGNS.get(sign, sign))
    return text


def as_written(name: str, text: str, plain_text: str) -> str:
    """A name in plain spelling as the text writes it, whose plain form is `plain_text`."""
    place = -1 if text.isascii() else plain_text.find(name)
    return name if place < 0 else text[place : place + len(name)]


_BRITISH: dict[str, str] = words("entities")["american_spelling"]
_TWO_WAYS = {**_BRITISH, **{american: british for british, american in _BRITISH.items()}}
_WORD = re.compile(r"[A-Za-z]+")


def _respelled(match: re.Match[str]) -> str:
    word = match.group()
    other = _TWO_WAYS.get(word.lower(), word)
    return other.capitalize() if word[0].isupper() and other is not word else other


def other_spelling(name: str) -> str:
    """A name with its words spelt as on the other side of the Atlantic: `Arts Center` for `Arts Centre`."""
    return _WORD.sub(_respelled, name)
