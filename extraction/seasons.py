"""The seasons of lands in the south: their spring is in September."""

import re

from extraction.reading import Reading

_SOUTHERN = frozenset(("ARS", "AUD", "BRL", "BWP", "CLP", "FJD", "NAD", "NZD", "PGK", "PYG", "UYU", "ZAR"))
"""The currencies of lands there."""
_LIKE = {"spring": "autumn", "summer": "winter", "autumn": "spring", "winter": "summer"}
"""A season to the one of the north at the same time, which has as many letters."""
_SEASON = re.compile(r"(?:spring|summer|autumn|winter)(?!\w)")


def as_in_the_north(reading: Reading) -> str:
    """The text in small letters with the seasons as the north calls them, where it is of a land in the south."""
    lexicon, lower = reading.lexicon, reading.lower
    if _LIKE.keys().isdisjoint(reading.spelling.said):
        return lower
    dollar = lexicon.publisher_dollar(reading.article) or lexicon.dollar_of(reading.topic)
    if (dollar or lexicon.dollar_of(reading.topic_place)) not in _SOUTHERN:
        return lower
    return _SEASON.sub(lambda season: _LIKE[season.group()], lower)
