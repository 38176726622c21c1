"""Listings: web pages that link to articles, and go on to further pages."""

import re
from collections.abc import Iterator
from datetime import tzinfo
from urllib.parse import parse_qs, urlsplit

from lxml.html import HtmlElement

from fetching.charsets import charset_of
from fetching.html_tree import load_tree, read_head
from fetching.keeping import CJK
from fetching.link_lists import Listing, ListProblem
from fetching.times import read_time
from fetching.urls import canonical_url, linked_address, same_site
from fetching.walls import wall_of
from schemas.acquisition import Link
from schemas.published import Published
from schemas.source import Source

FRAME = frozenset({"nav", "footer", "header", "form", "noscript", "script", "style", "template"})
NO_ARTICLE = re.compile(
    r"/(?:tags?|categor(?:y|ies)|topics?|authors?|search|login|sign-?in|register|subscribe|account|about(?:-us)?|contact(?:-us)?"
    r"|privacy[\w-]*|terms[\w-]*|cookies?[\w-]*|site-?map[\w.-]*|feed|rss|page|print|share|careers?|jobs|faqs?|help)(?:/|\.\w+|$)"
    r"|\.(?:jpe?g|png|gif|webp|svg|mp[34]|zip|docx?|xlsx?|pptx?|ics|css|js|xml|pdf)$",
    re.IGNORECASE,
)
ARTICLE_PATH = re.compile(
    r"\d{4,}|/(?:19|20)\d\d[/-]\d{1,2}|/[^/]*[a-z]+(?:[-_][a-z0-9]+){3,}|/\d+(?:\.\w+)?$|\.s?html?$", re.IGNORECASE
)
ROW_DEPTH = 5
ROW_LENGTH = 600


def _frame(element: HtmlElement) -> bool:
    return any(
        parent.tag in FRAME or parent.get("role") in ("navigation", "contentinfo") for parent in element.iterancestors()
    )


def _looks_like_an_article(url: str, list_url: str, words: str) -> bool:
    """Whether an address could be an article's when nobody has said what those look like.

    On the same site, not one of the usual pages about the site, with a number, a date or a slug of words in its
    path; or else with a headline for a text.
    """
    if not same_site(url, list_url):
        return False
    parts = urlsplit(url)
    path = parts.path
    if path in ("", "/") or NO_ARTICLE.search(path) or canonical_url(list_url).startswith(canonical_url(url)):
        return False
    if ARTICLE_PATH.search(path) or any(value[0].isdigit() for value in parse_qs(parts.query).values()):
        return len(words) > 3
    return len(words.split()) >= 5 or (bool(CJK.search(words)) and len(words) >= 10)


def _row_time(anchor: HtmlElement, places: dict[HtmlElement, str], zone: tzinfo | None) -> Published | None:
    """The date in the row of a list that a link stands in: the largest element around it without another link."""
    row = anchor
    own = places[anchor]
    for parent in anchor.iterancestors():
        if any(places.get(other, own) != own for other in parent.iter("a")):
            break
        row = parent
        if len(list(row.iterancestors())) < 2:
            break
    for tag in row.iter("time"):
        if found := read_time(tag.get("datetime") or "", "text", zone):
            return found
    text = " ".join(" ".join(row.itertext()).split())
    return read_time(text, "text", zone) if len(text) <= ROW_LENGTH else None


def _words(anchor: HtmlElement) -> str:
    text = " ".join(" ".join(anchor.itertext()).split())
    return text or " ".join((anchor.get("title") or anchor.get("aria-label") or "").split())


def _next_pages(tree: HtmlElement, base: str, url: str, pattern: str | None) -> Iterator[str]:
    here = canonical_url(url)
    for element in tree.iter("a", "link"):
        place = linked_address(element.get("href") or "", base)
        if place is None or canonical_url(place) == here or not same_site(place, url):
            continue
        if re.search(pattern, place) if pattern else "next" in (element.get("rel") or "").lower().split():
            yield place


def base_of(tree: HtmlElement, url: str) -> str:
    """What the relative links of a page start from: its `base`, else its own address."""
    element = tree.find(".//base[@href]")
    return (linked_address(element.get("href") or "", url) if element is not None else None) or url


def read_listing(
    source: Source, url: str, body: bytes, content_type: str | None, charset: str | None, zone: tzinfo | None
) -> Listing:
    """The article links of a page in its order, each with the words and the date it stands with, and the next page.

    With `source.links.any` those patterns alone say which links are articles, wherever they lead; without, links of the
    same site outside menus and footers that look like articles.
    """
    tree = load_tree(body, charset or charset_of(body, content_type or ""))
    if tree is None:
        return Listing(
            problem=ListProblem("soft", "not a page", f"expected a web page, got {content_type or 'no content type'}")
        )
    base = base_of(tree, url)
    ruled = bool(source.links.any)
    places: dict[HtmlElement, str] = {}
    words: dict[str, str] = {}
    for anchor in tree.iter("a"):
        place = linked_address(anchor.get("href") or "", base)
        if place is None:
            continue
        text = _words(anchor)
        wanted = (
            source.links.lets_in(place) if ruled else not _frame(anchor) and _looks_like_an_article(place, url, text)
        )
        if wanted:
            places[anchor] = place
            words[place] = max(words.get(place, ""), text, key=len)
    times: dict[str, Published] = {}
    for anchor, place in places.items():
        if place not in times and (when := _row_time(anchor, places, zone)):
            times[place] = when
    links = tuple(
        Link(source_id=source.id, url=place, title=text or None, published=times.get(place))
        for place, text in words.items()
    )
    further = tuple(dict.fromkeys(_next_pages(tree, base, url, source.paging.next)))[:1]
    if links:
        return Listing(links=links, further=further)
    wall = wall_of(tree, read_head(tree))
    detail = "no link on the page looks like an article; say in `links.any` what their addresses look like"
    return Listing(
        further=further,
        problem=ListProblem("soft", wall.error, wall.detail) if wall else ListProblem("soft", "no links", detail),
    )
