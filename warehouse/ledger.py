"""The private ledger: opened late, closed early, by one writer at a time."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import duckdb

from warehouse.locking import LedgerOpenElsewhere, ledger_lock
from warehouse.migrating import migrate
from warehouse.versions import VERSIONED, create_current_views

ONE_THREAD: dict[str, str | bool | int | float | list[str]] = {"threads": 1}
"""A second thread doubles the memory of a statement; publishing 20,000 articles did not go faster with it."""
ROWS = 4096
"""Rows of a group. Adding to one may write all of it again; each takes memory of its own for every column."""


class LedgerUnreadable(Exception):
    """The ledger's file is damaged or no DuckDB file."""

    def __init__(self, path: Path, error: Exception) -> None:
        super().__init__(
            f"{path} cannot be read ({error}); move it away and run `figurewatch restore` with the last backup"
        )


@dataclass(frozen=True)
class Ledger:
    """An open ledger; only functions of this package touch its connection."""

    home: Path
    connection: duckdb.DuckDBPyConnection


def _connect(path: Path) -> duckdb.DuckDBPyConnection:
    # Only an attached file has a row group size of its own. What does not fit in memory goes beside it.
    connection = duckdb.connect(config={**ONE_THREAD, "temp_directory": f"{path}.tmp"})
    try:
        connection.execute(f"ATTACH '{str(path).replace(chr(39), chr(39) * 2)}' AS ledger (ROW_GROUP_SIZE {ROWS})")
        connection.execute("USE ledger")
        return connection
    except duckdb.Error as error:
        connection.close()
        if "lock on file" in str(error):
            raise LedgerOpenElsewhere(None, f"close what has {path} open: {error}") from error
        raise LedgerUnreadable(path, error) from error


@contextmanager
def open_ledger(home: Path, who: str) -> Iterator[Ledger]:
    """The ledger of `home`, locked for `who` and at today's schema; made if there is none.

    Raises LedgerBusy, LedgerTooNew or LedgerUnreadable, each with what to do next.
    """
    with ledger_lock(home, who):
        connection = _connect(home / "ledger.duckdb")
        try:
            connection.execute("SET TimeZone = 'UTC'")
            migrate(connection, datetime.now(UTC))
            create_current_views(connection, VERSIONED)
            yield Ledger(home, connection)
        except duckdb.Error as error:
            # Damage shows where it is read, which need not be at the start.
            if "Corrupt database file" in str(error):
                raise LedgerUnreadable(home / "ledger.duckdb", error) from error
            raise
        finally:
            connection.close()


@contextmanager
def transaction(ledger: Ledger) -> Iterator[duckdb.DuckDBPyConnection]:
    """All that is written inside is written together, or not at all."""
    ledger.connection.execute("BEGIN")
    try:
        yield ledger.connection
    except BaseException:
        # A failed COMMIT has already rolled back.
        with suppress(duckdb.Error):
            ledger.connection.execute("ROLLBACK")
        raise
    ledger.connection.execute("COMMIT")
