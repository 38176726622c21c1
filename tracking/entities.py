"""Which entity a fact is about, and how it stands to a metric's: the same, a part of it, or what it is part of."""

import re
from collections import defaultdict
from collections.abc import Sequence
from typing import Literal

from schemas.catalogue import Entity

Relation = Literal["itself", "part", "parent"]
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
        self.names = {entity.id: (entity.name, *entity.aliases) for entity in entities}
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

    def named_in(self, entity_id: str, text: str) -> bool:
        """True when the text has one of its names, as whole words."""
        return any(
            re.search(rf"(?<!\w){re.escape(name)}(?![\w$])", text, re.IGNORECASE)
            for name in self.names.get(entity_id, (entity_id,))
        )
