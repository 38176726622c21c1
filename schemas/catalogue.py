"""The catalogue: what is watched, who says it, what is tracked and who is told. One model per file in `seeds/`."""

from decimal import Decimal
from typing import Literal, Self

from pydantic import Field, field_validator, model_validator

from schemas.change import ALERTING, Authority, ChangeClass
from schemas.fact import Role
from schemas.fields import DateText, Direction, Name, Names, Slug, Words
from schemas.published import Published
from schemas.record import Number, Record
from schemas.source import Source
from schemas.subscriber import Subscriber
from schemas.unit_names import unit_written

PeriodKind = Literal["instant", "cumulative", "month", "quarter", "half-year", "year", "fiscal-year", "ytd"]


class Entity(Record):
    """entities.yaml: an organisation, programme or place that figures are about."""

    id: Slug
    name: Name
    aliases: Names = Field(default=(), strict=False)
    part_of: str | None = None
    dollar: str | None = None
    """The currency a bare `$` means in texts about it, as HKD."""


class Publisher(Record):
    """publishers.yaml: who says it."""

    id: Slug
    name: str
    aliases: Words = Field(default=(), strict=False)
    domains: Words = Field(default=(), strict=False)
    authority: Authority = "press"
    official_for: Words = Field(default=(), strict=False)
    dollar: str | None = None
    """The currency a bare `$` means in its texts, as HKD."""


class UnitDefinition(Record):
    """units.yaml: one unit and the nouns that name it."""

    id: str
    nouns: Words = Field(default=(), strict=False)
    kind: Literal["count", "currency", "measure", "ratio", "rank"] = "count"


class MatchRule(Record):
    """How a metric's facts are recognised: words as lemmas, compared without case, plural or hyphen."""

    nouns: Words = Field(default=(), strict=False)
    """What is counted, or the words around an amount."""
    near: Words = Field(default=(), strict=False)
    """At least one of these in the same clause or sentence."""
    not_: Words = Field(default=(), strict=False, alias="not")
    """Any of these nearby: another series."""
    scope: Words = Field(default=(), strict=False)
    """Any of these nearby: only a part of the metric; kept as `out_of_scope`."""


class Plausible(Record):
    """The bounds a value must keep, in base units."""

    min: Number | None = None
    max: Number | None = None

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.min is not None and self.max is not None and self.min > self.max:
            raise ValueError("min must not be above max")
        return self


class AlertRule(Record):
    """Which changes of a metric are worth an alert."""

    on: tuple[ChangeClass, ...] = Field(default=ALERTING, strict=False)
    min_change_pct: Number = Field(default=Decimal(0), ge=0)
    min_change_abs: Number = Field(default=Decimal(0), ge=0)
    """In the metric's unit; for % in percentage points."""
    direction: Direction = "both"


class Metric(Record):
    """metrics.yaml: something we track."""

    id: Slug
    title: str
    entity: str
    also: Words = Field(default=(), strict=False)
    """Other entities by which its figures are told, such as the operator of a market or the site of a company."""
    role: Literal["level", "share", "ratio", "rank"] | None = None
    """Left out: share for %, ratio for x, rank for rank, else level."""
    unit: str
    period: PeriodKind
    kinds: Literal["apart", "together"] = "apart"
    """`together` joins targets, forecasts and outcomes in one series."""
    since: DateText | None = None
    """The day a running total starts."""
    fiscal_year_start: int = Field(default=4, ge=1, le=12)
    """The first month of the fiscal year."""
    precision: Number | None = Field(default=None, gt=0)
    """The step below which two statements count as the same."""
    match: MatchRule = MatchRule()
    better: Literal["higher", "lower"] | None = None
    plausible: Plausible = Plausible()
    alert: AlertRule = AlertRule()

    @field_validator("unit")
    @classmethod
    def _unit_written(cls, value: str) -> str:
        if value.strip() in ("$", "dollar", "dollars"):
            raise ValueError("several countries have dollars: write the code of the one that is meant, as USD or NZD")
        return unit_written(value)

    @field_validator("fiscal_year_start", mode="before")
    @classmethod
    def _month_written(cls, value: object) -> object:
        if isinstance(value, str) or (isinstance(value, int) and not 1 <= value <= 12):
            raise ValueError("write the first month of the fiscal year as a number from 1 to 12")
        return value

    @property
    def reads_role(self) -> Role:
        """The role its facts must have."""
        if self.role:
            return self.role
        by_unit: dict[str, Role] = {"%": "share", "x": "ratio", "rank": "rank"}
        return by_unit.get(self.unit, "level")


class ManifestEntry(Record):
    """manifest.yaml: what a person found out about a stored document."""

    file: str
    title: str | None = None
    publisher: str | None = None
    author: str | None = None
    url: str | None = None
    language: str = "en"
    published: DateText
    basis: Literal["text", "curated", "estimated"]
    reason: str
    """Where the date comes from; for an estimate, why it is thought right."""

    @field_validator("published")
    @classmethod
    def _date_read(cls, value: str) -> str:
        Published.read(value, "curated")
        return value


class Catalogue(Record):
    """All catalogue files together."""

    entities: tuple[Entity, ...] = ()
    publishers: tuple[Publisher, ...] = ()
    units: tuple[UnitDefinition, ...] = ()
    metrics: tuple[Metric, ...] = ()
    sources: tuple[Source, ...] = ()
    subscribers: tuple[Subscriber, ...] = ()
