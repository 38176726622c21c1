"""Names that their surroundings change: descriptions settled by the name after them, places that only tell a part."""

import re
from collections.abc import Container, Mapping
from dataclasses import replace

from extraction.grammar import alternation, words
from extraction.mentions import Mention

_LISTS = words("entities")
_LOCATED = re.compile(r"\s+(?:in|at|on|inside)\s+(?:the\s+)?")
_LINKS = ("in", "at", "on", "inside", "the")
_PART = re.compile(rf"\s+(?:{alternation(_LISTS['part_nouns'])})\b")
_MAKER_OF = re.compile(
    rf"\s(?:[a-z][\w-]*\s){{0,3}}?(?:{alternation([*_LISTS['firm_nouns'], *_LISTS['making_nouns']])})\s"
)
"""Between a place and the name of who is from there: `Oldport drone maker Skyline`."""
_OWNER = re.compile(r"\b(?:[Ii]ts|[Tt]heir|[Oo]ur|[Hh]is|[Hh]er)\s$")
_THING = re.compile(r"\s[a-z]{3,}")
_DEFINITE = re.compile(
    r"(?:\b[Tt]he|['’]s?)\s(?:(?!\w+est\b|other\b|first\b|second\b|third\b|next\b|last\b|latest\b)[\w-]+\s)?$"
)
_POINTING = re.compile(rf"\b[Tt]he\s+(?:[a-z][\w-]+\s+){{0,2}}?(?:{alternation(_LISTS['pointing_nouns'])})$")
_NEAR = 20_000
"""So far from a name the text is looked at for whether it says it again."""


def settled(
    text: str, names: list[Mention], known: Mapping[str, frozenset[str]], written: Container[str]
) -> list[Mention]:
    """The names of a sentence, in order, without those that name nobody by themselves.

    The words of a name in small letters, where the catalogue does not write them so (`written`: its names), are a
    common noun: they name somebody only after `the` or an owner ("a science park" and "the newest science park" are
    others), and with an organisation's or site's name behind them that one ("the science park in Old Dock"), if its own
    name has the noun (`known`: the words of each entity's names). A place before a word for a part ("the Laketown
    side") is no owner.
    """
    result: list[Mention] = []
    for place, mention in enumerate(names):
        after = names[place + 1] if place + 1 < len(names) else None
        common = mention.sort == "name" and text[mention.start : mention.end].islower()
        if (
            common
            and text[mention.start : mention.end] not in written
            and not _DEFINITE.search(text, mention.start - 30, mention.start)
        ):
            continue
        if mention.place and after and not after.place and _MAKER_OF.fullmatch(text, mention.end, after.start):
            continue
        if mention.place and (_PART.match(text, mention.end) or _owned(text, mention)):
            continue
        if (
            after
            and common
            and after.sort == "name"
            and _last_word(text, mention.end) in known.get(after.entity, ())
            and not after.place
            and _LOCATED.fullmatch(text, mention.end, after.start)
        ):
            continue
        if mention.sort == "name" and not mention.place and (noun := _described(text, mention, known)) is not None:
            result.append(replace(mention, start=noun))
            continue
        result.append(mention)
    return result


def sets_apart(text: str, name: Mention) -> bool:
    """Whether a name before `company` says where it is: a place, or what the text says this once."""
    if name.place or name.sort != "free" or name.organisation:
        return name.place
    near = text[max(0, name.start - _NEAR) : name.end + _NEAR]
    return near.count(text[name.start : name.end]) == 1


def _owned(text: str, place: Mention) -> bool:
    """Whether a place only tells which of somebody's things is meant: `Its Oldport office has 35`."""
    owned = text[place.start - 2 : place.start - 1] in ("s", "r") and _OWNER.search(text, place.start - 7, place.start)
    return bool(owned and _THING.match(text, place.end))


def _described(text: str, mention: Mention, known: Mapping[str, frozenset[str]]) -> int | None:
    """Where the definite noun begins that a name only locates ("the park in Old Dock"); None where none does."""
    opening = max(0, mention.start - 70)
    before = text[opening : mention.start].rstrip()
    if opening + len(before) == mention.start or not before.endswith(_LINKS):
        return None
    for link in _LOCATED.finditer(text[opening : mention.start]):
        if opening + link.end() == mention.start:
            found = _POINTING.search(text, opening, opening + link.start())
            if found and _last_word(text, opening + link.start()) in known.get(mention.entity, ()):
                return found.start()
    return None


def _last_word(text: str, end: int) -> str:
    return text[max(0, end - 40) : end].rsplit(None, 1)[-1]
