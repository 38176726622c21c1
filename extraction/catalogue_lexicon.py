"""The catalogue made ready for reading: names to look for, units, and what a bare dollar sign means."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self

from extraction import catalogue_names
from extraction.catalogue_names import head_of
from extraction.catalogue_places import PLACE_WORDS, is_place
from extraction.plain_spelling import other_spelling, plain
from extraction.quantities import UnitTable
from schemas.article import Article
from schemas.catalogue import Entity, Publisher, UnitDefinition

_ITS_PAGES = re.compile(
    r"(?:['’]s)?\s+(?:blog|news|newsroom|press\s(?:office|room)|media\s(?:centre|center|office)|website)$",
    re.IGNORECASE,
)
"""After the name of a body that publishes its own words: `Weir Park blog`."""
_GOVERNING = frozenset(("Department", "Ministry", "Government", "Secretariat", "Treasury", "Parliament", "Assembly"))


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Everything `extract` needs to know of the catalogue; build it once with `Lexicon.of`."""

    units: UnitTable
    names: dict[str, str]
    """Name or alias in plain spelling to entity id."""
    common: dict[str, tuple[str, ...]]
    """Names that any text may use of another place, `the Province`, each with the other names of its entity."""
    by_first: dict[str, tuple[catalogue_names.Written, ...]]
    """First word of a name, as it may be written, to the names it starts, longest first."""
    places: frozenset[str]
    """Ids of entities that are places: no organisation by name, and part of none."""
    perhaps: dict[str, str]
    """Names of one word that say nothing of what they name, to ids: an article may show that it is a place."""
    entity_words: dict[str, frozenset[str]]
    """Id to the words of all its names, in small letters."""
    entity_heads: dict[str, frozenset[str]]
    """Id to the nouns that its names say it is: "park" for "Weir Park of the Harbour Zone"."""
    parents: dict[str, str]
    dollars: dict[str, str]
    publisher_dollars: dict[str, str]
    """Publisher id, name or alias in small letters to its currency."""
    publisher_entities: dict[str, str]
    """Publisher id, name or alias in small letters to the entity it speaks for."""
    governments: frozenset[str]
    government_of: dict[str, str]
    """Place to the entity of it that is a government."""
    indexed: frozenset[str]
    """Entities of which an index is part."""
    index_of: dict[str, str]
    """Place to the index of it, where it has only one."""
    endings: dict[str, str]
    """The last words of a longer name, where only one entity has them ("Grain Board"), to its id."""
    described: dict[str, str]
    """Names and their last words as a text may write them of what it has not named, "the grain board", to its id."""
    tails: dict[str, tuple[str, ...]]
    """Names with which longer names of the same entity end ("Science Park"), to those."""

    by_noun: dict[str, tuple[tuple[str, str], ...]]
    """The noun of names that are made of it and a place ("Port of Oldmark", "Oldmark port") to those places and ids."""

    @classmethod
    def of(cls, entities: Iterable[Entity], units: Iterable[UnitDefinition], publishers: Iterable[Publisher]) -> Self:
        """The lexicon of a catalogue; costs some milliseconds, so make it once and use it for every article."""
        known = {entity.id: entity for entity in entities}
        names: dict[str, str] = {}
        for entity in known.values():
            for name in (entity.name, *entity.aliases):
                names.setdefault(plain(name).strip(), entity.id)
        names |= catalogue_names.owned(names)
        names = {other_spelling(name): id_ for name, id_ in names.items()} | names
        names = {catalogue_names.with_other_and(name): id_ for name, id_ in names.items()} | names
        first: dict[str, list[str]] = {}
        for name in names:
            if head := re.match(r"\w+", name):
                first.setdefault(head.group().lower(), []).append(name)
        dollars: dict[str, str] = {}
        official: dict[str, str] = {}
        for publisher in publishers:
            for name in (publisher.id, publisher.name, *publisher.aliases):
                if publisher.dollar:
                    dollars[name.lower()] = publisher.dollar
                if publisher.official_for:
                    official[name.lower()] = publisher.official_for[0]
        spoken = {
            id_: frozenset(
                word
                for name in (e.name, *e.aliases)
                for word in re.findall(r"\w+", f"{name} {other_spelling(name)}".lower())
            )
            for id_, e in known.items()
        }
        parents = {id_: e.part_of for id_, e in known.items() if e.part_of}
        places = frozenset(id_ for id_ in known if is_place(id_, known))
        # "Oldmark government" may be another name of the state of Oldmark, which is a place of its own.
        governments = [id_ for id_, said in spoken.items() if "government" in said and id_ not in places]
        indices = [id_ for id_, said in spoken.items() if "index" in said]
        return cls(
            units=UnitTable.of(units),
            names=names,
            common={
                plain(name): tuple(other for other in (e.name, *e.aliases) if other != name)
                for e in known.values()
                for name in e.aliases
                if name[:4].lower() == "the " and name[4:].lower() in PLACE_WORDS
            },
            by_first={
                form: tuple(catalogue_names.written(name) for name in sorted(found, key=len, reverse=True))
                for head, found in first.items()
                for form in {head, head.upper(), head.capitalize(), *(name[: len(head)] for name in found)}
            },
            places=places,
            perhaps={
                name: id_
                for name, id_ in names.items()
                if id_ not in places
                and id_ not in parents
                and name.isalpha()
                and not name.isupper()
                and name[0].isupper()
            },
            entity_words=spoken,
            entity_heads={
                id_: frozenset(head_of(form) for name in (e.name, *e.aliases) for form in (name, other_spelling(name)))
                for id_, e in known.items()
            },
            parents=parents,
            dollars={id_: e.dollar for id_, e in known.items() if e.dollar},
            publisher_dollars=dollars,
            publisher_entities=official,
            governments=frozenset(governments),
            government_of={parents[id_]: id_ for id_ in reversed(governments) if id_ in parents},
            indexed=frozenset(parents[id_] for id_ in indices if id_ in parents),
            index_of=_only(indices, parents, places),
            endings=catalogue_names.endings(names),
            described=catalogue_names.described(names, places),
            tails=catalogue_names.tails(names),
            by_noun=catalogue_names.by_noun(names, places),
        )

    def dollar_of(self, entity: str | None) -> str | None:
        """The currency a bare `$` means for an entity or whatever it is part of; None where nothing says."""
        seen: set[str] = set()
        while entity and entity not in seen:
            if entity in self.dollars:
                return self.dollars[entity]
            seen.add(entity)
            entity = self.parents.get(entity)
        return None

    def is_within(self, entity: str, other: str) -> bool:
        """Whether an entity is another or part of it, at whatever remove."""
        seen: set[str] = set()
        while entity and entity not in seen:
            if entity == other:
                return True
            seen.add(entity)
            entity = self.parents.get(entity, "")
        return False

    def place_of(self, entity: str) -> str:
        """The place an entity is part of, at whatever remove; empty where the catalogue names none."""
        return _place_of(entity, self.parents, self.places)

    def publisher_dollar(self, article: Article) -> str | None:
        """The currency a bare `$` means to the article's publisher; None where the catalogue does not say."""
        for name in (article.publisher_id, article.publisher):
            if name and name.lower() in self.publisher_dollars:
                return self.publisher_dollars[name.lower()]
        return None

    def official(self, article: Article) -> str:
        """The entity whose own words an article of its publisher is; empty for the press and the unknown."""
        for name in (article.publisher_id, article.publisher):
            if name and name.lower() in self.publisher_entities:
                return self.publisher_entities[name.lower()]
        name = re.sub(r"\s*\(.*", "", article.publisher or "")
        entity = self.names.get(name) or self.names.get(_ITS_PAGES.sub("", name), "")
        return "" if entity in self.places else entity

    def governed(self, article: Article) -> str:
        """The place whose public body, unknown to the catalogue, the publisher is: `Department of Roads, Fenland`."""
        called = (article.publisher or "").replace(" of ", ", ").split(", ")
        if not any(word in _GOVERNING for part in called for word in part.split()):
            return ""
        return next((self.names[part] for part in called[::-1] if self.names.get(part) in self.places), "")


def _place_of(entity: str, parents: dict[str, str], places: frozenset[str]) -> str:
    seen: set[str] = set()
    while entity and entity not in seen and entity not in places:
        seen.add(entity)
        entity = parents.get(entity, "")
    return entity if entity in places else ""


def _only(ids: list[str], parents: dict[str, str], places: frozenset[str]) -> dict[str, str]:
    """Place to the one of `ids` that is part of it; places without one, or with several, are left out."""
    of_place: dict[str, list[str]] = {}
    for id_ in ids:
        of_place.setdefault(_place_of(id_, parents, places), []).append(id_)
    return {place: found[0] for place, found in of_place.items() if place and len(found) == 1}
