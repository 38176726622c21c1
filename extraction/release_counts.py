"""What a statistical release counts, whose title names that and a time: `New House Starts Quarter 2 2026`."""

import re

from extraction.grammar import in_lower
from extraction.measures import MEASURES
from extraction.quantities import Candidate
from extraction.quantities.nouns import is_plural
from extraction.reading import Reading
from extraction.tables import column_time

_LAST_WORD = re.compile(r"([A-Za-z][\w’'-]*),?\s(?:[–-]\s)?$")
_PUBLISHED = frozenset(("statistics", "figures", "results", "accounts", "estimates", "indicators", "indices", "trends"))
"""Plural nouns that name the release, not what it counts."""
_THE_FIGURE = in_lower(r"\W*the\s+(?:figure|number|total|count)\s+for\s")
"""What opens a sentence about another time of what is counted: `The figure for May is now 90`."""


def counted_by_release(reading: Reading, number: int, candidate: Candidate) -> str:
    """What a cell under a time of a release's table counts, or its figure for a time; empty where nothing says so."""
    title, told = reading.article.title, reading.governing
    if not title or told is None or not title.endswith(told.words) or candidate.step is None or candidate.step < 1:
        return ""
    found = _LAST_WORD.search(title, 0, len(title) - len(told.words))
    noun = found[1].lower() if found else ""
    if not noun or noun in MEASURES or noun in _PUBLISHED or not is_plural(noun):
        return ""
    in_table = column_time(reading, number, candidate.start) is not None
    return noun if in_table or _THE_FIGURE.match(reading.lower, reading.sentences[number].start) else ""
