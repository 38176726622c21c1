"""Sources on the web, from their lists to the facts of their articles, against a site on this machine."""

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from news_site import NewsSite, article_page, feed, news_site
from newsroom import NOW, Newsroom

from flows.console import Fault
from flows.ingest_recipe import Order, ingest_recipe
from flows.page_steps import kept_page
from flows.settings import Settings
from flows.summary import Summary
from warehouse.querying import query

FIRST = ("/shops-40", "Forty shops", "Thu, 28 Aug 2031 08:00:00 GMT")
SECOND = ("/shops-44", "Four more", "Wed, 03 Sep 2031 08:00:00 GMT")
PAGES = {
    "/shops-40": article_page("Forty shops", "2031-08-28T08:00:00Z", "Dale Co-op has 40 shops on the island now."),
    "/shops-44": article_page(
        "Four more", "2031-09-03T08:00:00Z", "Dale Co-op has 44 shops, its chair said on Monday. " * 2
    ),
}
SOURCE = """
- {{id: herald-news, type: {sort}, url: "{url}", publisher: herald, every: 1h, politeness: {{delay_s: 0}}{more}}}
"""


class Desk:
    """A site, a newsroom that follows it, and the hours that pass."""

    def __init__(self, site: NewsSite, folder: Path, sort: str = "feed", path: str = "/feed", more: str = "") -> None:
        self.site = site
        source = SOURCE.format(sort=sort, url=site.url + path, more=more)
        self.newsroom = Newsroom(folder, sources=source)
        self.settings = Settings(
            home=self.newsroom.home,
            catalogue=self.newsroom.catalogue,
            fetch_allow=site.place,
            contact="desk@dale.example",
        )
        self.now = NOW

    def run(self, after: timedelta = timedelta(), **order: Any) -> Summary:
        """One run, some time after the last."""
        self.now += after
        return ingest_recipe(Order(now=self.now, **order), self.settings)

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        """What the published copy answers."""
        return query(self.newsroom.home, sql).rows


@pytest.fixture
def site():
    with news_site(PAGES) as one:
        one.put("/feed", feed(one.url, FIRST, SECOND), "application/rss+xml")
        yield one


def counts(desk: Desk) -> dict[str, int]:
    tables = "articles facts observations changes alerts pages problems"
    return {table: desk.rows(f"select count(*) from data.{table}")[0][0] for table in tables.split()}


def test_a_feed_becomes_articles_facts_and_a_change(site, tmp_path):
    desk = Desk(site, tmp_path)
    summary = desk.run()
    assert summary.articles_new == 2
    assert [(visit.source_id, visit.state, visit.links, visit.new_articles) for visit in summary.visits] == [
        ("herald-news", "ok", 2, 2)
    ]
    assert desk.newsroom.classes() == [("first", 40), ("new_value", 44)]
    assert desk.newsroom.told() == [("new_value", 44, "desk")]
    assert desk.rows("select publisher, published_at, published_precision from articles order by 2") == [
        ("Coast Herald", datetime.fromisoformat("2031-08-28T08:00:00+00:00"), "minute"),
        ("Coast Herald", datetime.fromisoformat("2031-09-03T08:00:00+00:00"), "minute"),
    ]


def test_a_second_visit_downloads_nothing_and_writes_only_requests(site, tmp_path):
    desk = Desk(site, tmp_path)
    desk.run()
    site.counted()
    before = counts(desk)
    summary = desk.run(timedelta(hours=2))
    assert site.counted() == {304: 3}
    assert summary.state == "nothing new"
    assert counts(desk) == before
    assert desk.rows("select sum(saved_bytes) > 500 from requests where status = 304") == [(True,)]
    assert desk.rows("select last_state, health from sources") == [("unchanged", "green")]


def test_an_edited_article_corrects_what_was_told(site, tmp_path):
    desk = Desk(site, tmp_path)
    desk.run()
    text = "Dale Co-op has 45 shops, its chair said on Monday. An earlier version gave another number."
    site.put("/shops-44", article_page("Four more", "2031-09-03T08:00:00Z", text))
    summary = desk.run(timedelta(hours=2))
    assert (summary.articles_new, summary.articles_revised) == (0, 1)
    assert desk.newsroom.told() == [("new_value", 44, "desk"), ("revised", 45, "desk")]


def test_a_source_that_is_not_due_is_left_alone_unless_it_is_named(site, tmp_path):
    desk = Desk(site, tmp_path)
    desk.run()
    site.counted()
    assert desk.run(timedelta(minutes=30)).visits == ()
    assert not site.asked
    assert [visit.source_id for visit in desk.run(sources=("herald-news",)).visits] == ["herald-news"]


def test_words_decide_what_is_kept_and_an_unwanted_article_is_not_asked_for_again(site, tmp_path):
    desk = Desk(site, tmp_path, more=", keep: {any: [chair]}")
    assert desk.run().articles_new == 1
    assert desk.rows("select url from articles") == [(f"{site.url}/shops-44",)]
    assert desk.rows("select count(*) from data.pages") == [(1,)]
    site.counted()
    desk.run(timedelta(hours=2))
    assert site.counted() == {304: 2}


def test_a_failing_article_is_tried_again_and_a_missing_one_is_not(site, tmp_path):
    site.put("/shops-44", "busy", status=503)
    site.pages.pop("/shops-40")
    desk = Desk(site, tmp_path)
    assert desk.run().articles_new == 0
    assert sorted(desk.rows("select url, failure, error from requests where purpose = 'article' group by all")) == [
        (f"{site.url}/shops-40", "hard", "not found"),
        (f"{site.url}/shops-44", "temporary", "server error"),
    ]
    site.put("/shops-44", PAGES["/shops-44"])
    site.put("/shops-40", PAGES["/shops-40"])
    site.counted()
    assert desk.run(timedelta(hours=2)).articles_new == 1
    assert site.counted() == {304: 1, 200: 1}


def test_a_watched_page_gives_statements_of_their_own_and_retracts_nothing(site, tmp_path):
    site.put("/figures", article_page("Figures", "2031-08-01", "Dale Co-op has 40 shops. It has 900 members in all."))
    desk = Desk(site, tmp_path, sort="page", path="/figures")
    desk.run()
    site.put("/figures", article_page("Figures", "2031-08-01", "Dale Co-op has 47 shops, more than ever before now."))
    desk.run(timedelta(days=9))
    said = desk.rows("select metric_id, class, new_value::integer from changes order by published_at, metric_id")
    assert said == [("coop-members", "first", 900), ("coop-shops", "first", 40), ("coop-shops", "new_value", 47)]


def test_a_failing_source_sleeps_longer_each_time_and_wakes(site, tmp_path):
    site.put("/feed", "<html><body>Welcome</body></html>")
    desk = Desk(site, tmp_path)
    asleep = []
    for _ in range(3):
        summary = desk.run(timedelta(minutes=1), sources=("herald-news",))
        asleep.append(summary.visits[0].next_visit_at - desk.now)
    assert [span / timedelta(hours=1) for span in asleep] == [6, 12, 24]
    assert desk.run(timedelta(hours=23)).visits == ()
    site.put("/feed", feed(site.url, FIRST), "application/rss+xml")
    assert desk.run(timedelta(hours=1)).visits[0].state == "ok"
    assert desk.run(timedelta(hours=1)).visits[0].state == "unchanged"


def test_ops_hear_of_a_broken_source_once_and_once_when_it_is_well(site, tmp_path):
    desk = Desk(site, tmp_path)
    desk.newsroom.add_ops("ops@dale.example")
    desk.run()
    site.put("/feed", "<html><body>Welcome</body></html>")
    for _ in range(2):
        desk.run(timedelta(hours=1), sources=("herald-news",))
    site.put("/feed", feed(site.url, FIRST, SECOND), "application/rss+xml")
    desk.run(timedelta(hours=1), sources=("herald-news",))
    told = [mail for mail in desk.newsroom.mails("ops@dale.example") if "herald-news" in mail["subject"] + mail["text"]]
    assert len(told) == 2
    assert "Source herald-news is amber: not a feed" in told[0]["text"]
    assert "Over since" in told[1]["text"]


def test_a_source_that_silently_yields_nothing_turns_amber_in_one_run(site, tmp_path):
    desk = Desk(site, tmp_path)
    desk.run()
    site.put("/feed", feed(site.url), "application/rss+xml")
    desk.run(timedelta(hours=2))
    assert desk.rows("select health, failing from sources") == [
        ("amber", ["its list holds no link to an article, where it had 2 before"])
    ]


def test_without_any_network_no_source_is_blamed(site, tmp_path):
    desk = Desk(site, tmp_path)
    desk.newsroom.rewrite(sources=SOURCE.format(sort="feed", url="http://no-such-host.invalid/feed", more=""))
    summary = desk.run()
    assert summary.no_network
    assert summary.state == "no network"
    assert desk.rows("select count(*) from data.source_visits") == [(0,)]
    assert desk.run(timedelta(minutes=1)).no_network


def test_the_original_of_an_article_can_be_read_again(site, tmp_path):
    desk = Desk(site, tmp_path)
    desk.run()
    ((article_id,),) = desk.rows("select article_id from articles where url like '%shops-44'")
    kept = kept_page(desk.settings, article_id)
    assert kept.body == PAGES["/shops-44"].encode()
    assert dict(kept.headers)["Content-Type"] == "text/html; charset=utf-8"
    assert kept_page(desk.settings, f"{site.url}/shops-44").url == f"{site.url}/shops-44"
    with pytest.raises(Fault, match="no page is kept"):
        kept_page(desk.settings, "art-0")
