"""Stored articles with their facts, from the published copy: trying a metric on them stands in no run's way."""

from pathlib import Path

from schemas.article import Article
from schemas.fact import Fact
from warehouse.querying import open_published
from warehouse.rows import read_article, read_fact
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


def stored_articles(home: Path) -> list[tuple[Article, list[Fact]]]:
    """The newest revision of every article with its facts, in order of publication; raises NothingPublished."""
    facts: dict[str, list[Fact]] = {}
    with open_published(home) as connection:
        for row in read_rows(connection, FACTS):
            facts.setdefault(row["article_id"], []).append(read_fact(row))
        articles = [read_article(row) for row in read_rows(connection, ARTICLES)]
    return [(article, facts.get(article.article_id, [])) for article in articles]
