"""Sources that give the same articles, move their addresses, hold some back or have nothing new."""

from datetime import timedelta

import pytest
from news_site import article_page, feed, news_site
from newsroom import NOW
from test_sources_are_visited import FIRST, PAGES, SECOND, SOURCE, Desk

from fetching.resting import is_due
from schemas.source import Source

OLD = ("/shops-39", "Thirty-nine shops", "Thu, 05 Jun 2031 08:00:00 GMT")


@pytest.fixture
def site():
    with news_site(PAGES) as one:
        one.put("/feed", feed(one.url, FIRST, SECOND), "application/rss+xml")
        yield one


def add_source(desk: Desk) -> None:
    """A second source, `harbour-news`, beside the first."""
    path = desk.newsroom.catalogue / "sources.yaml"
    second = SOURCE.format(sort="feed", url=f"{desk.site.url}/feed", more="").replace("herald-news", "harbour-news")
    path.write_text(path.read_text() + second)


def asked(desk: Desk) -> list[str]:
    """The articles that were sent by the site since the last call."""
    paths = [path for path, status in desk.site.asked if status == 200 and not path.startswith(("/feed", "/robots"))]
    desk.site.asked.clear()
    return sorted(paths)


def test_what_two_sources_give_is_downloaded_once(site, tmp_path):
    desk = Desk(site, tmp_path)
    add_source(desk)
    assert desk.run().articles_new == 2
    assert asked(desk) == ["/shops-40", "/shops-44"]
    desk.run(timedelta(hours=2))
    assert asked(desk) == []
    assert desk.rows("select distinct count(*) from requests where status = 304 group by url order by 1") == [
        (1,),
        (2,),
    ]


def test_what_one_source_did_not_want_another_may(site, tmp_path):
    desk = Desk(site, tmp_path, more=", keep: {any: [chair]}")
    add_source(desk)
    assert desk.run(sources=("herald-news",)).articles_new == 1
    assert asked(desk) == ["/shops-40", "/shops-44"]
    assert desk.run(sources=("harbour-news",)).articles_new == 1
    assert asked(desk) == ["/shops-40"]
    desk.run(timedelta(minutes=10), sources=("herald-news", "harbour-news"))
    assert asked(desk) == []


def test_a_list_that_goes_over_to_https_or_drops_a_slash_gives_nothing_new(site, tmp_path):
    desk = Desk(site, tmp_path)
    desk.run()
    asked(desk)
    moved = feed(site.url, (SECOND[0] + "/", *SECOND[1:])) + " "
    moved = moved.replace("</channel>", f"<item><link>https://{site.place}/shops-40</link></item></channel>")
    site.put("/feed", moved, "application/rss+xml")
    visit = desk.run(timedelta(minutes=10), sources=("herald-news",)).visits[0]
    assert (visit.listed, visit.links) == (2, 0)
    assert asked(desk) == []


def test_an_address_that_leads_to_a_known_article_is_no_article_of_its_own(site, tmp_path):
    desk = Desk(site, tmp_path)
    desk.run()
    site.pages["/old-40"] = (301, {"Location": "/shops-40"}, b"")
    own = f'<link rel="canonical" href="{site.url}/shops-44"></head>'
    site.put("/print-44", PAGES["/shops-44"].replace("</head>", own))
    links = [("/old-40", *FIRST[1:]), ("/print-44", *SECOND[1:])]
    site.put("/feed", feed(site.url, *links), "application/rss+xml")
    summary = desk.run(timedelta(minutes=10), sources=("herald-news",))
    assert (summary.articles_new, summary.articles_revised, summary.articles_known) == (0, 0, 2)
    assert desk.rows("select count(*) from articles") == [(2,)]


def test_what_is_over_the_limit_of_one_visit_waits_for_the_next_though_the_list_has_not_changed(site, tmp_path):
    desk = Desk(site, tmp_path, more=", max_articles: 1")
    assert desk.run().articles_new == 1
    assert asked(desk) == ["/shops-44"]
    assert desk.run(timedelta(minutes=10), sources=("herald-news",)).articles_new == 1
    assert asked(desk) == ["/shops-40"]


def test_a_watched_page_that_has_not_changed_is_not_sent_again(site, tmp_path):
    site.put("/figures", article_page("Figures", "2031-08-01", "Dale Co-op has 40 shops. It has 900 members in all."))
    desk = Desk(site, tmp_path, sort="page", path="/figures")
    desk.run()
    asked(desk)
    summary = desk.run(timedelta(hours=2))
    assert (summary.visits[0].state, asked(desk)) == ("unchanged", [])


def test_a_list_of_old_articles_is_quiet_and_not_broken(site, tmp_path):
    desk = Desk(site, tmp_path)
    desk.run()
    site.put("/feed", feed(site.url, OLD), "application/rss+xml")
    assert desk.run(timedelta(minutes=10), sources=("herald-news",)).visits[0].listed == 1
    assert desk.rows("select health from sources") == [("green",)]


def test_an_index_whose_sitemaps_have_not_changed_is_not_broken(site, tmp_path):
    head = '<?xml version="1.0"?><{0} xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{1}</{0}>'
    item = "<url><loc>{}/shops-44</loc><lastmod>2031-09-03</lastmod></url>"
    index = "<sitemap><loc>{}/news.xml</loc><lastmod>2031-09-0{}</lastmod></sitemap>"
    site.put("/map.xml", head.format("sitemapindex", index.format(site.url, 3)), "application/xml")
    site.put("/news.xml", head.format("urlset", item.format(site.url)), "application/xml")
    desk = Desk(site, tmp_path, sort="sitemap", path="/map.xml")
    assert desk.run().visits[0].listed == 1
    site.put("/map.xml", head.format("sitemapindex", index.format(site.url, 4)), "application/xml")
    assert desk.run(timedelta(minutes=10), sources=("herald-news",)).visits[0].listed is None
    assert desk.rows("select health from sources") == [("green",)]


def test_a_visit_in_the_future_was_made_by_a_wrong_clock():
    source = Source(id="herald", type="feed", url="https://herald.example/feed")
    year = timedelta(days=365)
    assert is_due(source, NOW + year, None, NOW)
    assert is_due(source, NOW + year, NOW + year * 2, NOW)
    assert not is_due(source, NOW - timedelta(hours=1), None, NOW)
