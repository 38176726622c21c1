"""When a page was published: the most trusted of the times it states."""

from collections.abc import Iterator
from datetime import datetime, timedelta, tzinfo
from typing import Any

from lxml.html import HtmlElement

from fetching.html_tree import Head
from fetching.stated_times import from_elements, from_json_ld, from_metas, from_text, from_url
from schemas.published import Basis, Published

# fmt: off
PUBLISHED = (
    "article:published_time", "og:published_time", "og:article:published_time", "datepublished", "date_published",
    "parsely-pub-date", "sailthru.date", "cxenseparse:recs:publishtime", "dc.date.issued", "dcterms.issued",
    "dc.date.created", "dcterms.created", "pubdate", "publishdate", "publish-date", "publish_date", "publication_date",
    "published_at", "published_time", "article.published", "article:published", "citation_publication_date",
    "citation_online_date", "dc.date", "dcterms.date", "dc.terms.date", "displaydate", "article_date_original", "date",
)
# fmt: on
MODIFIED = ("article:modified_time", "og:updated_time", "datemodified", "last-modified", "dcterms.modified")
MOST_LOOKED_AT = 60


def _by_rank(
    tree: HtmlElement,
    head: Head,
    article: dict[str, Any] | None,
    url: str | None,
    title: str | None,
    hint: Published | None,
    zone: tzinfo | None,
) -> Iterator[Published | None]:
    """All times found, the most trusted kind first; the costly kinds are only looked at when they are asked for."""
    yield from from_json_ld(head, article, "datePublished", zone)
    yield from from_metas(head, PUBLISHED, zone)
    given: tuple[Basis, ...] = ("feed", "sitemap")
    if hint and hint.basis in given:
        yield hint
    yield from from_elements(tree, zone)
    in_url = from_url(url)
    yield in_url
    yield from from_text(tree, title, zone)
    yield hint
    yield from from_json_ld(head, article, "dateCreated", zone)
    yield from from_json_ld(head, article, "dateModified", zone)
    yield from from_metas(head, MODIFIED, zone)


def _on_its_own_day(stated: Published, in_url: Published | None, zone: tzinfo | None) -> Published:
    """The time, on the day that its address names if it is stated in UTC and that is the day before or after."""
    in_utc = zone is None and stated.precision == "minute" and stated.at.utcoffset() == timedelta()
    if in_utc and in_url and abs(in_url.first_day - stated.first_day) == timedelta(days=1):
        return stated.model_copy(update={"first_day": in_url.first_day, "last_day": in_url.last_day})
    return stated


def publication_time(
    tree: HtmlElement,
    head: Head,
    article: dict[str, Any] | None,
    url: str | None,
    title: str | None,
    hint: Published | None,
    zone: tzinfo | None,
    seen_at: datetime,
) -> Published | None:
    """The publication time with its precision and basis; None where the page states none.

    The most trusted kind that states one gives the day; a time of day may come from a less trusted kind, if it is of
    the same day. A time that was still to come when the page was fetched is not believed. The year of a copyright
    notice is no date and is never read as one.
    """
    latest = (seen_at + timedelta(days=1)).date()
    best: Published | None = None
    for number, found in enumerate(_by_rank(tree, head, article, url, title, hint, zone)):
        if found is None or found.first_day > latest:
            continue
        if best is None or (found.precision == "minute" and best.first_day <= found.first_day <= best.last_day):
            best = found
        if best.precision == "minute" or number > MOST_LOOKED_AT:
            break
    return _on_its_own_day(best, from_url(url), zone) if best else None
