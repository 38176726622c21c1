"""When a page was published, by what it states to machines, to readers, or in its address."""

import re
from collections.abc import Iterator
from datetime import datetime, timedelta, tzinfo
from typing import Any
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from fetching.html_tree import FRAME, Head, blocks
from fetching.times import read_time
from schemas.published import Basis, Published

PUBLISHED = (
    *("article:published_time", "og:published_time", "og:article:published_time", "datepublished", "date_published"),
    *("parsely-pub-date", "sailthru.date", "cxenseparse:recs:publishtime", "dc.date.issued", "dcterms.issued"),
    *(
        "dc.date.created",
        "dcterms.created",
        "pubdate",
        "publishdate",
        "publish-date",
        "publish_date",
        "publication_date",
    ),
    *("published_at", "published_time", "article.published", "article:published", "citation_publication_date"),
    *(
        "citation_online_date",
        "dc.date",
        "dcterms.date",
        "dc.terms.date",
        "displaydate",
        "article_date_original",
        "date",
    ),
)
MODIFIED = ("article:modified_time", "og:updated_time", "datemodified", "last-modified", "dcterms.modified")
URL_DAY = re.compile(
    r"(?<!\d)((?:19|20)\d\d)(?:([/_-])(\d{1,2})\2(\d{1,2})|/?(0[1-9]|1[0-2])/?([0-3]\d))(?!\d{1,2}(?!\d))"
)
ASIDE = re.compile(
    r"comment|related|recommend|sidebar|widget|latest|popular|trending|most-?read|more-?(?:news|stories)|teaser|carousel|footer|copyright|breadcrumb|menu",
    re.IGNORECASE,
)
DATED = re.compile(
    r"publish|posted|pub-?date|(?:post|entry|article|news|story|release|press|created)[-_]?(?:date|time|meta|info)|\bdate|date\b|time-?stamp|byline",
    re.IGNORECASE,
)
CHANGED = re.compile(r"updat|modif|edited", re.IGNORECASE)
LABEL = re.compile(
    r"^\W*(?:(?:first |originally )?(?:published|posted|created|released|issued)\b"
    r"|(?:release |publication |publish |press )?date\s*:|ends\s*/"
    r"|(?:發布|发布|發佈|刊登|出版)(?:時間|时间|日期)?|(?:日期|時間|时间)\s*[:：])",
    re.IGNORECASE,
)
ISSUED = re.compile(r"\bissued at\s+(?P<zone>HKT|GMT|UTC)\s*(?P<clock>[0-2]?\d:[0-5]\d)", re.IGNORECASE)
SHORT = 140
NEAR_BLOCKS = 12


def _from_json_ld(
    head: Head, article: dict[str, Any] | None, key: str, zone: tzinfo | None
) -> Iterator[Published | None]:
    for item in (article or {}, *head.objects):
        stated = item.get(key)
        if isinstance(stated, list) and stated:
            stated = stated[0]
        if isinstance(stated, str):
            yield read_time(stated, "json-ld", zone)


def _from_metas(head: Head, names: tuple[str, ...], zone: tzinfo | None) -> Iterator[Published | None]:
    for name in names:
        for value in head.metas.get(name, []):
            yield read_time(value, "meta", zone)


def _aside(element: HtmlElement) -> bool:
    """Whether an element belongs to the frame of the page, or to a list of other articles."""
    for parent in (element, *element.iterancestors()):
        if parent.tag in FRAME or ASIDE.search(f"{parent.get('class') or ''} {parent.get('id') or ''}"):
            return parent.tag not in ("body", "html", "main", "article")
    return False


def _from_elements(tree: HtmlElement, zone: tzinfo | None) -> Iterator[Published | None]:
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


def _from_text(tree: HtmlElement, title: str | None, zone: tzinfo | None) -> Iterator[Published | None]:
    """From a line that says it gives the date, then from the short lines right after, and before, the title."""
    lines = [block.text for block in blocks(tree) if not block.framed]
    for number, line in enumerate(lines):
        if LABEL.match(line) and (found := read_time(line[:SHORT], "text", zone)):
            clock = next((issued for near in lines[number : number + 3] if (issued := ISSUED.search(near))), None)
            if clock and found.precision == "day":
                yield read_time(f"{found.first_day.isoformat()} {clock['clock']} {clock['zone']}", "text", zone)
            yield found
    if title:
        place = next((number for number, line in enumerate(lines) if line.startswith(title)), None)
        if place is not None:
            near = [*lines[place + 1 : place + NEAR_BLOCKS], *reversed(lines[max(0, place - 4) : place])]
            for line in near:
                if len(line) <= SHORT:
                    yield read_time(line, "text", zone)


def _from_url(url: str | None) -> Published | None:
    if not url:
        return None
    parts = urlsplit(url)
    for found in URL_DAY.finditer(f"{parts.path}?{parts.query}"):
        year, _, month, day, packed_month, packed_day = found.groups()
        if read := read_time(f"{year}-{month or packed_month}-{day or packed_day}", "url"):
            return read
    return None


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
    yield from _from_json_ld(head, article, "datePublished", zone)
    yield from _from_metas(head, PUBLISHED, zone)
    given: tuple[Basis, ...] = ("feed", "sitemap")
    if hint and hint.basis in given:
        yield hint
    yield from _from_elements(tree, zone)
    in_url = _from_url(url)
    yield in_url
    yield from _from_text(tree, title, zone)
    yield hint
    yield from _from_json_ld(head, article, "dateCreated", zone)
    yield from _from_json_ld(head, article, "dateModified", zone)
    yield from _from_metas(head, MODIFIED, zone)


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
        if best is None:
            best = found
        elif found.precision == "minute" and best.first_day <= found.first_day <= best.last_day:
            return found.model_copy(update={"basis": found.basis})
        if best.precision == "minute" or number > 60:
            return best
    return best
