"""What an answer must be to be read as a page."""

from urllib.parse import urlsplit

from fetching.html_tree import MOST_TAGS
from schemas.acquisition import Failure, Link

KINDS = ("text/html", "application/xhtml+xml", "application/xml", "text/xml", "text/plain")
BINARY = (b"%PDF", b"\x89PNG", b"GIF8", b"\xff\xd8\xff", b"PK\x03\x04", b"\x1f\x8b", b"RIFF", b"\0\0\0")
SNIFFED = 2000


class NoArticle(Exception):
    """A page without an article; the failure's class, the fixed words, and the same for a person."""

    def __init__(self, failure: Failure, error: str, detail: str) -> None:
        super().__init__(failure, error, detail)
        self.failure: Failure = failure
        self.error = error
        self.detail = detail

    def __str__(self) -> str:
        return f"{self.error}: {self.detail}"


def check_kind(body: bytes, content_type: str | None, charset: str) -> None:
    """NoArticle for bytes that are no text of a kind that articles come in."""
    kind = (content_type or "").partition(";")[0].strip().lower()
    binary = body.startswith(BINARY) or (b"\0" in body[:SNIFFED] and not charset.startswith("utf-16"))
    if binary or (kind and kind not in KINDS):
        got = kind if kind and kind not in KINDS else "a binary file"
        raise NoArticle("soft", "not a page", f"expected a web page, got {got}; leave such links out by `links.none`")
    if body.count(b"<") > MOST_TAGS:
        detail = f"more than {MOST_TAGS:,} tags, which no article has; leave such links out by `links.none`"
        raise NoArticle("soft", "page too large", detail)
    if not body.strip():
        raise NoArticle("soft", "empty page", "the answer held nothing; it is tried again")


def check_place(url: str | None, hint: Link | None) -> None:
    """NoArticle for an article's address that now leads to the front page of its site."""
    if hint is None or url is None:
        return
    here, there = urlsplit(url), urlsplit(hint.url)
    if there.path.strip("/") and not here.path.strip("/") and not here.query:
        detail = "the address now leads to the site's front page; nothing to do unless all of them do"
        raise NoArticle("soft", "page not found", detail)
