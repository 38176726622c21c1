"""An HTML page as an article record: text by trafilatura, publication time from the page's own metadata."""

import json
import re
from collections.abc import Iterator
from typing import Any

from schemas.article import ArticleRecord

PUBLISHED_META = re.compile(
    r"""<meta[^>]+(?:property|name|itemprop)=["'](?:article:published_time|og:published_time|datePublished|pubdate|date)["'][^>]*>""",
    re.IGNORECASE,
)
CONTENT = re.compile(r"""content=["']([^"']+)["']""", re.IGNORECASE)
JSON_LD = re.compile(r"<script[^>]+application/ld\+json[^>]*>(.*?)</script>", re.IGNORECASE | re.DOTALL)
ISO_TIME = re.compile(r"\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)?)?")


class NoArticle(Exception):
    """A page without text that could be an article."""


def _objects(data: Any) -> Iterator[dict[str, Any]]:  # noqa: ANN401 - JSON of any shape
    if isinstance(data, dict):
        yield data
        for value in data.values():
            yield from _objects(value)
    elif isinstance(data, list):
        for value in data:
            yield from _objects(value)


def _json_ld_time(html: str) -> str | None:
    for block in JSON_LD.findall(html):
        try:
            data = json.loads(block)
        except ValueError:
            continue  # a broken block says nothing; the next one or the meta tags may
        for item in _objects(data):
            stated = item.get("datePublished")
            if isinstance(stated, str) and (found := ISO_TIME.match(stated)):
                return found[0]
    return None


def _meta_time(html: str) -> str | None:
    for tag in PUBLISHED_META.findall(html):
        if (content := CONTENT.search(tag)) and (found := ISO_TIME.match(content[1])):
            return found[0]
    return None


def read_page(html: str, url: str | None = None) -> ArticleRecord:
    """The article of a page, with address, title, author and publisher as the page states them; NoArticle if none."""
    import trafilatura
    from trafilatura.settings import Document

    document = trafilatura.bare_extraction(
        html, url=url, include_comments=False, include_tables=True, with_metadata=True, deduplicate=False
    )
    if not isinstance(document, Document) or not document.text:
        raise NoArticle("no article text found in the page")
    return ArticleRecord(
        text=document.text,
        url=url or document.url,
        title=document.title,
        author=document.author,
        publisher=document.sitename,
        published=_json_ld_time(html) or _meta_time(html),
    )
