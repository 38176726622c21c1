"""Time expressions of one form: the words they need, their pattern, and the function that reads them."""

import re
from dataclasses import dataclass

from extraction.grammar import in_lower
from extraction.period_words import Handler

A_YEAR = frozenset({"20xx"})
A_YEAR_ON = frozenset({"20xx-"})
"""A year with another or a month right behind it: `2023/24`, `2023-05-01`."""
_WORD = re.compile(r"[a-z]+")
_ANY_YEAR = re.compile(r"(?:19|20)\d\d")
_ANY_YEAR_ON = re.compile(r"(?:19|20)\d\d[/–-]\d")


def hints(lower: str, left: int, right: int, words: frozenset[str] | None = None) -> frozenset[str]:
    """The `words` of `lower[left:right]`, a text in small letters; a year is `20xx`, one that goes on also `20xx-`."""
    found = frozenset(_WORD.findall(lower, left, right)) if words is None else words
    centuries = lower.find("20", left, right) >= 0 or lower.find("19", left, right) >= 0
    if not centuries or not _ANY_YEAR.search(lower, left, right):
        return found
    return found | A_YEAR | A_YEAR_ON if _ANY_YEAR_ON.search(lower, left, right) else found | A_YEAR


@dataclass(frozen=True, slots=True)
class Family:
    """Expressions of one form."""

    needs: frozenset[str]
    """Words of which its expressions hold at least one."""
    also: frozenset[str]
    """Words of which they hold one more; empty where `needs` says enough."""
    pattern: re.Pattern[str]
    """Finds them, as its group `whole`, with the sign before them; in small letters, or in text as it is if `cased`."""
    read: Handler
    cased: bool


def family(
    needs: str | set[str] | frozenset[str],
    pattern: str,
    read: Handler,
    *,
    also: str | frozenset[str] = frozenset(),
    cased: bool = False,
) -> Family:
    """A family whose expressions are whole words."""
    found = rf"[^\w.](?P<whole>{pattern})"  # a set first: the search skips all that is not in it
    return Family(_set_of(needs), _set_of(also), re.compile(found) if cased else in_lower(found), read, cased)


def _set_of(found: str | set[str] | frozenset[str]) -> frozenset[str]:
    return frozenset(found.split() if isinstance(found, str) else found)
