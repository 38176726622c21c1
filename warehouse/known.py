"""What the ledger knows of articles that a run takes up again, after a crash, an edit or a changed catalogue."""

import json
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from datetime import timedelta

from schemas.article import Article
from schemas.published import Published
from warehouse.ledger import Ledger
from warehouse.rows import read_article, read_published
from warehouse.versions import read_rows


def loaded_articles(ledger: Ledger) -> list[Article]:
    """The newest loaded revision of every article, in order of id."""
    rows = read_rows(
        ledger.connection,
        "SELECT a.* FROM current_articles a JOIN ("
        "SELECT article_id, max(revision) AS revision FROM article_states WHERE state = 'done' GROUP BY article_id"
        ") newest ON a.article_id = newest.article_id AND a.revision = newest.revision ORDER BY a.article_id",
    )
    return [read_article(row) for row in rows]


def articles_around(ledger: Ledger, articles: Sequence[Article], days: timedelta) -> list[Article]:
    """The newest loaded revision of every other article published within `days` of one of `articles`."""
    times = sorted({article.published.at for article in articles if article.published})
    if not times:
        return []
    rows = read_rows(
        ledger.connection,
        "SELECT a.* FROM current_articles a JOIN ("
        "SELECT article_id, max(revision) AS revision FROM article_states WHERE state = 'done' GROUP BY article_id"
        ") newest ON a.article_id = newest.article_id AND a.revision = newest.revision"
        " WHERE a.published_at BETWEEN ? AND ? AND a.article_id NOT IN (SELECT unnest(?::VARCHAR[]))"
        " ORDER BY a.article_id",
        [times[0] - days, times[-1] + days, [article.article_id for article in articles]],
    )
    found = []
    for row in rows:
        article = read_article(row)
        assert article.published is not None
        at = article.published.at
        place = bisect_left(times, at - days)
        if place < len(times) and times[place] <= at + days:
            found.append(article)
    return found


def editions_of(ledger: Ledger, article_ids: Iterable[str]) -> dict[str, dict[int, Published | None]]:
    """By article, when each of its loaded revisions says that it was published."""
    rows = read_rows(
        ledger.connection,
        "SELECT * EXCLUDE (text, furniture) FROM current_articles"
        " WHERE article_id IN (SELECT unnest(?::VARCHAR[])) AND (article_id, revision) IN ("
        "SELECT (article_id, revision) FROM article_states WHERE state = 'done') ORDER BY article_id, revision",
        [sorted(set(article_ids))],
    )
    editions: dict[str, dict[int, Published | None]] = {}
    for row in rows:
        editions.setdefault(row["article_id"], {})[row["revision"]] = read_published(row)
    return editions


def metrics_of(ledger: Ledger, article_ids: Iterable[str]) -> set[str]:
    """The metrics that earlier revisions of these articles spoke of."""
    rows = read_rows(
        ledger.connection,
        "SELECT DISTINCT metric_id FROM current_observations WHERE article_id IN (SELECT unnest(?::VARCHAR[]))",
        [sorted(set(article_ids))],
    )
    return {row["metric_id"] for row in rows}


def last_catalogue(ledger: Ledger) -> tuple[str | None, str | None]:
    """The two digests that the last finished run left: of what decides figures, and of the whole catalogue."""
    rows = read_rows(
        ledger.connection,
        "SELECT summary FROM run_events WHERE state IN ('done', 'done with problems', 'nothing new')"
        " ORDER BY happened_at DESC LIMIT 1",
    )
    summary = json.loads(rows[0]["summary"]) if rows else {}
    return summary.get("catalogue"), summary.get("whole_catalogue")
