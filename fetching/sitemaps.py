"""Sitemaps: indexes, plain and news sitemaps, packed or not, and lists of addresses as plain text."""

import io
import re
import zlib
from collections.abc import Iterator
from datetime import date, tzinfo
from typing import NamedTuple

from lxml import etree

from fetching.feeds import plain_title, read_feed
from fetching.link_lists import Listing, ListProblem
from fetching.times import read_time
from fetching.urls import linked_address
from schemas.acquisition import Link
from schemas.published import Published

MAX_BYTES = 50_000_000
"""Unpacked, as sitemaps.org allows."""
MAX_ADDRESSES = 50_000
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


def _text(element: etree._Element, name: str) -> str | None:
    for child in element.iterchildren("{*}" + name):
        return "".join(map(str, child.itertext())).strip() or None
    return None


def _entries(body: bytes, base: str, zone: tzinfo | None) -> Iterator[Entry]:
    found = etree.iterparse(
        io.BytesIO(body),
        events=("end",),
        tag=("{*}url", "{*}sitemap"),
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        recover=True,
        remove_comments=True,
    )
    for _, element in found:
        index = etree.QName(element).localname == "sitemap"
        address = linked_address(_text(element, "loc") or "", base)
        changed = read_time(_text(element, "lastmod") or "", "sitemap", zone)
        news = next(element.iterchildren("{*}news"), None)
        published = title = None
        if news is not None:
            published = read_time(_text(news, "publication_date") or "", "sitemap", zone)
            title = plain_title(_text(news, "title"))
        if address:
            yield Entry(index, address, changed, published, title)
        element.clear()
        while element.getprevious() is not None:  # what has been read need not stay in memory
            del element.getparent()[0]


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
    than MAX_ADDRESSES; entities are not expanded, nothing outside the bytes is read.
    """
    plain = unpacked(body)
    if plain is None:
        return _problem(f"the packed answer is broken, or larger than {MAX_BYTES // 1_000_000} MB unpacked")
    start = plain[:1000].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith((b"http://", b"https://")):
        addresses = (
            linked_address(line, url) for line in plain.decode("utf-8", "replace").splitlines()[:MAX_ADDRESSES]
        )
        return Listing(links=tuple(Link(source_id=source_id, url=place) for place in addresses if place))
    if b"<rss" in start or b"<feed" in start:
        return read_feed(source_id, url, plain, content_type, charset, zone)
    entries: list[Entry] = []
    try:
        for entry in _entries(plain, url, zone):
            entries.append(entry)
            if len(entries) >= MAX_ADDRESSES:
                break
    except etree.XMLSyntaxError:
        entries = []
    if not entries and not re.search(rb"<(?:\w+:)?(?:urlset|sitemapindex)\b", plain[:5000]):
        what = "a web page" if b"<html" in start else f"an answer of type {content_type or 'not given'}"
        return _problem(f"{what} came where a sitemap was expected")
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
