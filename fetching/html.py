"""An HTML page as an article: text by trafilatura, everything else by what the page states."""

from datetime import datetime
from html import unescape
from typing import Any, NamedTuple
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from fetching.charsets import charset_of
from fetching.html_tree import load_tree, read_head
from fetching.page_dates import publication_time
from fetching.page_names import own_url, page_author, page_language, page_publisher, page_title
from fetching.page_text import article_text
from fetching.walls import PageProblem, cut_off, wall_of
from schemas.acquisition import Failure, Link
from schemas.article import ArticleRecord
from schemas.published import Published

PAGES = ("text/html", "application/xhtml+xml", "application/xml", "text/xml", "text/plain")
NO_PAGE = (b"%PDF", b"\x89PNG", b"GIF8", b"\xff\xd8\xff", b"PK\x03\x04", b"\x1f\x8b", b"RIFF", b"\0\0\0")
SNIFFED = 2000
SHORTEST = 40
"""Characters of text below which there is no article."""


class NoArticle(Exception):
    """A page without an article; the failure's class, the fixed words, and the same for a person."""

    def __init__(self, failure: Failure, error: str, detail: str) -> None:
        super().__init__(failure, error, detail)
        self.failure: Failure = failure
        self.error = error
        self.detail = detail

    def __str__(self) -> str:
        return f"{self.error}: {self.detail}"


class ParsedPage(NamedTuple):
    """The article of a page, when it was published if the page says so, and what is wrong with it if something is."""

    record: ArticleRecord
    published: Published | None
    caution: PageProblem | None
    """As a paywall that shows only the beginning: the article is kept, and the source's owner is told."""


def _stated_text(article: dict[str, Any] | None) -> str:
    body = (article or {}).get("articleBody")
    if not isinstance(body, str):
        return ""
    text = unescape(body)
    if "</p>" in text or "<br" in text:
        from lxml.html import fromstring

        text = "\n".join(
            " ".join(str(part).split()) for part in fromstring(f"<div>{text}</div>").itertext() if part.strip()
        )
    return text.strip()


def _check_kind(body: bytes, content_type: str | None) -> None:
    kind = (content_type or "").partition(";")[0].strip().lower()
    if (kind and kind not in PAGES) or body.startswith(NO_PAGE):
        raise NoArticle(
            "soft",
            "not a page",
            f"expected a web page, got {kind or 'a binary file'}; leave such links out by `links.none`",
        )
    if not body.strip():
        raise NoArticle("soft", "empty page", "the answer held nothing; it is tried again")


def parse_page(
    body: bytes,
    url: str | None,
    *,
    charset: str | None = None,
    content_type: str | None = None,
    hint: Link | None = None,
    time_zone: str | None = None,
    seen_at: datetime,
) -> ParsedPage:
    """The article of a page; NoArticle where there is none, with the reason.

    `url` is where the answer came from, after redirects; `hint` is what the source's list said of it; `time_zone` is
    the source's own. `seen_at` is when the page was fetched: nothing was published later.
    """
    _check_kind(body, content_type)
    if (
        hint
        and url
        and urlsplit(hint.url).path.strip("/")
        and not urlsplit(url).path.strip("/")
        and not urlsplit(url).query
    ):
        raise NoArticle(
            "soft",
            "page not found",
            "the address now leads to the site's front page; nothing to do unless all of them do",
        )
    charset = charset or charset_of(body, content_type or "")
    if b"\0" in body[:SNIFFED] and not charset.startswith("utf-16"):
        raise NoArticle(
            "soft", "not a page", "expected a web page, got a binary file; leave such links out by `links.none`"
        )
    tree = load_tree(body, charset)
    if tree is None:
        raise NoArticle("soft", "no article", "nothing in the page can be read as HTML")
    head = read_head(tree)
    own = own_url(tree, head, url)
    article = head.article(url, own)
    stated = _stated_text(article)
    wall = wall_of(tree, head)
    if wall and not (wall.error == "needs JavaScript" and stated):
        raise NoArticle(*wall)
    publisher = page_publisher(head, article)
    title = page_title(tree, head, article, publisher) or (hint.title if hint else None)
    published = publication_time(
        tree,
        head,
        article,
        own or url,
        title,
        hint.published if hint else None,
        ZoneInfo(time_zone) if time_zone else None,
        seen_at,
    )
    author = page_author(tree, head, article)
    text = article_text(tree, url, title)
    if len(text) * 2 < len(stated):
        text = stated
    if len(text) < SHORTEST:
        raise NoArticle(
            "soft", "no article", "no article text found in the page; if it is a list of articles, use type listing"
        )
    caution = cut_off(tree, head, text)
    if caution and caution.detail.startswith("only the offer"):
        raise NoArticle(*caution)
    record = ArticleRecord(
        text=text,
        url=own,
        title=title,
        author=author,
        publisher=publisher,
        language=page_language(tree, head, article, text),
    )
    return ParsedPage(record, published, caution)
