"""Work in little memory: what DuckDB reads of a file stays there until a limit says how much may."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Protocol, TypeVar

import duckdb

T = TypeVar("T")
LITTLE = (48, 96, 192, 384)
"""Megabytes, each for what could not be done in those before."""


class Attempt(Protocol):
    """Does work, again in more memory if it was too little for it."""

    def __call__(self, work: Callable[[], T], /) -> T: ...


def _limit(connection: duckdb.DuckDBPyConnection, memory: str) -> None:
    """Lets go of what was read, as far as it is not in use, and holds no more than `memory` from now on."""
    # DuckDB refuses a limit that it is over already; what it could let go of for it is gone then too.
    with suppress(duckdb.OutOfMemoryException):
        connection.execute("SET memory_limit = '1MB'")
    with suppress(duckdb.OutOfMemoryException):
        connection.execute(f"SET memory_limit = '{memory}'")


@contextmanager
def little_memory(connection: duckdb.DuckDBPyConnection) -> Iterator[Attempt]:
    """Does each work in little memory, and on disk; what cannot be is done again in more, at last with what there is.

    Work is a statement, or a transaction of several that is rolled back when one of them fails.
    """
    # RESET would show the old limit but leave the new one in force.
    (before,) = connection.execute("SELECT current_setting('memory_limit')").fetchall()[0]

    def attempt(work: Callable[[], T], /) -> T:
        for megabytes in LITTLE:
            _limit(connection, f"{megabytes}MB")
            with suppress(duckdb.OutOfMemoryException):
                return work()
        _limit(connection, before)
        return work()

    # A checkpoint that has too little memory closes the file to all that follows: none is made meanwhile.
    connection.execute("SET checkpoint_threshold = '1TB'")
    try:
        yield attempt
    finally:
        _limit(connection, before)
        connection.execute("RESET checkpoint_threshold")
