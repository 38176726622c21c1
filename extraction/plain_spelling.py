"""One spelling for signs that are written in several ways, and the other for words that have two."""

import re

from extraction.grammar import words

SAME = {"’": "'", "‘": "'", "‑": "-", "‐": "-", "\u00a0": " ", "–": "-"}
"""Signs written in several ways, each replaced by one of equal length."""


def plain(text: str) -> str:
    """`text` with one spelling for apostrophes, hyphens and blanks; every character keeps its place."""
    for sign, plain_sign in SAME.items():
        text = text.replace(sign, plain_sign)
    return text


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
