"""The catalogue: what is watched, who says it, what is tracked and who is told. One model per file in `seeds/`."""

import re
from datetime import time, timedelta
from decimal import Decimal
from typing import Annotated, Literal, Self
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import AfterValidator, BeforeValidator, Field, field_validator, model_validator

from schemas.change import ALERTING, Authority, ChangeClass
from schemas.fact import Role
from schemas.published import Published
from schemas.record import ADDRESS, Number, Record

PeriodKind = Literal["instant", "cumulative", "month", "quarter", "half-year", "year", "fiscal-year", "ytd"]


def _slug(value: str) -> str:
    if not re.fullmatch(r"[a-z0-9][a-z0-9-]*", value):
        raise ValueError("an id is small letters, digits and hyphens, as in hkic-projects")
    return value


def _as_text(value: object) -> object:
    """YAML reads 2025 as a number and 2025-12-16 as a date; both are meant as text here."""
    return value if value is None or isinstance(value, str) else str(value)


def _zone(value: str) -> str:
    try:
        ZoneInfo(value)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise ValueError(f"no time zone {value!r}; write one as in Asia/Hong_Kong or UTC") from error
    return value


Slug = Annotated[str, AfterValidator(_slug)]
TimeZone = Annotated[str, AfterValidator(_zone)]
DateText = Annotated[str, BeforeValidator(_as_text)]
Words = tuple[str, ...]
Direction = Literal["up", "down", "both"]


class Entity(Record):
    """entities.yaml: an organisation, programme or place that figures are about."""

    id: Slug
    name: str
    aliases: Words = Field(default=(), strict=False)
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

    @property
    def reads_role(self) -> Role:
        """The role its facts must have."""
        if self.role:
            return self.role
        by_unit: dict[str, Role] = {"%": "share", "x": "ratio", "rank": "rank"}
        return by_unit.get(self.unit, "level")


class Keep(Record):
    """Which articles of a source are kept: words looked for in title and text."""

    any: Words = Field(default=(), strict=False)
    none: Words = Field(default=(), strict=False)


class LinkRule(Record):
    """Which addresses that a source gives are articles: regular expressions, searched in the whole address."""

    any: Words = Field(default=(), strict=False)
    none: Words = Field(default=(), strict=False)

    @field_validator("any", "none")
    @classmethod
    def _patterns_read(cls, value: Words) -> Words:
        for pattern in value:
            try:
                re.compile(pattern)
            except re.error as error:
                raise ValueError(f"not a regular expression: {pattern!r}: {error}") from error
        return value

    def lets_in(self, url: str) -> bool:
        """Whether an address fits one of `any`, where there are some, and none of `none`."""
        if any(re.search(pattern, url) for pattern in self.none):
            return False
        return not self.any or any(re.search(pattern, url) for pattern in self.any)


class Paging(Record):
    """How a listing goes on: links to its further pages, and how many pages are read in one visit."""

    next: str | None = None
    """A regular expression for the address of the next page; left out: the page's own `rel=next`."""
    max_pages: int = Field(default=1, ge=1, le=1000)
    """Pages of a listing, the first included, or sitemaps of an index, the newest first."""


class Politeness(Record):
    """How gently the hosts of a source are treated; robots.txt may ask for more, never for less."""

    delay_s: Number = Field(default=Decimal(1), ge=0, le=600)
    """Between two requests to one host."""
    concurrency: int = Field(default=1, ge=1, le=8)
    """Requests under way at one host."""


class ExpectedYield(Record):
    """What a healthy source gives; less than that turns it amber."""

    articles: int = Field(default=1, ge=0)
    within: str = Field(default="7d", pattern=r"^\d+[hd]$")


class Source(Record):
    """sources.yaml: a place articles come from."""

    id: Slug
    type: Literal["feed", "sitemap", "listing", "page", "folder"]
    url: str | None = None
    path: str | None = None
    """For a folder: where it is, from the catalogue's own folder."""
    manifest: str | None = None
    """For a folder: the file with its articles' metadata, from the catalogue's own folder."""
    publisher: str | None = None
    language: str = "en"
    time_zone: TimeZone | None = None
    """Where its readers live: reads times stated without a zone, and decides the day of those stated in another."""
    keep: Keep = Keep()
    links: LinkRule = LinkRule()
    paging: Paging = Paging()
    politeness: Politeness = Politeness()
    expect: ExpectedYield | None = None
    max_articles: int = Field(default=100, ge=1)
    """Not more downloads of articles than this in one visit; the rest waits for the next."""
    every: str = Field(default="1d", pattern=r"^\d+[mhd]$")
    enabled: bool = True
    alerts: Literal["send", "hold"] = "send"
    note: str | None = None

    @property
    def interval(self) -> timedelta:
        """The time between two visits."""
        return timedelta(hours=int(self.every[:-1]) * {"m": 1 / 60, "h": 1, "d": 24}[self.every[-1]])

    @model_validator(mode="after")
    def _place_given(self) -> Self:
        if self.type == "folder" and not self.path:
            raise ValueError("a folder source needs `path`")
        if self.type != "folder" and not self.url:
            raise ValueError(f"a {self.type} source needs `url`")
        if self.url and not re.match(r"https?://[^/\s]+", self.url):
            raise ValueError(f"url {self.url!r} must start with https:// or http://")
        return self


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


Weekday = Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]


def _clock_text(value: object) -> object:
    """YAML reads 18:30 as a number in base 60, which is meant as text here."""
    if isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 24 * 60:
        return f"{value // 60:02d}:{value % 60:02d}"
    return value


def _clock(value: str) -> str:
    try:
        time.fromisoformat(value)
    except ValueError:
        value = ""
    if not re.fullmatch(r"\d\d:\d\d", value):
        raise ValueError('a time of day is hours and minutes, as in "08:00"')
    return value


class Watch(Record):
    """New figures on entities or words that are not yet a metric."""

    entities: Words = Field(default=(), strict=False)
    words: Words = Field(default=(), strict=False)


class Subscriber(Record):
    """subscribers.yaml: who is told what, when."""

    id: Slug
    address: str = Field(pattern=ADDRESS)
    role: Literal["reader", "ops"] = "reader"
    metrics: Words = Field(default=(), strict=False)
    """Ids of metrics, with * and ? as wildcards."""
    watch: Watch = Watch()
    classes: tuple[ChangeClass, ...] | None = Field(default=None, strict=False)
    """Left out: what each metric's own `alert.on` says."""
    min_change_pct: Number = Field(default=Decimal(0), ge=0)
    min_change_abs: Number = Field(default=Decimal(0), ge=0)
    """In each metric's unit; for % in percentage points."""
    direction: Direction = "both"
    """Only changes that go up, or down; of a rank, up is towards the first place."""
    deliver: Literal["instant", "daily", "weekly"] = "instant"
    at: Annotated[str, BeforeValidator(_clock_text), AfterValidator(_clock)] = "08:00"
    """When a digest goes out, in the subscriber's time zone."""
    weekday: Weekday = "monday"
    """The day of a weekly digest."""
    time_zone: TimeZone = "UTC"


class Catalogue(Record):
    """All catalogue files together."""

    entities: tuple[Entity, ...] = ()
    publishers: tuple[Publisher, ...] = ()
    units: tuple[UnitDefinition, ...] = ()
    metrics: tuple[Metric, ...] = ()
    sources: tuple[Source, ...] = ()
    subscribers: tuple[Subscriber, ...] = ()
