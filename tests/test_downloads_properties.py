"""Whatever bytes a server sends for an address, an encoding or a time, they are understood, or refused in words."""

import gzip
import ipaddress
import zlib
from datetime import UTC, datetime, timedelta

import httpx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fetching.addresses import refusal, web_address, written_down
from fetching.decoding import PIECE, Unpacker, codings
from fetching.failures import Trouble
from fetching.freshness import fresh_until, http_time, retry_after_s
from fetching.redirects import next_address
from fetching.transport import user_agent

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
PACK = {"gzip": gzip.compress, "deflate": zlib.compress}
NASTY = st.text(st.characters(exclude_categories=()), max_size=60) | st.sampled_from(
    [
        "//",
        "///x",
        "http:",
        "https://",
        "http://[",
        "http://[::]",
        "\\\\h\\x",
        "/%zz",
        "?",
        "#",
        "http://h\x00",
        "http://\u2100.com",
    ]
)


def tried(work, *args):
    """What `work` gives and None, or None and the words it refuses with."""
    try:
        return work(*args), None
    except Trouble as trouble:
        return None, trouble.words


def unpacked(data: bytes, applied: tuple[str, ...], cap: int, sizes: list[int]) -> bytes:
    unpacker, pieces, at = Unpacker(applied, cap), [], 0
    for size in [*sizes, len(data)]:
        pieces += unpacker.feed(data[at : at + size])
        at += size
    pieces += unpacker.finish()
    assert all(len(piece) <= max(PIECE, len(data)) for piece in pieces)
    return b"".join(pieces)


@settings(max_examples=100)
@given(
    st.binary(max_size=2000),
    st.lists(st.sampled_from(["gzip", "deflate"]), max_size=3),
    st.lists(st.integers(1, 50), max_size=20),
)
def test_what_was_packed_comes_out_again_however_it_is_cut(body, applied, sizes):
    data = body if not body.startswith(b"\x1f\x8b") else b"x" + body
    packed = data
    for coding in applied:
        packed = PACK[coding](packed)
    assert unpacked(packed, tuple(applied), 10_000, sizes) == data


def test_several_files_packed_one_after_the_other_are_one():
    data = gzip.compress(b"nine ") + gzip.compress(b"ferries") + b"\0\0\0"
    assert unpacked(data, (), 100, [3, 7]) == b"nine ferries"


@pytest.mark.parametrize("applied", [("gzip",), ("deflate",), ("gzip", "gzip"), ("deflate", "gzip", "deflate"), ()])
def test_no_more_is_unpacked_than_the_cap_and_a_piece(applied):
    packed = b"\0" * 5_000_000
    for coding in applied or ("gzip",):
        packed = PACK[coding](packed)
    came = []

    def unpack():
        came.extend(len(piece) for piece in Unpacker(applied, 100_000).feed(packed))

    assert tried(unpack) == (None, "unpacks too large")
    assert sum(came) <= 100_000 + PIECE


@settings(max_examples=100)
@given(st.binary(max_size=300), st.lists(st.sampled_from(["gzip", "deflate"]), max_size=3), st.booleans())
def test_any_bytes_are_unpacked_or_refused(body, applied, looks_packed):
    head = {True: b"\x1f\x8b\x08\0\0\0\0\0\0\x03", False: b""}[looks_packed]
    _, words = tried(unpacked, head + body, tuple(applied), 1000, [1, 1, 5])
    assert words in (None, "cut short", "unreadable encoding", "unpacks too large")


@given(st.text(max_size=80) | st.lists(st.sampled_from(["gzip", "br", "x", "deflate", ""])).map(", ".join))
def test_any_header_of_encodings_is_understood_or_refused(header):
    found, words = tried(codings, header)
    assert words in (None, "unreadable encoding")
    assert set(found or ()) <= {"gzip", "deflate"}


@given(NASTY | NASTY.map("http://h.example/{}".format) | NASTY.map("http://{}.example/".format))
def test_any_text_is_an_address_of_the_web_or_refused(text):
    url, words = tried(web_address, text)
    assert words in (None, "bad address")
    if url:
        assert url.scheme in ("http", "https")
        assert url.raw_host
        assert not url.userinfo
        assert str(url).isprintable()


@given(
    st.sampled_from(["http", "https"]), st.binary(max_size=60) | NASTY.map(lambda text: text.encode("utf-8", "replace"))
)
def test_any_redirect_leads_to_the_web_and_never_out_of_encryption(scheme, location):
    asked = httpx.URL(f"{scheme}://ferries.example/a")
    target, words = tried(next_address, asked, httpx.Headers([(b"Location", location)]))
    assert words in (None, "bad redirect", "redirect refused")
    if target:
        assert target.scheme in (scheme, "https")
        assert not target.userinfo


@given(st.ip_addresses())
def test_only_what_the_standard_library_calls_global_is_let_through(address):
    if refusal(str(address)) is None and address not in ipaddress.ip_network("64:ff9b::/96"):
        assert address.is_global
        assert not address.is_multicast


@pytest.mark.parametrize(
    "address", ["8.8.8.8", "2606:4700::1", "1.1.1.1", "223.255.255.254", "100.63.255.255", "172.32.0.1"]
)
def test_public_addresses_are_let_through(address):
    assert refusal(address) is None


@given(st.text(st.characters(codec="latin-1"), max_size=40))
def test_any_word_on_time_is_understood_or_passed_over(text):
    headers = httpx.Headers(
        [(name, text.encode("latin-1")) for name in (b"cache-control", b"expires", b"date", b"age", b"retry-after")]
    )
    until = fresh_until(headers, NOW, timedelta(hours=6))
    assert until is None or NOW < until <= NOW + timedelta(hours=6)
    after = retry_after_s(headers, NOW)
    assert after is None or 0 <= after <= 7 * 86_400
    assert (found := http_time(text)) is None or found.tzinfo


@given(st.text(max_size=60))
def test_who_we_are_fits_in_a_header_whatever_the_contact(contact):
    agent = user_agent(contact)
    assert agent.isascii()
    assert agent.isprintable()


@given(st.text(max_size=20))
def test_a_password_is_left_out_of_what_is_written_down(rest):
    written = written_down(f"https://me:secret@h.example/{rest}")
    assert written == f"https://h.example/{rest}"
    assert written_down(f"https://h.example/{rest}@x") == f"https://h.example/{rest}@x"


def test_what_is_no_character_is_not_written_down():
    assert written_down("http://h.example/\ud800") == "http://h.example/?"
