"""A text is read as it was written, whatever its sender says of its charset."""

from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from fetching.charsets import charset_of

CASES = yaml.safe_load((Path(__file__).parent / "cases" / "charsets.yaml").read_text("utf-8"))
FILLER = "<p>Harbour ferries sail at nine and at ten.</p>\n" * 20


def page(case: dict) -> str:
    xml = f'<?xml version="1.0" encoding="{case["xml"]}"?>\n' if "xml" in case else ""
    meta = f'<meta http-equiv="Content-Type" content="text/html; charset={case["page"]}">' if "page" in case else ""
    return f"{xml}<html><head>{meta}</head>\n{FILLER}<p>{case['text']}</p>\n{FILLER}</html>"


def header(case: dict) -> str:
    return f"text/html; charset={case['header']}" if "header" in case else "text/html"


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_case(case):
    body = page(case).encode(case["in"])
    assert case["text"] in body.decode(charset_of(body, header(case)), "replace")


def test_utf_8_that_was_cut_or_damaged_is_still_utf_8():
    text = "香港科學園有約一千四百家公司" * 20
    for body in (text.encode()[:-1], text.encode().replace("約".encode(), b"\xff", 1)):
        assert charset_of(body, "text/html; charset=big5") == "utf-8"


def test_json_is_utf_8_whatever_it_looks_like():
    assert charset_of(b'{"title": "\xe9"}', "application/feed+json") == "utf-8"


@settings(max_examples=60)
@given(
    st.binary(max_size=300),
    st.sampled_from(["", "text/html", "application/json"]),
    st.text(max_size=12) | st.sampled_from(["utf-16", "utf-7", "rot13", "hz", "idna", "base64", "cp65001"]),
)
def test_any_bytes_can_be_read(body, kind, charset):
    for text in (body, b'<meta charset="' + charset.encode("utf-8", "replace") + b'">' + body):
        text.decode(charset_of(text, f"{kind}; charset={charset}"), "replace")
