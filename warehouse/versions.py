"""Tables that only grow: what differs from the current version becomes the next one."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import duckdb
import pyarrow as pa

Row = Mapping[str, Any]

VERSIONED: dict[str, str] = {
    "articles": "version_id",
    "facts": "fact_id",
    "dropped": "dropped_id",
    "matches": "fact_id",
    "observations": "observation_id",
    "changes": "change_id",
    "alerts": "alert_id",
    "metrics": "metric_id",
    "entities": "entity_id",
    "publishers": "publisher_id",
    "sources": "source_id",
    "subscribers": "subscriber_id",
}
"""Each versioned table and the id whose versions it keeps."""

BOOKKEEPING = ("version", "gone", "known_from", "run_id")


@dataclass(frozen=True)
class Stamp:
    """Which run writes, and when."""

    run_id: str
    at: datetime


def create_current_views(connection: duckdb.DuckDBPyConnection, tables: Mapping[str, str]) -> None:
    """Adds, for this connection only, a view `current_TABLE` of the newest versions that are not gone.

    Versions are numbered without gaps, and few things have a second: a join with the next version holds only those. To
    number all rows by a window would hold the whole table, each time that a view is asked for a few rows.
    """
    views = [
        f"CREATE OR REPLACE TEMP VIEW current_{table} AS SELECT t.* FROM {table} t ANTI JOIN ("  # noqa: S608
        f"SELECT {key}, version - 1 AS version FROM {table} WHERE version > 1"
        f") later USING ({key}, version) WHERE NOT gone"
        for table, key in tables.items()
    ]
    connection.execute("; ".join(views))


def as_arrow(connection: duckdb.DuckDBPyConnection, table: str, rows: Iterable[Row], without: tuple[str, ...]) -> Any:  # noqa: ANN401
    """The rows as an Arrow table in the types of `table`, less the columns `without`."""
    schema = connection.execute(f"SELECT * FROM {table} LIMIT 0").to_arrow_table().schema  # noqa: S608
    kept = pa.schema([field for field in schema if field.name not in without])
    return pa.Table.from_pylist([dict(row) for row in rows], schema=kept)


def append(connection: duckdb.DuckDBPyConnection, table: str, rows: Iterable[Row]) -> int:
    """Adds rows to a table without versions; answers how many."""
    rows = list(rows)
    if not rows:
        return 0
    staged = as_arrow(connection, table, rows, ())
    connection.register("staged", staged)
    connection.execute(f"INSERT INTO {table} SELECT * FROM staged")  # noqa: S608
    connection.unregister("staged")
    return int(staged.num_rows)


def _inserted(connection: duckdb.DuckDBPyConnection, sql: str, parameters: list[Any]) -> int:
    counted = connection.execute(sql, parameters).fetchone()
    return int(counted[0]) if counted else 0


FINAL = ("alerts",)
"""An alert may have been mailed, so what is written of it stays."""


def append_versions(connection: duckdb.DuckDBPyConnection, table: str, rows: Iterable[Row], stamp: Stamp) -> int:
    """Writes the rows that are new or, unless the table's rows are final, differ from their current version.

    Answers how many.
    """
    key = VERSIONED[table]
    last = {row[key]: row for row in rows}
    if not last:
        return 0
    staged = as_arrow(connection, table, last.values(), BOOKKEEPING)
    differs = (
        "false"
        if table in FINAL
        else " OR ".join(f"s.{name} IS DISTINCT FROM c.{name}" for name in staged.column_names if name != key)
    )
    connection.register("staged", staged)
    written = _inserted(
        connection,
        f"INSERT INTO {table} BY NAME SELECT s.*, coalesce(c.version, 0) + 1 AS version, false AS gone,"  # noqa: S608
        f" ?::TIMESTAMPTZ AS known_from, ?::VARCHAR AS run_id FROM staged s LEFT JOIN ("
        f"SELECT * FROM {table} WHERE rowid IN (SELECT rowid FROM {table} WHERE {key} IN (SELECT {key} FROM staged))"
        f" QUALIFY row_number() OVER (PARTITION BY {key} ORDER BY version DESC) = 1"
        f") c ON s.{key} = c.{key} WHERE c.{key} IS NULL OR c.gone OR {differs}",
        [stamp.at, stamp.run_id],
    )
    connection.unregister("staged")
    return written


def holds_just(connection: duckdb.DuckDBPyConnection, table: str, rows: Iterable[Row]) -> bool:
    """True where the current rows of the table are these, no more and no fewer; for tables that fit in memory."""
    key = VERSIONED[table]
    current = read_rows(connection, f"SELECT * EXCLUDE ({', '.join(BOOKKEEPING)}) FROM current_{table}")  # noqa: S608
    return {row[key]: row for row in current} == {row[key]: dict(row) for row in rows}


def append_gone(
    connection: duckdb.DuckDBPyConnection, table: str, within: str, kept: Iterable[str], stamp: Stamp
) -> int:
    """Marks the current rows that the condition `within` selects as gone, except the ids `kept`; answers how many."""
    key = VERSIONED[table]
    connection.register("kept", pa.table({"id": pa.array(list(kept), pa.string())}))
    leaving = f"NOT gone AND ({within}) AND {key} NOT IN (SELECT id FROM kept)"  # noqa: S608
    # Most loads withdraw nothing, and to see that takes a third of the time that the statement below takes.
    found = connection.execute(f"SELECT 1 FROM {table} WHERE {leaving} LIMIT 1").fetchone()  # noqa: S608
    written = (
        0
        if found is None
        else _inserted(
            connection,
            f"INSERT INTO {table} BY NAME SELECT * REPLACE (version + 1 AS version, true AS gone,"  # noqa: S608
            f" ?::TIMESTAMPTZ AS known_from, ?::VARCHAR AS run_id) FROM ("
            f"SELECT * FROM {table} WHERE {key} IN (SELECT {key} FROM {table} WHERE {within})"
            f" QUALIFY row_number() OVER (PARTITION BY {key} ORDER BY version DESC) = 1"
            f") WHERE {leaving}",
            [stamp.at, stamp.run_id],
        )
    )
    connection.unregister("kept")
    return written


def read_rows(
    connection: duckdb.DuckDBPyConnection, sql: str, parameters: Sequence[Any] | Mapping[str, Any] = ()
) -> list[dict[str, Any]]:
    """The rows a query gives, as dictionaries in order."""
    rows: list[dict[str, Any]] = connection.execute(sql, parameters).to_arrow_table().to_pylist()
    return rows
