"""Commands that look at the published copy: metrics, history, changes, facts, sql, schema."""

import json
import sys
from pathlib import Path
from typing import Annotated, Any, Literal

import typer

from flows.console import Fault, print_json, print_table, say

AsJson = Annotated[bool, typer.Option("--json", help="JSON instead of a table.")]
MetricGlob = Annotated[str | None, typer.Option("--metric", metavar="GLOB", help="Only these metrics, as hkic-*.")]
CLASSES = "first repeat refined new_value new_period revised contradicted historical out_of_scope implausible retracted"


def _rows(sql: str, parameters: tuple[Any, ...] = ()) -> list[dict[str, Any]]:
    from flows.opening import open_settings
    from flows.published import read_rows

    return read_rows(open_settings().home, sql, parameters)


def _show(rows: list[dict[str, Any]], columns: list[str], *, as_json: bool, empty: str, right: list[str]) -> None:
    if as_json:
        print_json(rows)
    elif rows:
        print_table(columns, [[row[column] for column in columns] for row in rows], right=right)
    else:
        say(empty)


def _with_values(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The rows with their figures in words: `figure`, and `was` where there is an old one."""
    from reporting.values import say as in_words

    for row in rows:
        row["figure"] = in_words(row["value"], row["low"], row["high"], row["qualifier"], row["unit"])
        if row.get("old_qualifier"):
            row["was"] = in_words(row["old_value"], row["old_low"], row["old_high"], row["old_qualifier"], row["unit"])
        else:
            row["was"] = None
    return rows


def metrics(as_json: AsJson = False) -> None:
    """What is tracked, and the figure we believe of each."""
    rows = _rows("select * from metrics order by metric_id, kind")
    if not as_json:
        rows = _with_values([row for row in rows if row["qualifier"]])
    columns = ["metric_id", "kind", "figure", "period_end", "published_at", "witnesses", "title"]
    _show(rows, columns, as_json=as_json, empty="no metric has a figure yet", right=["figure", "witnesses"])


def history(
    metric: Annotated[str, typer.Argument(metavar="METRIC", help="A metric's id.")],
    chart: Annotated[Path | None, typer.Option(metavar="FILE", help="Draw it as .png or .svg.")] = None,
    as_json: AsJson = False,
) -> None:
    """The series of one metric: what we believed of each time, with the quote that proves it."""
    known = [row["metric_id"] for row in _rows("select distinct metric_id from metrics order by all")]
    if metric not in known:
        near = [name for name in known if metric in name] or known
        raise Fault(f"no metric {metric!r}; there are: {', '.join(near)}")
    rows = _rows("select * from metric_history where metric_id = ? order by kind, published_at, known_from", (metric,))
    if chart:
        from flows.published import draw_history

        draw_history(rows, metric, chart)
        say(f"drawn: {chart}")
        return
    if not as_json:
        rows = _with_values(rows)
    columns = ["published_at", "kind", "figure", "period_end", "class", "witnesses", "quote", "url"]
    _show(rows, columns, as_json=as_json, empty=f"no figure of {metric} yet", right=["figure", "witnesses"])


def changes(
    metric: MetricGlob = None,
    class_: Annotated[
        list[str] | None, typer.Option("--class", metavar="CLASS", help=f"Only this class; again for more: {CLASSES}.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """What every observation did to our belief, newest last; `alerts_by_default` marks what is news."""
    unknown = set(class_ or ()) - set(CLASSES.split())
    if unknown:
        raise Fault(f"no class {', '.join(sorted(unknown))}; there are: {CLASSES}", code=2)
    rows = _rows(
        "select * from changes where metric_id glob ? and (? is null or list_contains(?, class))"
        " order by published_at, change_id",
        (metric or "*", class_, class_),
    )
    if not as_json:
        for row in rows:
            row |= {key: row[f"new_{key}"] for key in ("value", "low", "high", "qualifier")}
            row["news"] = "yes" if row["alerts_by_default"] else ""
        rows = _with_values(rows)
    columns = ["published_at", "metric_id", "kind", "class", "news", "was", "figure", "quote"]
    _show(rows, columns, as_json=as_json, empty="no such change", right=["was", "figure"])


def facts(
    article: Annotated[str | None, typer.Option(metavar="ID", help="Only of this article.")] = None,
    entity: Annotated[str | None, typer.Option(metavar="ENTITY", help="Only about this entity.")] = None,
    metric: MetricGlob = None,
    as_json: AsJson = False,
) -> None:
    """Every fact with its proof."""
    rows = _rows(
        "select * from facts where (? is null or article_id = ?) and (? is null or entity = ?)"
        " and (? is null or metric_id glob ?) order by published_at, article_id, span_start",
        (article, article, entity, entity, metric, metric),
    )
    if not as_json:
        rows = _with_values(rows)
    columns = ["fact_id", "entity", "figure", "kind", "period_end", "metric_id", "quote"]
    _show(rows, columns, as_json=as_json, empty="no such fact", right=["figure"])


def sql(
    query: Annotated[str, typer.Argument(metavar="SQL", help="A query over the public views.")],
    format_: Annotated[
        Literal["table", "csv", "json", "parquet"], typer.Option("--format", help="How the answer is written.")
    ] = "table",
) -> None:
    """Asks the published copy, read-only; it never waits for a run."""
    from flows.opening import open_settings
    from flows.published import read, read_bytes

    home = open_settings().home
    if format_ == "table":
        answer = read(home, query)
        print_table(answer.columns, answer.rows)
        say(f"{len(answer.rows)} row{'' if len(answer.rows) == 1 else 's'}")
        return
    if format_ == "parquet" and sys.stdout.isatty():
        raise Fault("parquet is not text; send it to a file: figurewatch sql '...' --format parquet > FILE", code=2)
    sys.stdout.flush()
    sys.stdout.buffer.write(read_bytes(home, query, format_))
    sys.stdout.buffer.flush()


def schema(
    catalogue: Annotated[
        bool, typer.Option("--catalogue", help="The JSON Schemas of the catalogue files, for editors.")
    ] = False,
    to: Annotated[
        Path | None, typer.Option("--to", metavar="DIR", help="With --catalogue: write one file each into this folder.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """The data dictionary of the published copy, or the JSON Schemas of the catalogue files."""
    if to is not None and not catalogue:
        raise Fault("--to goes with --catalogue", code=2)
    if catalogue:
        from schemas.catalogue_files import FILES, json_schema

        schemas = {name: json_schema(name) for name in (*FILES, "manifest")}
        if to is None:
            print_json(schemas)
            return
        to.mkdir(parents=True, exist_ok=True)
        for name, content in schemas.items():
            (to / f"{name}.json").write_text(json.dumps(content, indent=2, ensure_ascii=False) + "\n", "utf-8")
        say(f"{len(schemas)} schemas written; begin a yaml file with the line")
        say(f"# yaml-language-server: $schema={to / 'metrics.json'}")
        return
    from flows.opening import open_settings
    from flows.published import read_dictionary

    rows = read_dictionary(open_settings().home)
    _show(rows, ["name", "column", "type", "comment"], as_json=as_json, empty="nothing published", right=[])


def register(app: typer.Typer) -> None:
    """Adds these commands to the program."""
    for command in (history, changes, facts, sql, schema):
        app.command()(command)
