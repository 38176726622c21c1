"""An article's text out of a page's tree, by trafilatura, with two things mended that it gets wrong."""

import re
from collections.abc import Iterator

from lxml.html import HtmlElement

BLOCK_TAGS = ("p", "br", "ul", "ol", "h1", "h2", "h3", "h4", "blockquote")
CELLS = ("td", "th")
LAYOUT_BLOCKS = 4
LAYOUT_LENGTH = 600
PARAGRAPH = 20
LONG_PARAGRAPH = 60
"""Characters from which on a paragraph is more than a caption or a label."""
LINKED = 0.3
MISSED = 0.1
HEAD_LINES = 4
RULE = re.compile(r"[\W_]*")
"""A line without a letter or digit: a row of asterisks, or what trafilatura puts under the head of a table."""


def _words(element: HtmlElement) -> str:
    return " ".join(element.text_content().split())


def _key(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.lower()))


def _lays_out(table: HtmlElement) -> bool:
    """Whether a table only puts parts of the page side by side: it says so, or its cells hold tables or whole texts."""
    if (table.get("role") or "").lower() in ("presentation", "none"):
        return True
    for cell in table.iter(*CELLS):
        if next(cell.iter("table"), None) is not None:
            return True
        if sum(1 for _ in cell.iter(*BLOCK_TAGS)) >= LAYOUT_BLOCKS or len(cell.text_content()) > LAYOUT_LENGTH:
            return True
    return False


def unwrap_layout(tree: HtmlElement) -> None:
    """Turn tables that lay out the page into plain blocks, in place, so that a text in one is read as a text."""
    for table in list(tree.iter("table")):
        if _lays_out(table):
            own = [
                part
                for part in table.iter("tbody", "thead", "tfoot", "tr", *CELLS)
                if next(part.iterancestors("table"), None) is table
            ]
            for part in (table, *own):
                part.tag = "div"


def _unread(tree: HtmlElement, text: str) -> Iterator[tuple[bool, str]]:
    """Each paragraph of the page that is in the text (True), or is missing although it belongs there, in order.

    A site that breaks an article up, for advertisements between, repeats the element that holds its parts: a paragraph
    belongs to the article if it stands in an element of the same tag and class as one whose paragraphs were read.
    """
    paragraphs = [(element, words) for element in tree.iter("p") if len(words := _words(element)) >= PARAGRAPH]
    read = [words in text for _, words in paragraphs]
    holders = [element.getparent() for element, _ in paragraphs]
    whole = {holder for holder, known in zip(holders, read, strict=True) if known}
    alike = {(holder.tag, holder.get("class")) for holder in whole if holder is not None and holder.get("class")}
    for (element, words), holder, known in zip(paragraphs, holders, read, strict=True):
        if known:
            yield True, words
        elif holder is not None and holder not in whole and (holder.tag, holder.get("class")) in alike:
            linked = sum(len(_words(anchor)) for anchor in element.iter("a"))
            if linked < LINKED * len(words):
                yield False, words


def _completed(tree: HtmlElement, lines: list[str]) -> list[str]:
    """The lines with the paragraphs that were left out put in after those they follow, where they are many."""
    text = "\n".join(lines)
    paragraphs = list(_unread(tree, text))
    missed = sum(len(words) for known, words in paragraphs if not known and len(words) >= LONG_PARAGRAPH)
    if missed < MISSED * len(text):
        return lines
    place = 0
    for known, words in paragraphs:
        if known:
            place = next((number for number, line in enumerate(lines) if words in line), place - 1) + 1
        else:
            lines.insert(place, words)
            place += 1
    return lines


def article_text(tree: HtmlElement, url: str | None, title: str | None) -> str:
    """The article's text, one paragraph, list item or table row a line, without comments; empty if there is none.

    The headline is the title's and not repeated. The tree is changed. The options are those that did best on real pages
    (bench/parsing.py): without the second opinion of other extractors, preferring more text to less.
    """
    import trafilatura
    from trafilatura.settings import Document

    unwrap_layout(tree)
    document = trafilatura.bare_extraction(
        tree, url=url, fast=True, favor_recall=True, include_comments=False, include_tables=True, deduplicate=False
    )
    if not isinstance(document, Document) or not document.text:
        return ""
    lines = [" ".join(line.split()) for line in document.text.split("\n") if not RULE.fullmatch(line)]
    lines = _completed(tree, lines)
    headline = _key(title or "")
    place = next(
        (number for number, line in enumerate(lines[:HEAD_LINES]) if headline and _key(line) == headline), None
    )
    if place is not None and len(lines) > 1:
        del lines[place]
    return "\n".join(lines)
