"""One transaction from facts to alerts."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from typing import TypeVar

import duckdb
import pyarrow as pa

from schemas.alert import Alert
from schemas.article import Article
from schemas.catalogue import Catalogue
from schemas.change import Change, Match, Observation
from schemas.fact import Dropped, Fact
from schemas.record import Record
from warehouse import rows
from warehouse.cataloguing import append_catalogue
from warehouse.checking import run_checks
from warehouse.ledger import Ledger, transaction
from warehouse.memory import little_memory
from warehouse.versions import Row, Stamp, append, append_gone, append_versions

Model = TypeVar("Model", bound=Record)


@dataclass(frozen=True)
class Batch:
    """What a run has to say; for each of `articles` its facts, candidates, matches and observations are complete."""

    articles: Sequence[Article] = ()
    facts: Sequence[Fact] = ()
    dropped: Sequence[Dropped] = ()
    matches: Sequence[Match] = ()
    observations: Sequence[Observation] = ()
    changes: Sequence[Change] = ()
    alerts: Sequence[Alert] = ()


@dataclass(frozen=True)
class Loaded:
    """How many rows were written to each table, and the figures that were refused, in words."""

    counts: dict[str, int]
    refused: list[str] = field(default_factory=list)

    @property
    def written(self) -> int:
        """Rows written in all; 0 when the batch said nothing new."""
        return sum(self.counts.values())


def _without_unfit(batch: Batch) -> tuple[Batch, list[tuple[str, str]]]:
    """The batch less the figures no column can hold and all that rests on them, and (article, reason) for each."""
    refused: list[tuple[str, str]] = []

    def split(records: Sequence[Model], rests_on: Callable[[Model], bool], name: Callable[[Model], str]) -> list[Model]:
        kept = []
        for record in records:
            if rests_on(record) and rows.fits(record):
                kept.append(record)
            elif rests_on(record):
                refused.append((name(record), "the figure has more than 32 digits before the point"))
        return kept

    facts = split(batch.facts, lambda _: True, lambda f: f"{f.article_id}: {f.quote[:80]}")
    lost_facts = {f.fact_id for f in batch.facts} - {f.fact_id for f in facts}
    observations = split(batch.observations, lambda o: o.fact_id not in lost_facts, lambda o: o.observation_id)
    lost = {o.observation_id for o in batch.observations} - {o.observation_id for o in observations}
    changes = split(
        batch.changes,
        lambda c: c.observation_id not in lost and c.old_observation_id not in lost,
        lambda c: c.change_id,
    )
    lost_changes = {c.change_id for c in batch.changes} - {c.change_id for c in changes}
    fit = Batch(
        batch.articles,
        facts,
        batch.dropped,
        [m for m in batch.matches if m.fact_id not in lost_facts],
        observations,
        changes,
        [a for a in batch.alerts if a.change_id not in lost_changes],
    )
    return fit, refused


def _newest(observations: Iterable[Observation]) -> list[Observation]:
    """One of each id: the one of the latest revision."""
    ordered = sorted(observations, key=lambda observation: observation.revision)
    return list({observation.observation_id: observation for observation in ordered}.values())


def _append_records(connection: duckdb.DuckDBPyConnection, batch: Batch, stamp: Stamp) -> dict[str, int]:
    facts = {fact.fact_id: fact for fact in batch.facts}
    matches = [rows.match_row(match, facts[match.fact_id]) for match in batch.matches if match.fact_id in facts]
    tables = {
        "articles": map(rows.article_row, batch.articles),
        "facts": map(rows.fact_row, batch.facts),
        "dropped": map(rows.dropped_row, batch.dropped),
        "matches": matches,
        "observations": map(rows.observation_row, _newest(batch.observations)),
        "changes": map(rows.change_row, batch.changes),
        "alerts": map(rows.alert_row, batch.alerts),
    }
    return {table: append_versions(connection, table, records, stamp) for table, records in tables.items()}


def _append_gone(connection: duckdb.DuckDBPyConnection, batch: Batch, stamp: Stamp) -> dict[str, int]:
    """What earlier extractions of these same revisions said and this one does not."""
    within = "(article_id, revision) IN (SELECT (article_id, revision) FROM loading)"
    kept = {
        "facts": [fact.fact_id for fact in batch.facts],
        "matches": [match.fact_id for match in batch.matches],
        "dropped": [rows.dropped_row(dropped)["dropped_id"] for dropped in batch.dropped],
        "observations": [observation.observation_id for observation in batch.observations],
    }
    counts = {table: append_gone(connection, table, within, names, stamp) for table, names in kept.items()}
    counts["changes"] = _append_gone_changes(connection, batch, stamp)
    return counts


def _append_gone_changes(connection: duckdb.DuckDBPyConnection, batch: Batch, stamp: Stamp) -> int:
    """An observation has one change: its withdrawal ends its entrance, and none outlives it."""
    decided = pa.table({"id": pa.array([change.observation_id for change in batch.changes], pa.string())})
    connection.register("decided", decided)
    within = (
        "observation_id IN (SELECT id FROM decided) OR (observation_id IN (SELECT observation_id FROM observations"
        " WHERE (article_id, revision) IN (SELECT (article_id, revision) FROM loading))"
        " AND observation_id NOT IN (SELECT observation_id FROM current_observations))"
    )
    kept = [change.change_id for change in batch.changes]
    count = append_gone(connection, "changes", within, kept, stamp)
    connection.unregister("decided")
    return count


def _append_done(connection: duckdb.DuckDBPyConnection, stamp: Stamp) -> int:
    counted = connection.execute(
        "INSERT INTO article_states SELECT article_id, revision, 'done', ?, ?::TIMESTAMPTZ FROM loading l"
        " WHERE NOT EXISTS (FROM article_states s WHERE s.article_id = l.article_id AND s.revision = l.revision"
        " AND s.state = 'done')",
        [stamp.run_id, stamp.at],
    ).fetchone()
    return int(counted[0]) if counted else 0


def load(ledger: Ledger, run_id: str, at: datetime, batch: Batch, catalogue: Catalogue | None = None) -> Loaded:
    """Writes what the batch says that is new, marks its articles done and runs every check, all or nothing.

    The same batch again writes nothing. Figures too large to store are refused as problems, smaller ones keep six
    decimals. Raises CheckFailed, with the ledger as it was.
    """
    fit, refused = _without_unfit(batch)
    problem = {"run_id": run_id, "source_id": None, "found_at": at}
    problems = [problem | {"name": name, "reason": reason} for name, reason in refused]
    with little_memory(ledger.connection) as attempt:
        counts = attempt(partial(_written, ledger, Stamp(run_id, at), fit, problems, catalogue))
    return Loaded(counts, [f"{name}: {reason}" for name, reason in refused])


def _written(
    ledger: Ledger, stamp: Stamp, batch: Batch, problems: Sequence[Row], catalogue: Catalogue | None
) -> dict[str, int]:
    """How many rows of each table were written, in one transaction."""
    with transaction(ledger) as connection:
        places = [{"article_id": a.article_id, "revision": a.revision} for a in batch.articles]
        schema = pa.schema([("article_id", pa.string()), ("revision", pa.int32())])
        connection.register("loading", pa.Table.from_pylist(places, schema=schema))
        try:
            counts = append_catalogue(connection, catalogue, stamp) if catalogue else {}
            for table, count in _append_records(connection, batch, stamp).items():
                counts[table] = count
            for table, count in _append_gone(connection, batch, stamp).items():
                counts[table] += count
            counts["done"] = _append_done(connection, stamp)
            if counts["done"] or not batch.articles:
                append(connection, "problems", problems)
            run_checks(connection)
        finally:
            connection.unregister("loading")
    return counts
