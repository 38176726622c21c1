"""An article record as an article: publisher, furniture and publication time found out."""

from collections.abc import Iterable
from datetime import datetime

from fetching.furniture import furniture
from fetching.publishers import publisher_of
from fetching.times import read_time
from fetching.urls import canonical_url
from schemas.article import Article, ArticleRecord
from schemas.catalogue import Publisher
from schemas.published import Published


def _text_time(text: str, record_title: str | None) -> Published | None:
    for part in furniture(text, record_title):
        if part.sort == "dateline":
            first_published = text[part.start : part.end].split("|", maxsplit=1)[0]
            if found := read_time(first_published, "text"):
                return found
    return None


def seen_now(at: datetime) -> Published:
    """The publication of what states none, and of a watched page: when it was seen."""
    return Published(first_day=at.date(), last_day=at.date(), at=at, precision="minute", basis="seen")


def to_article(
    record: ArticleRecord,
    publishers: Iterable[Publisher],
    *,
    name: str,
    source_id: str,
    seen_at: datetime,
    published: Published | None = None,
) -> Article:
    """The article a record describes.

    The time comes from `published`, else the record, else a dateline of the text, else it is when we saw it.
    """
    publisher = publisher_of(publishers, record.url, record.publisher)
    parts = furniture(record.text, record.title)
    title = record.title or next((record.text[p.start : p.end] for p in parts if p.sort == "title"), None)
    when = published or record.published_time() or _text_time(record.text, record.title)
    return Article.identified(
        revision=record.revision,
        name=record.id or name,
        source_id=source_id,
        url=canonical_url(record.url) if record.url else None,
        title=title,
        author=record.author,
        publisher_id=publisher.id if publisher else None,
        publisher=publisher.name if publisher else record.publisher,
        language=record.language or "en",
        published=when or seen_now(seen_at),
        text=record.text,
        furniture=parts,
        fetched_at=seen_at,
    )
