"""What an article shows of its capitalised words: whose names they are, and which of them name nobody."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from string import ascii_lowercase, digits
from typing import Self

from extraction.catalogue_places import ORGANISATION_NOUNS, PLACES
from extraction.firms import firms_of
from extraction.grammar import words
from extraction.houses import houses_of
from extraction.mentions import CAPITAL, NOT_NAMES
from extraction.people import people_of
from extraction.quantities.occurrences import is_alone, occurrences

_LISTS = words("entities")
_DEMONYMS = frozenset(words("demonyms")["demonyms"])
"""What opens the names of many bodies of a land, and means none of them: `Dutch Grain Board`."""
CONCEPTS = frozenset(_LISTS["concept_names"])
NO_SINGLE = NOT_NAMES | frozenset(_LISTS["common_starts"])
_TITLE_SMALL = frozenset(
    ("of", "for", "and", "the", "in", "on", "at", "to", "a", "an", "by", "with", "de", "du", "von")
)
_WITHIN = frozenset(f"{ascii_lowercase}{digits},;)")
"""What stands before the blank before a word inside a sentence."""
_ACTS = re.compile(r"['’]s\s|\s(?:will|would|has|had|is|was|hopes|plans|wants|expects|aims|also)\b")
_OPENS = re.compile(r"(?:^|[.!?:][\"”]?\s|\n)[\"“]?$")
_NO_ACTOR = ("ing", "tion", "sion", "ment", "ness", "ance", "ence", "ity", "ism")
_SHARES = frozenset(("shares", "stocks", "index", "bourse", "Shares", "Stocks", "Index", "Bourse"))
_IN_BRACKETS = re.compile(r"\(\"?([A-Z][A-Za-z]*&?[A-Z]+)s?\"?\)")
_LONGEST_FORM = 80
_LONGEST_SHORT = 16
_LINKS = (" or ", " that is", " i.e.", " short for ", " meaning ")
"""Between a short form and what it stands for."""
_LINKED = re.compile(r"\s(?:or|that\sis,?|i\.e\.,?|short\sfor|meaning)\s((?:[a-z&-]+\s?){2,9})")
_SHORT = re.compile(r"([A-Z][A-Z&](?<!\w..)[A-Z&]*+),?\Z")
_COMMON_FIRST = frozenset(_LISTS["common_first_words"])
_MAKERS = frozenset(noun.capitalize() for noun in _LISTS["business_nouns"])
_BEFORE_MAKER = re.compile(rf"({CAPITAL}[\w&-]{{2,}}+)(?:\s[A-Z][\w&-]++){{0,2}}\s\Z")
_WORD = re.compile(r"\w[\w'-]*")
_DOTTED = re.compile(r"\.[a-z]{2}")
_LAST_WORD = re.compile(r"[a-z]+\Z")
_IN_ADDRESS = re.compile(r"\.[a-z]{2,}|@")
_NEAR = 20_000
"""So far from a word the text is looked at for it."""


@dataclass(frozen=True, slots=True)
class Spelling:
    """The words of one article that are known to be names, or to be none."""

    text: str
    said: frozenset[str]
    """Every word of the text, as it is written."""
    people: frozenset[str]
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
        plain_words = filter(str.isascii, filter(str.isalpha, filter(str.islower, said)))
        small = frozenset([word for word in plain_words if len(word) > 2])  # a list: faster than a generator
        small -= {word for word in _in_addresses(text) if word in small and _is_address(text, word)}
        people = people_of(text, said)
        return cls(
            text,
            said,
            people,
            small,
            concepts(text),
            not said.isdisjoint(_SHARES),
            firms_of(text, people, said),
            _short_forms(text, small, said),
            houses_of(text, people, said),
        )

    def is_proven(self, word: str, end: int) -> bool:
        """Whether a single word that ends at `end` is shown to be a name: it has its capital inside a sentence too."""
        return _is_capitalised(word) and any(
            self.text[place - 1 : place] == " " and self.text[place - 2 : place - 1] in _WITHIN
            for place in self._places(word, end)
        )

    def acts(self, word: str, end: int) -> bool:
        """Whether a single word that ends at `end` opens more than one sentence and acts there as one body does."""
        if not _is_capitalised(word) or word.endswith(_NO_ACTOR):
            return False
        text = self.text
        acting = (place for place in self._places(word, end) if _ACTS.match(text, place + len(word)))
        return sum(bool(_OPENS.search(text, place - 4, place)) for place in acting) > 1

    def _places(self, word: str, end: int) -> Iterator[int]:
        """Where a word stands by itself, in the part of the text around it."""
        left = max(0, end - _NEAR)
        found = (left + place for place in occurrences(self.text[left : end + _NEAR], word))
        return (place for place in found if is_alone(self.text, place, place + len(word)))


def _is_capitalised(word: str) -> bool:
    """Whether a word is one of letters and digits that only begins with a capital."""
    return word.isalnum() and len(word) > 2 and word[0].isupper() and word[1].islower()


def concepts(text: str) -> frozenset[str]:
    """The short forms whose long form the text gives in small letters: `floor area (GFA)`; and the usual ones."""
    found = {
        match.group(1)
        for match in _IN_BRACKETS.finditer(text)
        if _stands_for(text[max(0, match.start() - _LONGEST_FORM) : match.start()].split(), match.group(1))
    }
    return CONCEPTS | found | {short for short, long in _spelt_out(text) if _stands_for(long.split(), short)}


def _spelt_out(text: str) -> Iterator[tuple[str, str]]:
    """Each short form that is told to be something: `GFA, or gross floor area`."""
    for link in _LINKS:
        for place in occurrences(text, link):
            before = text[place - 1 : place]
            short = _SHORT.search(text, place - _LONGEST_SHORT, place) if before.isupper() or before in ",&" else None
            if short and (long := _LINKED.match(text, place)):
                yield short.group(1), long.group(1)


def _short_forms(text: str, small: frozenset[str], said: frozenset[str]) -> dict[str, str]:
    found: dict[str, set[str]] = {}
    makers = [(place, place + len(maker)) for maker in said & _MAKERS for place in occurrences(text, maker)]
    done = 0
    for start, end in sorted(makers):
        match = _BEFORE_MAKER.search(text, max(done, start - _LONGEST_FORM), start)
        if match is None or not is_alone(text, start, end):
            continue
        first, done = match.group(1), end
        if first not in PLACES and first not in _DEMONYMS and first not in NO_SINGLE and first.lower() not in small:
            found.setdefault(first, set()).add(text[match.start() : end])
    return {first: full.pop() for first, full in found.items() if len(full) == 1 and first.lower() not in _COMMON_FIRST}


def _in_addresses(text: str) -> set[str]:
    """The words before a full stop behind which a small letter follows at once: `acme` in `acme.example`."""
    return {
        word[0] for dot in _DOTTED.finditer(text) if (word := _LAST_WORD.search(text, dot.start() - 24, dot.start()))
    }


def _is_address(text: str, word: str) -> bool:
    """Whether a text writes a word in small letters only in the addresses of sites and mailboxes: `acme.example`."""
    places = [place for place in occurrences(text, word) if is_alone(text, place, place + len(word))]
    return all(_IN_ADDRESS.match(text, place + len(word)) or text[place - 1 : place] in ("@", "/") for place in places)


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
