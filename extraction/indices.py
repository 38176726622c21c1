"""Indices of shares: which one `the benchmark` is, and whether a text speaks of others."""

from typing import TYPE_CHECKING

from extraction.grammar import in_lower, words
from extraction.mentions import Mention
from extraction.named_before import latest

if TYPE_CHECKING:
    from extraction.reading import Reading

_MARKET_ADJECTIVES = frozenset(words("entities")["index_adjectives"])
_INDEX_WORD = in_lower(r"(?:\s+index)?")
_OPEN = in_lower(r"'s\s|\s?[,.;)]")
_PAST = in_lower(r"[a-z]{2,}ed\b")
_ADVERB = in_lower(r"(?:\w+ly|also)\s+")
_OTHER_INDEX = in_lower(r"\b(?:index|indices)\b")
_SHARES = in_lower(r"\b(?:shares|stocks|equities|bourse|stock exchange)\b")


def index_of(reading: "Reading", mention: Mention, number: int) -> str:
    """The index named before, else the only one that the place of the article has; empty for another sort."""
    described = reading.plain_lower[mention.start : mention.end].split()[1:-1]
    if not _MARKET_ADJECTIVES.issuperset(described):
        return ""
    index = _INDEX_WORD.match(reading.lower, mention.end)
    ends = {mention.end, index.end() if index else mention.end}
    if not any(_OPEN.match(reading.plain_lower, end) or reading.acts(end, _ADVERB, _PAST) for end in ends):
        return ""
    if any(m.place and m.end <= mention.start and m.entity != reading.topic_place for m in reading.names_of(number)):
        return ""  # "In Upland the benchmark rose": that of another place
    found = latest(reading, number, mention.start, lambda m: "index" in reading.words_of(m.entity))
    if found or reading.other_index < mention.start:
        return found
    return reading.lexicon.index_of.get(reading.topic_place, "")


def other_index(title: str, lower: str) -> int:
    """Where a text on shares first speaks of an index; its length where never, -1 in other texts (in small letters)."""
    if not (_SHARES.search(title) or _SHARES.search(lower)):
        return -1
    found = _OTHER_INDEX.search(lower)
    return found.start() if found else len(lower)
