"""The published copy as commands read it; what is wrong with a question is a fault."""

from io import BytesIO
from pathlib import Path
from typing import Any, Literal

from flows.console import Fault
from flows.faults import as_faults
from schemas.change import Change
from warehouse.dictionary import data_dictionary
from warehouse.explaining import explain_rows
from warehouse.querying import Rows, query, write_query


def read(home: Path, sql: str, parameters: tuple[Any, ...] = ()) -> Rows:
    """The answer to a query on the published copy."""
    with as_faults():
        return query(home, sql, parameters)


def read_rows(home: Path, sql: str, parameters: tuple[Any, ...] = ()) -> list[dict[str, Any]]:
    """The answer by column name."""
    return read(home, sql, parameters).as_dicts()


def read_bytes(home: Path, sql: str, form: Literal["csv", "json", "parquet"]) -> bytes:
    """The answer as a file of that form."""
    out = BytesIO()
    with as_faults():
        write_query(home, sql, form, out)
    return out.getvalue()


def explain_from_copy(home: Path, asked: str) -> dict[str, Any]:
    """The rows behind an id or behind words, by section."""
    with as_faults():
        return explain_rows(home, asked)


def read_dictionary(home: Path) -> list[dict[str, Any]]:
    """One row for every view, column and macro of the published copy, with its comment."""
    with as_faults():
        entries = data_dictionary(home)
    rows = []
    for entry in entries:
        rows.append({"name": entry.name, "column": "", "type": entry.sort, "comment": entry.comment})
        rows += [{"name": entry.name, "column": c.name, "type": c.type, "comment": c.comment} for c in entry.columns]
    return rows


def draw_history(rows: list[dict[str, Any]], title: str, file: Path) -> None:
    """Draws rows of `metric_history` into a .png or .svg file, the kind with most figures where there are several."""
    from reporting.chart import chart

    form = file.suffix.lower().lstrip(".")
    if form not in ("png", "svg"):
        raise Fault(f"{file}: a chart is a .png or .svg file", code=2)
    by_kind: dict[str, list[Change]] = {}
    for row in rows:
        if row["known_to"] is None and row["class"] != "contradicted":
            by_kind.setdefault(row["kind"], []).append(_as_change(row))
    if not by_kind:
        raise Fault(f"{title} has no figure to draw yet")
    series = max(by_kind.values(), key=len)
    ordered = sorted(series, key=lambda change: (change.period_end or change.published_at.date(), change.published_at))
    file.write_bytes(chart(ordered, title, "png" if form == "png" else "svg"))


def _as_change(row: dict[str, Any]) -> Change:
    new = {f"new_{name}": row[name] for name in ("value", "low", "high", "qualifier")}
    names = ("change_id", "observation_id", "metric_id", "kind", "class", "reason", "slot", "unit")
    times = ("period_start", "period_end", "published_at")
    return Change.model_validate({"rule": ""} | new | {name: row[name] for name in (*names, *times)})
