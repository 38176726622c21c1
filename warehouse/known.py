"""What the ledger knows of articles that a run takes up again, after a crash, an edit or a changed catalogue."""

import json
from collections.abc import Iterable, Sequence
from typing import Any

import pyarrow as pa

from schemas.article import Article, RevisionKey
from schemas.published import Published
from warehouse.ledger import Ledger
from warehouse.rows import read_article, read_published
from warehouse.versions import read_rows

KEYS = pa.schema([("article_id", pa.string()), ("revision", pa.int32())])


NEWEST_LOADED = """
SELECT s.article_id, s.revision FROM article_states s LEFT JOIN (
    SELECT article_id, max(revision) AS newest FROM article_states WHERE state = 'done' AND revision > 1 GROUP BY ALL
) edited USING (article_id)
WHERE s.state = 'done' AND s.revision = coalesce(edited.newest, s.revision)
"""
"""The newest loaded revision of every article; memory goes with the edited ones."""

NOT_LOADED = """
SELECT article_id, revision FROM article_states
ANTI JOIN (SELECT article_id, revision FROM article_states WHERE state = 'done') USING (article_id, revision)
"""


def new_articles(ledger: Ledger) -> list[RevisionKey]:
    """The articles not yet loaded, those left over from a crashed run included, in order of publication."""
    return _in_order(ledger, NOT_LOADED)


def loaded_articles(ledger: Ledger) -> list[RevisionKey]:
    """The newest loaded revision of every article, in order of publication."""
    return _in_order(ledger, NEWEST_LOADED)


def _in_order(ledger: Ledger, keys: str) -> list[RevisionKey]:
    rows = read_rows(
        ledger.connection,
        f"SELECT article_id, revision FROM current_articles SEMI JOIN ({keys}) USING (article_id, revision)"  # noqa: S608
        " ORDER BY published_at NULLS FIRST, article_id, revision",
    )
    return [RevisionKey(row["article_id"], row["revision"]) for row in rows]


def digits_of(ledger: Ledger, keys: Sequence[RevisionKey]) -> dict[RevisionKey, int]:
    """How many digits the texts of the articles have: by that goes how many figures there are to be found in them."""
    rows = _rows_of(
        ledger,
        keys,
        "SELECT article_id, revision, max(length(text) - length(regexp_replace(text, '[0-9]', '', 'g'))) AS digits"
        " FROM articles SEMI JOIN asked USING (article_id, revision) GROUP BY ALL",
    )
    return {RevisionKey(row["article_id"], row["revision"]): row["digits"] for row in rows}


def read_articles(ledger: Ledger, keys: Sequence[RevisionKey]) -> list[Article]:
    """The articles asked for as they stand, in the order of `keys`."""
    # Found by place: only those stretches of the table are read whole in which one of them stands.
    rows = _rows_of(
        ledger,
        keys,
        "SELECT * FROM articles WHERE rowid IN ("
        "SELECT rowid FROM articles SEMI JOIN asked USING (article_id, revision)) ORDER BY version",
    )
    newest = {RevisionKey(row["article_id"], row["revision"]): row for row in rows}
    return [read_article(newest[key]) for key in keys if key in newest and not newest[key]["gone"]]


def _rows_of(ledger: Ledger, keys: Sequence[RevisionKey], sql: str) -> list[dict[str, Any]]:
    """The rows of a query over the table `asked`, which holds the keys."""
    asked = pa.table({"article_id": [key.article_id for key in keys], "revision": [key.revision for key in keys]}, KEYS)
    ledger.connection.register("asked", asked)
    rows = read_rows(ledger.connection, sql)
    ledger.connection.unregister("asked")
    return rows


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
