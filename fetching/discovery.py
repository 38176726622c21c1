"""What a site offers to readers of its news, found in a page of it and its robots.txt; nothing is asked for here."""

import json
import re
from typing import NamedTuple
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from fetching.charsets import charset_of
from fetching.feeds import read_feed
from fetching.html_tree import load_tree, read_head
from fetching.listings import base_of
from fetching.page_names import page_language, page_publisher
from fetching.urls import linked_address, same_site, site
from schemas.source import Source

FEED_TYPES = ("application/rss+xml", "application/atom+xml", "application/feed+json", "application/json")
FEED_PATH = re.compile(r"/(?:rss|feeds?|atom)(?:[/._-]|$)|\.(?:rss|atom)$|(?:rss|feed|atom)[^/]*\.xml$", re.IGNORECASE)
OF_COMMENTS = re.compile(r"comments?(?:/|\b)", re.IGNORECASE)
SITEMAP = re.compile(r"^\s*sitemap\s*:\s*(\S+)", re.IGNORECASE | re.MULTILINE)
LICENCE = re.compile(r"creativecommons\.org|/(?:terms|copyright|licen[cs]e|legal|disclaimer)\b", re.IGNORECASE)
MOST = 8


class Offers(NamedTuple):
    """What was found, the most promising first; all addresses are absolute."""

    feeds: tuple[str, ...]
    sitemaps: tuple[str, ...]
    licences: tuple[str, ...]
    """Pages that say what may be done with the texts: for a person to read."""
    publisher: str | None
    language: str | None


def _feeds(tree: HtmlElement, base: str) -> list[str]:
    stated = [
        link.get("href")
        for link in tree.iter("link")
        if "alternate" in (link.get("rel") or "").lower() and (link.get("type") or "").lower() in FEED_TYPES
    ]
    announced = [linked_address(address, base) for address in stated if address]
    linked = (linked_address(anchor.get("href") or "", base) for anchor in tree.iter("a"))
    look_it = [place for place in linked if place and FEED_PATH.search(urlsplit(place).path)]
    found = [place for place in dict.fromkeys((*announced, *look_it)) if place]
    return sorted(found, key=lambda place: bool(OF_COMMENTS.search(place)))


def offers(url: str, body: bytes, content_type: str | None, charset: str | None, robots: str | None) -> Offers:
    """The feeds, sitemaps and licence pages that a page and its site's robots.txt name; a feed offers itself."""
    named = (linked_address(address, url) for address in SITEMAP.findall(robots or ""))
    sitemaps = [place for place in dict.fromkeys(named) if place]
    if read_feed("new", url, body, content_type, charset, None).problem is None:
        return Offers((url,), tuple(sitemaps[:MOST]), (), None, None)
    tree = load_tree(body, charset or charset_of(body, content_type or ""))
    if tree is None:
        return Offers((), tuple(sitemaps[:MOST]), (), None, None)
    base, head = base_of(tree, url), read_head(tree)
    sitemaps += [
        place
        for link in tree.iter("link")
        if "sitemap" in (link.get("rel") or "").lower() and (place := linked_address(link.get("href") or "", base))
    ]
    licensed = (
        linked_address(link.get("href") or "", base)
        for link in tree.iter("a", "link")
        if "license" in (link.get("rel") or "").lower() or LICENCE.search(link.get("href") or "")
    )
    licences = [place for place in dict.fromkeys(licensed) if place]
    words = " ".join(" ".join(map(str, tree.itertext())).split())
    return Offers(
        tuple(_feeds(tree, base)[:MOST]),
        tuple(dict.fromkeys(sitemaps))[:MOST],
        tuple(licences[:MOST]),
        page_publisher(head, None),
        page_language(tree, head, None, words),
    )


def proposals(url: str, found: Offers) -> list[Source]:
    """Sources to try, the best first: each feed, then each sitemap, then the page itself as a listing."""
    name = re.sub(r"[^a-z0-9]+", "-", site(urlsplit(url).netloc).partition(".")[0].lower()).strip("-") or "source"
    places = [("feed", place) for place in found.feeds if same_site(place, url)]
    places += [("sitemap", place) for place in found.sitemaps if same_site(place, url)]
    places += [("listing", url)]
    made = []
    for number, (kind, place) in enumerate(places):
        own = name if number == 0 else f"{name}-{kind}-{number}"
        keys = {"id": own, "type": kind, "url": place, "language": found.language or "en"}
        made.append(Source.model_validate(keys))
    return made


def source_yaml(source: Source) -> str:
    """The entry for sources.yaml, only with what is not as usual; strings as JSON writes them, which is YAML too."""
    stated = source.model_dump(mode="json", exclude_defaults=True)
    lines = [f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in stated.items()]
    return "- " + "\n  ".join(lines) + "\n"
