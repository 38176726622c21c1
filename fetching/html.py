"""An HTML page as an article: text by trafilatura, everything else by what the page states."""

from datetime import datetime
from html import unescape
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from lxml.html import fromstring

from fetching.charsets import charset_of
from fetching.html_tree import load_tree, read_head
from fetching.page_dates import publication_time
from fetching.page_kinds import NoArticle, check_kind, check_place
from fetching.page_names import own_url, page_author, page_language, page_publisher, page_title
from fetching.page_text import article_text
from fetching.walls import PageProblem, cut_off, wall_of
from schemas.acquisition import Link
from schemas.article import ArticleRecord
from schemas.published import Published

__all__ = ["NoArticle", "ParsedPage", "parse_page"]
SHORTEST = 40
"""Characters of text below which there is no article."""


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
        text = "\n".join(
            " ".join(str(part).split()) for part in fromstring(f"<div>{text}</div>").itertext() if part.strip()
        )
    return text.strip()


def _plain_text(text: str, url: str | None, hint: Link | None) -> ParsedPage:
    kept = "\n".join(line.rstrip() for line in text.splitlines() if line.strip())
    title, published = (hint.title, hint.published) if hint else (None, None)
    return ParsedPage(ArticleRecord(text=kept, url=url, title=title), published, None)


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
    charset = charset or charset_of(body, content_type or "")
    check_kind(body, content_type, charset)
    check_place(url, hint)
    if (content_type or "").startswith("text/plain") and not body.lstrip().startswith(b"<"):
        return _plain_text(body.decode(charset, "replace"), url, hint)
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
    zone = ZoneInfo(time_zone) if time_zone else None
    listed = hint.published if hint else None
    published = publication_time(tree, head, article, own or url, title, listed, zone, seen_at)
    author = page_author(tree, head, article)
    text = article_text(tree, url, title)
    if len(text) * 2 < len(stated):
        text = stated
    if len(text) < SHORTEST:
        raise NoArticle(
            "soft", "no article", "no article text found in the page; a list of articles needs type listing"
        )
    caution, nothing = cut_off(tree, head, text) or (None, False)
    if caution and nothing:
        raise NoArticle(*caution)
    language = page_language(tree, head, article, text)
    record = ArticleRecord(text=text, url=own, title=title, author=author, publisher=publisher, language=language)
    return ParsedPage(record, published, caution)
