"""Copies of articles, found by the sketches of their texts; no text is read for it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

import pyarrow as pa

from schemas.article import Article, RevisionKey
from schemas.sketch import CopyPair, Dated, Likeness, Sketch
from warehouse.known import NEWEST_LOADED, read_articles
from warehouse.ledger import Ledger, transaction
from warehouse.versions import append, read_rows

AT_WORK = pa.schema(
    [("article_id", pa.string()), ("revision", pa.int32()), ("published_at", pa.timestamp("us", tz="UTC"))]
)
COPIES = f"""
WITH standing AS (
    FROM at_work
    UNION ALL
    SELECT a.article_id, a.revision, a.published_at
    FROM current_articles a SEMI JOIN ({NEWEST_LOADED}) USING (article_id, revision)
    ANTI JOIN at_work USING (article_id)
), near AS MATERIALIZED (
    SELECT s.rowid AS place, article_id, published_at, words, len(shingles) AS size,
           article_id IN (SELECT unnest($looked_at::VARCHAR[])) AS looked_at
    FROM standing JOIN sketches s USING (article_id, revision)
    WHERE published_at BETWEEN $first - $within AND $last + $within
), hits AS MATERIALIZED (
    SELECT place, shingle, place IN (SELECT place FROM near WHERE looked_at) AS looked_at
    FROM (SELECT rowid AS place, unnest(shingles) AS shingle FROM sketches WHERE rowid IN (SELECT place FROM near))
    WHERE shingle IN (
        SELECT unnest(shingles) FROM sketches WHERE rowid IN (SELECT place FROM near WHERE looked_at)
    )
), telling AS (
    SELECT shingle FROM hits GROUP BY shingle HAVING count(*) BETWEEN 2 AND $common
), counted AS (
    SELECT one.place, other.place AS other_place, count(*) AS shared
    FROM hits one SEMI JOIN telling USING (shingle) JOIN hits other USING (shingle)
    WHERE one.looked_at AND one.place <> other.place
    GROUP BY ALL
)
SELECT one.article_id, one.published_at, other.article_id AS other_id, other.published_at AS other_at
FROM counted JOIN near one ON one.place = counted.place JOIN near other ON other.place = counted.other_place
WHERE shared >= $shared * least(one.size, other.size) AND least(one.size, other.size) >= $fewest
  AND other.published_at BETWEEN one.published_at - $within AND one.published_at + $within
UNION ALL
SELECT one.article_id, one.published_at, other.article_id, other.published_at
FROM near one JOIN near other ON one.words = other.words AND one.place <> other.place
WHERE one.looked_at AND other.published_at BETWEEN one.published_at - $within AND one.published_at + $within
"""  # noqa: S608
"""The copies of the articles looked at. Memory goes with these and with what others share with them."""


def without_sketch(ledger: Ledger, articles: Sequence[Article]) -> list[Article]:
    """Those of the articles whose text has not been put down in a sketch."""
    rows = read_rows(
        ledger.connection,
        "SELECT article_id, revision FROM sketches WHERE article_id IN (SELECT unnest(?::VARCHAR[]))",
        [[article.article_id for article in articles]],
    )
    have = {(row["article_id"], row["revision"]) for row in rows}
    return [article for article in articles if (article.article_id, article.revision) not in have]


def loaded_without_sketch(ledger: Ledger, most: int) -> list[Article]:
    """Up to `most` loaded articles without a sketch, in their newest revision: a ledger may be older than sketches."""
    rows = read_rows(
        ledger.connection,
        f"FROM ({NEWEST_LOADED}) ANTI JOIN sketches USING (article_id, revision) LIMIT {most:d}",
    )
    return read_articles(ledger, [RevisionKey(row["article_id"], row["revision"]) for row in rows])


def record_sketches(ledger: Ledger, sketches: Iterable[Sketch]) -> None:
    """Stores sketches of revisions that have none."""
    with transaction(ledger) as connection:
        append(connection, "sketches", [sketch.model_dump() for sketch in sketches])


def copies_of(ledger: Ledger, articles: Mapping[str, Article], likeness: Likeness) -> Iterator[CopyPair]:
    """Each pair of copies among these articles and the loaded ones, as far as copies of copies lead from these.

    The articles are taken as they are here, loaded or not; all must have sketches. One without a time of publication
    is no copy of anything.
    """
    times = {one.article_id: one.published.at for one in articles.values() if one.published}
    rows = [{"article_id": name, "revision": articles[name].revision, "published_at": at} for name, at in times.items()]
    ledger.connection.register("at_work", pa.Table.from_pylist(rows, schema=AT_WORK))
    try:
        seen, looked_at = set(times), times
        while looked_at:
            found: dict[str, datetime] = {}
            for one, other in _copies(ledger, looked_at, likeness):
                yield one, other
                found[other.article_id] = other.published_at
            looked_at = {name: at for name, at in found.items() if name not in seen}
            seen |= looked_at.keys()
    finally:
        ledger.connection.unregister("at_work")


def _copies(ledger: Ledger, looked_at: Mapping[str, datetime], likeness: Likeness) -> Iterator[CopyPair]:
    asked: dict[str, Any] = likeness._asdict() | {
        "looked_at": list(looked_at),
        "first": min(looked_at.values()),
        "last": max(looked_at.values()),
    }
    for row in read_rows(ledger.connection, COPIES, asked):
        yield Dated(row["published_at"], row["article_id"]), Dated(row["other_at"], row["other_id"])
