"""Pages that are no articles, as bot walls and soft 404s, and articles that a paywall cuts off."""

import re
from functools import cache
from pathlib import Path
from typing import NamedTuple

import yaml
from lxml.html import HtmlElement

from fetching.html_tree import Head, blocks
from schemas.acquisition import Failure

SIGNS = Path(__file__).with_name("walls.yaml")
TITLE_PARTS = re.compile(r"\s+[|·•»›–—-]+\s+|\s*[|｜]\s*")
MARKED = ("id", "class", "src", "action")
SUBSCRIBE = re.compile(
    r"(?:subscribe|sign (?:in|up)|log ?in|register|create (?:a|an|your) (?:free )?account)\b.{0,60}"
    r"\b(?:to (?:continue|keep|read|unlock|access|view)|for (?:full|unlimited) access)"
    r"|to (?:continue|keep) reading|continue reading (?:this (?:article|story)|your article|with)"
    r"|(?:article|story|content|feature) is (?:only |exclusively )?(?:for|available to|reserved for|exclusive to) "
    r"(?:our )?(?:paid )?(?:subscribers|members)"
    r"|already a (?:subscriber|member)\b|subscribers? only"
    r"|you(?:'ve|’ve| have) reached your (?:free )?(?:article )?limit"
    r"|(?:訂閱|订阅|登入|登录|登錄|付費|付费|成為會員|成为会员).{0,10}(?:繼續|继续|全文|閱讀|阅读)",
    re.IGNORECASE | re.DOTALL,
)
PAYWALL = re.compile(
    r"paywall|regwall|piano-(?:offer|template)|subscri(?:be|ption)-(?:wall|prompt|gate|barrier)|meter-?wall|tp-modal",
    re.IGNORECASE,
)
MOST_SEEN = 8000
STUB_LENGTH = 1500
PITCH_LENGTH = 300


class PageProblem(NamedTuple):
    """Why a page is no article, or not a whole one: its class, the fixed words, and the same for a person."""

    failure: Failure
    error: str
    detail: str


class Wall(NamedTuple):
    """One entry of walls.yaml, its patterns compiled."""

    problem: PageProblem
    matter: re.Pattern[str] | None
    longest: int
    longest_article: int
    title: re.Pattern[str] | None
    text: re.Pattern[str] | None
    marks: re.Pattern[str] | None


def _any_of(patterns: list[str]) -> re.Pattern[str] | None:
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns), re.IGNORECASE) if patterns else None


@cache
def known_walls() -> tuple[Wall, ...]:
    """The walls of walls.yaml, in its order."""
    return tuple(
        Wall(
            PageProblem("soft", entry["error"], entry["detail"]),
            re.compile(entry["matter"], re.IGNORECASE) if "matter" in entry else None,
            entry["longest"],
            entry["longest_article"],
            _any_of(entry["title"]),
            _any_of(entry["text"]),
            _any_of(entry["marks"]),
        )
        for entry in yaml.safe_load(SIGNS.read_text("utf-8"))
    )


def _lines(tree: HtmlElement) -> list[str]:
    """The words a reader sees, line by line, up to MOST_SEEN characters."""
    lines: list[str] = []
    length = 0
    for block in blocks(tree):
        lines.append(block.text)
        length += len(block.text) + 1
        if length > MOST_SEEN:
            break
    return lines


def calls_itself_an_article(head: Head) -> bool:
    """Whether the page's data for machines says that it is an article."""
    return (head.meta("og:type") or "").lower() == "article" or bool(head.articles())


def _titles(tree: HtmlElement) -> list[str]:
    texts = [
        " ".join(" ".join(found.itertext()).split()) for tag in ("title", "h1") for found in list(tree.iter(tag))[:2]
    ]
    return [part.strip() for text in texts for part in (text, *TITLE_PARTS.split(text)) if part.strip()]


def _marked(tree: HtmlElement, marks: re.Pattern[str]) -> bool:
    return any(marks.search(value) for element in tree.iter("*") for key in MARKED if (value := element.get(key)))


def wall_of(tree: HtmlElement, head: Head) -> PageProblem | None:
    """Which wall a page is, None for one that may well be an article.

    An article about captchas or cookies says the same words, but has more to say, or calls itself an article.
    """
    lines = _lines(tree)
    seen = " ".join(lines)
    article = calls_itself_an_article(head)
    titles: list[str] | None = None
    for wall in known_walls():
        others = [line for line in lines if not wall.matter.search(line)] if wall.matter else lines
        if sum(len(line) + 1 for line in others) > (wall.longest_article if article else wall.longest):
            continue
        if wall.text and wall.text.search(seen):
            return wall.problem
        if wall.title:
            titles = _titles(tree) if titles is None else titles
            if any(wall.title.fullmatch(title) for title in titles):
                return wall.problem
        if wall.marks and _marked(tree, wall.marks):
            return wall.problem
    return None


def cut_off(tree: HtmlElement, head: Head, text: str) -> tuple[PageProblem, bool] | None:
    """A paywall that leaves only the beginning of an article, and whether it leaves nothing but its own words."""
    if len(text) > STUB_LENGTH:
        return None
    free = next((found["isAccessibleForFree"] for found in head.objects if "isAccessibleForFree" in found), None)
    paid = str(free).lower() in ("false", "http://schema.org/false", "https://schema.org/false")
    offered = bool(SUBSCRIBE.search(text))
    if not paid and not offered and not _marked(tree, PAYWALL):
        return None
    nothing = offered and len(SUBSCRIBE.sub("", text)) < PITCH_LENGTH
    shown = "only the offer to subscribe is" if nothing else f"only the first {len(text.split())} words are"
    return PageProblem("soft", "paywall", f"{shown} shown; get access, or use another source"), nothing
