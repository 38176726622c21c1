"""Commands that bring articles in, or read them again: run, ingest, extract, reprocess."""

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal, cast

import typer

from flows.console import EXIT_TRY_LATER, Fault, print_json, print_table, say, warn

if TYPE_CHECKING:
    from flows.reprocess_steps import Outcome
    from flows.summary import Summary


def run(
    source: Annotated[
        list[str] | None, typer.Option("--source", metavar="NAME", help="Only this source; give it again for more.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="The summary as JSON.")] = False,
) -> None:
    """The daily job: all enabled sources that are due, through to delivered alerts."""
    from flows.intake_steps import chosen_sources, read_manifest
    from flows.opening import open_catalogue, open_settings
    from flows.quiet_prefect import prefect_server
    from flows.run_report import print_summary

    settings = open_settings()
    catalogue = open_catalogue(settings.catalogue)
    known = [entry.id for entry in catalogue.sources]
    for name in source or ():
        if name not in known:
            raise Fault(f"no source {name!r} in {settings.catalogue / 'sources.yaml'}; there are: {', '.join(known)}")
    for entry in chosen_sources(catalogue, source):
        read_manifest(entry, settings.catalogue)
    with prefect_server(settings.home):
        from flows.ingest import SKIPPED
        from flows.ingest import ingest as ingest_flow

        state = ingest_flow(sources=source, return_state=True)
        if state.name == SKIPPED:
            raise Fault(str(state.message), EXIT_TRY_LATER)
        summary = cast("Summary", state.result())
    print_summary(summary, settings, as_json=as_json)


def ingest(
    paths: Annotated[list[Path], typer.Argument(metavar="PATH...", help="Files or folders: .txt .html .json .jsonl")],
    alerts: Annotated[Literal["send", "hold"], typer.Option(help="Whether mails of changes may leave.")] = "send",
    as_json: Annotated[bool, typer.Option("--json", help="The summary as JSON.")] = False,
) -> None:
    """Takes in files or folders of articles, through to delivered alerts."""
    from flows.ingest_recipe import Order, ingest_recipe
    from flows.opening import open_settings
    from flows.run_report import print_summary

    settings = open_settings()
    summary = ingest_recipe(Order(paths=tuple(paths), alerts=alerts), settings)
    print_summary(summary, settings, as_json=as_json)


def extract(
    paths: Annotated[list[Path] | None, typer.Argument(metavar="[PATH...]", help="Files or folders to read.")] = None,
    jsonl: Annotated[bool, typer.Option("--jsonl", help="One article record per line on standard input.")] = False,
    quantities: Annotated[bool, typer.Option("--quantities", help="Every quantity, not only facts.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="JSON instead of a table.")] = False,
) -> None:
    """Shows the facts of articles; nothing is stored."""
    from flows.extracting import Extractor, answer_files, answer_lines
    from flows.opening import open_catalogue, open_settings

    if bool(paths) == jsonl:
        raise Fault("give files to read, or --jsonl and article records on standard input", code=2)
    extractor = Extractor(open_catalogue(open_settings().catalogue))
    if jsonl:
        failed = False
        sys.stdin.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
        for answer in answer_lines(sys.stdin, extractor, as_quantities=quantities):
            failed |= "error" in answer
            sys.stdout.write(json.dumps(answer, ensure_ascii=False) + "\n")
            sys.stdout.flush()
        raise typer.Exit(1 if failed else 0)
    answers, problems = answer_files(paths or [], extractor, as_quantities=quantities)
    if as_json:
        print_json(answers)
    for answer in () if as_json else answers:
        say(answer["id"])
        columns = ["quote", "value", "low", "high", "unit", "qualifier", "direction", "noun"]
        if not quantities:
            columns = ["quote", "value", "low", "high", "unit", "qualifier", "kind", "entity", "period_end", "metric"]
        rows = answer["quantities" if quantities else "facts"]
        print_table(columns, [[row[column] for column in columns] for row in rows], right=["value", "low", "high"])
    for problem in problems:
        warn(f"{problem.name}: {problem.reason}")
    if problems:
        raise typer.Exit(1)


def reprocess(
    accept: Annotated[bool, typer.Option("--accept", help="Write it down; alerts that follow are held.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="JSON instead of tables.")] = False,
) -> None:
    """Reads all that is stored again, by today's parser and extraction, and shows what that changes."""
    from flows.opening import open_settings
    from flows.reprocess_recipe import compare_recipe
    from flows.reprocess_report import print_outcome

    settings = open_settings()
    if not accept:
        print_outcome(compare_recipe(settings), as_json=as_json)
        return
    from flows.quiet_prefect import prefect_server

    with prefect_server(settings.home):
        from flows.ingest import SKIPPED
        from flows.reprocess import reprocess as reprocess_flow

        state = reprocess_flow(accept=True, return_state=True)
        if state.name == SKIPPED:
            raise Fault(str(state.message), EXIT_TRY_LATER)
        outcome = cast("Outcome", state.result())
    print_outcome(outcome, as_json=as_json)


def register(app: typer.Typer) -> None:
    """Adds these commands to the program."""
    app.command()(run)
    app.command()(ingest)
    app.command()(extract)
    app.command()(reprocess)
