"""Feeds: RSS and Atom by feedparser, JSON Feed by its standard."""

import io
import json
from collections.abc import Iterator
from datetime import tzinfo
from html import unescape
from typing import Any

from fetching.link_lists import Listing, ListProblem
from fetching.times import read_feed_time
from fetching.urls import linked_address
from schemas.acquisition import Link
from schemas.published import Published

NOT_A_FEED = "not a feed"


def plain_title(title: object) -> str | None:
    """A title as one line of plain text; feeds escape theirs once, twice, or with tags."""
    from trafilatura.utils import HTML_STRIP_TAGS

    if not isinstance(title, str):
        return None
    return " ".join(unescape(HTML_STRIP_TAGS.sub(" ", unescape(title))).split()) or None


def _json_entries(data: dict[str, Any]) -> Iterator[tuple[list[object], object, list[object]]]:
    items = data.get("items")
    for item in items if isinstance(items, list) else []:
        if isinstance(item, dict):
            dates = [item.get("date_published"), item.get("date_modified")]
            yield [item.get("url"), item.get("external_url"), item.get("id")], item.get("title"), dates


def _xml_entries(entries: list[Any]) -> Iterator[tuple[list[object], object, list[object]]]:
    for entry in entries:
        # an aggregator's own link leads through its counter; the one beside it leads to the article
        addresses = [entry.get("feedburner_origlink"), entry.get("link"), entry.get("id")]
        yield addresses, entry.get("title"), [dict.get(entry, "published"), dict.get(entry, "updated")]


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
    return Listing(problem=ListProblem("soft", NOT_A_FEED, f"{what}; look at the address and correct `url`"))


def read_feed(
    source_id: str, url: str, body: bytes, content_type: str | None, charset: str | None, zone: tzinfo | None
) -> Listing:
    """The links of a feed, in its order, with titles and times; a problem `not a feed` for anything else.

    Nothing outside the bytes is read: feedparser is handed a stream, and a document's own entities are dropped before
    they expand. Items without an http or https address are left out.
    """
    import feedparser

    data = _read_json(body)
    if data is not None:
        entries = _json_entries(data)
        base = url
    else:
        headers = {"content-location": url}
        if charset:
            headers["content-type"] = f"application/xml; charset={charset}"
        # neither bodies nor summaries are used, so that neither needs to be made safe
        parsed = feedparser.parse(
            io.BytesIO(body), response_headers=headers, sanitize_html=False, resolve_relative_uris=False
        )
        if not parsed.version:
            return _no_feed(body, content_type)
        entries = _xml_entries(parsed.entries)
        base = url
    links = []
    for addresses, title, dates in entries:
        places = (
            linked_address(address, base) for address in addresses if isinstance(address, str) and address.strip()
        )
        place = next((found for found in places if found), None)
        if place:
            times = (read_feed_time(text, "feed", zone) for text in dates if isinstance(text, str) and text.strip())
            published: Published | None = next((found for found in times if found), None)
            links.append(Link(source_id=source_id, url=place, title=plain_title(title), published=published))
    return Listing(links=tuple(links))
