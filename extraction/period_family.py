"""Time expressions of one form: the words they need, their pattern, and the function that reads them."""

import re
from typing import NamedTuple

from extraction.grammar import in_lower
from extraction.period_words import Handler

A_YEAR = frozenset({"20xx"})
_WORD = re.compile(r"[a-z]+")
_ANY_YEAR = re.compile(r"(?:19|20)\d\d")


def hints(lower: str, left: int, right: int, words: frozenset[str] | None = None) -> frozenset[str]:
    """The `words` of `lower[left:right]`, a text in small letters; any year stands among them as `20xx`."""
    found = frozenset(_WORD.findall(lower, left, right)) if words is None else words
    return found | A_YEAR if _ANY_YEAR.search(lower, left, right) else found


class Family(NamedTuple):
    """Expressions of one form."""

    needs: frozenset[str]
    """Words of which its expressions hold at least one."""
    pattern: re.Pattern[str]
    """Matches them in text in small letters, or in text as it is where `cased`."""
    read: Handler
    cased: bool


def family(needs: str | set[str] | frozenset[str], pattern: str, read: Handler, *, cased: bool = False) -> Family:
    """A family whose expressions are whole words."""
    found = frozenset(needs.split() if isinstance(needs, str) else needs)
    whole = rf"(?<![\w.]){pattern}"
    return Family(found, re.compile(whole) if cased else in_lower(whole), read, cased)
