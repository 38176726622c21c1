"""When an article was published, as precisely as it is known."""

import calendar
import re
from datetime import UTC, date, datetime, time, timedelta
from typing import Literal, Self

from pydantic import AwareDatetime, model_validator

from schemas.record import Record

Precision = Literal["minute", "day", "month", "year", "interval"]
Basis = Literal["json-ld", "meta", "text", "feed", "sitemap", "url", "curated", "estimated", "record", "seen"]

DAY = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?")
FORMS = "2025-12-16T20:06+08:00, 2025-12-16, 2025-12, 2025 or 2022-11/2022-12"


def day_bounds(text: str) -> tuple[date, date, Precision]:
    """First day, last day and precision named by `YYYY`, `YYYY-MM` or `YYYY-MM-DD`; ValueError for anything else."""
    found = DAY.fullmatch(text)
    if not found:
        raise ValueError(f"not a date: {text!r}; write {FORMS}")
    year, month, day = (int(part) if part else None for part in found.groups())
    assert year is not None
    if month is None:
        return date(year, 1, 1), date(year, 12, 31), "year"
    if day is None:
        return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1]), "month"
    return date(year, month, day), date(year, month, day), "day"


class Published(Record):
    """The days an article may be of, and the instant that orders it (the middle, unless the minute is known)."""

    first_day: date
    last_day: date
    at: AwareDatetime
    precision: Precision
    basis: Basis

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.last_day < self.first_day:
            raise ValueError("a publication interval must not end before it starts")
        return self

    @property
    def vague(self) -> bool:
        """True when the day is not known."""
        return self.precision not in ("minute", "day")

    @classmethod
    def on(cls, first: date, last: date, precision: Precision, basis: Basis) -> Self:
        """The publication between two days, both included, ordered by the middle of their interval (UTC)."""
        start = datetime.combine(first, time(), UTC)
        end = datetime.combine(last + timedelta(days=1), time(), UTC)
        return cls(first_day=first, last_day=last, at=start + (end - start) / 2, precision=precision, basis=basis)

    @classmethod
    def read(cls, text: str, basis: Basis) -> Self:
        """A publication from ISO text: a time, day, month, year or interval; a time without zone is taken as UTC."""
        text = text.strip()
        if "T" in text or " " in text:
            at = datetime.fromisoformat(text.replace(" ", "T", 1))
            at = at if at.tzinfo else at.replace(tzinfo=UTC)
            return cls(first_day=at.date(), last_day=at.date(), at=at, precision="minute", basis=basis)
        start, slash, end = text.partition("/")
        first, last, precision = day_bounds(start)
        if slash:
            return cls.on(first, day_bounds(end)[1], "interval", basis)
        return cls.on(first, last, precision, basis)
