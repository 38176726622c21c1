"""Feeds: RSS, Atom and JSON Feed, as links."""

import json
import re
from collections.abc import Iterator
from datetime import tzinfo
from html import unescape
from typing import Any, NamedTuple
from urllib.parse import urljoin

from lxml import etree

from fetching.link_lists import Listing, ListProblem
from fetching.times import read_feed_time
from fetching.urls import linked_address
from fetching.xml_items import by_name, first_text, items, name_of, text_of, xml_text
from schemas.acquisition import Link

ROOTS = frozenset({"rss", "feed", "RDF"})
WEB = re.compile(r"\s*https?://")
TAG = re.compile(r"<[A-Za-z/!][^<>]{0,2000}>")
PUBLISHED = ("pubDate", "published", "date", "issued", "created")
CHANGED = ("updated", "modified")
PARTS = frozenset({"title", "link", "guid", "id", "origLink", *PUBLISHED, *CHANGED})
LONGEST_TIME = 100


class Entry(NamedTuple):
    """What one item says of itself."""

    address: str | None
    title: object
    times: tuple[object, ...]
    """As they stand there, the best first."""


def plain_title(title: object) -> str | None:
    """A title as one line of plain text; feeds escape theirs once, twice, or with tags."""
    if not isinstance(title, str):
        return None
    return " ".join(unescape(TAG.sub(" ", unescape(title))).split()) or None


def _json_entries(data: dict[str, Any], url: str) -> Iterator[Entry]:
    for item in data["items"]:
        if isinstance(item, dict):
            stated = [item.get("url"), item.get("external_url"), item.get("id")]
            if not WEB.match(str(stated[2])):
                del stated[2]
            places = (linked_address(place, url) for place in stated if isinstance(place, str) and place.strip())
            times = (item.get("date_published"), item.get("date_modified"))
            yield Entry(next((place for place in places if place), None), item.get("title"), times)


def _addresses(parts: dict[str, list[etree._Element]]) -> Iterator[str]:
    """Where an item leads, best first; beside the link through an aggregator's counter stands the one it leads to."""
    yield first_text(parts, "origLink") or ""
    links = [link for link in parts.get("link", ()) if link.get("rel", "alternate") == "alternate"]
    for link in sorted(links, key=lambda link: "html" not in link.get("type", "html")):
        yield link.get("href") or text_of(link)
    for name in parts.get("guid", []) + parts.get("id", []):
        if name.get("isPermaLink", "true").lower() != "false" and WEB.match(text_of(name)):
            yield text_of(name)


def _xml_entry(item: etree._Element, url: str) -> Entry:
    base = urljoin(url, item.base) if item.base else url
    parts = by_name(item.iterchildren("*"), PARTS)
    places = (linked_address(place, base) for place in _addresses(parts) if place.strip())
    times = (first_text(parts, *PUBLISHED), first_text(parts, *CHANGED))
    return Entry(next((place for place in places if place), None), first_text(parts, "title"), times)


def _xml_entries(text: str, url: str) -> Iterator[Entry] | None:
    """The items of an XML feed; None for any other document."""
    elements = items(text, ("item", "entry"))
    root = next(elements, None)
    if root is None or name_of(root) not in ROOTS:
        return None
    return (_xml_entry(item, url) for item in elements)


def _read_json(body: bytes) -> dict[str, Any] | None:
    if body.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] != b"{":
        return None
    try:
        data = json.loads(body.decode("utf-8-sig", "replace"))
    except (ValueError, RecursionError):
        return None
    return data if isinstance(data, dict) and isinstance(data.get("items"), list) else None


def _no_feed(body: bytes, content_type: str | None) -> Listing:
    start = body[:2000].lower()
    if b"<html" in start or b"<!doctype html" in start:
        what = "a web page came where a feed was expected: the feed has moved, or a wall stands before it"
    elif not body.strip():
        what = "the answer was empty"
    else:
        what = f"the answer is neither RSS, Atom nor JSON Feed (content type {content_type or 'not given'})"
    return Listing(problem=ListProblem("soft", "not a feed", f"{what}; look at the address and correct `url`"))


def read_feed(
    source_id: str, url: str, body: bytes, content_type: str | None, charset: str | None, zone: tzinfo | None
) -> Listing:
    """The links of a feed, in its order, with titles and times; a problem `not a feed` for anything else.

    Bodies and summaries are not used: the article is downloaded from where it stands. Items without an http or https
    address are left out.
    """
    data = _read_json(body)
    entries = _json_entries(data, url) if data else _xml_entries(xml_text(body, content_type, charset), url)
    if entries is None:
        return _no_feed(body, content_type)
    links = []
    for entry in entries:
        if entry.address:
            stated = (text[:LONGEST_TIME] for text in entry.times if isinstance(text, str) and text.strip())
            times = (read_feed_time(text, "feed", zone) for text in stated)
            when = next((found for found in times if found), None)
            title = plain_title(entry.title)
            links.append(Link(source_id=source_id, url=entry.address, title=title, published=when))
    return Listing(links=tuple(links))
