"""sources.yaml: what is visited, how often, which links are taken, and how gently."""

import re
from datetime import timedelta
from decimal import Decimal
from typing import Literal, Self

from pydantic import Field, field_validator, model_validator

from schemas.fields import Slug, TimeZone, Words
from schemas.record import Number, Record


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
