"""The names of a catalogue in the forms in which a text may write them."""

import re
from dataclasses import dataclass

from extraction.catalogue_places import ORGANISATION_NOUNS, PLACES
from extraction.grammar import words
from extraction.plain_spelling import plain

_NOUNS = frozenset(words("entities")["pointing_nouns"])
_OF_PLACE = re.compile(
    r"(?P<n1>[A-Z][a-z]+) of (?P<p1>[A-Z]\w+(?: [A-Z]\w+)?)|(?P<p2>[A-Z]\w+(?: [A-Z]\w+)?) (?P<n2>[A-Za-z][a-z]+)"
)
_WORD = re.compile(r"\w+")
_AFTER_HEAD = re.compile(r"\s(?:of|for|in|at|on)\s")


@dataclass(frozen=True, slots=True)
class Written:
    """A name of the catalogue as texts are searched for it."""

    small: str
    """In small letters."""
    name: str
    last: str
    """Its last word, in small letters."""


def written(name: str) -> Written:
    """A name with its small form and its last word."""
    small = name.lower()
    return Written(small, name, _WORD.findall(small)[-1])


def head_of(name: str) -> str:
    """The noun that a name says its bearer is, in small letters: the last word before `of` and its like."""
    return _AFTER_HEAD.split(plain(name), maxsplit=1)[0].rsplit(None, 1)[-1].lower()


def with_other_and(name: str) -> str:
    """A name with `&` for its `and`, or the other way round: "Census & Maps Office" for "Census and Maps Office"."""
    return name.replace(" and ", " & ") if " and " in name else name.replace(" & ", " and ")


def owned(names: dict[str, str]) -> dict[str, str]:
    """Names that begin with another, as things of that one: "Acme's venture fund" for "Acme Venture Fund"."""
    found: dict[str, str] = {}
    for name, id_ in names.items():
        owner, _, rest = name.partition(" ")
        if rest and rest[0].isupper() and " " in rest and names.get(owner, id_) != id_:
            found.setdefault(f"{owner}'s {rest.lower()}", id_)
    return {name: id_ for name, id_ in found.items() if name not in names}


def by_noun(names: dict[str, str], places: frozenset[str]) -> dict[str, tuple[tuple[str, str], ...]]:
    """The noun of names that are made of it and a place ("Port of Oldmark") to those places and ids."""
    found: dict[str, list[tuple[str, str]]] = {}
    for name, id_ in names.items():
        if match := _OF_PLACE.fullmatch(name):
            place, noun = match["p1"] or match["p2"], (match["n1"] or match["n2"]).lower()
            if noun in _NOUNS and place not in PLACES and names.get(place) not in places:
                found.setdefault(noun, []).append((place, id_))
    return {noun: tuple(ones) for noun, ones in found.items()}


def tails(names: dict[str, str]) -> dict[str, tuple[str, ...]]:
    """Names with which longer names of the same entity end ("Science Park"), to those."""
    by_last: dict[tuple[str, str], list[str]] = {}
    for name, id_ in names.items():
        by_last.setdefault((id_, name.rsplit(None, 1)[-1]), []).append(name)
    return {
        name: longer
        for like in by_last.values()
        for name in like
        if name[0].isupper() and (longer := tuple(one for one in like if one.endswith(f" {name}")))
    }


def described(names: dict[str, str], places: frozenset[str]) -> dict[str, str]:
    """The last words, in small letters, of names that end with a noun for a body, where one entity has them."""
    found: dict[str, set[str]] = {}
    for name, id_ in names.items():
        tokens = name.lower().split()
        if tokens[-1] in ORGANISATION_NOUNS and id_ not in places:
            for size in range(2, len(tokens) + 1):
                found.setdefault(" ".join(tokens[-size:]), set()).add(id_)
    return {ending: ids.pop() for ending, ids in found.items() if len(ids) == 1}


def endings(names: dict[str, str]) -> dict[str, str]:
    """The last words of a longer name, where only one entity has them ("Grain Board"), to its id."""
    found: dict[str, set[str]] = {}
    for name, id_ in names.items():
        tokens = name.split()
        for size in range(2, len(tokens)):
            ending = tokens[-size:]
            if ending[0][0].isupper() and ending[-1].lower() in ORGANISATION_NOUNS:
                found.setdefault(" ".join(ending), set()).add(id_)
    return {ending: ids.pop() for ending, ids in found.items() if len(ids) == 1 and ending not in names}
