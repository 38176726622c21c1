"""What a run writes down as it goes: its own start and end, articles as they come, and what went wrong."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

import duckdb

from schemas.acquisition import Visit
from schemas.article import Article
from warehouse.ledger import Ledger, transaction
from warehouse.rows import article_row
from warehouse.versions import Stamp, append, append_versions, read_rows


@dataclass
class Recorded:
    """The ids of articles seen for the first time, seen before with the same text, and come with another text."""

    new: list[str] = field(default_factory=list)
    known: list[str] = field(default_factory=list)
    revised: list[str] = field(default_factory=list)


def start_run(ledger: Ledger, run_id: str, flow: str, at: datetime) -> None:
    """Writes down that a run of `flow` began."""
    with transaction(ledger) as connection:
        event = {"run_id": run_id, "flow": flow, "state": "running", "happened_at": at, "summary": "{}"}
        append(connection, "run_events", [event])


def finish_run(ledger: Ledger, run_id: str, state: str, at: datetime, summary: Mapping[str, Any]) -> None:
    """Writes down how a run ended; `summary` is kept as JSON."""
    with transaction(ledger) as connection:
        text = json.dumps(dict(summary), default=str, ensure_ascii=False)
        event = {"run_id": run_id, "flow": None, "state": state, "happened_at": at, "summary": text}
        append(connection, "run_events", [event])


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _stored(ledger: Ledger, article_ids: Sequence[str]) -> dict[str, dict[int, str]]:
    """Of each article the digest of every stored revision's text."""
    rows = read_rows(
        ledger.connection,
        # By place, so that no text is read but theirs.
        "SELECT article_id, revision, text FROM articles WHERE rowid IN ("
        "SELECT rowid FROM articles WHERE article_id IN (SELECT unnest(?::VARCHAR[])))"
        " ORDER BY article_id, revision, version",
        [list(article_ids)],
    )
    stored: dict[str, dict[int, str]] = {}
    for row in rows:
        stored.setdefault(row["article_id"], {})[row["revision"]] = _digest(row["text"])
    return stored


def _revision_of(article: Article, revisions: Mapping[int, str], numbered: bool) -> int | None:
    """The revision to store an article as; None when its text is the one already known.

    Numbers are believed where the article comes in several revisions, or in an earlier one than we have; otherwise an
    older text that comes back is an edit like any other, if it was fetched.
    """
    if not revisions:
        return article.revision
    digest, newest = _digest(article.text), max(revisions)
    earlier = article.revision < min(revisions)
    if numbered or earlier or article.revision > 1 or article.fetched_at is None:
        if digest in revisions.values():
            return None
        return newest + 1 if article.revision in revisions else article.revision
    return None if digest == revisions[newest] else newest + 1


def record_articles(ledger: Ledger, run_id: str, articles: Sequence[Article], at: datetime) -> Recorded:
    """Stores what is new or edited in state `new`; an edited article gets the next revision, whatever it came with."""
    recorded, kept = sorted_out(ledger, articles)
    with transaction(ledger) as connection:
        append_articles(connection, kept, Stamp(run_id, at))
    return recorded


def sorted_out(ledger: Ledger, articles: Sequence[Article]) -> tuple[Recorded, list[Article]]:
    """Which of the articles are new, known or edited, and those to store, numbered as the revisions they are."""
    recorded = Recorded()
    stored = _stored(ledger, sorted({article.article_id for article in articles}))
    asked = {(article.article_id, article.revision) for article in articles}
    several = {article_id for article_id, revision in asked if (article_id, 1) in asked and revision > 1}
    kept: list[Article] = []
    for article in articles:
        revisions = stored.setdefault(article.article_id, {})
        revision = _revision_of(article, revisions, article.article_id in several)
        if revision is None:
            recorded.known.append(article.article_id)
            continue
        (recorded.revised if revisions else recorded.new).append(article.article_id)
        revisions[revision] = _digest(article.text)
        kept.append(article.model_copy(update={"revision": revision}))
    return recorded, kept


def append_articles(connection: duckdb.DuckDBPyConnection, kept: Sequence[Article], stamp: Stamp) -> None:
    """Writes articles in state `new`, within the caller's transaction."""
    states = [
        {"article_id": a.article_id, "revision": a.revision, "state": "new"}
        | {"run_id": stamp.run_id, "happened_at": stamp.at}
        for a in kept
    ]
    append_versions(connection, "articles", map(article_row, kept), stamp)
    append(connection, "article_states", states)


def record_problems(ledger: Ledger, run_id: str, source_id: str | None, name: str, reason: str, at: datetime) -> None:
    """Writes down a file or page that could not be used, and why."""
    with transaction(ledger) as connection:
        problem = {"run_id": run_id, "source_id": source_id, "name": name, "reason": reason, "found_at": at}
        append(connection, "problems", [problem])


def record_visit(ledger: Ledger, run_id: str, visit: Visit) -> None:
    """Writes down that a source was looked at, what it gave and, for a failed visit, why."""
    with transaction(ledger) as connection:
        append(connection, "source_visits", [visit.model_dump() | {"run_id": run_id}])


def record_review(
    ledger: Ledger,
    run_id: str,
    observation_id: str,
    decision: Literal["accepted", "rejected"],
    reason: str,
    at: datetime,
) -> None:
    """Writes down what a person decided of an observation; it outlives every new extraction."""
    with transaction(ledger) as connection:
        review = {"observation_id": observation_id, "decision": decision, "reason": reason, "run_id": run_id}
        append(connection, "reviews", [review | {"decided_at": at}])
