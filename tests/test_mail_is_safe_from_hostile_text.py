"""Whatever titles, quotes and names hold, the mail stays one mail with our own structure."""

from email import message_from_bytes, policy
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from mailbox_server import LETTERHEAD, NOW, message
from telling_samples import READER, telling

from alerting.eml import build, file_name, header_text
from alerting.smtp import wire_bytes
from reporting.mail import mail

OPS = "ops@figurewatch.example"
HOSTILE = {
    "html": "<script>alert(1)</script><img src=http://evil.example/x.png>",
    "attribute": "\" onmouseover=alert(1) x='",
    "template": "{{ 7 * 7 }}{% raw %}",
    "header": "Bcc: all@example.org\r\nSubject: gift\r\n\r\nbody",
    "bidi": "\u202e071 revo\u202c \u2066hidden\u2069 \u200f",
    "long": "ten thousand " * 800,
    "unbroken": "x" * 10_000,
    "emoji": "👩‍🔬🚀 growth 🇭🇰",
    "chinese": "香港投資管理有限公司已投資逾170個項目",
    "controls": "bell\x07 null\x00 escape\x1b[31m tab\t vertical\x0b next\x85 line\u2028 para\u2029",
    "lone surrogate": "half \ud83d pair",
    "dots": ".\n.\n..\r.\r\n",
    "style": "</style><style>body{display:none}",
}
BIDI = set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f")
ALLOWED = {
    "html",
    "head",
    "style",
    "meta",
    "title",
    "body",
    "table",
    "tbody",
    "tr",
    "td",
    "p",
    "h1",
    "span",
    "mark",
    "a",
    "bdi",
}


class Tags(HTMLParser):
    def __init__(self):
        super().__init__()
        self.seen = []

    def handle_starttag(self, tag, attrs):
        self.seen.append((tag, tuple(sorted(name for name, _ in attrs))))


def tags(html):
    parser = Tags()
    parser.feed(html)
    return parser.seen


def hostile_telling(text):
    return telling(
        title=text,
        evidence={
            "title": text,
            "publisher": text,
            "sentence": f"{text} over 170 {text}",
            "quote": "over 170",
            "quote_start": len(text) + 1,
        },
    )


def sent(written):
    built = build(written, LETTERHEAD.sender, LETTERHEAD.ops_address, NOW, ["msg-0"])
    return message_from_bytes(wire_bytes(built).removesuffix(b".\r\n"), policy=policy.default)


def check(text):
    written = mail(hostile_telling(text), READER, OPS)
    assert tags(written.html) == tags(mail(telling(), READER, OPS).html)
    assert not BIDI & set(written.html + written.text + written.subject)
    assert "«over 170»" in written.text
    assert len(written.text) < 6000
    assert "\n" not in written.subject
    received = sent(written)
    assert received["To"] == READER.address
    assert received["Bcc"] is None
    assert len(received.get_all("Subject")) == 1
    assert len(received["Subject"]) <= 200
    assert not received.defects


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_text_changes_nothing_but_words(name):
    check(HOSTILE[name])


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=300))
def test_any_text_changes_nothing_but_words(text):
    check(f"Port {text}")


def test_what_people_write_is_kept():
    written = mail(hostile_telling(HOSTILE["chinese"]), READER, OPS)
    assert HOSTILE["chinese"] in sent(written)["Subject"]
    assert "👩‍🔬🚀" in mail(hostile_telling(HOSTILE["emoji"]), READER, OPS).text


@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", None])
def test_only_web_addresses_become_links(url):
    written = mail(telling(evidence={"url": url}), READER, OPS)
    assert written.html.count("<a ") == 1
    assert url is None or url not in written.html + written.text
    assert mail(telling(), READER, OPS).html.count("<a ") == 2


def test_the_figure_is_marked_where_it_stands_and_only_there():
    twice = {"sentence": "After 17 cranes came 170, and 17 ferries.", "quote": "17", "quote_start": 30}
    assert "came 170, and «17» ferries" in mail(telling(evidence=twice), READER, OPS).text
    wrong = twice | {"quote_start": 3}
    assert "After «17» cranes" in mail(telling(evidence=wrong), READER, OPS).text
    absent = twice | {"quote": "99"}
    assert "«" not in mail(telling(evidence=absent), READER, OPS).text


def test_a_long_sentence_is_cut_around_its_figure():
    sentence = "word " * 1000 + "over 170" + " word" * 1000
    text = mail(telling(evidence={"sentence": sentence, "quote_start": 5000}), READER, OPS).text
    assert "…" in text
    assert "word «over 170» word" in text
    assert len(text) < 2500


@pytest.mark.parametrize("thread", ["../../etc/passwd", "a/b\\c", "", "港口", "x" * 500])
def test_a_file_name_is_one_plain_name(thread):
    name = file_name(message(1, thread=thread), NOW)
    assert "/" not in name
    assert len(name) < 120
    assert name.startswith("2026-03-02-")
    assert name.endswith(f"{message(1).message_id}.eml")


def test_headers_are_those_of_an_automatic_mail_one_can_stop():
    received = sent(message(1, chart_png=b"\x89PNG"))
    assert received["Message-ID"] == f"<{message(1).message_id}@figurewatch.example>"
    assert received["In-Reply-To"] == "<msg-0@figurewatch.example>"
    assert received["Auto-Submitted"] == "auto-generated"
    stop = "<mailto:ops@figurewatch.example?subject=unsubscribe%20alr-0000000000000001>"
    assert received["List-Unsubscribe"].strip() == stop
    assert [part.get_content_type() for part in received.walk()] == [
        "multipart/alternative",
        "text/plain",
        "multipart/related",
        "text/html",
        "image/png",
    ]
    picture = next(part for part in received.walk() if part.get_content_type() == "image/png")
    assert picture["Content-ID"] == f"<{message(1).message_id}.chart>"


def test_a_long_header_is_cut_at_a_sign_that_it_was():
    assert header_text("y" * 500).endswith("…")
    assert header_text("short") == "short"
