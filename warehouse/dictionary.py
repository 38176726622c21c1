"""The data dictionary: what the published copy offers, in its own comments."""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from warehouse.querying import open_published
from warehouse.versions import read_rows


@dataclass(frozen=True)
class Column:
    """A column of a view."""

    name: str
    type: str
    comment: str | None


@dataclass(frozen=True)
class Entry:
    """A view with its columns, or a macro, whose one column is its parameter."""

    sort: Literal["view", "macro"]
    name: str
    comment: str | None
    columns: tuple[Column, ...]


def data_dictionary(home: Path) -> list[Entry]:
    """The views in the order of their names, then the macros; raises NothingPublished."""
    with open_published(home) as connection:
        views = read_rows(
            connection, "FROM duckdb_views() WHERE schema_name = 'main' AND NOT internal ORDER BY view_name"
        )
        columns = read_rows(
            connection,
            "SELECT table_name, column_name, data_type, comment FROM duckdb_columns()"
            " WHERE schema_name = 'main' AND NOT internal ORDER BY table_name, column_index",
        )
        macros = read_rows(
            connection,
            "SELECT function_name, comment, parameters FROM duckdb_functions()"
            " WHERE NOT internal AND function_type = 'table_macro' ORDER BY function_name",
        )
    by_view: dict[str, list[Column]] = {}
    for column in columns:
        described = Column(column["column_name"], column["data_type"], column["comment"])
        by_view.setdefault(column["table_name"], []).append(described)
    entries = [Entry("view", v["view_name"], v["comment"], tuple(by_view[v["view_name"]])) for v in views]
    for macro in macros:
        parameters = tuple(Column(name, "TIMESTAMPTZ", "a time, as '2026-05-03'") for name in macro["parameters"])
        entries.append(Entry("macro", macro["function_name"], macro["comment"], parameters))
    return entries
