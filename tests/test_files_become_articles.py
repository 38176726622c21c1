"""Files and folders become articles; what cannot be read is named and the others go on."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from fetching.files import read_files
from schemas.article import Intake
from schemas.catalogue import ManifestEntry, Publisher

SEEN = datetime(2031, 5, 6, 7, 8, tzinfo=UTC)
HARBOUR = Publisher(id="harbour-post", name="Harbour Post", aliases=("The Post",), domains=("harbour.example",))
TEXT = "The museum counts 412 paintings.\r\nIt opened a café in “May”.\n"


def read(*paths: Path, manifest: dict[str, ManifestEntry] | None = None) -> Intake:
    return read_files(paths, [HARBOUR], source_id="test", seen_at=SEEN, manifest=manifest)


def test_text_is_kept_as_it_is_to_the_last_character(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(TEXT.encode())
    (article,) = read(tmp_path).articles
    assert article.text == TEXT
    assert article.name == "a.txt"
    assert article.published is not None
    assert (article.published.basis, article.published.at) == ("seen", SEEN)


def test_a_byte_order_mark_is_no_part_of_the_text(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"\xef\xbb\xbf" + TEXT.encode())
    assert read(tmp_path).articles[0].text == TEXT


def test_a_manifest_gives_what_a_person_found_out(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT)
    entry = ManifestEntry(
        file="a.txt",
        title="Paintings",
        publisher="harbour-post",
        published="2030-11",
        basis="estimated",
        reason="said so",
    )
    (article,) = read(tmp_path, manifest={"a.txt": entry}).articles
    assert (article.title, article.publisher_id) == ("Paintings", "harbour-post")
    assert article.published is not None
    assert (article.published.precision, article.published.basis) == ("month", "estimated")


@pytest.mark.parametrize(
    ("published", "precision", "first", "last"),
    [
        ("2030-03-04T20:06+08:00", "minute", "2030-03-04", "2030-03-04"),
        ("2030-03-04", "day", "2030-03-04", "2030-03-04"),
        ("2028-02", "month", "2028-02-01", "2028-02-29"),
        ("2030", "year", "2030-01-01", "2030-12-31"),
        ("2030-11/2031-01", "interval", "2030-11-01", "2031-01-31"),
    ],
)
def test_records_state_their_time_as_precisely_as_they_know(
    tmp_path: Path, published: str, precision: str, first: str, last: str
) -> None:
    (tmp_path / "a.json").write_text(json.dumps({"text": TEXT, "published": published}))
    when = read(tmp_path).articles[0].published
    assert when is not None
    assert (when.precision, str(when.first_day), str(when.last_day)) == (precision, first, last)


def test_json_lines_hold_many_articles_and_the_address_names_the_publisher(tmp_path: Path) -> None:
    rows = [{"id": n, "text": f"{TEXT}{n}", "url": f"https://news.harbour.example/{n}"} for n in range(3)]
    (tmp_path / "a.jsonl").write_text("\n".join(map(json.dumps, rows)))
    articles = read(tmp_path).articles
    assert [article.name for article in articles] == ["0", "1", "2"]
    assert {article.publisher_id for article in articles} == {"harbour-post"}


def test_the_same_url_in_other_spellings_is_one_article(tmp_path: Path) -> None:
    for name, url in (("a", "https://harbour.example/x?utm_source=mail#top"), ("b", "https://harbour.example/x")):
        (tmp_path / f"{name}.json").write_text(json.dumps({"text": TEXT, "url": url}))
    first, second = read(tmp_path).articles
    assert first.article_id == second.article_id


def test_an_html_page_gives_text_title_and_time(tmp_path: Path) -> None:
    body = "".join(
        f"<p>The harbour handled {n} ships in week {n}, the port authority said on Monday.</p>" for n in range(20, 30)
    )
    (tmp_path / "a.html").write_text(
        "<html><head><title>Ships</title><meta property='article:published_time' content='2031-02-03T04:05:06+08:00'>"
        f"</head><body><nav>Home Sport</nav><article><h1>Ships in port</h1>{body}</article></body></html>"
    )
    (article,) = read(tmp_path).articles
    assert "handled 25 ships" in article.text
    assert "Home Sport" not in article.text
    assert article.published is not None
    assert article.published.at.isoformat() == "2031-02-03T04:05:06+08:00"


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("a.txt", b"", "empty"),
        ("a.txt", b" \n\t", "empty"),
        ("a.txt", b"\x89PNG\r\n\x1a\n\x00\x00", "binary"),
        ("a.txt", b"first\nsecond \xff\xfe", "line 2: not UTF-8"),
        ("a.json", b"{", "not JSON"),
        ("a.json", b"[7]", "expected a JSON object"),
        ("a.json", b'{"title": "no text"}', "text: this key is needed"),
        ("a.json", b'{"text": "  "}', "the text is empty"),
        ("a.json", b'{"text": "x", "published": "soon"}', "not a date"),
        ("a.json", b'{"text": "x", "title": 7}', "title"),
        ("a.jsonl", b'{"text": "good one"}\nnonsense', "a.jsonl:2: not JSON"),
        ("a.html", b"<html><body></body></html>", "no article text"),
        ("a.docx", b"words", "unknown kind of file"),
    ],
)
def test_a_bad_file_is_named_and_the_good_ones_are_read(tmp_path: Path, name: str, content: bytes, reason: str) -> None:
    (tmp_path / name).write_bytes(content)
    (tmp_path / "good.txt").write_text(TEXT)
    intake = read(tmp_path / name, tmp_path / "good.txt")
    assert "good.txt" in [article.name for article in intake.articles]
    assert len(intake.problems) == 1
    assert reason in f"{intake.problems[0].name}: {intake.problems[0].reason}"


def test_a_path_that_is_not_there_is_named(tmp_path: Path) -> None:
    (problem,) = read(tmp_path / "gone.txt").problems
    assert problem.reason == "no such file or folder"


def test_keys_that_mean_nothing_to_us_are_told(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text(json.dumps({"text": TEXT, "word_count": 9}))
    intake = read(tmp_path)
    assert intake.ignored_keys == ("word_count",)
    assert len(intake.articles) == 1
