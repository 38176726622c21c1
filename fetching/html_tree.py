"""A page's bytes as a tree: what it states to machines (meta tags, JSON-LD), and the words a reader sees."""

import json
import logging
import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from lxml.html import HtmlElement

logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # what it cannot read is ours to say
MOST_TAGS = 60_000
"""Twenty times what a large page has; some of what is done with a page takes time with the square of their number."""
MOST_ATTRIBUTES = 500
LONG_TAG = re.compile(r"<([A-Za-z][\w:-]*)[^<>]{5000,}")
ATTRIBUTE = re.compile(r"[\s\"'/][^\s\"'/=<>]+\s*(?==)|\s[^\s\"'/=<>]+(?=\s)")
CONTROL = re.compile(r"[\x00-\x1f]+")
ASIDE = frozenset(
    {
        "comment",
        "comments",
        "review",
        "reviews",
        "itemListElement",
        "relatedLink",
        "mentions",
        "citation",
        "hasPart",
        "isPartOf",
    }
)
"""Properties of an article whose objects are other things than the article."""
WORKS = re.compile(r"(?:Article|Posting|Report)$")
UNSEEN = frozenset({"script", "style", "template", "head", "svg", "iframe", "select", "option", "button"})
FRAME = frozenset({"nav", "footer", "aside", "form"})
# fmt: off
BLOCKS = frozenset((
    "address", "article", "aside", "blockquote", "body", "br", "caption", "center", "dd", "details", "div", "dl",
    "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr",
    "html", "li", "main", "nav", "noscript", "ol", "p", "pre", "section", "table", "tbody", "td", "tfoot", "th",
    "thead", "time", "tr", "ul",
))
# fmt: on


class Head(NamedTuple):
    """What a page says of itself to machines."""

    metas: dict[str, list[str]]
    """By name, property or itemprop in small letters, in order."""
    objects: tuple[dict[str, Any], ...]
    """The JSON-LD objects that may speak of the page itself, outermost first."""

    def meta(self, *names: str) -> str | None:
        """The first value that is given under the first of the names that has one."""
        return next((values[0] for name in names if (values := self.metas.get(name))), None)

    def articles(self) -> list[dict[str, Any]]:
        """The objects that are articles, of whatever sort."""
        return [found for found in self.objects if any(WORKS.search(kind) for kind in kinds_of(found))]

    def article(self, *urls: str | None) -> dict[str, Any] | None:
        """The object that is the page's own article: the one with one of the addresses, else the first."""
        articles = self.articles()
        wanted = {url.rstrip("/") for url in urls if url}
        for found in articles:
            place = found.get("mainEntityOfPage")
            own = (found.get("url"), found.get("@id"), place.get("@id") if isinstance(place, dict) else place)
            if any(isinstance(address, str) and address.rstrip("/") in wanted for address in own):
                return found
        return articles[0] if articles else None


class Block(NamedTuple):
    """A stretch of words without a line break, its element, and whether that is part of the page's frame."""

    text: str
    element: HtmlElement
    framed: bool


def kinds_of(item: dict[str, Any]) -> list[str]:
    """The types of a JSON-LD object."""
    kinds = item.get("@type")
    return [kind for kind in (kinds if isinstance(kinds, list) else [kinds]) if isinstance(kind, str)]


def blocks(tree: HtmlElement) -> Iterator[Block]:
    """The words a reader sees, and those for readers without JavaScript, block by block in reading order."""
    pieces: list[str] = []
    place, place_framed = tree, False
    stack: list[tuple[HtmlElement, bool, bool]] = [(tree, False, False)]
    while stack:
        element, framed, closing = stack.pop()
        name = element.tag
        if name in BLOCKS and pieces:
            if text := " ".join("".join(pieces).split()):
                yield Block(text, place, place_framed)
            pieces = []
        if closing:
            piece = element.tail
        else:
            if element is not tree:
                stack.append((element, framed, True))
            if not isinstance(name, str) or name in UNSEEN:
                continue
            framed = framed or name in FRAME
            stack.extend((child, framed, False) for child in reversed(element))
            piece = element.text
        if piece and piece.strip():
            if not pieces:
                place, place_framed = element, framed
            pieces.append(piece)
        elif piece:
            pieces.append(" ")
    if text := " ".join("".join(pieces).split()):
        yield Block(text, place, place_framed)


def _attributes_bounded(tag: re.Match[str]) -> str:
    """The tag, or only its name if it has attributes beyond all measure: each is compared with all before it."""
    return tag[0] if len(ATTRIBUTE.findall(tag[0])) <= MOST_ATTRIBUTES else f"<{tag[1]}"


def load_tree(body: bytes, charset: str) -> HtmlElement | None:
    """The page as a tree without comments; None where nothing can be read as HTML, or there are more than MOST_TAGS."""
    from trafilatura.utils import load_html

    if body.count(b"<") > MOST_TAGS:
        return None
    text = LONG_TAG.sub(_attributes_bounded, body.decode(charset, "replace"))
    tree = load_html(text)
    return tree if isinstance(tree, HtmlElement) else None


def _json(text: str) -> object:
    """The data of a JSON-LD block; line breaks inside strings, a trailing `;` and comment marks are common slips."""
    stripped = text.strip().removeprefix("<!--").removesuffix("-->").strip()
    stripped = stripped.removeprefix("//<![CDATA[").removesuffix("//]]>").strip().rstrip(";")
    try:
        return json.loads(stripped, strict=False)
    except (ValueError, RecursionError):
        pass
    try:
        return json.loads(re.sub(r",\s*(?=[}\]])", "", CONTROL.sub(" ", stripped)), strict=False)
    except (ValueError, RecursionError):
        return None  # a broken block says nothing; the meta tags may


def _objects(data: object, depth: int = 0) -> Iterator[dict[str, Any]]:
    if depth > 12:
        return
    if isinstance(data, dict):
        if "@type" in data or "datePublished" in data:
            yield data
        for key, value in data.items():
            if key not in ASIDE and isinstance(value, dict | list):
                yield from _objects(value, depth + 1)
    elif isinstance(data, list):
        for value in data:
            yield from _objects(value, depth + 1)


def read_head(tree: HtmlElement) -> Head:
    """The meta tags and JSON-LD objects of a page, wherever in the page they stand."""
    metas: dict[str, list[str]] = {}
    for tag in tree.iter("meta"):
        content = (tag.get("content") or "").strip()
        if content:
            for key in ("property", "name", "itemprop", "http-equiv"):
                for name in (tag.get(key) or "").lower().split():
                    metas.setdefault(name, []).append(content)
    objects = [
        found
        for script in tree.iter("script")
        if "ld+json" in (script.get("type") or "").lower() and script.text
        for found in _objects(_json(script.text))
    ]
    return Head(metas, tuple(objects))
