"""The times a page states: to machines, to readers, and in its address."""

import re
from collections.abc import Iterator
from datetime import tzinfo
from typing import Any
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from fetching.html_tree import FRAME, Head, blocks
from fetching.times import read_time
from schemas.published import Published

URL_MONTH = re.compile(r"/((?:19|20)\d\d)/(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)/(\d{1,2})/", re.IGNORECASE)
URL_DAY = re.compile(
    r"(?<!\d)((?:19|20)\d\d)(?:([/_-])(\d{1,2})\2(\d{1,2})|/?(0[1-9]|1[0-2])/?([0-3]\d))(?!\d{1,2}(?!\d))"
)
ASIDE = re.compile(
    r"comment|related|recommend|sidebar|(?<!elementor-)widget|latest|popular|trending|most-?read|more-?(?:news|stories)"
    r"|teaser|carousel|footer|copyright|breadcrumb|menu",
    re.IGNORECASE,
)
DATED = re.compile(
    r"publish|posted|pub-?date|(?:post|entry|article|news|story|release|press|created)[-_]*(?:date|time|meta|info)"
    r"|\bdate|date\b|time-?stamp|byline",
    re.IGNORECASE,
)
CHANGED = re.compile(r"updat|modif|edited", re.IGNORECASE)
LABEL = re.compile(
    r"^\W*(?:(?:first |originally )?(?:published|posted|created|released|issued)\b"
    r"|(?:release |publication |publish |press )?date\s*:|ends\s*/"
    r"|(?:von\s.{2,40}\s)?(?:publicado|publicada|publié|pubblicato|veröffentlicht|publiziert|기사입력|입력|등록)\b"
    r"|(?:發布|发布|發佈|刊登|出版)(?:時間|时间|日期)?|(?:日期|時間|时间)\s*[:：]|(?=\d{4}年\d{1,2}月\d{1,2}日(?:（星期.）)?$))",
    re.IGNORECASE,
)
ISSUED = re.compile(r"(?:\bissued at\s+|於\s*|^)((?:HKT|香港時間)\s*[0-2]?\d\s*[:時]\s*[0-5]\d)", re.IGNORECASE)
SENTENCE = re.compile(r"(?<![ap]\.m)[.!?。！？]\W*$", re.IGNORECASE)
SHORT = 140
NEAR_BLOCKS = 12


def from_json_ld(
    head: Head, article: dict[str, Any] | None, key: str, zone: tzinfo | None
) -> Iterator[Published | None]:
    """What the page's own article, then its other objects, give under a key."""
    for item in (article or {}, *head.objects):
        stated = item.get(key)
        if isinstance(stated, list) and stated:
            stated = stated[0]
        if isinstance(stated, str):
            yield read_time(stated, "json-ld", zone)


def from_metas(head: Head, names: tuple[str, ...], zone: tzinfo | None) -> Iterator[Published | None]:
    """What the meta tags give, by the order of the names."""
    for name in names:
        for value in head.metas.get(name, []):
            yield read_time(value, "meta", zone)


def _aside(element: HtmlElement) -> bool:
    """Whether an element belongs to the frame of the page, or to a list of other articles."""
    for parent in (element, *element.iterancestors()):
        if parent.tag in FRAME or ASIDE.search(f"{parent.get('class') or ''} {parent.get('id') or ''}"):
            return parent.tag not in ("body", "html", "main", "article")
    return False


def from_elements(tree: HtmlElement, zone: tzinfo | None) -> Iterator[Published | None]:
    """From microdata, then from `time` elements and elements whose class speaks of a date."""
    for element in tree.iter("time", "span", "div", "p", "abbr", "meta", "li", "td"):
        names = (element.get("itemprop") or "").split()
        if "datePublished" in names or "dateCreated" in names or element.get("pubdate") is not None:
            stated = (
                element.get("content") or element.get("datetime") or element.get("title") or "".join(element.itertext())
            )
            if not _aside(element):
                yield read_time(stated[:SHORT], "meta", zone)
    for element in tree.iter("time"):
        if not CHANGED.search(element.get("class") or "") and not _aside(element):
            yield read_time((element.get("datetime") or "".join(element.itertext()))[:SHORT], "text", zone)
    for element in tree.iter(
        "span", "div", "p", "li", "td", "abbr", "em", "small", "b", "i", "dd", "h2", "h3", "h4", "h5", "h6"
    ):
        named = f"{element.get('class') or ''} {element.get('id') or ''}"
        if DATED.search(named) and not CHANGED.search(named) and not _aside(element):
            words = " ".join(" ".join(element.itertext()).split())
            if len(words) <= SHORT:
                yield read_time(words, "text", zone)


def from_text(tree: HtmlElement, title: str | None, zone: tzinfo | None) -> Iterator[Published | None]:
    """From a line that says it gives the date, then from the short lines right after, and before, the title."""
    lines = [block.text for block in blocks(tree) if not block.framed]
    for number, line in enumerate(lines):
        if LABEL.match(line) and (found := read_time(line[:SHORT], "text", zone)):
            clock = next((issued for near in lines[number : number + 3] if (issued := ISSUED.search(near))), None)
            if clock and found.precision == "day":
                yield read_time(f"{found.first_day.isoformat()} {clock[1]}", "text", zone)
            yield found
    if title:
        place = next((number for number, line in enumerate(lines) if line.startswith(title)), None)
        if place is not None:
            near = [*lines[place + 1 : place + NEAR_BLOCKS], *reversed(lines[max(0, place - 4) : place])]
            for line in near:
                if len(line) <= SHORT and not SENTENCE.search(line):
                    yield read_time(line, "text", zone)


def from_url(url: str | None) -> Published | None:
    """The day in an address, as in /2025/12/16/, /20251216 or /2025/dec/16/."""
    if not url:
        return None
    parts = urlsplit(url)
    if named := URL_MONTH.search(parts.path):
        return read_time(f"{named[3]} {named[2]} {named[1]}", "url")
    for found in URL_DAY.finditer(f"{parts.path}?{parts.query}"):
        year, _, month, day, packed_month, packed_day = found.groups()
        if read := read_time(f"{year}-{month or packed_month}-{day or packed_day}", "url"):
            return read
    return None
