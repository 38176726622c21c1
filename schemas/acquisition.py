"""What passes between fetching and the ledger: requests, pages, links, and how the visit to a source went."""

from typing import Literal

from pydantic import AwareDatetime, Field

from schemas.article import Article, Problem
from schemas.published import Published
from schemas.record import Record

Purpose = Literal["robots", "list", "article"]
Failure = Literal["hard", "soft", "temporary"]
"""Hard: stays as it is until a person acts (gone, forbidden, refused address). Soft: the server is well but what it
sent is of no use (a bot wall, a page instead of a feed). Temporary: worth another try later (time-outs, 429, 5xx)."""
VisitState = Literal["ok", "unchanged", "amber", "failed"]


class Validators(Record):
    """What a server said of its last good answer for an address, so that the next request can be conditional."""

    url: str
    etag: str | None = None
    last_modified: str | None = None
    fresh_until: AwareDatetime | None = None
    """Until then the server asks not to be asked again."""
    body_bytes: int = 0
    sha256: str | None = None


class Request(Record):
    """One request and what came of it, redirects followed; also one that was never sent, with the reason."""

    source_id: str
    purpose: Purpose
    url: str
    final_url: str | None = None
    requested_at: AwareDatetime
    waited_ms: int = 0
    """How long it was kept back to be gentle on the host."""
    elapsed_ms: int = 0
    robots_rule: str | None = None
    """The line of robots.txt that decided, or why there was none."""
    status: int | None = None
    redirects: int = 0
    etag: str | None = None
    last_modified: str | None = None
    fresh_until: AwareDatetime | None = None
    retry_at: AwareDatetime | None = None
    """When the server, or our back-off, lets us ask again."""
    wire_bytes: int = 0
    body_bytes: int = 0
    saved_bytes: int = 0
    """What was not sent again because nothing had changed."""
    sha256: str | None = None
    """Of the decoded body."""
    failure: Failure | None = None
    error: str | None = None
    """What went wrong in two or three fixed words, as `timed out`; None when the answer was of use."""
    detail: str | None = None
    """The same for a person: what was seen and what to do."""


class Page(Record):
    """Where the bytes of one answer are kept; the bytes themselves are in a WARC file and never change."""

    page_id: str
    source_id: str
    url: str
    final_url: str
    fetched_at: AwareDatetime
    status: int
    content_type: str | None = None
    charset: str | None = None
    sha256: str
    body_bytes: int
    warc_file: str
    """From the folder of pages."""
    warc_offset: int


class Link(Record):
    """An address that a source gave as one of its articles, with what it said about it."""

    source_id: str
    url: str
    title: str | None = None
    published: Published | None = None


class Plan(Record):
    """What the ledger knows of a source before a visit."""

    source_id: str
    validators: dict[str, Validators] = Field(default_factory=dict)
    """By address, of lists and articles."""
    pending: tuple[Link, ...] = ()
    """Links found earlier and not yet downloaded, tried again now."""
    due_again: tuple[Link, ...] = ()
    """Known articles to look at again for edits."""
    known: frozenset[str] = frozenset()
    """Addresses that need no download: had already, or failed for good."""
    failures_in_a_row: int = 0
    """Failed visits since the last good one."""


class Haul(Record):
    """A part of what a visit brought in, written down as it comes."""

    source_id: str
    requests: tuple[Request, ...] = ()
    links: tuple[Link, ...] = ()
    pages: tuple[Page, ...] = ()
    articles: tuple[Article, ...] = ()
    problems: tuple[Problem, ...] = ()


class Visit(Record):
    """How a visit to a source ended."""

    source_id: str
    visited_at: AwareDatetime
    state: VisitState
    failure: Failure | None = None
    error: str | None = None
    requests: int = 0
    wire_bytes: int = 0
    listed: int | None = None
    """Links that its lists hold, new or not; None where they had not changed."""
    links: int = 0
    """Those of them that were new."""
    articles: int = 0
    new_articles: int = 0
    next_visit_at: AwareDatetime | None = None
    """Not before then; None: as its schedule says."""
