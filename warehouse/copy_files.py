"""The files of a copy: its tables and views in one, each view as Parquet; made in little memory."""

import os
from collections.abc import Sequence
from contextlib import suppress
from functools import partial
from importlib import resources
from pathlib import Path

import duckdb
import pyarrow as pa

from schemas.alert import DeliveryState
from warehouse.ledger import ONE_THREAD, Ledger
from warehouse.memory import little_memory
from warehouse.versions import read_rows

ROWS = 8192
"""Written together, and held until they are."""
MESSAGES = pa.schema(
    [
        ("message_id", pa.string()),
        ("alert_ids", pa.list_(pa.string())),
        ("state", pa.string()),
        ("attempts", pa.int32()),
        ("last_at", pa.timestamp("us", tz="UTC")),
    ]
)


def sync(path: Path) -> None:
    """What was written there is on disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _sql_files() -> list[str]:
    files = (f for f in resources.files("warehouse").joinpath("views").iterdir() if f.name.endswith(".sql"))
    return [text for _, text in sorted((f.name, f.read_text(encoding="utf-8")) for f in files)]


def build_copy(ledger: Ledger, draft: Path, outbox_states: Sequence[DeliveryState]) -> None:
    """The copy as a finished file: tables, views, macros and comments."""
    connection = ledger.connection
    connection.execute(f"ATTACH '{str(draft).replace(chr(39), chr(39) * 2)}' AS copy (ROW_GROUP_SIZE {ROWS})")
    try:
        messages = pa.Table.from_pylist([state.model_dump() for state in outbox_states], schema=MESSAGES)
        connection.register("outbox_states", messages)
        connection.execute("USE copy")
        tables, *views = _sql_files()
        with little_memory(connection) as attempt:
            # Each table by itself: what a transaction has written stays in memory until it ends.
            for statement in connection.extract_statements(tables):
                attempt(partial(connection.execute, statement))
        connection.execute("CREATE TABLE data.messages AS SELECT * FROM outbox_states")
        # One transaction: each of some 250 comments would be one of its own.
        connection.execute("BEGIN")
        for sql in views:
            connection.execute(sql)
        connection.execute("COMMIT")
        connection.execute("CHECKPOINT copy")
    except BaseException:
        # A failed COMMIT has already rolled back.
        with suppress(duckdb.Error):
            connection.execute("ROLLBACK")
        raise
    finally:
        connection.execute("USE ledger")
        with suppress(duckdb.Error):
            connection.unregister("outbox_states")
        connection.execute("DETACH copy")


def write_parquet(draft: Path, folder: Path) -> dict[str, int]:
    """One file per view; answers rows per view."""
    folder.mkdir()
    counts = {}
    with duckdb.connect(str(draft), read_only=True, config=ONE_THREAD) as connection:
        connection.execute("SET TimeZone = 'UTC'")
        # Needed for a limit on bytes; a view that has an order keeps it.
        connection.execute("SET preserve_insertion_order = false")
        found = read_rows(connection, "FROM duckdb_views() WHERE NOT internal")
        views = {(row["schema_name"], row["view_name"]) for row in found}
        with little_memory(connection) as attempt:
            for view in sorted(name for schema, name in views if schema == "main"):
                large = ("data", f"current_{view}") in views
                # Else a join keeps its smaller side in memory by number of rows, though each may hold a whole text.
                connection.execute(f"SET disabled_optimizers = '{'build_side_probe_side' if large else ''}'")
                target = folder / f"{view}.parquet"
                rows = f"data.current_{view}" if large else view
                written = f"COPY (FROM {rows}) TO '{str(target).replace(chr(39), chr(39) * 2)}'"
                sized = f" (ROW_GROUP_SIZE {ROWS}, ROW_GROUP_SIZE_BYTES '4MB')"
                counted = attempt(partial(connection.execute, written + sized)).fetchone()
                counts[view] = int(counted[0]) if counted else 0
                sync(target)
                target.chmod(0o444)
    return counts
