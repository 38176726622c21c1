"""What the body of an article names, how often and how: who acts in it, opens it, or only speaks."""

import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field

from extraction.grammar import alternation, words
from extraction.prepositions import GOING, preposition_before
from extraction.quantities.occurrences import is_alone, occurrences
from extraction.reading import Reading
from extraction.sources import is_speaker
from extraction.subjects import is_attribute

_LISTS = words("entities")
_FIRMS = frozenset(_LISTS["firm_nouns"])
_THE = re.compile(r"[Tt](?<!\w.)he\s+(?:(?!of\b|in\b|for\b)[\w-]+\s+){0,3}\Z")
_CLOSE = 80
"""How far before a noun `the` may stand that is said of it."""
_BODIES = alternation([*_LISTS["firm_nouns"], "investor", "fund", "regulator"])
_ITS_BODY = re.compile(rf"'s\s(?:[\w-]+\s){{0,3}}?(?:{_BODIES})\s[a-z]")
"""After a place that opens a report of a body which is named only then: `Oldport's biggest bank has`."""
_READ = 25
"""How many sentences are read for what the article names most."""
OFTEN = 3
"""How often a text names what it comes back to."""
_INSIDE = ("in", "across", "throughout")
_EARLY = 3
"""How many sentences are its first."""
SHORT = 60
"""A line up to this long and without a verb is no sentence."""
_TEACHING = frozenset(("university", "college", "institute", "school", "academy", "hospital", "museum", "laboratory"))
_PAPERS = frozenset(("press", "news", "times", "journal", "review", "magazine", "today", "weekly", "daily", "student"))


def is_no_paper(publisher: str) -> bool:
    """Whether a publisher is a house that tells of its own: `Weir University`, not `Weir School News`."""
    said = frozenset(publisher.lower().split())
    return not said.isdisjoint(_TEACHING) and said.isdisjoint(_PAPERS)


@dataclass(slots=True)
class Named:
    """What the body of an article names: organisations and places with their weights, and who opens it."""

    organisations: Counter[str] = field(default_factory=Counter)
    places: Counter[str] = field(default_factory=Counter)
    lines: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))
    """Organisation to the paragraphs that name it."""
    located: set[str] = field(default_factory=set)
    """Places that something is in; only `at` one may be a body."""
    early: set[str] = field(default_factory=set)
    """Organisations of the first sentences."""
    opens: str = ""
    """The subject of the first sentence."""
    speakers: set[str] = field(default_factory=set)
    """Who only says what the first sentence tells."""
    is_business: bool = False
    """Whether the text speaks of one business."""
    read: int = 0
    """How many sentences were read."""

    def dwells_on(self, entity: str) -> bool:
        """Whether an article may be about an organisation: not where only one later paragraph names it."""
        return entity in self.early or len(self.lines[entity]) > 1


def _is_told_of(reading: Reading, name: str) -> bool:
    """Whether a text comes back to a name of several words, which is nobody's."""
    return " " in name and reading.plain.count(name) >= OFTEN


def _speaks_of_one_firm(reading: Reading) -> bool:
    """Whether a text says `the company` or the like."""
    text = reading.text
    for noun in reading.spelling.said & _FIRMS:
        for place in occurrences(text, noun):
            end = place + len(noun)
            if (
                is_alone(text, place, end)
                and not text.startswith("-", end)
                and _THE.search(text, place - _CLOSE, place)
            ):
                return True
    return False


def named_in_body(reading: Reading, title: str) -> Named:
    """The names of the first sentences, subjects twice; places that things come from or go to count nothing."""
    body = Named(is_business=_speaks_of_one_firm(reading))
    called = False
    for number, sentence in enumerate(reading.sentences):
        sort = reading.inside_furniture(sentence.start, sentence.start + 1)
        if sort and sort != "dateline":
            continue
        names, is_long = reading.names_of(number), sentence.end - sentence.start > SHORT
        verb = reading.first_verb(sentence.start, sentence.end) if names or not is_long else None
        is_prose = not sort and (is_long or verb is not None)
        opening = body.read == 0 and is_prose
        for mention in names:
            if is_attribute(reading, mention):
                continue
            link = preposition_before(reading.lower, sentence.start, mention.start)
            acts = not link and (verb is None or mention.start < verb[0])
            weight = 1 + (acts and not sort) + opening
            if mention.place:
                if link in _INSIDE:
                    body.located.add(mention.entity)
                body.places[mention.entity] += 0 if link in GOING else weight
            elif (
                mention.organisation
                or (opening and acts and mention.sort == "free" and title.startswith(f"{mention.entity} "))
                or (
                    body.is_business
                    and not sort
                    and ((acts and mention.entity in title) or _is_told_of(reading, mention.entity))
                )
            ):
                # Where the text speaks of `the company`, it is what acts and stands in the title, whatever its name.
                body.organisations[mention.entity] += weight
                body.lines[mention.entity].add(sentence.line)
                if body.read < _EARLY:
                    body.early.add(mention.entity)
            if called and body.read <= _EARLY and acts and mention.organisation and not (mention.place or body.opens):
                body.opens = mention.entity
            if opening:
                called = called or bool(acts and mention.place and _ITS_BODY.match(reading.plain, mention.end))
                if is_speaker(reading, mention):
                    body.speakers.add(mention.entity)
                elif acts and not (body.opens or called) and (mention.entity in body.organisations or mention.place):
                    body.opens = mention.entity
        body.read += is_prose
        if body.read >= _READ:
            break
    return body
