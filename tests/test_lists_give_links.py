"""Feeds, sitemaps and listings give the links a source wants; what is no list says so; hostile ones do no harm."""

import gzip
import json
import time
from datetime import date

import pytest

from fetching.link_lists import Listing
from fetching.reading_lists import read_list
from schemas.source import Keep, LinkRule, Paging, Source

URL = "https://news.harbour.example/list"
XML = '<?xml version="1.0" encoding="UTF-8"?>'
RSS = XML + '<rss version="2.0" xmlns:feedburner="x"><channel>{}</channel></rss>'
ATOM = '<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://news.harbour.example/base/">{}</feed>'
SITEMAP = (
    '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
    ' xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">{}</urlset>'
)
INDEX = '<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{}</sitemapindex>'


def source(kind: str, **keys: object) -> Source:
    return Source.model_validate({"id": "post", "type": kind, "url": URL, "time_zone": "Asia/Hong_Kong", **keys})


def read(kind: str, body: str | bytes, since: date | None = None, **keys: object) -> Listing:
    data = body.encode() if isinstance(body, str) else body
    return read_list(source(kind, **keys), URL, data, None, None, since)


def urls(listing: Listing) -> list[str]:
    return [link.url for link in listing.links]


def item(link: str, title: str = "Pier opens", when: str = "Tue, 06 May 2031 23:30:00 GMT") -> str:
    return f"<item><title>{title}</title><link>{link}</link><pubDate>{when}</pubDate></item>"


# --- feeds


def test_rss_gives_address_title_and_the_day_its_readers_saw() -> None:
    (link,) = read(
        "feed", RSS.format(item("https://news.harbour.example/a/1", "A &amp;amp; B &lt;b&gt;grow&lt;/b&gt;"))
    ).links
    assert (link.url, link.title) == ("https://news.harbour.example/a/1", "A & B grow")
    assert link.published is not None
    assert link.published.at.isoformat() == "2031-05-07T07:30:00+08:00"
    assert (link.published.first_day, link.published.basis) == (date(2031, 5, 7), "feed")


def test_atom_gives_the_page_not_its_twins_and_starts_from_its_base() -> None:
    entry = (
        '<entry><title type="html">Pier &amp;lt;3&lt;br/&gt;</title><link rel="self" href="/self"/>'
        '<link rel="alternate" type="application/json" href="a.json"/>'
        '<link rel="alternate" type="text/html" href="a.html"/>'
        "<id>tag:harbour,1</id><updated>2031-05-06T09:00:00Z</updated><published>2031-05-05T09:00:00Z</published></entry>"
    )
    (link,) = read("feed", ATOM.format(entry)).links
    assert link.url == "https://news.harbour.example/base/a.html"
    assert link.published is not None
    assert link.published.at.isoformat() == "2031-05-05T17:00:00+08:00"


def test_rdf_is_a_feed_too() -> None:
    rdf = (
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"'
        ' xmlns:dc="d"><channel/><item><title>Pier</title><link>/a/1</link><dc:date>2031-05-06</dc:date></item>'
        "</rdf:RDF>"
    )
    (link,) = read("feed", rdf).links
    assert link.url == "https://news.harbour.example/a/1"
    assert link.published is not None
    assert link.published.precision == "day"


def test_json_feed() -> None:
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "items": [
            {"id": "1", "url": "/a/1", "title": "Pier", "date_published": "2031-05-06T09:00:00+08:00"},
            {"id": "https://news.harbour.example/a/2", "content_text": "x"},
            {"id": "3"},
            "no item",
        ],
    }
    links = read("feed", json.dumps(feed)).links
    assert [link.url for link in links] == ["https://news.harbour.example/a/1", "https://news.harbour.example/a/2"]
    assert links[0].published is not None


def test_the_link_behind_a_counter_is_taken_and_tracking_left_off() -> None:
    body = RSS.format(
        "<item><link>https://counter.example/r/1</link><feedburner:origLink>https://news.harbour.example/a/1?utm_source=feed&amp;id=7"
        "</feedburner:origLink></item><item><guid>https://news.harbour.example/a/2?fbclid=x#top</guid></item>"
        '<item><guid isPermaLink="false">https://news.harbour.example/no</guid></item>'
    )
    assert urls(read("feed", body)) == ["https://news.harbour.example/a/1?id=7", "https://news.harbour.example/a/2"]


def test_one_article_in_two_spellings_is_one_link() -> None:
    body = RSS.format(
        item("https://news.harbour.example/a/1?utm_medium=rss") + item("https://NEWS.harbour.example/a/1#x")
    )
    assert len(read("feed", body).links) == 1


@pytest.mark.parametrize(
    "link",
    [
        "file:///etc/passwd",
        "javascript:alert(1)",
        "ftp://news.harbour.example/a",
        "data:text/html,x",
        "//",
        "http://[::1",
        "https://user:pass@news.harbour.example/a",
    ],
)
def test_links_that_lead_nowhere_on_the_web_are_refused(link: str) -> None:
    assert urls(read("feed", RSS.format(item(link) + item("/a/1")))) == ["https://news.harbour.example/a/1"]


@pytest.mark.parametrize(
    "broken",
    [
        "Harbour & Sons",
        "Harbour &nbsp;&mdash; Sons",
        "Harbour <b>Sons</b>",
        "Harbour \x0b Sons",
        "Harbour <unknown:tag/> Sons",
    ],
)
def test_a_feed_with_slips_is_still_read(broken: str) -> None:
    listing = read("feed", RSS.format(item("/a/1", broken) + item("/a/2")))
    assert urls(listing)[0] == "https://news.harbour.example/a/1"
    assert (listing.links[0].title or "").startswith("Harbour")


def test_a_feed_that_breaks_off_gives_what_came() -> None:
    body = RSS.format(item("/a/1") + item("/a/2"))
    assert urls(read("feed", body[: -len(item("/a/2")) + 20])) == ["https://news.harbour.example/a/1"]


@pytest.mark.parametrize(
    ("charset", "declared"), [("big5", "Big5"), ("gb18030", "gb2312"), ("utf-16", "utf-16"), ("utf-8", "iso-8859-1")]
)
def test_a_feed_in_chinese_under_right_and_wrong_names(charset: str, declared: str) -> None:
    body = RSS.replace("UTF-8", declared).format(item("/a/1", "海港計劃批出項目，涉及約二十三億元，發言人說"))
    assert read("feed", body.encode(charset)).links[0].title == "海港計劃批出項目，涉及約二十三億元，發言人說"


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("<!DOCTYPE html><html><head><title>502</title></head><body>Bad gateway</body></html>", "web page"),
        ("<html><body><item><link>https://news.harbour.example/a</link></item></body></html>", "web page"),
        ("", "empty"),
        ('{"error": "gone"}', "neither"),
        ("plain words", "neither"),
        ("\x00\x01\x02", "neither"),
    ],
)
def test_what_is_no_feed_says_so(body: str, said: str) -> None:
    listing = read("feed", body)
    assert listing.links == ()
    assert listing.problem is not None
    assert (listing.problem.failure, listing.problem.error) == ("soft", "not a feed")
    assert said in listing.problem.detail


def test_a_feed_without_items_is_no_problem() -> None:
    assert read("feed", RSS.format("<title>Quiet</title>")) == Listing()


LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))


@pytest.mark.parametrize(
    "declared",
    [
        f'<!ENTITY l0 "ha">{LAUGHS}',
        '<!ENTITY l9 SYSTEM "file:///etc/passwd">',
        '<!ENTITY l9 SYSTEM "http://127.0.0.1:9/secret">',
        '<!ENTITY % p SYSTEM "http://127.0.0.1:9/x.dtd"> %p;',
        f'<!ENTITY l9 "{"ha" * 100_000}">',
    ],
)
@pytest.mark.parametrize("kind", ["feed", "sitemap"])
def test_entities_neither_expand_nor_reach_out(kind: str, declared: str) -> None:
    head = f"<?xml version='1.0'?><!DOCTYPE x [{declared}]>"
    url = "<url><loc>/a/1</loc><news:news><news:title>&l9;</news:title></news:news></url>"
    inside = RSS.removeprefix(XML).format(item("/a/1", "&l9;" * 1000)) if kind == "feed" else SITEMAP.format(url)
    started = time.process_time()
    listing = read(kind, head + inside)
    assert time.process_time() - started < 2
    assert all(len(link.title or "") < 10_000 and "root:" not in (link.title or "") for link in listing.links)


@pytest.mark.parametrize(
    "body",
    [
        RSS.format("<item>" * 100_000),
        RSS.format("<item><description><![CDATA[" * 20_000),
        f"<rss {' '.join(f'a{n}=1' for n in range(100_000))}><channel/></rss>",
        RSS.format(f"<item><title>{'<' * 200_000}"),
        RSS.format(f"<item><pubDate>{'2031-05-' * 100_000}</pubDate><link>/a/1</link></item>"),
    ],
)
@pytest.mark.parametrize("kind", ["feed", "sitemap", "listing"])
def test_hostile_lists_end_soon(kind: str, body: str) -> None:
    started = time.process_time()
    read(kind, body)
    assert time.process_time() - started < 5


def test_ten_thousand_items_are_read() -> None:
    body = RSS.format("".join(item(f"/a/{n}", f"Pier {n}") for n in range(10_000)))
    started = time.process_time()
    listing = read("feed", body)
    assert len(listing.links) == 10_000
    assert time.process_time() - started < 10


# --- sitemaps


def test_a_news_sitemap_gives_time_and_title_and_lastmod_is_neither() -> None:
    body = SITEMAP.format(
        "<url><loc>https://news.harbour.example/a/1</loc><lastmod>2031-05-06</lastmod><news:news>"
        "<news:publication_date>2031-05-04T08:00:00+08:00</news:publication_date>"
        "<news:title>Pier &amp; trade</news:title>"
        "</news:news></url>"
        "<url><loc>https://news.harbour.example/a/2</loc><lastmod>2031-05-07</lastmod></url>"
    )
    second, first = read("sitemap", body).links
    assert (first.title, second.title) == ("Pier & trade", None)
    assert first.published is not None
    assert (first.published.at.isoformat(), first.published.basis) == ("2031-05-04T08:00:00+08:00", "sitemap")
    assert second.published is None


def test_an_index_gives_its_sitemaps_newest_first_and_none_before_the_day_asked_for() -> None:
    body = INDEX.format(
        "<sitemap><loc>/s-2029-01.xml</loc></sitemap><sitemap><loc>/s-b.xml</loc><lastmod>2031-04-30</lastmod></sitemap>"
        "<sitemap><loc>/s.xml?yyyy=2031&amp;mm=05</loc></sitemap>"
    )
    base = "https://news.harbour.example"
    listing = read("sitemap", body)
    assert listing.links == ()
    assert listing.further == (f"{base}/s.xml?yyyy=2031&mm=05", f"{base}/s-b.xml", f"{base}/s-2029-01.xml")
    assert read("sitemap", body, since=date(2031, 4, 1)).further == listing.further[:2]


def test_articles_dated_before_the_day_asked_for_are_left_out() -> None:
    body = RSS.format(item("/a/1") + item("/a/2", when="Tue, 01 Apr 2031 10:00:00 +0800") + item("/a/3", when=""))
    assert len(read("feed", body, since=date(2031, 5, 1)).links) == 2


def test_packed_sitemaps_are_unpacked_and_bombs_are_not() -> None:
    body = SITEMAP.format("<url><loc>/a/1</loc></url>").encode()
    assert len(read("sitemap", gzip.compress(body)).links) == 1
    for bad in (gzip.compress(body)[:20], gzip.compress(b"<urlset>" + b" " * 60_000_000)):
        problem = read("sitemap", bad).problem
        assert problem is not None
        assert problem.error == "not a sitemap"


def test_a_list_of_addresses_and_a_feed_serve_as_sitemaps() -> None:
    assert len(read("sitemap", "https://news.harbour.example/a/1\nhttps://news.harbour.example/a/2\n").links) == 2
    assert len(read("sitemap", RSS.format(item("/a/1"))).links) == 1


def test_what_is_no_sitemap_says_so() -> None:
    problem = read("sitemap", "<html><body>404</body></html>").problem
    assert problem is not None
    assert (problem.failure, problem.error) == ("soft", "not a sitemap")


# --- listings

PAGE = """<html><head><base href="/blog/"><link rel="next" href="?page=2"></head><body>
<nav><a href="/blog/20310101.html">Our most read story of the year so far</a></nav>
<ul><li><a href="20310504.html"><img></a><a href="20310504.html">Building a harbour of ideas</a>
<span>4 May 2031</span></li>
<li>2031-04-27 <a href="20310427.html">Ships and what they carry</a></li>
<li><a href="/about-us">About this blog and its authors</a></li>
<li><a href="/tag/ships">Everything we wrote on ships</a></li>
<li><a href="https://elsewhere.example.org/2031/05/story-of-a-pier">A story of a pier, told elsewhere</a></li>
<li><a href="report.pdf">The report of the year 2031 as a file</a></li>
<li><a href="mailto:a@harbour.example">Write to the editor of this</a></li></ul>
<footer><a href="/blog/20300101.html">All rights reserved and so on and on</a></footer></body></html>"""


def test_a_listing_gives_what_looks_like_articles_with_the_date_of_their_row() -> None:
    first, second = read("listing", PAGE).links
    assert first.url == "https://news.harbour.example/blog/20310504.html"
    assert (first.title, second.title) == ("Building a harbour of ideas", "Ships and what they carry")
    assert first.published is not None
    assert second.published is not None
    assert (first.published.first_day, second.published.first_day) == (date(2031, 5, 4), date(2031, 4, 27))


def test_patterns_alone_say_which_links_are_articles() -> None:
    found = urls(read("listing", PAGE, links=LinkRule(any=(r"elsewhere\.example\.org/", r"/about"), none=("about",))))
    assert found == ["https://elsewhere.example.org/2031/05/story-of-a-pier"]


def test_the_next_page_is_the_one_named_or_the_one_of_the_pattern() -> None:
    assert read("listing", PAGE).further == ("https://news.harbour.example/blog/?page=2",)
    assert read("listing", PAGE, paging=Paging(next=r"/tag/")).further == ("https://news.harbour.example/tag/ships",)
    assert read("listing", PAGE, paging=Paging(next=r"nowhere")).further == ()


@pytest.mark.parametrize(
    ("body", "error"),
    [
        (
            "<html><head><title>Just a moment...</title></head><body><div id='challenge-form'></div></body></html>",
            "bot wall",
        ),
        (
            "<html><head><title>News</title></head><body><noscript>Please enable JavaScript</noscript></body></html>",
            "needs JavaScript",
        ),
        ("<html><head><title>News</title></head><body><p>No news is good news.</p></body></html>", "no links"),
        ("", "not a page"),
    ],
)
def test_a_listing_without_links_says_why(body: str, error: str) -> None:
    problem = read("listing", body).problem
    assert problem is not None
    assert (problem.failure, problem.error) == ("soft", error)


# --- all


def test_a_watched_page_is_its_own_link() -> None:
    assert urls(read("page", "<html></html>")) == [URL]


def test_link_rules_hold_for_feeds_and_words_to_refuse_for_titles() -> None:
    body = RSS.format(item("/sport/1") + item("/news/2", "Horse racing results") + item("/news/3", "Pier opens"))
    found = urls(
        read("feed", body, links=LinkRule(none=("/sport/",)), keep=Keep(any=("harbour",), none=("horse racing",)))
    )
    assert found == ["https://news.harbour.example/news/3"]
