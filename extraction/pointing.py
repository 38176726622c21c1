"""What pronouns and definite nouns point back to: the name, the place or the topic that agrees with them in sort."""

import re
from bisect import insort
from typing import TYPE_CHECKING

from extraction.agreeing import (
    PLACE_NOUNS,
    PLANTS,
    PROGRAMMES,
    PUBLIC,
    SITE_NOUNS,
    body_meant,
    fits,
    group_meant,
    place_meant,
    site_meant,
)
from extraction.bearers import bearer, called_so, describes, is_another
from extraction.demonyms import land_called
from extraction.described import sets_apart
from extraction.grammar import alternation, in_lower, words
from extraction.indices import index_of
from extraction.interviews import in_question
from extraction.mentions import GROUPS, START, Mention, pointers
from extraction.named_before import is_named_before, latest
from extraction.prepositions import preposition_before
from extraction.pronouns import before
from extraction.said_to_be import SCHEMES, said_to_be
from extraction.sources import is_speaker
from extraction.speaking import speaking

if TYPE_CHECKING:
    from extraction.reading import Reading

_LISTS = words("entities")
_COMPANY = frozenset((*_LISTS["company_nouns"], *_LISTS["making_nouns"]))
_STRICT = _COMPANY - frozenset(_LISTS["body_words"])
_FIRM = frozenset(_LISTS["firm_nouns"])
FIRMS = frozenset((*_LISTS["firm_nouns"], *_LISTS["making_nouns"]))
_INDEX = frozenset(_LISTS["index_nouns"])
_RULERS = frozenset(("government", "treasury"))
FIRST = frozenset(_LISTS["first_person"])
NEAR = 20_000
"""So far before a description the text is looked at for whether it names what that may mean."""
_IN_PLACE = re.compile(r" in ([A-Z][a-z]+)\b(?!\s[A-Z])(?=\s(?:where|that|which|had|has|is|was)\b)")
_APPOSED = re.compile(r"\s?[:,—–-]\s")
_APPOSED_NAME = re.compile(r",?\s")
_UNDESCRIBED = in_lower(r"\w+\s(?:new\s|whole\s|entire\s|same\s)?\w+")
"""`The centre` is the one spoken of; `the chip centre` is another, unless its name has the words."""
_THINGS = (SITE_NOUNS | PROGRAMMES) - _COMPANY
_COLLEAGUES = in_lower(
    r"\s(?:[a-z]+\s)?(?:colleagues|friends|partners|counterparts|neighbours|team|people|comrades)\s(?:in|at|from|of|over\sat)\s(?:the\s)?"
)
"""`Our colleagues at Acme` are Acme."""
_LEAGUES = frozenset(
    ("alliance", "club", "consortium", "foundation", "institute", "league", "partnership", "society", "trust")
)
_LED = in_lower(
    r"(?:director|president|chair|chairman|chairwoman|head|chief|secretary|spokesman|spokeswoman|manager)\sof\s$"
)
"""Before what somebody leads, who may speak for whoever publishes the text: `Jane Doe, head of the association`."""
_STATES = frozenset(("state", "city", "county", "country", "town", "region", "province"))
_BODIES = {*_LISTS["company_nouns"], *_LISTS["body_nouns"], *_LISTS["firm_nouns"], "government"}
_BODY_AFTER = in_lower(rf"\s(?:{alternation(sorted(_BODIES))})\b")


def add_pointed(
    reading: "Reading", number: int, stretch: tuple[int, int], names: list[Mention], found: list[Mention]
) -> None:
    """Add to `found`, the `names` in a stretch of a sentence, the nouns and pronouns there that point to something."""
    sentence = reading.sentences[number]
    said = reading.words_in((sentence.start, sentence.end))
    for mention in pointers(reading.plain_lower, *stretch, said):
        over = [n for n in names if n.start < mention.end and mention.start < n.end]
        if over and not (
            mention.noun in FIRMS and all(n.end < mention.end and sets_apart(reading.plain, n) for n in over)
        ):
            continue
        if resolved := pointed(reading, number, mention):
            # `India's biggest airline`, `the Indian maker of drugs`: the place in it owns nothing here.
            found[:] = [m for m in found if m.end != mention.start and m not in over]
            insort(found, resolved, key=START)


def pointed(reading: "Reading", number: int, mention: Mention) -> Mention | None:
    """The mention with what it points to; None when nothing fits."""
    if mention.noun in FIRST:
        with_us = _COLLEAGUES.match(reading.plain_lower, mention.end)
        body = next((m for m in reading.names_of(number) if with_us and m.start == with_us.end()), None)
        if body and not body.place:
            return _as(mention, body.entity, reading)
        return _as(mention, speaking(reading, number, mention.start), reading)
    if mention.sort == "pronoun":
        return _as(mention, before(reading, number, mention.start), reading)
    noun = mention.noun
    if noun == "latter":
        return _as(mention, _named_last(reading, number, mention.start), reading)
    personal = noun in FIRMS and reading.plain_lower.startswith(("his ", "her "), mention.start)
    if personal and (house := _speakers(reading, number, mention.start)):
        return _as(mention, house, reading)
    if noun in _RULERS and reading.plain_lower.startswith((" sector", "-"), mention.end):
        return None  # "the government sector", "the government-run hall": it describes
    if noun in _RULERS and (land := land_called(reading.lexicon, reading.lower[mention.start : mention.end])):
        return _as(mention, reading.lexicon.government_of.get(land, land), reading)
    if noun in _STATES and _BODY_AFTER.match(reading.plain_lower, mention.end):
        return None  # "the state company", "the city council": another body
    if reading.plain_lower.startswith("your", mention.start) and not in_question(reading, number):
        return None
    if elsewhere := _elsewhere(reading, mention):
        return _as(mention, elsewhere, reading)
    if noun in GROUPS:
        return _as(mention, group_meant(reading, noun), reading)
    named = next((m for m in reading.names_of(number) if _APPOSED.fullmatch(reading.plain, m.end, mention.start)), None)
    if named is None:
        named = next(
            (m for m in reading.names_of(number) if _APPOSED_NAME.fullmatch(reading.plain, mention.end, m.start)), None
        )
    if named and not named.place and noun not in _INDEX:
        return _as(mention, named.entity, reading)
    if (
        noun in _COMPANY
        and reading.plain[mention.end - len(noun)].isupper()
        and fits(reading, reading.topic, strict=False)
    ):
        # A report that writes `the Company` or `the Group` defines it so: whoever reports.
        return _as(mention, reading.topic, reading)
    if noun in PLACE_NOUNS and (place := place_meant(reading, number, mention.start, noun)):
        return _as(mention, place, reading)
    if noun in _INDEX:
        return _as(mention, index_of(reading, mention, number), reading)
    if noun in FIRMS and (led := _before_colon(reading, number, mention.start)):
        return _as(mention, led, reading)
    if noun in _FIRM and reading.firm and is_named_before(reading, number, mention.start, reading.firm):
        return _as(mention, reading.firm, reading)
    if described := _described(reading, mention):
        return _as(mention, described, reading)
    told = reading.focus.get(number - 1, "")
    if noun in reading.lexicon.entity_heads.get(told, ()) and not _is_named(reading, {told}, mention.start):
        return _as(mention, told, reading)  # what the sentence before has only described
    found = called_so(reading, number, mention) or bearer(reading, number, mention.start, noun)
    if found and noun in _THINGS and not describes(reading, mention, found):
        found = ""
    if found and noun in PLANTS and found != reading.topic and is_another(reading, number, mention, found):
        return None
    if (noun in SITE_NOUNS or noun in SCHEMES) and (not found or noun not in reading.words_of(found)):
        found = said_to_be(reading, noun) or found
    if not found and noun in _COMPANY:
        found = body_meant(reading, number, mention.start, strict=noun in _STRICT, group=noun == "group")
    if not found and noun in SITE_NOUNS and _UNDESCRIBED.fullmatch(reading.plain_lower, mention.start, mention.end):
        found = site_meant(reading, number, mention.start, noun)
    if not found and noun in PUBLIC | _LEAGUES and _LED.search(reading.plain_lower, mention.start - 16, mention.start):
        found = _whose_words(reading, mention.start)
    if not found and reading.plain_lower.startswith("this", mention.start):
        found = latest(
            reading,
            number,
            mention.start,
            lambda m: m.organisation and not m.place and m.entity not in reading.lexicon.governments,
        )
    if not found and noun in _RULERS:
        places = (latest(reading, number, mention.start, lambda m: m.place), reading.topic_place)
        found = next((g for p in places if (g := _ruler_of(reading, p))), "")
        if not found and noun == "treasury" and reading.topic_place in reading.lexicon.places:
            found = reading.topic_place
    if not found and reading.plain.startswith("'s", mention.start) and fits(reading, reading.topic, strict=False):
        found = reading.topic  # "Oldport's biggest bank", of which the report tells
    return _as(mention, found, reading)


def _whose_words(reading: "Reading", place: int) -> str:
    """The body whose own words a text is, where it was named before a place; empty for the press."""
    body = reading.lexicon.official(reading.article)
    return body if body and _is_named(reading, {body}, place) else ""


def _ruler_of(reading: "Reading", place: str) -> str:
    """The government of a place, or of the one in which it lies, which is then called by the name of that."""
    seen: set[str] = set()
    while place and place not in seen:
        ruler = reading.lexicon.government_of.get(place, "")
        if ruler and (not seen or not reading.words_of(ruler).isdisjoint(reading.words_of(place))):
            return ruler
        seen.add(place)
        place = reading.lexicon.parents.get(place, "")
    return ""


def _named_last(reading: "Reading", number: int, place: int) -> str:
    """What `the latter` means: the last body named before it, in its sentence or the one before."""
    for earlier in range(number, max(number - 2, -1), -1):
        named = (m for m in reversed(reading.names_of(earlier)) if m.end <= place and not m.place)
        if found := next(named, None):
            return found.entity
    return ""


def _speakers(reading: "Reading", number: int, place: int) -> str:
    """The house of who spoke last, which is `his firm`; empty where nobody of one spoke in the sentences before."""
    for earlier in range(number, max(number - 4, -1), -1):
        for m in reversed(reading.names_of(earlier)):
            if m.end <= place and m.organisation and not m.place and is_speaker(reading, m):
                return m.entity
    return ""


def _before_colon(reading: "Reading", number: int, place: int) -> str:
    """Who acts before a colon, of whom the clause behind it tells more: `Acme leads: the Oldport giant sold 40`."""
    opening = reading.sentences[number].start
    colon = reading.plain.find(": ", opening, place)
    if colon < 0:
        return ""
    led = next((m for m in reading.names_of(number) if m.end <= colon and not m.place), None)
    acts = led and not preposition_before(reading.lower, opening, led.start) and reading.first_verb(led.end, colon)
    return led.entity if led and acts else ""


def _elsewhere(reading: "Reading", mention: Mention) -> str:
    """The words for something in a place not spoken of so far, `the hospital in Adelaide`; empty for anything else."""
    if not reading.plain.startswith(" in ", mention.end) or not reading.plain_lower.startswith("the ", mention.start):
        return ""
    found = _IN_PLACE.match(reading.plain, mention.end)
    if found is None or reading.plain.find(found[1], 0, mention.start) >= 0:
        return ""
    place = next((m for m in reading.names_in(mention.end, found.end()) if m.place), None)
    return "" if place else reading.plain[mention.start + 4 : found.end()]


def _described(reading: "Reading", mention: Mention) -> str:
    """What the words are the end of a name of, where that or what it is part of was named before: `the grain board`."""
    _, _, said = reading.plain_lower[mention.start : mention.end].partition(" ")
    found = reading.lexicon.described.get(said, "")
    if not found:
        return ""
    near = {found, reading.lexicon.parents.get(found, "")}
    return found if reading.topic in near or _is_named(reading, near, mention.start) else ""


def _is_named(reading: "Reading", entities: set[str], place: int) -> bool:
    """Whether the text names one of the catalogue's entities not too far before a place."""
    return any(m.entity in entities for m in reading.names_in(max(0, place - NEAR), place))


def _as(mention: Mention, entity: str, reading: "Reading") -> Mention | None:
    if not entity:
        return None
    start, end, sort, place = mention.start, mention.end, mention.sort, entity in reading.lexicon.places
    return Mention(start, end, entity, sort, place, mention.noun, mention.organisation)
