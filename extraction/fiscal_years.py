"""When the fiscal year begins that an article speaks of."""

from extraction.calendars import FISCAL_START, MONTHS
from extraction.grammar import in_lower
from extraction.period_words import ORDINALS
from extraction.reading import Reading

_MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
_CLOSED = in_lower(
    rf"year(?:,?\s+(?:which|that))?\s+(?:ended|ending|ends|to)\s+(?:on\s+)?(?:(?:28|29|30|31)\s+(?P<m1>{_MONTH})\b|(?P<m2>{_MONTH})\s+(?:28|29|30|31)\b)"
)
"""The last day of a year of accounts: `the year ended 30 June`."""
_YEAR_ENDS = ("year ended ", "year ending ", "year to ", "year ends ", "which ends ", "that ends ", "which ended ")
_YEAR_TO = in_lower(rf"year\s+(?:to|ended|ending)\s+(?:in\s+|the\s+end\s+of\s+)?(?P<m>{_MONTH})\b(?!\s+\d)")
"""The same of a firm without the day, in a text that speaks of fiscal years: `in the year to June`."""
_FISCAL = frozenset(("fiscal", "financial", "FY"))
_BEGINS = in_lower(
    rf"(?:fiscal|financial)\s+year(?:s|,)?\s+(?:(?:which|that)\s+)?(?:beg[ai]ns?|starts?|started|runs?|from|beginning|starting)\s+(?:(?:in|on|from)\s+)?(?:1\s+)?(?P<m>{_MONTH})\b"
)
_DATE = rf"(?:(?P<d1>\d{{1,2}})\s+(?P<m1>{_MONTH})\b|(?P<m2>{_MONTH})\s+(?P<d2>\d{{1,2}})\b)"
_QUARTER_CLOSED = in_lower(
    rf"(?P<unit>quarter|half|(?:three|six)\s+months|(?:13|26)[\s-]weeks?(?:\s+period)?)\s+(?:which\s+|that\s+)?(?:ended|ending|to)\s+(?:on\s+)?{_DATE}"
)
"""The last day of a part of a year of accounts: `the quarter ended 31 August`."""
_PART_NAMED = in_lower(
    r"\b(?:(?P<ord>first|second|third|fourth)[\s-]+(?P<unit>quarter|half)|(?P<q>[qh])(?P<n>[1-4]))\b"
)
_PARTS = {"quarter": 3, "q": 3, "half": 6, "h": 6}
_EARLY = 7
"""A part of a year that ends by this day of a month is counted as ending with the month before."""
_OPENING = 3000
"""How far into a text its report says which part of the year it is of."""
_NEAR = 60
"""Characters before a part that is said to have ended within which it is named."""
_OF_LAND = {"AUD": 7, "NZD": 7}
"""The currencies of lands whose fiscal year begins in another month than April, where everybody's does."""


def fiscal_start(reading: Reading) -> int:
    """The first month of the fiscal year: as the text says it, else as in the land of the publisher or the topic."""
    lower, lexicon = reading.lower, reading.lexicon
    if begins := _BEGINS.search(lower):
        return MONTHS[begins["m"]]
    if reading.parts_start != 1:
        return reading.parts_start
    if any(words in lower for words in _YEAR_ENDS):
        closed = _CLOSED.search(lower)
        month = MONTHS[closed["m1"] or closed["m2"]] if closed else 12
        if month != 12:
            return month + 1
        if closed is None and not reading.is_place(reading.topic) and not reading.spelling.said.isdisjoint(_FISCAL):
            told = _YEAR_TO.search(lower)
            if told and MONTHS[told["m"]] != 12:
                return MONTHS[told["m"]] + 1
    dollar = lexicon.publisher_dollar(reading.article) or lexicon.dollar_of(reading.topic)
    return _OF_LAND.get(dollar or lexicon.dollar_of(reading.topic_place) or "", FISCAL_START)


def parts_start(reading: Reading) -> int:
    """The month in which the first quarter or half of a report begins; January unless it says when one ended.

    `Second quarter results`, `the quarter ended 31 July`: the first began with February.
    """
    lower = reading.lower
    found = None
    if " ended " in lower[:_OPENING]:
        found = _QUARTER_CLOSED.search(lower, 0, _OPENING)
    if found is None:
        return 1
    months = 6 if found["unit"].startswith(("half", "six", "26")) else 3
    named = [*_PART_NAMED.finditer(lower, found.start() - _NEAR, found.start() + len("quarter"))]
    named = named or [*_PART_NAMED.finditer((reading.article.title or "").lower())]
    named = [one for one in named if _PARTS[one["unit"] or one["q"]] == months]
    if not named:
        return 1
    place = ORDINALS[named[-1]["ord"]] if named[-1]["ord"] else int(named[-1]["n"])
    month, day = MONTHS[found["m1"] or found["m2"]], int(found["d1"] or found["d2"])
    return (month - (day <= _EARLY) - place * months) % 12 + 1
