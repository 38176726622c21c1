"""Units that a bare number takes from the figure it is set beside."""

import re
from dataclasses import replace
from decimal import Decimal

from extraction.grammar import in_lower
from extraction.quantities import Candidate
from extraction.reading import Reading
from extraction.selection import start_of

COMPARISON = "in brackets, what it is compared with"
_SET_BESIDE = in_lower(
    r"(?:\b(?:against|from|to|versus|than|with|and|of|at|below|above|over|or)|,)\s+"
    r"(?:(?:about|around|some|nearly|almost|just|only|over|under|up|more|less|than|at|least|an?|the)\s+)*$"
)
_MONEY_IS = in_lower(
    r"\b(?:profits?|loss(?:es)?|sales|revenues?|turnover|earnings|costs|debts?|spending|takings|income|investments?|expenses)\b"
    r"[^.;:]{0,40}?\s(?:was|were|of|at|to|reached|totalled|hit)\s+(?:(?:about|around|some|nearly|almost|just|only|over)\s+)*$"
)
_MONEY_VERB = in_lower(
    r"\b(?:lost|earned|made|took\s+in|takes\s+in|brought\s+in|brings\s+in|spent|spends|paid|pays|raised|borrowed|invested|turned\s+over|owes|owed)\s+"
    r"(?:(?:about|around|some|nearly|almost|just|only|over|another|up\s+to|a\s+further)\s+)*$"
)
_OF_WHICH = in_lower(r"\bof\s+(?:which|it|this|that)\b")
_FORESEEN = in_lower(
    r"\b(?:analysts|economists|brokers|forecasters|the\s+market)\b[^.;:\d]{0,40}?\s(?:expected|forecast|predicted|pencilled\s+in|hoped\s+for)\s+"
    r"(?:(?:about|around|some|nearly|almost|just|only|over)\s+)*$"
)
_FROM = in_lower(r"\s(?:from|against|versus|compared\s+with|up\s+from|down\s+from)\s+(?:just\s+|only\s+)?$")
_HUNDREDTH = Decimal("0.01")
_WHOLE = 100
_TAKES_UP_WORDS = frozenset(("figure", "share", "rate", "proportion", "percentage", "ours", "theirs", "hers"))
_TAKES_UP = in_lower(
    r"\b(?:(?:the|this|that|its|their|our)\s+(?:[a-z]+\s+)?(?:figure|share|rate|proportion|percentage)|ours|theirs|hers)\s+(?:[a-z]+ly\s+|now\s+|then\s+)?"
    r"(?:is|was|were|had\s+been|has\s+been|will\s+be|would\s+be|stood\s+at|stands\s+at|rose\s+to|fell\s+to|reached|came\s+to)\s+"
    r"(?:(?:about|around|some|nearly|almost|just|only|over|under|as|high|low)\s+)*$"
)
_OF_MUCH = ("amount", "count", "measure")
_ABOVE_THE = re.compile(r"\b(?:above|below|than|on|over|from|against|under|to|with)\sthe\s$")
_OF_THEN = in_lower(
    r"\s(?:of|in|(?:recorded|reached|seen|counted|handled|sold|made|reported|managed)(?:\sin)?)\s"
    r"(?:an?\s(?:year|month|week|decade)\s(?:earlier|before|ago)|last\s|the\s(?:same|previous|preceding|year|month)\s|(?:19|20)\d\d\b)"
)
"""After the number that another is set against: `4% above the 1.8 million of a year earlier`."""
_AT_WORDS = frozenset(("it", "at"))
_IT_WAS = in_lower(
    r"(?:\bit\s+(?:is|was|had\s+been|has\s+been|will\s+be|would\s+be|stood\s+at|stands\s+at)|\b(?:to|will|would|should)\s+be\s+at)\s+"
    r"(?:(?:about|around|some|nearly|almost|just|only|over|under|less|more|than|at|least|closer?|to)\s+)*$"
)
"""Before a number that only says how much of it: `it was less than 20`, `wants to be at 60`."""
_NEARLY = in_lower(r"\s(?:(?:about|around|some|nearly|almost|just|only|over|under|less|more|than|at|least)\s)*")
_THEN = in_lower(r"\s*(?:[.,;)]|$)|\s+(?:in|by|at|on|a\s+year|last|before|then|now|this|next|when)\b")
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
    if candidate.sort != "bare" or not before:
        return None
    if not candidate.scaled:
        return _price_before(reading, number, candidate, before[-1])
    told, last = before[-1]
    left, start = reading.sentences[number].start, start_of(candidate)
    if is_of_then(reading.lower, candidate):
        last = next((c for n, c in reversed(before) if n >= number - 1 and c.sort in _OF_MUCH), last)
    elif told == number:
        beside = _SET_BESIDE.search(reading.lower, last.end, candidate.start)
        if not (
            beside
            or _MONEY_VERB.search(reading.lower, last.end, start)
            or _OF_WHICH.search(reading.lower, last.end, start)
        ):
            return None
    else:
        foreseen = _FORESEEN.search(reading.lower, left, start)
        first = reading.sentences[number].first
        if not foreseen and (
            first
            or not (
                _MONEY_IS.search(reading.lower, left, candidate.start) or _MONEY_VERB.search(reading.lower, left, start)
            )
        ):
            return None
        ones = [c for n, c in before if n == number - 1 and c.sort == "amount"]
        # What was foreseen is the figure that the sentence before tells first.
        last = ones[0 if foreseen else -1] if ones else last
    if last.sort != "amount" or not last.scaled or last.unit == "x":
        return None
    return replace(candidate, unit=last.unit, sort="amount")


def is_of_then(lower: str, candidate: Candidate) -> bool:
    """Whether a number is that of another time, which the one before is set against: `above the 4 million of 2020`."""
    start = start_of(candidate)
    if not lower.endswith(" the ", 0, start):
        return False
    return bool(_OF_THEN.match(lower, candidate.end) and _ABOVE_THE.search(lower, start - 16, start))


def _price_before(reading: Reading, number: int, candidate: Candidate, told: tuple[int, Candidate]) -> Candidate | None:
    """The price in hundredths that another one is set against: `cut the fare to 5 dollars from 6.50`."""
    last = told[1]
    if told[0] != number or last.sort != "amount" or last.scaled or last.unit == "x" or candidate.step != _HUNDREDTH:
        return None
    if last.value is None or candidate.value is None or not _FROM.search(reading.lower, last.end, candidate.start):
        return None
    if not abs(last.value) / _APART <= abs(candidate.value) <= abs(last.value) * _APART:
        return None
    return replace(candidate, unit=last.unit, sort="amount")


def as_the_figure(
    reading: Reading, number: int, candidate: Candidate, before: list[tuple[int, Candidate]]
) -> Candidate | None:
    """A bare number in the unit of the one that its subject takes up: `61% sold; here the figure was 74`."""
    if candidate.sort != "bare" or not before or candidate.value is None:
        return None
    told, last = before[-1]
    if told == number and _does_as_much(reading, number, candidate, last):
        return replace(candidate, unit=last.unit, sort="measure", noun=last.noun, head=last.head)
    if candidate.scaled:
        return None
    share = last.unit == "%" and 0 <= candidate.value <= _WHOLE
    if number - told > 1 or not (share or _is_near(last, candidate)):
        return None
    left = max(reading.sentences[number].start, last.end)
    said = reading.words_in((left, candidate.start))
    start = start_of(candidate)
    takes_up = share and not said.isdisjoint(_TAKES_UP_WORDS) and _TAKES_UP.search(reading.lower, left, start)
    if not takes_up and not _is_as_much(reading, left, start, candidate.end, said):
        return None
    if share:
        return replace(candidate, unit="%", sort="percent")
    return replace(candidate, unit=last.unit, sort="measure", noun=last.noun, head=last.head)


def _does_as_much(reading: Reading, number: int, candidate: Candidate, last: Candidate) -> bool:
    """Whether a number is the object of a later verb in a sentence: `Acme, which took 90 tonnes, sold 40`."""
    ends = _THEN.match(reading.lower, candidate.end)
    if not ends or candidate.scaled != last.scaled or not _is_near(last, candidate):
        return False
    start = start_of(candidate)
    if reading.lower.endswith("expect ", last.end, start):
        return True
    return any(
        last.end < verb and end < start and _NEARLY.fullmatch(reading.lower, end, start)
        for verb, end in reading.verbs_of(number)
    )


def _is_near(measure: Candidate, candidate: Candidate) -> bool:
    """Whether a number may be as much again of what is measured: `76 metres; the other one was 112`."""
    if measure.sort != "measure" or not measure.value or candidate.value is None:
        return False
    return abs(measure.value) / _APART <= abs(candidate.value) <= abs(measure.value) * _APART


def _is_as_much(reading: Reading, left: int, start: int, end: int, said: frozenset[str]) -> bool:
    """Whether a number says how much of the same there was or is to be: `half are let; last year it was 40`."""
    if said.isdisjoint(_AT_WORDS) or not _THEN.match(reading.lower, end):
        return False
    return bool(_IT_WAS.search(reading.lower, left, start))


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
