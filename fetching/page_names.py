"""What a page calls itself: address, title, author, publisher, language."""

import re
from html import unescape
from typing import Any
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from fetching.html_tree import Head
from fetching.keeping import CJK
from fetching.urls import linked_address, same_site

SEPARATED = re.compile(r"^(.{8,}?)\s+[|·•»–—-]+\s+([^|·•»–—]{2,60})$|^(.{4,}?)\s*[|｜_]\s*([^|｜_]{2,40})$")
BY = re.compile(r"^(?:by|written by|author|reporter|text|記者|记者|作者|撰文)\s*[:：]?\s+", re.IGNORECASE)
LANGUAGE = re.compile(r"[a-z]{2,3}(?=$|[-_])", re.IGNORECASE)
SITE_NAMES = ("og:site_name", "citation_journal_title", "dc.publisher", "dcterms.publisher", "application-name")
NOT_A_NAME = re.compile(
    r"(?:\w*admin|administrator|editor|webmaster|staff|guest|unknown|none|n/a|default)", re.IGNORECASE
)
NAME_ENDS = re.compile(
    r"\s*(?:[|·•\n]|\b(?:[A-Z][a-z]{2,8}|[A-Z]{3,9})\.?\s+\d{1,2},?\s+\d{4}|\d{4}-\d\d|\d{1,2}/\d).*", re.DOTALL
)
"""What some sites put behind an author's name in the same place: a date, a role, a button."""
CJK_SHARE = 0.3
KANA = re.compile(r"[\u3040-\u30ff]")
HANGUL = re.compile(r"[\uac00-\ud7af]")


def _clean(text: object, longest: int) -> str | None:
    if not isinstance(text, str):
        return None
    plain = " ".join(unescape(unescape(text)).split())
    return plain if 1 < len(plain) <= longest else None


def _words_of(element: HtmlElement, longest: int) -> str | None:
    return _clean(" ".join(element.itertext()), longest)


def own_url(tree: HtmlElement, head: Head, url: str | None) -> str | None:
    """The address a page names as its own, when that is on the same site and not just its front page; else `url`."""
    stated = [link.get("href") for link in tree.iter("link") if "canonical" in (link.get("rel") or "").lower().split()]
    for address in (*stated, head.meta("og:url")):
        if not address:
            continue
        place = linked_address(address, url or "")
        if place and (
            url is None
            or (same_site(place, url) and (urlsplit(place).path.strip("/") or not urlsplit(url).path.strip("/")))
        ):
            return place
    return url


def _names(value: object) -> list[str]:
    """The names in a JSON-LD author or publisher: text, an object with a name, or several."""
    if isinstance(value, list):
        return [name for item in value for name in _names(item)]
    if isinstance(value, dict):
        value = value.get("name")
        if isinstance(value, list):
            return _names(value)
    name = _clean(value, 120)
    return [name] if name and "://" not in name else []


def page_publisher(head: Head, article: dict[str, Any] | None) -> str | None:
    """The publisher a page names, else None."""
    metas = (head.meta(name) for name in SITE_NAMES)
    stated = (name for value in (*metas, (article or {}).get("publisher")) for name in _names(value))
    return next(stated, None)


def page_title(tree: HtmlElement, head: Head, article: dict[str, Any] | None, publisher: str | None) -> str | None:
    """The headline: of the page's data, its tags, its only h1, or its title; without the site's name behind it."""
    headings = [words for found in tree.iter("h1") if (words := _words_of(found, 300))]
    stated = [
        (article or {}).get("headline"),
        head.meta("og:title", "twitter:title", "dc.title", "citation_title", "headline"),
    ]
    document = next((words for found in tree.iter("title") if (words := _words_of(found, 300))), None)
    for candidate in (*stated, headings[0] if len(headings) == 1 else None, document, *headings):
        title = _clean(candidate, 300)
        if title is None:
            continue
        if (
            whole := next((heading for heading in headings if len(heading) > 8 and title.startswith(heading)), None)
        ) is not None:
            return whole
        parts = SEPARATED.match(title)
        if parts and (
            candidate == document or (publisher and publisher.lower() in title[-len(publisher) - 12 :].lower())
        ):
            return (parts[1] or parts[3]).strip()
        return title
    return None


def page_author(tree: HtmlElement, head: Head, article: dict[str, Any] | None) -> str | None:
    """Who wrote it, several with commas, as the page's data, its tags or a byline say."""
    names = _names((article or {}).get("author"))
    if not names:
        for key in (
            "author",
            "article:author",
            "byl",
            "parsely-author",
            "sailthru.author",
            "dc.creator",
            "citation_author",
        ):
            if names := _names(head.metas.get(key)):
                break
    if not names:
        for element in tree.iter("a", "span", "div", "p", "address"):
            if element.get("rel") == "author" or "author" in (element.get("itemprop") or "").split():
                name = _words_of(element, 80)
                if name:
                    names = [name]
                    break
    named = [NAME_ENDS.sub("", BY.sub("", name)).strip(" ,;") for name in names]
    return ", ".join(dict.fromkeys(name for name in named if name and not NOT_A_NAME.fullmatch(name))) or None


def page_language(tree: HtmlElement, head: Head, article: dict[str, Any] | None, text: str) -> str | None:
    """The language of the text as two or three letters: what the page states, unless its script says otherwise."""
    stated = (
        (article or {}).get("inLanguage"),
        tree.get("lang") or tree.get("{http://www.w3.org/XML/1998/namespace}lang"),
        head.meta("og:locale", "content-language", "dc.language", "dcterms.language", "language"),
    )
    found = (LANGUAGE.match(value.strip()) for value in stated if isinstance(value, str))
    language = next((match[0].lower() for match in found if match), None)
    sample = text[:4000]
    if len(CJK.findall(sample)) > CJK_SHARE * len(sample):
        if HANGUL.search(sample) and language != "zh":
            return "ko"
        return "ja" if len(KANA.findall(sample)) > 0.05 * len(sample) else "zh"
    return None if language in ("zh", "ja", "ko") else language
