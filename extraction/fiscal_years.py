"""When the fiscal year begins that an article speaks of."""

from extraction.calendars import FISCAL_START, MONTHS
from extraction.grammar import in_lower
from extraction.reading import Reading

_MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
_CLOSED = in_lower(
    rf"year\s+(?:ended|ending|to)\s+(?:on\s+)?(?:(?:28|29|30|31)\s+(?P<m1>{_MONTH})\b|(?P<m2>{_MONTH})\s+(?:28|29|30|31)\b)"
)
"""The last day of a year of accounts: `the year ended 30 June`."""
_BEGINS = in_lower(
    rf"(?:fiscal|financial)\s+year(?:s|,)?\s+(?:(?:which|that)\s+)?(?:beg[ai]ns?|starts?|started|runs?|from|beginning|starting)\s+(?:(?:in|on|from)\s+)?(?:1\s+)?(?P<m>{_MONTH})\b"
)
_OF_LAND = {"AUD": 7, "NZD": 7}
"""The currencies of lands whose fiscal year begins in another month than April, where everybody's does."""


def fiscal_start(reading: Reading) -> int:
    """The first month of the fiscal year: as the text says it, else as in the land of the publisher or the topic."""
    lower, lexicon = reading.lower, reading.lexicon
    if begins := _BEGINS.search(lower):
        return MONTHS[begins["m"]]
    if "year ended " in lower or "year ending " in lower or "year to " in lower:
        closed = _CLOSED.search(lower)
        month = MONTHS[closed["m1"] or closed["m2"]] if closed else 12
        if month != 12:
            return month + 1
    dollar = lexicon.publisher_dollar(reading.article) or lexicon.dollar_of(reading.topic)
    return _OF_LAND.get(dollar or lexicon.dollar_of(reading.topic_place) or "", FISCAL_START)
