"""Observations of metrics, and the changes they made to our belief."""

from datetime import date
from typing import Literal

from pydantic import AwareDatetime, Field

from schemas.fact import Kind, Qualifier
from schemas.published import Published
from schemas.record import Number, Record

Authority = Literal["aggregator", "press", "primary", "official"]
AUTHORITY_RANK: dict[Authority, int] = {"aggregator": 0, "press": 1, "primary": 2, "official": 3}

ChangeClass = Literal[
    "first",
    "repeat",
    "refined",
    "new_value",
    "new_period",
    "revised",
    "contradicted",
    "historical",
    "out_of_scope",
    "implausible",
    "retracted",
]
ALERTING: tuple[ChangeClass, ...] = ("new_value", "new_period", "revised", "contradicted", "retracted")


class Match(Record):
    """Why a fact is, or nearly is, a statement about a metric."""

    fact_id: str
    metric_id: str | None
    in_scope: bool = True
    """False when the words narrow it to a part of the metric: recorded as `out_of_scope`, never believed."""
    reasons: tuple[str, ...] = ()
    near_misses: tuple[str, ...] = ()
    """`metric: what was missing`, for the metrics that came close."""


class Observation(Record):
    """A fact accepted as a statement about a metric, with all that tracking needs to order and weigh it."""

    observation_id: str
    metric_id: str
    kind: Kind
    fact_id: str
    article_id: str
    revision: int = 1
    first_said: int | None = None
    """The revision that first said it; None where that is `revision`."""
    withdrawn_in: int | None = None
    """The revision of the article that no longer says it, once there is one."""
    story_id: str
    """Copies of one text share a story and count as one witness."""
    publisher: str
    """The publisher's id, else its name, else the source."""
    authority: Authority = "press"
    published: Published
    source_is_page: bool = False
    """True for a watched page, where what disappears is no retraction."""
    start: int = 0
    value: Number | None = None
    low: Number | None = None
    high: Number | None = None
    step: Number | None = None
    unit: str
    qualifier: Qualifier = "exact"
    wording: str | None = None
    """The qualifier in the article's words."""
    period_start: date | None = None
    period_end: date | None = None
    period_text: str | None = None
    falls: bool = False
    compared: bool = False
    """True when the article gives it only as what another figure is compared with."""
    in_scope: bool = True
    review: Literal["accepted", "rejected"] | None = None
    """What a person decided of it, if anyone did."""


class Change(Record):
    """What one observation did to our belief about a metric: the outcome of the fold for it."""

    change_id: str
    observation_id: str
    metric_id: str
    kind: Kind
    class_: ChangeClass = Field(alias="class")
    rule: str
    """The step of the tracking rules that decided, as `10g` or `7`."""
    reason: str
    """The same in words, for `explain`."""
    slot: str
    """What one value belongs to: a period such as `2025`, a due date, or empty for a stock."""
    old_observation_id: str | None = None
    old_value: Number | None = None
    old_low: Number | None = None
    old_high: Number | None = None
    old_qualifier: Qualifier | None = None
    old_wording: str | None = None
    old_period_start: date | None = None
    old_period_end: date | None = None
    new_value: Number | None = None
    new_low: Number | None = None
    new_high: Number | None = None
    new_qualifier: Qualifier
    new_wording: str | None = None
    unit: str
    change_abs: Number | None = None
    change_pct: Number | None = None
    period_start: date | None = None
    period_end: date | None = None
    published_at: AwareDatetime
    current: bool = False
    """True when the observation is today's belief of the newest slot of its series, or a rival of it."""
    witnesses: int = 1
    """Independent publishers that have said the value, this one included."""
    alerts_by_default: bool = False
