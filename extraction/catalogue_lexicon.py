"""The catalogue made ready for reading: names to look for, units, and what a bare dollar sign means."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self

from extraction.catalogue_places import ORGANISATION_NOUNS, PLACE_WORDS, PLACES, is_place
from extraction.grammar import words
from extraction.plain_spelling import plain
from extraction.quantities import UnitTable
from schemas.article import Article
from schemas.catalogue import Entity, Publisher, UnitDefinition

_LISTS = words("entities")

_NOUNS = frozenset(_LISTS["pointing_nouns"])
_OF_PLACE = re.compile(
    r"(?P<n1>[A-Z][a-z]+) of (?P<p1>[A-Z]\w+(?: [A-Z]\w+)?)|(?P<p2>[A-Z]\w+(?: [A-Z]\w+)?) (?P<n2>[A-Za-z][a-z]+)"
)
_AFTER_HEAD = re.compile(r"\s(?:of|for|in|at|on)\s")


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Everything `extract` needs to know of the catalogue; build it once with `Lexicon.of`."""

    units: UnitTable
    names: dict[str, str]
    """Name or alias in plain spelling to entity id."""
    common: dict[str, tuple[str, ...]]
    """Names that any text may use of another place, `the Province`, each with the other names of its entity."""
    by_first: dict[str, tuple[tuple[str, str], ...]]
    """First word of a name, as it may be written, to the names it starts, each with its small form, longest first."""
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
        names |= _owned(names)
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
            id_: frozenset(word for name in (e.name, *e.aliases) for word in re.findall(r"\w+", name.lower()))
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
                form: tuple((name.lower(), name) for name in sorted(found, key=len, reverse=True))
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
            entity_heads={id_: frozenset(head_of(name) for name in (e.name, *e.aliases)) for id_, e in known.items()},
            parents=parents,
            dollars={id_: e.dollar for id_, e in known.items() if e.dollar},
            publisher_dollars=dollars,
            publisher_entities=official,
            governments=frozenset(governments),
            government_of={parents[id_]: id_ for id_ in reversed(governments) if id_ in parents},
            indexed=frozenset(parents[id_] for id_ in indices if id_ in parents),
            index_of=_only(indices, parents, places),
            endings=_endings(names),
            tails=_tails(names),
            by_noun=_by_noun(names, places),
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
        entity = self.names.get(name, "")
        return "" if entity in self.places else entity


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


def head_of(name: str) -> str:
    """The noun that a name says its bearer is, in small letters: the last word before `of` and its like."""
    return _AFTER_HEAD.split(plain(name), maxsplit=1)[0].rsplit(None, 1)[-1].lower()


def _owned(names: dict[str, str]) -> dict[str, str]:
    """Names that begin with another, as things of that one: "Acme's venture fund" for "Acme Venture Fund"."""
    found: dict[str, str] = {}
    for name, id_ in names.items():
        owner, _, rest = name.partition(" ")
        if rest and rest[0].isupper() and " " in rest and names.get(owner, id_) != id_:
            found.setdefault(f"{owner}'s {rest.lower()}", id_)
    return {name: id_ for name, id_ in found.items() if name not in names}


def _by_noun(names: dict[str, str], places: frozenset[str]) -> dict[str, tuple[tuple[str, str], ...]]:
    found: dict[str, list[tuple[str, str]]] = {}
    for name, id_ in names.items():
        if match := _OF_PLACE.fullmatch(name):
            place, noun = match["p1"] or match["p2"], (match["n1"] or match["n2"]).lower()
            if noun in _NOUNS and place not in PLACES and names.get(place) not in places:
                found.setdefault(noun, []).append((place, id_))
    return {noun: tuple(ones) for noun, ones in found.items()}


def _tails(names: dict[str, str]) -> dict[str, tuple[str, ...]]:
    by_last: dict[tuple[str, str], list[str]] = {}
    for name, id_ in names.items():
        by_last.setdefault((id_, name.rsplit(None, 1)[-1]), []).append(name)
    return {
        name: longer
        for like in by_last.values()
        for name in like
        if name[0].isupper() and (longer := tuple(one for one in like if one.endswith(f" {name}")))
    }


def _endings(names: dict[str, str]) -> dict[str, str]:
    found: dict[str, set[str]] = {}
    for name, id_ in names.items():
        tokens = name.split()
        for size in range(2, len(tokens)):
            ending = tokens[-size:]
            if ending[0][0].isupper() and ending[-1].lower() in ORGANISATION_NOUNS:
                found.setdefault(" ".join(ending), set()).add(id_)
    return {ending: ids.pop() for ending, ids in found.items() if len(ids) == 1 and ending not in names}
