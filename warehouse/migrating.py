"""The ledger's schema, step by step: each numbered file of `migrations/` is one version."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from importlib import resources

import duckdb


class LedgerTooNew(Exception):
    """The ledger was written by a newer release than this one."""


@dataclass(frozen=True)
class Migration:
    """One step: the version it leads to, its name and its statements."""

    version: int
    name: str
    sql: str


def released() -> tuple[Migration, ...]:
    """The migrations of this release, in order."""
    files = (f for f in resources.files("warehouse").joinpath("migrations").iterdir() if f.name.endswith(".sql"))
    named = sorted((f.name.removesuffix(".sql"), f.read_text(encoding="utf-8")) for f in files)
    return tuple(Migration(int(name.partition("_")[0]), name, sql) for name, sql in named)


def schema_version(connection: duckdb.DuckDBPyConnection) -> int:
    """The version the ledger's tables are at; 0 for an empty file."""
    known = connection.execute(
        "SELECT count(*) FROM duckdb_tables()"
        " WHERE table_name = 'schema_versions' AND database_name = current_database()"
    ).fetchone()
    if not known or not known[0]:
        return 0
    newest = connection.execute("SELECT coalesce(max(version), 0) FROM schema_versions").fetchone()
    return int(newest[0]) if newest else 0


def migrate(
    connection: duckdb.DuckDBPyConnection, at: datetime, migrations: Sequence[Migration] | None = None
) -> list[str]:
    """The names of the migrations that were applied, each in its own transaction; LedgerTooNew for a newer ledger."""
    steps = released() if migrations is None else migrations
    version, newest = schema_version(connection), steps[-1].version
    if version > newest:
        raise LedgerTooNew(
            f"the ledger has schema version {version}, this release of figurewatch knows up to {newest};"
            " install the newer release, or restore a backup made before it was upgraded"
        )
    applied = []
    for step in steps:
        if step.version <= version:
            continue
        connection.execute("BEGIN")
        try:
            connection.execute(
                "CREATE TABLE IF NOT EXISTS schema_versions (version INTEGER, name VARCHAR, applied_at TIMESTAMPTZ)"
            )
            connection.execute(step.sql)
            connection.execute("INSERT INTO schema_versions VALUES (?, ?, ?)", [step.version, step.name, at])
            connection.execute("COMMIT")
        except BaseException:
            with suppress(duckdb.Error):
                connection.execute("ROLLBACK")
            raise
        # A log that holds changed tables has been seen to be refused when it is replayed.
        connection.execute("CHECKPOINT")
        applied.append(step.name)
    return applied
