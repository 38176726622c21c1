"""What is read from a page: its time, names, address and text, in many charsets and layouts."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import yaml

from fetching.html import parse_page
from schemas.acquisition import Link
from schemas.published import Published

SEEN = datetime(2031, 5, 6, 7, 8, tzinfo=UTC)
URL = "https://news.harbour.example/a/1"
CASES = yaml.safe_load((Path(__file__).parent / "cases" / "pages.yaml").read_text("utf-8"))
LOREM = "".join(
    f"<p>The harbour handled {number} ships in week {number}, the port authority said on Monday, and {number + 3} the "
    "week after.</p>"
    for number in (21, 22, 23, 24)
)


def stated(published: Published | None) -> list[str] | None:
    if published is None:
        return None
    when = published.at.isoformat() if published.precision == "minute" else published.first_day.isoformat()
    return [when, published.precision, published.basis]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_a_page_is_read_as_it_is_meant(case: dict[str, Any]) -> None:
    url = case.get("url", URL)
    hint = None
    if "hint" in case:
        when, _, basis = case["hint"]
        hint = Link(source_id="post", url=url, published=Published.read(when, basis))
    page = parse_page(
        case["html"].replace("{lorem}", LOREM).encode(case.get("encode", "utf-8")),
        url,
        content_type=case.get("header"),
        hint=hint,
        time_zone=case.get("zone"),
        seen_at=SEEN,
    )
    record = page.record
    if "published" in case:
        assert stated(page.published) == case["published"]
    if "day" in case:
        assert page.published is not None
        assert page.published.first_day.isoformat() == case["day"]
    for key in ("title", "author", "publisher", "language"):
        if key in case:
            assert getattr(record, key) == case[key]
    assert record.url == case.get("own", url)
    lines = record.text.split("\n")
    wanted = case.get("lines", [])
    assert [line for line in lines if line in wanted] == wanted
    for part in case.get("has", []):
        assert part in record.text
    for part in case.get("lacks", []):
        assert part not in record.text


def test_the_same_bytes_always_give_the_same_article() -> None:
    page = f"<html><body><article><h1>Pier</h1>{LOREM}</article></body></html>".encode()
    first, *others = (parse_page(page, URL, seen_at=SEEN) for _ in range(6))
    assert all(other == first for other in others)
