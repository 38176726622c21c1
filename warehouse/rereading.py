"""Stored articles with their facts and pages, from the published copy: reading them again stands in no run's way."""

from pathlib import Path
from typing import NamedTuple

from schemas.acquisition import Link, Page
from schemas.article import Article
from schemas.fact import Fact
from warehouse.querying import open_published
from warehouse.rows import read_article, read_fact, read_link, read_record
from warehouse.versions import read_rows

NEWEST = """
(SELECT article_id, max(revision) AS revision FROM data.article_states WHERE state = 'done' GROUP BY article_id)
"""
ARTICLES = f"""
SELECT a.* FROM data.articles a JOIN {NEWEST} newest USING (article_id, revision)
WHERE a.known_to IS NULL AND NOT a.gone ORDER BY a.published_at, a.article_id
"""  # noqa: S608
FACTS = f"""
SELECT f.* FROM data.facts f JOIN {NEWEST} newest USING (article_id, revision)
WHERE f.known_to IS NULL AND NOT f.gone ORDER BY f.article_id, f.span_start, f.fact_id
"""  # noqa: S608
PAGES = f"""
SELECT a.article_id, p.* FROM data.articles a JOIN {NEWEST} newest USING (article_id, revision)
JOIN data.pages p ON p.page_id = a.page_id WHERE a.known_to IS NULL AND NOT a.gone
QUALIFY row_number() OVER (PARTITION BY a.article_id ORDER BY p.fetched_at DESC) = 1
"""  # noqa: S608
LINKS = """
SELECT * FROM data.links QUALIFY row_number() OVER (PARTITION BY source_id, url ORDER BY found_at) = 1
"""
UNFINISHED = """
SELECT DISTINCT article_id FROM (
    SELECT article_id FROM data.article_states GROUP BY article_id, revision HAVING count(*) FILTER (state = 'done') = 0
)
"""


class KeptPage(NamedTuple):
    """The page of an article, and the link that led to it where a list gave one."""

    page: Page
    link: Link


def stored_articles(home: Path) -> list[tuple[Article, list[Fact]]]:
    """The newest revision of every article with its facts, in order of publication; raises NothingPublished."""
    facts: dict[str, list[Fact]] = {}
    with open_published(home) as connection:
        for row in read_rows(connection, FACTS):
            facts.setdefault(row["article_id"], []).append(read_fact(row))
        articles = [read_article(row) for row in read_rows(connection, ARTICLES)]
    return [(article, facts.get(article.article_id, [])) for article in articles]


def stored_pages(home: Path) -> dict[str, KeptPage]:
    """By article the page that its newest revision was parsed from; articles from files have none."""
    with open_published(home) as connection:
        pages = {row["article_id"]: read_record(Page, row) for row in read_rows(connection, PAGES)}
        wanted = {(page.source_id, page.url) for page in pages.values()}
        links = {
            (row["source_id"], row["url"]): read_link(row)
            for row in read_rows(connection, LINKS)
            if (row["source_id"], row["url"]) in wanted
        }
    return {
        article_id: KeptPage(
            page, links.get((page.source_id, page.url)) or Link(source_id=page.source_id, url=page.url)
        )
        for article_id, page in pages.items()
    }


def unfinished_articles(home: Path) -> set[str]:
    """The ids of articles with a revision that the next run has yet to load."""
    with open_published(home) as connection:
        return {row["article_id"] for row in read_rows(connection, UNFINISHED)}
