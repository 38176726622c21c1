"""Work in little memory: what DuckDB reads of a file stays there until a limit says how much may."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Protocol, TypeVar

import duckdb

T = TypeVar("T")


class Attempt(Protocol):
    """Does work, a second time if memory was too little for it."""

    def __call__(self, work: Callable[[], T], /) -> T: ...


@contextmanager
def little_memory(connection: duckdb.DuckDBPyConnection, memory: str) -> Iterator[Attempt]:
    """Does work in little memory, and on disk; what cannot be is done again, as all after it, with what there is.

    Work is a statement, or a transaction of several that is rolled back when one of them fails.
    """
    # RESET would show the old limit but leave the new one in force.
    (before,) = connection.execute("SELECT current_setting('memory_limit')").fetchall()[0]
    back = f"SET memory_limit = '{before}'"

    def attempt(work: Callable[[], T], /) -> T:
        try:
            return work()
        except duckdb.OutOfMemoryException:
            connection.execute(back)
            return work()

    # DuckDB refuses a limit that it is over already.
    with suppress(duckdb.OutOfMemoryException):
        connection.execute(f"SET memory_limit = '{memory}'")
    try:
        yield attempt
    finally:
        connection.execute(back)
