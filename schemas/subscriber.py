"""subscribers.yaml: who is told what, when."""

import re
from datetime import time
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import AfterValidator, BeforeValidator, Field

from schemas.change import ChangeClass
from schemas.fields import Direction, Slug, TimeZone, Words
from schemas.record import ADDRESS, Number, Record

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
