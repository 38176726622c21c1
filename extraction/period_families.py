"""The families of time expressions: the pattern of each, what hints at it, and the function that reads it."""

import re
from typing import NamedTuple

from extraction.calendars import MONTHS, WEEKDAYS
from extraction.grammar import in_lower
from extraction.period_words import (
    MON,
    NUMBER,
    OF_YEAR,
    ORD,
    UNIT,
    UNITS,
    YEAR,
    Handler,
    ago_of,
    first_months_of,
    fiscal_of,
    full_date_of,
    month_of,
    now_of,
    past_units_of,
    quarter_of,
    this_unit_of,
    to_date_of,
    weekday_of,
    year_end_of,
    year_of,
    yesterday_of,
)

_HINTS = {
    "month": " ".join(MONTHS),
    "half": "half quarter h q",
    "unit": " ".join(unit + end for unit in UNITS for end in (" ", "s")),
    "fiscal": "fy fiscal financial",
    "now": "today morning afternoon evening tonight yesterday now currently presently present date far nowadays moment",
    "weekday": " ".join(WEEKDAYS),
}
HINTS = {hint: frozenset(known.split()) for hint, known in _HINTS.items()}
HINT_OF_YEAR = re.compile(YEAR)
"""Cheap to look for: without one of these no expression of its family can stand in a text."""


class Family(NamedTuple):
    """Expressions of one form."""

    hints: frozenset[str]
    """Hints of which its expressions hold at least one."""
    pattern: re.Pattern[str]
    """Matches them in text in small letters, or in text as it is where `cased`."""
    read: Handler
    cased: bool = False


def _pattern(text: str) -> re.Pattern[str]:
    return in_lower(rf"(?<![\w.]){text}")


_MON = MON.lower()


FAMILIES = [
    Family(
        frozenset({"year", "month"}),
        _pattern(
            rf"(?:(?P<iso>{YEAR}-\d\d-\d\d)\b|(?P<m1>{_MON})\s+(?P<d1>[0-3]?\d)(?:st|nd|rd|th)?\b(?![,.]?\d|%)(?:,?\s+(?P<y1>{YEAR})\b|,?\s+(?P<w1>last|this|next)\s+year)?"
            rf"|(?P<d2>[0-3]?\d)(?:st|nd|rd|th)?(?:\s+of)?\s+(?P<m2>{_MON})(?:,?\s+(?P<y2>{YEAR})\b|,?\s+(?P<w2>last|this|next)\s+year)?)"
        ),
        full_date_of,
    ),
    Family(
        frozenset({"year", "fiscal"}),
        _pattern(
            rf"(?:(?P<pair>{YEAR}[/–-](?:{YEAR}|\d\d))(?!\d|-\d)(?:\s+(?:fiscal|financial|academic|school))?(?:\s+year)?|fy\s?(?P<one>{YEAR}|\d\d)\b"
            rf"|(?:fiscal|financial)(?:\s+year)?\s+(?P<two>{YEAR})\b|(?P<three>{YEAR})\s+(?:fiscal|financial)\s+year"
            rf"|(?P<fw>this|last|next|current|previous|past)\s+(?:fiscal|financial)\s+year)"
        ),
        fiscal_of,
    ),
    Family(
        frozenset({"half"}),
        _pattern(
            rf"(?:(?:(?P<ord>{ORD})[\s-]+(?P<unit>quarter|half)\b(?!-|\s+(?:million|billion|of\s+(?!(?:the\s+)?(?:year|{YEAR}|this|last|next|20\d\d))\w))|(?P<short>q|h)(?P<n>[1-4])\b|(?P<n2>[12])h(?P<hy>{YEAR}|\d\d)?\b){OF_YEAR})"
        ),
        quarter_of,
    ),
    Family(frozenset({"unit"}), _pattern(rf"first\s+(?P<n>{NUMBER})\s+months\b{OF_YEAR}"), first_months_of),
    Family(
        frozenset({"unit"}),
        _pattern(
            rf"(?P<way>past|last|previous|preceding|next|coming|following)\s+(?:(?P<n>{NUMBER})[\s-]+(?P<unit>{UNIT})s?)\b"
        ),
        past_units_of,
    ),
    Family(
        frozenset({"unit"}),
        _pattern(rf"(?<=over\sthe\s)(?P<way>past|last|next|coming)\s+(?P<n>)(?P<unit>{UNIT})\b"),
        past_units_of,
    ),
    Family(frozenset({"unit"}), _pattern(rf"(?P<n>{NUMBER}|an?)\s+(?P<unit>{UNIT})s?\s+ago\b"), ago_of),
    Family(frozenset({"unit"}), _pattern(r"(?:(?:in\s+the\s+)?year[\s-]to[\s-]date)\b"), to_date_of),
    Family(frozenset({"month"}), re.compile(rf"(?<![\w.])(?P<m>{MON}){OF_YEAR}"), month_of, cased=True),
    Family(
        frozenset({"unit", "half"}),
        _pattern(
            rf"(?:(?P<part>earlier|later|so\s+far)\s+)?(?P<way>this|last|next|current|previous|coming|past)\s+(?P<unit>{UNIT})\b(?!-)"
        ),
        this_unit_of,
    ),
    Family(
        frozenset({"unit"}),
        _pattern(r"(?:the\s+)?(?:year-end|end\s+of\s+the\s+year|end\s+of\s+this\s+year)\b"),
        year_end_of,
    ),
    Family(
        frozenset({"now"}),
        _pattern(
            r"(?:to\s+date|so\s+far|today|this\s+(?:morning|afternoon|evening)|tonight|now|currently|presently|at\s+present|at\s+the\s+moment|nowadays)\b"
        ),
        now_of,
    ),
    Family(frozenset({"now"}), _pattern(r"yesterday\b"), yesterday_of),
    Family(
        frozenset({"weekday"}), _pattern(rf"(?:(?P<last>last)\s+|on\s+)(?P<day>{'|'.join(WEEKDAYS)})\b"), weekday_of
    ),
    Family(frozenset({"year"}), _pattern(rf"(?P<year>{YEAR})\b(?!\s*(?:%|per\s?cent)|[.,]\d|[/–-]\d)"), year_of),
]
