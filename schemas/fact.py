"""Quantities and facts: what extraction finds in an article, with the proof."""

from datetime import date
from typing import Literal, Self

from pydantic import Field, model_validator

from schemas.record import Number, Record

Qualifier = Literal["exact", "over", "at_least", "nearly", "about", "up_to", "range"]
Direction = Literal["up", "down"]
Role = Literal["level", "change", "share", "ratio", "rank"]
Kind = Literal["actual", "target", "forecast", "planned", "allocated"]
PeriodBasis = Literal["stated", "inherited", "none"]


class Quantity(Record):
    """An amount in a text, whatever it is about; `[start, end)` is its place, `quote` the text there.

    A range has `low` and `high` and no `value`; otherwise `value` is the number as stated, in base units, and
    `low`/`high` are the bounds the qualifier implies. `step` is one unit of the last digit as written.
    """

    start: int
    end: int
    quote: str
    value: Number | None = None
    low: Number | None = None
    high: Number | None = None
    unit: str | None = None
    qualifier: Qualifier = "exact"
    direction: Direction | None = None
    noun: str | None = None
    step: Number | None = None

    @model_validator(mode="after")
    def _value_or_range(self) -> Self:
        if self.value is None and (self.low is None or self.high is None):
            raise ValueError("a quantity has a value, or both ends of a range")
        return self


class ChangeOf(Record):
    """What a growth figure compares: its direction and, where stated, the base it starts from."""

    direction: Direction | None = None
    base_value: Number | None = None
    base_period: str | None = None


class Conversion(Record):
    """The same amount in another currency, as the article itself states it."""

    value: Number | None = None
    low: Number | None = None
    high: Number | None = None
    unit: str


class Fact(Record):
    """One quantitative statement of an article."""

    fact_id: str
    article_id: str
    revision: int
    quote: str
    start: int
    end: int
    sentence: str
    sentence_start: int
    clause: str = ""
    """The part of the sentence that the figure belongs to; the sentence where it has one clause."""
    value: Number | None = None
    low: Number | None = None
    high: Number | None = None
    step: Number | None = None
    unit: str
    qualifier: Qualifier = "exact"
    wording: str | None = None
    """The qualifier in the article's words, as `more than`; None where no word stands before the figure."""
    noun: str | None = None
    """The counted noun as written, with its modifiers; None where nothing is counted."""
    entity: str | None = None
    measure: str = ""
    role: Role = "level"
    kind: Kind = "actual"
    period_start: date | None = None
    period_end: date | None = None
    period_text: str | None = None
    period_basis: PeriodBasis = "none"
    falls: bool = False
    """True when the sentence itself says that the figure fell."""
    compared: bool = False
    """True for what something else grew from or is compared with: "up from 44", "against 31 last year"."""
    change_of: ChangeOf | None = None
    converted: Conversion | None = None
    confidence: float = Field(ge=0, le=1)
    reasons: tuple[str, ...] = ()


class Dropped(Record):
    """A candidate that is no fact, and why."""

    article_id: str
    revision: int
    start: int
    end: int
    quote: str
    reason: str


class Extraction(Record):
    """All that extraction says of one article, in the order of the text."""

    facts: tuple[Fact, ...] = ()
    dropped: tuple[Dropped, ...] = ()
