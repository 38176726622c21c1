"""What has a noun in its name, so that `the park` may mean it."""

import re
from typing import TYPE_CHECKING

from extraction.catalogue_names import head_of
from extraction.grammar import in_lower, words
from extraction.mentions import Mention
from extraction.named_before import LOOK_BACK, latest, only_one

if TYPE_CHECKING:
    from extraction.reading import Reading

_LISTS = words("entities")
_COMPANY = frozenset((*_LISTS["company_nouns"], *_LISTS["making_nouns"]))
_SORT = in_lower(r"[a-z]{3,}(?<!ed)(?<!ing)(?<!al)(?<!ous)(?<!ive)(?<!ful)(?<!able)(?<!ic)(?<!ern)")
"""A word that is a noun by its ending, and so tells of what sort a thing is: `talent`, `subsidy`."""
_KIN = {noun: frozenset(kin) for noun, kin in _LISTS["kin_nouns"].items()}
_INSIDE = frozenset(("park", "hub"))
"""What names run into another word: `InnoPark`."""
_PLAIN = frozenset(_LISTS["plain_adjectives"])


def bearer(reading: "Reading", number: int, place: int, noun: str) -> str:
    """What has the noun in its name: the latest in the paragraph, else the topic, else the latest.

    What its name says to be one goes before what only has the word: `the zone` is no park of a zone.
    """

    called = _KIN.get(noun)

    def fits(mention: Mention) -> bool:
        said = reading.words_of(mention.entity)
        if mention.place:
            return False
        inside = noun in _INSIDE and any(word.endswith((noun, f"{noun}s")) for word in said)
        return inside or noun in said or (called is not None and not called.isdisjoint(said))

    def is_one(mention: Mention) -> bool:
        heads = reading.lexicon.entity_heads.get(mention.entity)
        return not mention.place and (noun in heads if heads else noun == head_of(mention.entity))

    opening = reading.openings[number]
    near = latest(reading, number, place, is_one, opening) or latest(reading, number, place, fits, opening)
    if near or noun not in reading.words_of(reading.topic) or reading.is_place(reading.topic):
        found = near or latest(reading, number, place, is_one) or latest(reading, number, place, fits)
        return found or (
            "" if noun in _COMPANY and noun != "corporation" else only_one(reading, number - LOOK_BACK, fits)
        )
    return reading.topic


def called_so(reading: "Reading", number: int, mention: Mention) -> str:
    """What was named last with the noun and the word before it in its name: `the trade council`; empty without one."""
    described = reading.plain_lower[mention.start : mention.end - len(mention.noun)].split()[1:]
    if not described or described[-1] in _PLAIN:
        return ""
    both = {described[-1], mention.noun}
    return latest(reading, number, mention.start, lambda m: not m.place and both <= reading.words_of(m.entity))


def is_another(reading: "Reading", number: int, mention: Mention, entity: str) -> bool:
    """Whether a noun means one that was only just brought in without a name: `We build a new mill. The mill has 40`."""
    left = reading.sentences[max(number - 1, 0)].start
    stretch = reading.plain_lower[left : mention.start]
    noun = mention.noun
    if noun not in stretch:
        return False
    new = r"\b(?:an?|another|(?:our|its|their|the)\s(?:new|second|third|next))\s(?:(?!of\b)[a-z-]+\s){0,2}?"
    found = re.search(rf"{new}{noun}\b(?!\s[a-z]+s\b)", stretch)
    if found is None or reading.plain[left + found.end() - len(noun)].isupper():
        return False
    near = (*reading.names_of(max(number - 1, 0)), *reading.names_of(number))
    return not any(m.entity == entity and m.start < mention.start for m in near)


def describes(reading: "Reading", mention: Mention, entity: str) -> bool:
    """Whether what stands before a noun may be said of an entity: `the new scheme`, not `the talent scheme` of another.

    The last word before the noun tells of what sort it is, unless it is an adjective.
    """
    described = reading.plain_lower[mention.start : mention.end - len(mention.noun)].split()[1:]
    sort = described[-1] if described else ""
    return not sort or sort in reading.words_of(entity) or not _SORT.fullmatch(sort) or sort in _PLAIN
