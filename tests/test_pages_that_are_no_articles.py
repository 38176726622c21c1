"""Walls, shells and empty pages are told from the articles that speak of them."""

import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import yaml

from fetching.html import NoArticle, parse_page
from schemas.acquisition import Link

SEEN = datetime(2031, 5, 6, 7, 8, tzinfo=UTC)
CASES = yaml.safe_load((Path(__file__).parent / "cases" / "walls.yaml").read_text("utf-8"))
LOREM = "".join(
    f"<p>The harbour handled {number} ships in week {number}, the port authority said on Monday, and {number + 3} the "
    f"week after. It has {number * 4} berths, of which {number} are closed for repairs until the end of the year.</p>"
    for number in (21, 22, 23, 24)
)


def outcome(page: str) -> tuple[str | None, str]:
    """The error, or None and the text."""
    try:
        parsed = parse_page(page.encode(), "https://news.harbour.example/2031/05/story-1", seen_at=SEEN)
    except NoArticle as error:
        return error.error, f"{error.failure} {error.detail}"
    return None, parsed.record.text


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_a_wall_is_named_and_an_article_is_read(case: dict[str, Any]) -> None:
    error, said = outcome(case["html"].replace("{lorem}", LOREM))
    assert error == case["error"], said
    assert error is None or said.startswith("soft ")


def test_an_article_that_a_paywall_cuts_off_is_kept_with_a_caution() -> None:
    page = (
        '<html><head><script type="application/ld+json">{"@type": "NewsArticle", "isAccessibleForFree": false}</script>'
        "</head><body><article><h1>Pier opens</h1><p>The new pier opened on Monday after 14 months of work.</p>"
        "<p>It cost HK$310 million, 4 per cent less than planned, and berths nine ships.</p></article></body></html>"
    )
    parsed = parse_page(page.encode(), "https://news.harbour.example/a", seen_at=SEEN)
    assert "HK$310 million" in parsed.record.text
    assert parsed.caution is not None
    assert (parsed.caution.failure, parsed.caution.error) == ("soft", "paywall")


def test_an_address_that_now_leads_to_the_front_page_is_gone() -> None:
    page = f"<html><body><article><h1>Harbour Post</h1>{LOREM}</article></body></html>".encode()
    hint = Link(source_id="post", url="https://news.harbour.example/a/17")
    with pytest.raises(NoArticle, match="front page") as error:
        parse_page(page, "https://news.harbour.example/", hint=hint, seen_at=SEEN)
    assert error.value.error == "page not found"


@pytest.mark.parametrize(
    ("body", "content_type", "error"),
    [
        (b"%PDF-1.7 ...", "application/pdf", "not a page"),
        (b"%PDF-1.7 ...", "text/html", "not a page"),
        (b"\x89PNG\r\n", None, "not a page"),
        (b'{"a": 1}', "application/json", "not a page"),
        (b"", "text/html", "empty page"),
        (b" \n ", "text/html", "empty page"),
        (b"\x00\x01\x02\x03" * 50, "text/html", "not a page"),
        (b"<p>" * 3, "text/html", "no article"),
    ],
)
def test_what_is_no_page_is_said_to_be_none(body: bytes, content_type: str | None, error: str) -> None:
    with pytest.raises(NoArticle) as raised:
        parse_page(body, "https://news.harbour.example/a", content_type=content_type, seen_at=SEEN)
    assert raised.value.error == error


@pytest.mark.parametrize("depth", [300, 3000, 55_000])
def test_elements_nested_without_end_neither_crash_nor_hang(depth: int) -> None:
    page = f"<html><body>{'<div>' * depth}<p>The harbour has 27 cranes, the port said.</p>{LOREM}</body></html>"
    error, text = outcome(page)
    assert error == "no article" or "ships" in text


@pytest.mark.parametrize(
    "extra",
    [
        f"<div {' '.join(f'a{n}=x' for n in range(100_000))}>",
        "<table><tr>" + "<td><p>1</p></td>" * 30_000,
        '<script type="application/ld+json">' + '{"a":' * 100_000 + "</script>",
        "<!-- " * 50_000,
        '<span class="date">31 June 2031</span>' * 20_000,
    ],
)
def test_hostile_pages_end_soon(extra: str) -> None:
    started = time.process_time()
    error, text = outcome(f"<html><body><h1>Pier</h1>{LOREM}{extra}</body></html>")
    assert time.process_time() - started < 10
    assert error == "page too large" or "ships" in text
