"""Stored pages and articles read again by today's parser and extraction."""

import pytest
from news_site import news_site
from newsroom import article
from test_sources_are_visited import FIRST, PAGES, SECOND, Desk, feed

import fetching.parsers
from fetching.parsers import Parsed, parse_sheet
from flows import reprocess_steps
from flows.reprocess_recipe import compare_recipe, reprocess_recipe

TABLES = ["articles", "facts", "matches", "observations", "changes", "alerts", "run_events"]


@pytest.fixture
def desk(tmp_path):
    with news_site(PAGES) as site:
        site.put("/feed", feed(site.url, FIRST, SECOND), "application/rss+xml")
        one = Desk(site, tmp_path)
        one.run()
        one.newsroom.take(article("by-hand", "2031-09-01", "Ostra Ferries has 12 ships."), now=one.now)
        yield one


def counts(desk):
    return {table: desk.rows(f"select count(*) from data.{table}")[0][0] for table in TABLES}


@pytest.fixture
def parser(monkeypatch):
    """Another parser than the one that pages were first read with; in this process, so that it can be put in place."""

    def put(change):
        def parse_again(pages, folder, publishers):
            for one in pages:
                page = one.page
                kept = fetching.page_store.read_kept_page(folder, page.warc_file, page.warc_offset)
                sheet = fetching.parsers.Sheet(
                    page.page_id,
                    page.final_url,
                    kept.body,
                    page.content_type,
                    page.charset,
                    one.source,
                    one.link,
                    page.fetched_at,
                )
                yield change(parse_sheet(sheet, publishers))

        monkeypatch.setattr(reprocess_steps, "parse_again", parse_again)

    return put


def with_text(old: str, new: str):
    def change(parsed: Parsed) -> Parsed:
        read = parsed.article
        return parsed._replace(article=read.model_copy(update={"text": read.text.replace(old, new)}))

    return change


def test_the_same_parser_and_extraction_change_nothing(desk):
    before = counts(desk)
    outcome = compare_recipe(desk.settings)
    assert (outcome.articles, outcome.from_pages) == (3, 2)
    assert not any((outcome.differences, outcome.texts_changed, outcome.metadata_changed, outcome.troubles))
    assert counts(desk) == before
    assert reprocess_recipe(desk.settings, now=desk.now).held == 0
    assert counts(desk) == before | {"run_events": before["run_events"] + 2}


def test_what_would_change_is_shown_and_not_written(desk, parser):
    before = counts(desk)
    parser(with_text("44 shops", "about 46 shops and 900 members"))
    outcome = compare_recipe(desk.settings)
    assert {(one.what, one.quote) for one in outcome.differences if one.what != "gained"} == {("lost", "44 shops")}
    assert {one.quote for one in outcome.differences if one.what == "gained"} == {"about 46 shops", "900 members"}
    assert [outcome.titles[article_id] for article_id in outcome.texts_changed] == ["Four more"]
    assert counts(desk) == before


def test_accepted_a_changed_text_is_the_next_revision_and_its_alerts_are_held(desk, parser):
    parser(with_text("44 shops", "46 shops"))
    outcome = reprocess_recipe(desk.settings, now=desk.now)
    assert outcome.accepted
    assert outcome.held == 1
    assert desk.rows("select revision from data.articles where title = 'Four more' order by 1") == [(1,), (2,)]
    assert desk.rows("select state, hold_reason from alerts where class = 'revised'") == [("held", "reprocess")]
    assert desk.newsroom.told() == [("new_value", 44, "desk")]
    after = counts(desk)
    assert not reprocess_recipe(desk.settings, now=desk.now).differences
    assert counts(desk) == after | {"run_events": after["run_events"] + 2}
    # What a run finds known stays known: the page has not changed.
    assert desk.run(desk.now - desk.now, sources=("herald-news",)).articles_revised == 0


def test_accepted_changed_metadata_is_another_version_of_the_same_revision(desk, parser):
    parser(lambda p: p._replace(article=p.article.model_copy(update={"title": p.article.title.upper()})))
    outcome = reprocess_recipe(desk.settings, now=desk.now)
    assert sorted(outcome.metadata_changed.values()) == [
        ("title: Forty shops -> FORTY SHOPS",),
        ("title: Four more -> FOUR MORE",),
    ]
    rows = desk.rows(
        "select revision, version, title from data.articles where title ilike 'four more' order by version"
    )
    assert rows == [(1, 1, "Four more"), (1, 2, "FOUR MORE")]


def test_a_page_that_is_no_article_today_or_is_lost_keeps_the_article(desk, parser):
    parser(lambda _: Parsed(None, "soft", "bot wall", "a puzzle"))
    outcome = reprocess_recipe(desk.settings, now=desk.now)
    assert set(outcome.troubles.values()) == {"bot wall: a puzzle"}
    assert not outcome.differences
    for file in (desk.settings.home / "pages").rglob("*.warc.gz"):
        file.unlink()
    assert desk.rows("select count(*) from articles") == [(3,)]


def test_lost_pages_are_named_and_nothing_else_suffers(desk):
    for file in (desk.settings.home / "pages").rglob("*.warc.gz"):
        file.unlink()
    outcome = compare_recipe(desk.settings)
    assert len(outcome.troubles) == 2
    assert all("restore the folder of pages" in trouble for trouble in outcome.troubles.values())
    assert not outcome.differences


def test_articles_from_files_are_read_by_todays_words(desk):
    desk.newsroom.rewrite(units="- {id: ships, nouns: [vessel]}\n", entities="- {id: ostra-ferries, name: Ostra}\n")
    outcome = compare_recipe(desk.settings)
    assert "entity" in " ".join(change for one in outcome.differences for change in one.changed)
