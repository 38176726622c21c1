"""Reading the published copy, and nothing but it."""

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any, BinaryIO, Literal

import duckdb
import pyarrow as pa
import pyarrow.csv
import pyarrow.parquet

from schemas import ids
from warehouse.publishing import LINK

Parameters = Sequence[Any] | Mapping[str, Any]


class NothingPublished(Exception):
    """There is no published copy yet."""

    def __init__(self, home: Path) -> None:
        super().__init__(f"nothing is published in {home} yet; run `figurewatch run` first")


class QueryError(Exception):
    """A query that DuckDB refuses, in its own words."""


@dataclass(frozen=True)
class Rows:
    """A query's answer: names and SQL types of its columns, and its rows; figures without trailing zeros."""

    columns: tuple[str, ...]
    types: tuple[str, ...]
    rows: list[tuple[Any, ...]]

    def as_dicts(self) -> list[dict[str, Any]]:
        """The rows by column name."""
        return [dict(zip(self.columns, row, strict=True)) for row in self.rows]


@contextmanager
def open_published(home: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """The published copy, read-only, shut off from files and network, its settings locked.

    The file behind the link is opened, so what is published meanwhile does not touch the one that is being read.
    Raises NothingPublished, or QueryError where it cannot be opened.
    """
    link = home / "published" / LINK
    if not link.exists():
        raise NothingPublished(home)
    try:
        connection = duckdb.connect(str(link.resolve()), read_only=True, config={"enable_external_access": "false"})
    except duckdb.Error as error:
        raise QueryError(
            f"the published copy cannot be opened ({error}); `figurewatch publish` makes a new one"
        ) from error
    with connection:
        connection.execute("SET TimeZone = 'UTC'")
        connection.execute("SET lock_configuration = true")
        yield connection


def _plain(value: Any) -> Any:  # noqa: ANN401
    return Decimal(ids.number_key(value)) if isinstance(value, Decimal) else value


def _run(connection: duckdb.DuckDBPyConnection, sql: str, parameters: Parameters) -> duckdb.DuckDBPyConnection:
    try:
        answer = connection.execute(sql, parameters)
    except (duckdb.Error, RuntimeError) as error:
        raise QueryError(str(error)) from error
    # DuckDB's types promise a connection, but a text without a statement gives None.
    if answer is None or answer.description is None:
        raise QueryError('the query gives no rows; ask for some, as in "SELECT * FROM metrics"')
    return answer


def query(home: Path, sql: str, parameters: Parameters = ()) -> Rows:
    """The answer to `sql` on the published copy; NothingPublished, or QueryError with DuckDB's message."""
    with open_published(home) as connection:
        answer = _run(connection, sql, parameters)
        described = answer.description or []
        try:
            found = answer.fetchall()
        except duckdb.Error as error:
            raise QueryError(str(error)) from error
    return Rows(
        tuple(column[0] for column in described),
        tuple(str(column[1]) for column in described),
        [tuple(_plain(value) for value in row) for row in found],
    )


def query_arrow(home: Path, sql: str, parameters: Parameters = ()) -> pa.Table:
    """The answer as an Arrow table, in the types of the published copy; errors as `query`."""
    with open_published(home) as connection:
        answer = _run(connection, sql, parameters)
        try:
            return answer.to_arrow_table()
        except duckdb.Error as error:
            raise QueryError(str(error)) from error


def as_json(value: object) -> object:
    """`value` for `json.dumps(default=...)`: figures as numbers, times and dates as ISO text."""
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, date | datetime):
        return value.isoformat()
    return str(value)


def write_query(
    home: Path, sql: str, form: Literal["csv", "json", "parquet"], out: BinaryIO, parameters: Parameters = ()
) -> int:
    """Writes the answer to `out` and says how many rows it has; lists in CSV are JSON text. Errors as `query`."""
    table = query_arrow(home, sql, parameters)
    if form == "parquet":
        pyarrow.parquet.write_table(table, out)
    elif form == "csv":
        for place, field in enumerate(table.schema):
            if pa.types.is_nested(field.type):
                texts = [None if v is None else json.dumps(v, default=as_json) for v in table.column(place).to_pylist()]
                table = table.set_column(place, field.name, pa.array(texts, pa.string()))
        pyarrow.csv.write_csv(table, out)
    else:
        out.write(json.dumps(table.to_pylist(), default=as_json, ensure_ascii=False, indent=2).encode() + b"\n")
    return int(table.num_rows)
