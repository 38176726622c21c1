"""What a site offers is found in a page of it, and becomes entries to try."""

import yaml

from fetching.discovery import offers, proposals, source_yaml
from schemas.source import Source

URL = "https://www.harbour.example/news/"
PAGE = """<html lang="en-HK"><head><meta property="og:site_name" content="Harbour Post">
<link rel="alternate" type="application/rss+xml" href="/comments/feed/">
<link rel="alternate" type="application/rss+xml" href="/feed/"><link rel="sitemap" href="/map.xml">
<link rel="license" href="https://creativecommons.org/licenses/by/4.0/"></head><body>
<a href="/news/feedback">Tell us</a><a href="/rss/sport.xml">Sport</a><a href="/terms-of-use">Terms</a>
<a href="http://[::1">broken</a><a href="javascript:feed()">no</a><p>The harbour has 27 cranes.</p></body></html>"""
ROBOTS = "User-agent: *\nDisallow: /private\nSitemap: https://www.harbour.example/sitemap.xml\nsitemap: /news.xml\n"


def test_feeds_sitemaps_and_licences_are_found_and_comments_come_last() -> None:
    found = offers(URL, PAGE.encode(), "text/html", None, ROBOTS)
    base = "https://www.harbour.example"
    assert found.feeds == (f"{base}/feed/", f"{base}/rss/sport.xml", f"{base}/comments/feed/")
    assert found.sitemaps == (f"{base}/sitemap.xml", f"{base}/news.xml", f"{base}/map.xml")
    assert found.licences == ("https://creativecommons.org/licenses/by/4.0/", f"{base}/terms-of-use")
    assert (found.publisher, found.language) == ("Harbour Post", "en")


def test_each_offer_becomes_an_entry_and_the_page_itself_the_last_resort() -> None:
    entries = proposals(URL, offers(URL, PAGE.encode(), None, None, ROBOTS))
    assert [entry.type for entry in entries] == [*["feed"] * 3, *["sitemap"] * 3, "listing"]
    assert len({entry.id for entry in entries}) == len(entries)
    assert (entries[0].url, entries[-1].url) == ("https://www.harbour.example/feed/", URL)


def test_a_page_that_offers_nothing_is_a_listing() -> None:
    (entry,) = proposals(URL, offers(URL, b"", None, None, None))
    assert (entry.type, entry.url) == ("listing", URL)


def test_the_text_of_an_entry_reads_as_the_entry() -> None:
    entry = Source(
        id="post", type="feed", url="https://a.example/x?a=1#: b", publisher="harbour", note='says "yes": \u8239'
    )
    (read,) = yaml.safe_load(source_yaml(entry))
    assert Source.model_validate(read, strict=False) == entry
