"""Sitemaps: indexes, plain and news sitemaps, packed or not, and lists of addresses as plain text."""

import re
import zlib
from collections.abc import Iterator
from datetime import date, tzinfo
from itertools import islice
from typing import NamedTuple

from fetching.feeds import plain_title, read_feed
from fetching.link_lists import Listing, ListProblem
from fetching.times import read_time
from fetching.urls import linked_address
from fetching.xml_items import by_name, first_text, items, name_of, xml_text
from schemas.acquisition import Link
from schemas.published import Published

MAX_BYTES = 50_000_000
"""Unpacked, as sitemaps.org allows."""
MAX_ADDRESSES = 50_000
ROOTS = frozenset({"urlset", "sitemapindex"})
PARTS = frozenset({"loc", "lastmod", "news", "publication_date", "title"})
LONGEST_TIME = 100
URL_MONTH = re.compile(r"(?<!\d)((?:19|20)\d\d)[-_/]?(0[1-9]|1[0-2])(?!\d)")
URL_YEAR_MONTH = re.compile(r"\byyyy=(\d{4})&(?:amp;)?mm=(\d\d)")


class Entry(NamedTuple):
    """One `url` or `sitemap` element."""

    of_index: bool
    address: str
    changed: Published | None
    published: Published | None
    title: str | None


def unpacked(body: bytes) -> bytes | None:
    """The body, taken out of gzip where it is packed; None if it is broken or grows beyond MAX_BYTES."""
    if body[:2] != b"\x1f\x8b":
        return body
    unpacker = zlib.decompressobj(wbits=31)
    try:
        plain = unpacker.decompress(body, MAX_BYTES + 1)
    except zlib.error:
        return None
    return plain if len(plain) <= MAX_BYTES else None


def _entries(text: str, base: str, zone: tzinfo | None) -> Iterator[Entry] | None:
    """The entries of a sitemap or an index; None for any other document."""
    elements = items(text, ("url", "sitemap"))
    root = next(elements, None)
    if root is None or name_of(root) not in ROOTS:
        return None

    def entries() -> Iterator[Entry]:
        for element in elements:
            parts = by_name(element.iterchildren("*"), PARTS)
            address = linked_address(first_text(parts, "loc") or "", base)
            if address is None:
                continue
            changed = read_time((first_text(parts, "lastmod") or "")[:LONGEST_TIME], "sitemap", zone)
            published = title = None
            for news in parts.get("news", ()):
                about = by_name(news.iterchildren("*"), PARTS)
                stated = first_text(about, "publication_date") or ""
                published = read_time(stated[:LONGEST_TIME], "sitemap", zone)
                title = plain_title(first_text(about, "title"))
            yield Entry(name_of(element) == "sitemap", address, changed, published, title)

    return islice(entries(), MAX_ADDRESSES)


def _month_of(address: str) -> date | None:
    """The last day a sitemap can speak of when its address names a month, None when it names none."""
    found = URL_YEAR_MONTH.search(address) or URL_MONTH.search(address)
    return Published.read(f"{found[1]}-{found[2]}", "url").last_day if found else None


def _last_day(entry: Entry) -> date | None:
    dated = entry.published or entry.changed
    return dated.last_day if dated else (_month_of(entry.address) if entry.of_index else None)


def _problem(detail: str) -> Listing:
    return Listing(problem=ListProblem("soft", "not a sitemap", f"{detail}; look at the address and correct `url`"))


def read_sitemap(
    source_id: str,
    url: str,
    body: bytes,
    content_type: str | None,
    charset: str | None,
    zone: tzinfo | None,
    since: date | None,
) -> Listing:
    """The articles of a sitemap, or the sitemaps of an index, newest first where they are dated.

    `lastmod` is when a page changed: it orders, and with `since` leaves out, but is no publication time. Never more
    than MAX_ADDRESSES.
    """
    plain = unpacked(body)
    if plain is None:
        return _problem(f"the packed answer is broken, or larger than {MAX_BYTES // 1_000_000} MB unpacked")
    text = xml_text(plain, content_type, charset)
    if text.startswith(("http://", "https://")):
        lines = islice(text.splitlines(), MAX_ADDRESSES)
        places = (linked_address(line, url) for line in lines)
        return Listing(links=tuple(Link(source_id=source_id, url=place) for place in places if place))
    entries = _entries(text, url, zone)
    if entries is None:
        feed = read_feed(source_id, url, plain, content_type, charset, zone)
        what = "a web page" if "<html" in text[:2000].lower() else f"an answer of type {content_type or 'not given'}"
        return feed if feed.problem is None else _problem(f"{what} came where a sitemap was expected")
    dated = [(entry, _last_day(entry)) for entry in entries]
    wanted = [(entry, day) for entry, day in dated if not (since and day and day < since)]
    if not wanted and entries and (newest := max(dated, key=lambda pair: pair[1] or date.max))[0].of_index:
        # An index of old sitemaps only is that of a quiet source; its newest one shows that all is well.
        wanted = [newest]
    wanted.sort(key=lambda pair: pair[1] or date.max, reverse=True)
    links = (
        Link(source_id=source_id, url=e.address, title=e.title, published=e.published)
        for e, _ in wanted
        if not e.of_index
    )
    return Listing(
        links=tuple(links),
        further=tuple(entry.address for entry, _ in wanted if entry.of_index),
        older=tuple(e.address for e, day in dated if since and day and day < since and not e.of_index),
    )
