"""What an article shows of its capitalised words: whose names they are, and which of them name nobody."""

import re
from collections import Counter
from dataclasses import dataclass
from typing import Self

from extraction.catalogue_places import ORGANISATION_NOUNS, PLACES
from extraction.firms import firms_of
from extraction.grammar import alternation, words
from extraction.houses import houses_of
from extraction.mentions import CAPITAL, NOT_NAMES
from extraction.people import people_of

_LISTS = words("entities")
CONCEPTS = frozenset(_LISTS["concept_names"])
NO_SINGLE = NOT_NAMES | frozenset(_LISTS["common_starts"])
_TITLE_SMALL = frozenset(
    ("of", "for", "and", "the", "in", "on", "at", "to", "a", "an", "by", "with", "de", "du", "von")
)
_INSIDE_SENTENCE = re.compile(r"[A-Z][a-z](?<=[a-z0-9,;)] ..)\w+")
_ACTING = re.compile(
    r"[A-Z][a-z](?<!\w..)\w++(?=['’]s\s|\s(?:will|would|has|had|is|was|hopes|plans|wants|expects|aims|also)\b)"
)
_OPENS = re.compile(r"(?:^|[.!?:][\"”]?\s|\n)[\"“]?$")
_NO_ACTOR = ("ing", "tion", "sion", "ment", "ness", "ance", "ence", "ity", "ism")
_SHARES = frozenset(("shares", "stocks", "index", "bourse", "Shares", "Stocks", "Index", "Bourse"))
_IN_BRACKETS = re.compile(r"\(\"?([A-Z][A-Za-z]*&?[A-Z]+)s?\"?\)")
_LONGEST_FORM = 80
_SPELT_OUT = re.compile(
    r"([A-Z][A-Z&](?<!\w..)[A-Z&]*+),?\s(?:or|that\sis,?|i\.e\.,?|short\sfor|meaning)\s((?:[a-z&-]+\s?){2,9})"
)
_COMMON_FIRST = frozenset(_LISTS["common_first_words"])
_MAKERS = [noun.capitalize() for noun in _LISTS["business_nouns"]]
_FULL = re.compile(rf"({CAPITAL}[\w&-]{{2,}}+)(?=\s[A-Z])(?:\s[A-Z][\w&-]++){{0,2}}?\s(?:{alternation(_MAKERS)})\b")
_WORD = re.compile(r"\w[\w'-]*")


@dataclass(frozen=True, slots=True)
class Spelling:
    """The words of one article that are known to be names, or to be none."""

    said: frozenset[str]
    """Every word of the text, as it is written."""
    people: frozenset[str]
    proven: frozenset[str]
    """Single words that the text shows to be names."""
    acting: frozenset[str]
    """Single words, never in small letters, that open more than one sentence and act there as one body does."""
    small: frozenset[str]
    """Words that the text writes in small letters."""
    concepts: frozenset[str]
    """Short forms that stand for a thing measured or done."""
    shares: bool
    """Whether the text speaks of shares."""
    firms: dict[str, str]
    """Names that the text shows to be those of businesses or bodies, to the form it is to be kept under."""
    short: dict[str, str]
    """First words of longer names, by which the text may call them: "Kestrel" for "Kestrel Robotics"."""
    houses: dict[str, str]
    """Surnames to the firms that are theirs; empty for a post at what the text tells of."""

    @classmethod
    def of(cls, text: str, said: frozenset[str]) -> Self:
        """The spelling of a text in its plain form, whose words are `said`."""
        small = frozenset(word for word in filter(str.isalpha, filter(str.islower, said)) if len(word) > 2 and word.isascii())
        people = people_of(text, said)
        return cls(
            said,
            people,
            frozenset(_INSIDE_SENTENCE.findall(text)) - NO_SINGLE,
            _acting(text, small),
            small,
            concepts(text),
            not said.isdisjoint(_SHARES),
            firms_of(text, people, said),
            {} if said.isdisjoint(_MAKERS) else _short_forms(text, small),
            houses_of(text, people, said),
        )


def _acting(text: str, small: frozenset[str]) -> frozenset[str]:
    acting = _ACTING.finditer(text)
    counted = Counter(m.group() for m in acting if _OPENS.search(text, m.start() - 4, m.start()))
    return frozenset(
        word
        for word, count in counted.items()
        if count > 1 and word not in NO_SINGLE and word.lower() not in small and not word.endswith(_NO_ACTOR)
    )


def concepts(text: str) -> frozenset[str]:
    """The short forms whose long form the text gives in small letters: `floor area (GFA)`; and the usual ones."""
    found = {
        match.group(1)
        for match in _IN_BRACKETS.finditer(text)
        if _stands_for(text[max(0, match.start() - _LONGEST_FORM) : match.start()].split(), match.group(1))
    }
    found.update(short for short, long in _SPELT_OUT.findall(text) if _stands_for(long.split(), short))
    return CONCEPTS | found


def _short_forms(text: str, small: frozenset[str]) -> dict[str, str]:
    found: dict[str, set[str]] = {}
    for match in _FULL.finditer(text):
        first = match.group(1)
        if first not in PLACES and first not in NO_SINGLE and first.lower() not in small:
            found.setdefault(first, set()).add(match.group())
    return {first: full.pop() for first, full in found.items() if len(full) == 1 and first.lower() not in _COMMON_FIRST}


def _stands_for(long: list[str], short: str) -> bool:
    """Whether `short` is made of the first letters of the words in small letters at the end of `long`, no body's."""
    letters = [letter.lower() for letter in short if letter.isupper()]
    tail = long[-len(letters) - 3 :]
    initials = {part[0].lower() for word in tail for part in re.split(r"[-/]", word) if part}
    lower = all(word.islower() or word.isupper() for word in tail[-len(letters) :])
    return lower and initials.issuperset(letters) and not ORGANISATION_NOUNS.intersection(long[-1:])


def in_title_case(quoted: str) -> bool:
    """Whether quoted words are written as a name: every word but little ones in capitals, no stop at the end."""
    small = [word for word in _WORD.findall(quoted) if word[0].islower()]
    return quoted[-1:] not in ",.!?;:" and all(word in _TITLE_SMALL for word in small)
