"""One request as far as it has got, and the answer that it becomes."""

import hashlib
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, NamedTuple

import httpx

from fetching.addresses import written_down
from fetching.charsets import charset_of
from fetching.contents import media_type
from fetching.failures import Trouble
from fetching.freshness import fresh_until
from fetching.statuses import UNCHANGED, says_none
from schemas.acquisition import Purpose, Request, Validators
from schemas.source import Source

LONGEST_VALIDATOR = 1_000


class Answer(NamedTuple):
    """What came of asking for an address; `body` is unpacked, None unless there is something new of use.

    `earlier` are the requests that came before it: for robots.txt, and attempts that were repeated. All of them, and
    `request`, are rows for the ledger.
    """

    request: Request
    body: bytes | None = None
    content_type: str | None = None
    charset: str | None = None
    """The codec to read the body with."""
    headers: tuple[tuple[str, str], ...] = ()
    """As they came with the last answer; the body is no longer encoded as they may say."""
    earlier: tuple[Request, ...] = ()

    @property
    def unchanged(self) -> bool:
        """Whether nothing is new: the server said so, or had asked not to be asked yet."""
        return self.body is None and self.request.error is None and self.request.status in (None, UNCHANGED)


def _validator(value: str | None) -> str | None:
    """An ETag or Last-Modified worth keeping; None for one so long that it is a trick."""
    return value if value and len(value) <= LONGEST_VALIDATOR else None


@dataclass
class Attempt:
    """One request; `row` collects the fields of its record."""

    url: str
    source: Source
    purpose: Purpose
    known: Validators | None
    row: dict[str, Any] = field(default_factory=dict)
    elapsed_s: float = 0.0
    waited_s: float = 0.0
    wire_bytes: int = 0
    body: bytes | None = None
    headers: httpx.Headers = field(default_factory=httpx.Headers)
    cookies: httpx.Cookies = field(default_factory=httpx.Cookies)
    """For this chain of redirects only; sites that set one and redirect would otherwise do so for ever."""

    @property
    def conditional(self) -> bool:
        """Whether the server is asked only for what is new."""
        return bool(self.known and (self.known.etag or self.known.last_modified))

    def count(self, wire_bytes: int) -> None:
        """Adds to the bytes that came."""
        self.wire_bytes += wire_bytes

    def note_times(self, now: datetime, longest: timedelta) -> None:
        """Writes down what the headers of a good answer say of its age; after 304 what was known goes on holding."""
        known = self.known if self.body is None else None
        self.row |= {
            "etag": _validator(self.headers.get("etag")) or (known and known.etag),
            "last_modified": _validator(self.headers.get("last-modified")) or (known and known.last_modified),
            "fresh_until": fresh_until(self.headers, now, longest),
            "saved_bytes": known.body_bytes if known else 0,
        }

    def note_trouble(self, trouble: Trouble, now: datetime, ask_again_s: float) -> None:
        """Writes down what went wrong, and if it may pass when to ask again."""
        self.body = None
        if self.purpose == "robots" and says_none(self.row.get("status")):
            self.row["detail"] = f"{trouble.seen}: there are no rules, so all is allowed"
            return
        self.row |= {"failure": trouble.failure, "error": trouble.words, "detail": trouble.detail}
        if trouble.failure == "temporary":
            after_s = ask_again_s if trouble.retry_after_s is None else trouble.retry_after_s
            self.row["retry_at"] = now + timedelta(seconds=after_s)

    def answer(self) -> Answer:
        """What came of it."""
        request = Request(
            source_id=self.source.id,
            purpose=self.purpose,
            url=written_down(self.url),
            elapsed_ms=round(self.elapsed_s * 1000),
            waited_ms=round(self.waited_s * 1000),
            wire_bytes=self.wire_bytes,
            body_bytes=len(self.body or b""),
            sha256=None if self.body is None else hashlib.sha256(self.body).hexdigest(),
            **self.row,
        )
        if self.body is None:
            return Answer(request)
        declared = self.headers.get("content-type", "")
        return Answer(
            request,
            self.body,
            media_type(declared) or None,
            charset_of(self.body, declared),
            tuple((name.decode("latin-1"), value.decode("latin-1")) for name, value in self.headers.raw),
        )


def still_fresh(url: str, source: Source, purpose: Purpose, known: Validators, now: datetime) -> Answer:
    """The answer to an address that need not be asked for, since what is known of it still holds."""
    attempt = Attempt(url, source, purpose, known)
    attempt.row = {
        "requested_at": now,
        "etag": known.etag,
        "last_modified": known.last_modified,
        "fresh_until": known.fresh_until,
        "saved_bytes": known.body_bytes,
        "detail": "not sent: the server had asked not to be asked before then",
    }
    return attempt.answer()
