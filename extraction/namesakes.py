"""Bodies of others that end as a name of the catalogue does: `Weir Science Park` is not the city's `Science Park`."""

import re
from dataclasses import replace

from extraction.catalogue_lexicon import Lexicon
from extraction.catalogue_names import Written, written
from extraction.mentions import CAPITAL, FALSE_TITLES, NOT_NAMES, OFFICE
from extraction.verbs import BASE, verbs

_WORDS_BEFORE = re.compile(rf"{CAPITAL}[\w&-]*+\s(?:[A-Z][\w&-]*+\s){{0,2}}$")
_BACK = 60
"""How far before the words that are shared the rest of the longer name is looked for."""


def with_namesakes(lexicon: Lexicon, text: str, said: frozenset[str]) -> Lexicon:
    """The lexicon for a text whose words are `said` and which names others like its own: each longer name for itself.

    Where the text has no longer name of the catalogue's own body, the short one means the first of the others.
    """
    names: dict[str, str] = {}
    for tail, longer in lexicon.tails.items():
        own = lexicon.names[tail]
        if tail not in text or own in lexicon.places:
            continue
        is_only_short = not any(one in text for one in longer)
        for shared in re.finditer(rf"{re.escape(tail)}\b", text):
            if any(text.endswith(one, 0, shared.end()) for one in longer):
                continue
            if name := _longer(lexicon, text, shared.start(), own, said):
                full = f"{name} {tail}"
                names[full] = lexicon.names.get(full, full)
                if is_only_short and tail not in names:
                    names |= {tail: full, **_as_its_own(lexicon, own, tail)}
    if not names:
        return lexicon
    first = dict(lexicon.by_first)
    for name in names:
        word = re.split(r"\W", name, maxsplit=1)[0]
        first[word] = tuple(sorted({*first.get(word, ()), written(name)}, key=_length, reverse=True))
    return replace(lexicon, names={**lexicon.names, **names}, by_first=first)


def _length(one: Written) -> int:
    return len(one.name)


def _as_its_own(lexicon: Lexicon, own: str, tail: str) -> dict[str, str]:
    """How a text calls the catalogue's body that calls another by the short name: `Oldport's Science Park`."""
    place = lexicon.place_of(own)
    owners = [f"{name}'s" for name, id_ in lexicon.names.items() if place and id_ == place]
    return {f"{owner} {tail}": own for owner in ("own", *owners)}


def _longer(lexicon: Lexicon, text: str, place: int, own: str, said: frozenset[str]) -> str:
    """What stands before `place` as the beginning of another's name; empty where it is none."""
    found = _WORDS_BEFORE.search(text, place - _BACK, place)
    words = found.group().split() if found else []
    while words and _is_common(words[0], said):
        words.pop(0)
    name = " ".join(words)
    known = lexicon.names.get(name, "")
    related = known and (lexicon.is_within(own, known) or lexicon.is_within(known, own))
    return "" if related or any(_is_common(word, said) for word in words) else name


def _is_common(word: str, said: frozenset[str]) -> bool:
    """Whether a capitalised word is no part of a name: written small elsewhere, a verb, a title or an opening word."""
    small = word.lower()
    return (
        word in NOT_NAMES
        or word in OFFICE
        or small in FALSE_TITLES
        or small in said
        or small in BASE
        or small.endswith("ing")
        or bool(verbs(small, 0, len(small)))
    )
