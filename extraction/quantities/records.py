"""What the quantity layer hands on: candidates, ordinals and what was dropped."""

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from schemas.fact import Direction, Qualifier, Quantity

Sort = Literal[
    "count",
    "amount",
    "percent",
    "points",
    "multiple",
    "fraction",
    "duration",
    "age",
    "measure",
    "rate",
    "ordinal",
    "bare",
]


@dataclass(slots=True)
class Candidate:
    """One quantity of a text; `[start, end)` includes currency, scale, unit and an adjacent noun head.

    Numbers are Decimals in base units: currencies in whole units ("36 cents" is 0.36), `%` as percent, `points` as
    percentage points (a basis point is 0.01), everything else as written times its scale word.
    """

    start: int
    end: int
    num_start: int
    num_end: int
    value: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    step: Decimal | None = None
    unit: str | None = None
    qualifier: Qualifier = "exact"
    qualifier_start: int | None = None
    direction: Direction | None = None
    noun: str | None = None
    head: str | None = None
    sort: Sort = "bare"
    in_words: bool = False
    bare_dollar: bool = False
    converts: int | None = None
    per: str | None = None
    vague: bool = False
    mantissa: Decimal | None = None
    """The number before its scale word: 5 in "$5 million"."""
    scaled: bool = False


@dataclass(slots=True)
class Drop:
    """Something that looks like a number and is no quantity, with the reason in plain words."""

    start: int
    end: int
    reason: str


@dataclass(slots=True)
class Found:
    """All that was found in a text, each list in text order."""

    quantities: list[Candidate] = field(default_factory=list)
    ordinals: list[Candidate] = field(default_factory=list)
    dropped: list[Drop] = field(default_factory=list)


def to_quantity(candidate: Candidate, text: str) -> Quantity:
    """The candidate as the record other rooms share, with its quote taken from `text`."""
    return Quantity.trusted(
        start=candidate.start,
        end=candidate.end,
        quote=text[candidate.start : candidate.end],
        value=candidate.value,
        low=candidate.low,
        high=candidate.high,
        unit=candidate.unit,
        qualifier=candidate.qualifier,
        direction=candidate.direction,
        noun=candidate.noun,
        step=candidate.step,
    )
