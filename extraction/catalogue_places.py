"""Which entities of a catalogue are places, by their names and by what lies in them."""

import re

from extraction.grammar import words
from extraction.plain_spelling import plain
from schemas.catalogue import Entity

_LISTS = words("entities")
ORGANISATION_NOUNS = frozenset(_LISTS["organisation_nouns"])
PLACES = frozenset(name for names in words("places").values() for name in names)
PLACE_WORDS = frozenset((*_LISTS["place_nouns"], *_LISTS["place_heads"])) - {"area", "economy", "port"}
_DIRECTION = re.compile(
    r"^(?:(?:[Mm]ainland|Greater|Metropolitan|Inner|Outer|Upper|Lower|Central|(?:North|South|East|West)\w*)\s)"
)
"""What makes the name of a part, or of the surroundings, of a place."""
_TOPONYM = re.compile(r"[a-z](?:town|ville|burgh?|shire|land|stan|grad|polis|bury|mouth)$")
"""Endings of the names of towns and lands."""
_LEADING = re.compile(
    r"(?:Health|Education|Tourism|Statistics|Transport|Trade|Sport|Housing|Invest|Business|Export|Visit|Bank|Radio|Air|Rail|Water|Energy|Roads"
    r"|Enterprise|Innovat(?:e|ion)|Creative|Screen|Skills|Science|Research|Digital|Heritage|Food|Dairy|Forestry|Fisheries|Cricket|Rugby|Athletics"
    r"|Revenue|Destination|Elections|Immigration|Standards|WorkSafe|Worksafe)\s"
)
"""What opens the name of a body of a land: `Health Newland`."""
_PUBLIC = frozenset(
    (
        *("government", "ministry", "parliament", "council", "police"),
        *("treasury", "university", "airport", "exchange", "board"),
    )
)
_OF_BODIES = ORGANISATION_NOUNS - {"government", "union", "city", "zone", "port", "office"}
"""Words of names that no place has, by which nobody calls one either."""


def _is_called_place(entity: Entity) -> bool:
    """Whether a name of an entity is that of a place known by it, or says that it is one."""
    names = [_DIRECTION.sub("", plain(name).removeprefix("the ")) for name in (entity.name, *entity.aliases)]
    said = {word for name in names for word in re.findall(r"[a-z]+", name.lower())}
    if not _OF_BODIES.isdisjoint(said):
        return False  # "Danish State Railways", whatever it is called for short
    own = names[0]
    return (
        not PLACES.isdisjoint(names)
        or not {f"Government of {own}", f"{own} government", f"{own} Government"}.isdisjoint(names)
        or not PLACE_WORDS.isdisjoint(said)
        or bool(_TOPONYM.search(plain(entity.name).split()[-1]) and not _LEADING.match(plain(entity.name)))
    )


def _is_public(entity: Entity) -> bool:
    """Whether only a place has such a body: a government, a ministry, a council."""
    return not _PUBLIC.isdisjoint(re.findall(r"[a-z]+", entity.name.lower()))


def _bears_name_of(name: str, place: str) -> bool:
    """Whether what is part of a place is something in it and bears its name: `Laketown Metro`, `Visit Newland`."""
    return name.startswith(f"{place} ") or (name.endswith(f" {place}") and bool(_LEADING.match(name)))


def is_place(id_: str, known: dict[str, Entity]) -> bool:
    """Whether an entity is a place: one by its own names or what lies in it, and part of places only."""
    entity = known[id_]
    if not (_is_called_place(entity) or any(e.part_of == id_ and _is_public(e) for e in known.values())):
        return False
    seen = {id_}
    while True:
        if ORGANISATION_NOUNS & set(re.findall(r"[a-z]+", entity.name.lower())):
            return False
        parent = known.get(entity.part_of or "")
        if parent is not None and _bears_name_of(plain(entity.name), plain(parent.name)):
            return False
        if parent is None or parent.id in seen:
            return entity.part_of is None or parent is not None
        seen.add(parent.id)
        entity = parent
