"""Which entity a fact is about, and how it stands to a metric's: the same, a part of it, or what it is part of."""

import re
from collections import defaultdict
from collections.abc import Sequence
from typing import Literal

from schemas.catalogue import Entity

Relation = Literal["itself", "part", "parent"]
# "HK$" is no place, and "RAISe+" no verb.
NAME_WORD = re.compile(r"[\w&+]+\$?")
LONGEST_ACRONYM = 5
RELATION_RANK: dict[Relation, int] = {"itself": 2, "part": 1, "parent": 0}


def plain(name: str) -> str:
    """A name without case, article, possessive and doubled spaces, for comparing."""
    name = re.sub(r"['’]s?(?=\s|$)", "", name.casefold())
    return re.sub(r"\s+", " ", re.sub(r"^the ", "", name.strip()))


class Kinship:
    """The entities of a catalogue by id and name, with what is part of what; compiled once."""

    def __init__(self, entities: Sequence[Entity]) -> None:
        self.parent = {entity.id: entity.part_of for entity in entities}
        self.by_name = {
            plain(name): entity.id for entity in entities for name in (entity.id, entity.name, *entity.aliases)
        }
        self.by_words: dict[tuple[str, ...], list[tuple[tuple[str, ...], str]]] = defaultdict(list)
        self.lengths: dict[str, set[int]] = defaultdict(set)
        for entity in entities:
            for name in (entity.name, *entity.aliases):
                words = tuple(NAME_WORD.findall(name))
                if words:
                    self.by_words[_folded(words)].append((words, entity.id))
                    self.lengths[words[0].casefold()].add(len(words))
        self.parts: dict[str, list[str]] = defaultdict(list)
        for entity in entities:
            for above in self.above(entity.id):
                self.parts[above].append(entity.id)

    def resolve(self, name: str | None) -> str | None:
        """The id that a fact's entity means; its own words where no entity has that name."""
        return None if name is None else self.by_name.get(plain(name), name)

    def above(self, entity_id: str) -> tuple[str, ...]:
        """What an entity is part of, nearest first; a circle in the catalogue ends where it closes."""
        chain: list[str] = []
        up = self.parent.get(entity_id)
        while up is not None and up not in chain and up != entity_id:
            chain.append(up)
            up = self.parent.get(up)
        return tuple(chain)

    def relation(self, fact_entity: str, metric_entity: str) -> Relation | None:
        """How the fact's entity stands to the metric's."""
        if fact_entity == metric_entity:
            return "itself"
        if metric_entity in self.above(fact_entity):
            return "part"
        return "parent" if fact_entity in self.above(metric_entity) else None

    def related(self, entity_id: str) -> tuple[str, ...]:
        """The entity, its parts, and all it is part of."""
        return (entity_id, *self.above(entity_id), *self.parts.get(entity_id, ()))

    def named(self, text: str) -> frozenset[str]:
        """The entities whose names stand in the text as whole words; a short name in capitals only in capitals."""
        tokens = tuple(NAME_WORD.findall(text))
        folded = _folded(tokens)
        found = set()
        for place, first in enumerate(folded):
            if first not in self.lengths:
                continue
            for length in self.lengths[first]:
                for name, entity_id in self.by_words.get(folded[place : place + length], ()):
                    if all(map(_same_capitals, name, tokens[place : place + length])):
                        found.add(entity_id)
        return frozenset(found)


def _folded(words: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(map(str.casefold, words))


def _same_capitals(word: str, there: str) -> bool:
    """True unless a short name in capitals stands there in other letters."""
    return word == there or not (word.isupper() and len(word) <= LONGEST_ACRONYM)
