"""Breakdowns in brackets: "banks (40), brewers (31) and bakers (12)"."""

import re

from tracking.entities import Kinship
from tracking.stretches import back_from

ITEM = re.compile(r"[^\W\d_][\w’'&.-]*\s\((?:[a-z]+\s){0,2}$")
"""What stands before an item of a breakdown: a word and a bracket."""
IN_BRACKETS = re.compile(r"\((?:[a-z]+\s){0,2}[^\w\s]{0,3}\d")
NAMED = re.compile(r"((?:[A-Z][\w’'&.-]*\s(?:of\s|the\s|for\s|and\s)*)+)\($")
"""A name right before the bracket."""


def item_of(sentence: str, start: int, kinship: Kinship) -> frozenset[str] | None:
    """The entities named before the bracket that holds the figure at `start`; None where it breaks nothing down."""
    before = sentence[back_from(start) : start]
    if (
        "(" not in before
        or not ITEM.search(before)
        or (len(IN_BRACKETS.findall(sentence)) < 2 and "followed by" not in sentence)
    ):
        return None
    name = NAMED.search(before)
    return kinship.named(name.group(1)) if name else frozenset()


def goes_through_parts(whole: str, named: frozenset[str], kinship: Kinship) -> bool:
    """True where a sentence that names these goes through several parts of an entity and does not name the whole."""
    return whole not in named and sum(kinship.parent.get(one) == whole for one in named) > 1
