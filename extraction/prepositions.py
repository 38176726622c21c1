"""What a name hangs on: the preposition before it."""

from extraction.grammar import alternation, in_lower, whole_words, words

_LISTS = words("entities")
_DETERMINERS = frozenset(
    (
        *("the", "a", "an", "its", "this", "that", "their"),
        *("both", "all", "some", "local", "wider", "whole", "new", "rival", "fellow"),
    )
)
GOING = frozenset(("from", "to", "into", "for", "with", "than", "against", "like", "over", "toward", "towards"))
"""Prepositions after which a place is where things come from or go to, not where they are."""
_PREPOSITION = in_lower(
    rf"({whole_words(_LISTS['prepositions'])})\s+"
    rf"(?:(?:{alternation(_DETERMINERS)})\s+){{0,2}}"
    r"(?:(?<=the )(?:[12]\d\d\d|[a-z]{3,}ed|[a-z]*built|old|big|small|nearby|famous|main|former|once)\s+)?$"
)
_BETWEEN = in_lower(r"\bbetween\s[\w' -]+\sand\s$")
_SINGLE = frozenset(_LISTS["prepositions"])


def preposition_before(lower: str, left: int, place: int) -> str:
    """The preposition that what stands at `place` hangs on; empty for subjects and objects.

    `lower` is the text in small letters, `left` where the stretch that is looked at begins.
    """
    if place <= left or not lower[place - 1].isspace():
        return ""
    opening = max(left, place - 40)
    before, last = ["", "", *lower[opening:place].rsplit(None, 2)[-2:]][-2:]
    if last == "and" and _BETWEEN.search(lower, opening, place):
        return "between"
    if last in _SINGLE:
        return last
    if last in _DETERMINERS:
        if before in _SINGLE:
            return before
        if before.isalpha() and before not in _DETERMINERS:
            return ""
    elif not last[-1:].isalnum() or (last.isalpha() and not last.endswith(("ed", "built"))):
        return ""
    found = _PREPOSITION.search(lower, opening, place)
    return found.group(1) if found else ""
