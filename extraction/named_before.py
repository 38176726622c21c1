"""What was named before a place in the text: the latest that fits, or the only one."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from extraction.mentions import Mention

if TYPE_CHECKING:
    from extraction.reading import Reading

LOOK_BACK = 12
"""How many sentences back a noun may point."""

_FAR_BACK = 200


def latest(reading: "Reading", number: int, place: int, fits: Callable[[Mention], bool], first: int = 0) -> str:
    """The entity named last before a place of a sentence, from sentence `first` on, that fits; empty without one."""
    for earlier in range(number, max(number - LOOK_BACK, first - 1), -1):
        for mention in reversed(reading.names_of(earlier)):
            if mention.entity and mention.start < place and fits(mention):
                return mention.entity
    return ""


def only_one(reading: "Reading", number: int, fits: Callable[[Mention], bool]) -> str:
    """The one entity that fits among the names before a sentence; empty where there are several or none."""
    found = {
        m.entity
        for earlier in range(max(number - _FAR_BACK, 0), max(number, 0))
        for m in reading.names_of(earlier)
        if fits(m)
    }
    return found.pop() if len(found) == 1 else ""


def is_named_before(reading: "Reading", number: int, place: int, entity: str) -> bool:
    """Whether an entity is named before a place of a sentence, as far back as a noun may point."""
    return bool(latest(reading, number, place, lambda m: m.entity == entity))
