"""What nouns and pronouns stand for: a name before them, or what the text is about."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from extraction.grammar import in_lower, words
from extraction.mentions import WORD, Mention
from extraction.prepositions import preposition_before

if TYPE_CHECKING:
    from extraction.reading import Reading

_LISTS = words("entities")
_COMPANY = frozenset(_LISTS["company_nouns"])
_PLACE = frozenset(_LISTS["place_nouns"])
_INDEX = frozenset(_LISTS["index_nouns"])
_INDEX_WORD = in_lower(r"(?:\s+index)?")
_OPEN = in_lower(r"'s\s|\s?[,.;)]")
_PAST = in_lower(r"[a-z]{2,}ed\b")
_ADVERB = in_lower(r"(?:\w+ly|also)\s+")
_MARKET_ADJECTIVES = frozenset(_LISTS["index_adjectives"])
_LOOK_BACK = 12
"""How many sentences back a noun may point."""


def pointed(reading: "Reading", mention: Mention, number: int) -> Mention | None:
    """The mention with what it points to; None when nothing fits."""
    if mention.sort == "pronoun":
        entity = _before(reading, number, mention.start)
        return _as(mention, entity, entity in reading.lexicon.places) if entity else None
    noun = mention.noun
    if noun in _PLACE and noun != "area":
        place = _latest(reading, number, mention.start, lambda m: m.place) or reading.topic_place
        if place:
            return _as(mention, place, True)
    if noun in _INDEX:
        found = _index(reading, mention, number)
        return _as(mention, found, False) if found else None
    found = _latest(reading, number, mention.start, lambda m: noun in _words(reading, m) and not m.place)
    if not found and noun in _COMPANY:
        found = _latest(reading, number, mention.start, lambda m: m.organisation and not m.place)
    if not found and reading.plain_lower.startswith("this", mention.start):
        governments = reading.lexicon.governments
        found = _latest(
            reading, number, mention.start, lambda m: m.organisation and not m.place and m.entity not in governments
        )
    if not found and noun == "government":
        place = _latest(reading, number, mention.start, lambda m: m.place) or reading.topic_place
        found = reading.lexicon.government_of.get(place, "")
    return _as(mention, found, False) if found else None


def _index(reading: "Reading", mention: Mention, number: int) -> str:
    """The index named before, else the only one that the place of the article has; empty for another sort."""
    described = reading.plain_lower[mention.start : mention.end].split()[1:-1]
    if not _MARKET_ADJECTIVES.issuperset(described):
        return ""
    index = _INDEX_WORD.match(reading.lower, mention.end)
    ends = {mention.end, index.end() if index else mention.end}
    if not any(_OPEN.match(reading.plain_lower, end) or reading.acts(end, _ADVERB, _PAST) for end in ends):
        return ""
    found = _latest(reading, number, mention.start, lambda m: "index" in _words(reading, m))
    if found or reading.other_index < mention.start or not reading.of_shares:
        return found
    return reading.lexicon.index_of.get(reading.topic_place, "")


def _words(reading: "Reading", mention: Mention) -> frozenset[str]:
    known = reading.lexicon.entity_words.get(mention.entity)
    return known if known is not None else frozenset(WORD.findall(mention.entity.lower()))


def _latest(reading: "Reading", number: int, place: int, fits: Callable[[Mention], bool]) -> str:
    for earlier in range(number, max(number - _LOOK_BACK, -1), -1):
        for mention in reversed(reading.known_mentions(earlier)):
            if mention.entity and mention.start < place and mention.sort in ("name", "free") and fits(mention):
                return mention.entity
    return ""


def _before(reading: "Reading", number: int, place: int) -> str:
    """What `it` stands for: the first name of this sentence before it, else what the last sentence was about."""
    sentence = reading.sentences[number]
    for mention in reading.mentions_so_far(number):
        if (
            mention.end <= place
            and mention.sort in ("name", "free")
            and place - sentence.start > 8
            and not preposition_before(reading.lower, sentence.start, mention.start)
        ):
            return mention.entity
    return reading.about(number - 1)


def _as(mention: Mention, entity: str, place: bool) -> Mention:
    return mention._replace(entity=entity, place=place)
