"""Units that a bare number takes from the figure it is set beside."""

import re
from dataclasses import replace
from decimal import Decimal

from extraction.grammar import in_lower
from extraction.quantities import Candidate
from extraction.reading import Reading

COMPARISON = "in brackets, what it is compared with"
_SET_BESIDE = in_lower(
    r"(?:\b(?:against|from|to|versus|than|with|and|of|at|below|above|over|or)|,)\s+"
    r"(?:(?:about|around|some|nearly|almost|just|only|over|under|up|more|less|than|at|least|an?|the)\s+)*$"
)
_MONEY_IS = in_lower(
    r"\b(?:profits?|loss(?:es)?|sales|revenues?|turnover|earnings|costs|debts?|spending|takings|income|investments?|expenses)\b"
    r"[^.;:]{0,40}?\s(?:was|were|of|at|to|reached|totalled|hit)\s+(?:(?:about|around|some|nearly|almost|just|only|over)\s+)*$"
)
_BEFORE_BRACKET = re.compile(r"\s\(|\sof\s(?:the\s)?[a-z]+\s\(")
_YEARS = (Decimal(1900), Decimal(2100))
_APART = 5
"""How many times the one before a number in brackets may be, that is no note but the figure of a year ago."""


def with_currency(
    reading: Reading, number: int, candidate: Candidate, before: list[tuple[int, Candidate]]
) -> Candidate | None:
    """A bare number of millions with the currency of the amount of millions it is set beside, or goes on from.

    `before` are the figures before it with the numbers of their sentences.
    """
    if candidate.sort != "bare" or not candidate.scaled or not before:
        return None
    told, last = before[-1]
    if told == number and not _SET_BESIDE.search(reading.lower, last.end, candidate.start):
        return None
    if told != number:
        left = reading.sentences[number].start
        if reading.sentences[number].first or not _MONEY_IS.search(reading.lower, left, candidate.start):
            return None
        last = next((c for n, c in reversed(before) if n == number - 1 and c.sort == "amount"), last)
    if last.sort != "amount" or not last.scaled or last.unit == "x":
        return None
    return replace(candidate, unit=last.unit, sort="amount")


def compared_in_brackets(
    reading: Reading, number: int, candidate: Candidate, before: list[tuple[int, Candidate]]
) -> Candidate | None:
    """The figure in brackets of a report's line, with unit and scale of the one before: `Sales: SEK 59 million (56)`.

    A year, a note and what stands inside running text are none.
    """
    text, start, end = reading.text, candidate.start, candidate.end
    if candidate.sort != "bare" or text[start - 1 : start] != "(" or text[end : end + 1] != ")" or not before:
        return None
    told, last = before[-1]
    if told != number or candidate.value is None or not last.mantissa or last.value is None or last.unit is None:
        return None
    right = reading.sentences[number].end
    if text[right - 1] == "." and right > end + 2:
        return None
    year = "," not in text[start:end] and _YEARS[0] <= candidate.value <= _YEARS[1]
    near = abs(last.mantissa) / _APART <= abs(candidate.value) <= abs(last.mantissa) * _APART
    if year or not near or candidate.scaled or not _BEFORE_BRACKET.fullmatch(text, last.end, start):
        return None
    scale = last.value / last.mantissa
    return replace(
        candidate,
        value=candidate.value * scale,
        step=candidate.step * scale if candidate.step is not None else None,
        unit=last.unit,
        sort=last.sort,
        noun=last.noun,
        head=last.head,
    )
