"""Words compared as news English inflects them: case, plural, verb ending and hyphen do not count."""

import re
from collections.abc import Iterator
from functools import lru_cache
from importlib import resources
from typing import Any

import yaml

LEXICON: dict[str, Any] = yaml.safe_load((resources.files("tracking") / "lexicon.yaml").read_text(encoding="utf-8"))
IRREGULAR: dict[str, str] = LEXICON["irregular"]
MEASURES: dict[str, list[str]] = LEXICON["measures"]
DERIVED = frozenset(str(ending).removesuffix("e") for ending in LEXICON["derived"])
# "R&D" is one word: in two it would be any "r d", and "I&T" any "it".
WORD = re.compile(r"[A-Z]\s?&\s?[A-Z]\b|[^\W_]+(?:['’][^\W\d_]+)?")
SHORTEST_ROOT = 4
VOWELS = "aeiou"
# Final consonants whose doubling belongs to the root (sell, pass, staff, buzz).
DOUBLE_IN_ROOT = "lsfz"


def listed(name: str) -> tuple[str, ...]:
    """A list of the lexicon."""
    return tuple(str(word) for word in LEXICON[name])


@lru_cache(maxsize=65536)
def lemma(word: str) -> str:
    """What all forms of a word have in common: "companies" and "company" give "company", "stored" and "store" "stor".

    A final e is left off, since English does so before its endings: the result is for comparing, not for reading.
    """
    word = word.casefold().replace("’", "'").removesuffix("'s").replace("'", "")
    if "&" in word:
        return word.replace(" ", "")
    if word.isalpha():
        word = IRREGULAR.get(word) or _verb(singular(word))
    return word[:-1] if len(word) > SHORTEST_ROOT and word.endswith("e") else word


def singular(word: str) -> str:
    """A regular plural in small letters without its ending; any other word as it is."""
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("sses", "shes", "ches", "xes", "zzes")) or (word.endswith("oes") and len(word) > 4):
        return word[:-2]
    if word.endswith("s") and len(word) > 2 and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word


def _verb(word: str) -> str:
    for ending, least in (("ied", 5), ("ed", 5), ("ing", 6)):
        if not word.endswith(ending) or len(word) < least or word.endswith(("eed", "thing")):
            continue
        stem = word[: -len(ending)]
        if not any(letter in "aeiouy" for letter in stem):
            return word
        return stem + "y" if ending == "ied" else _root(stem)
    return word


def _root(stem: str) -> str:
    """The verb whose ending was cut off, but for a final e: "committ" gives "commit"; "hir" gives "hire"."""
    if stem[-1] == stem[-2] and stem[-1] not in VOWELS + DOUBLE_IN_ROOT:
        return stem[:-1]
    undoubled = len(stem) == 3 and stem[-1] not in VOWELS + "wxy" and stem[-2] in VOWELS and stem[0] not in VOWELS
    return stem + "e" if undoubled else stem


@lru_cache(maxsize=4096)
def lemmas(text: str) -> tuple[str, ...]:
    """The base forms of the words of a text, hyphenated words in their parts."""
    return tuple(lemma(word) for word in WORD.findall(text))


@lru_cache(maxsize=65536)
def phrase(words: str) -> str:
    """A word or phrase in the form that `found` looks for: base forms run together, so "start-up" is "startup"."""
    return "".join(lemmas(words))


def found(wanted: str, text: tuple[str, ...], derived: bool = False) -> bool:
    """True when the phrase stands in the words; with `derived` also a longer word of its root."""
    return any(_runs(wanted, text, derived))


def times(wanted: str, text: tuple[str, ...]) -> int:
    """At how many of the words the phrase begins, or a longer word of its root."""
    return sum(1 for _ in _runs(wanted, text, derived=True))


def _runs(wanted: str, text: tuple[str, ...], derived: bool) -> Iterator[int]:
    """How many words make the phrase, at each of the words where it stands."""
    opening = wanted[:1]  # endings leave the first letter as it is
    for place, word in enumerate(text):
        if word[0] == opening and (length := matches_at(wanted, text, place, derived)):
            yield length


def matches_at(wanted: str, text: tuple[str, ...], place: int, derived: bool = False) -> int:
    """How many words from `place` on make the phrase, or 0."""
    run = ""
    for end in range(place, len(text)):
        run += text[end]
        if run == wanted:
            return end + 1 - place
        if len(run) >= len(wanted) or not wanted.startswith(run):
            return end + 1 - place if derived and is_derived(wanted, run) else 0
    return 0


def is_derived(root: str, word: str) -> bool:
    """True when `word` is made from `root` by an ending: "investment" from "invest", "creation" from "create"."""
    if len(root) < SHORTEST_ROOT or not word.startswith(root[:-1]):
        return False
    stems = [root, root + "e"] + ([root[:-1] + "i"] if root.endswith("y") else [])
    return any(word.startswith(stem) and word[len(stem) :] in DERIVED for stem in stems)


def ends_with(wanted: str, text: tuple[str, ...]) -> bool:
    """True when the phrase is the end of the words."""
    return any(matches_at(wanted, text, place) == len(text) - place for place in range(len(text)))
