"""Commands for sources: list, check, add, enable, disable; the original of a page; archives."""

import sys
from datetime import date
from typing import Annotated, cast

import typer

from flows.console import EXIT_FAULT, EXIT_TRY_LATER, Fault, print_json, print_table, say

sources = typer.Typer(no_args_is_help=True, help="Where articles come from: list, check, add, enable, disable.")
AsJson = Annotated[bool, typer.Option("--json", help="JSON instead of a table.")]
SourceId = Annotated[str, typer.Argument(metavar="SOURCE", help="An id of sources.yaml.")]


@sources.command("list")
def list_sources(as_json: AsJson = False) -> None:
    """Every source, and how it does."""
    from flows.opening import open_catalogue, open_settings
    from flows.source_steps import source_rows

    settings = open_settings()
    rows = source_rows(open_catalogue(settings.catalogue), settings)
    if as_json:
        print_json(rows)
        return
    columns = ["source", "type", "every", "health", "last visit", "articles", "newest", "trouble"]
    shown = [
        [
            *(row["source_id"], row["type"], row["every"]),
            (row["health"] or "not visited") if row["enabled"] else "off",
            *(row["last_visit_at"], row["articles"], row["newest_article_at"], "; ".join(row["failing"])),
        ]
        for row in rows
    ]
    print_table(columns, shown, right=["articles"])


@sources.command()
def enable(source: SourceId) -> None:
    """Switches a source on."""
    _switch(source, True)


@sources.command()
def disable(source: SourceId) -> None:
    """Switches a source off; what it gave stays."""
    _switch(source, False)


def _switch(source: str, enabled: bool) -> None:
    from flows.opening import open_settings
    from flows.source_steps import switch

    folder = open_settings().catalogue
    switch(folder, source, enabled)
    say(f"{source} is {'on' if enabled else 'off'} ({folder / 'sources.yaml'})")


@sources.command()
def add(
    url: Annotated[str, typer.Argument(metavar="URL", help="A page of the site, or its feed.")], as_json: AsJson = False
) -> None:
    """Looks a site over for a feed or sitemap, tries it, and prints the entry for sources.yaml; nothing is stored."""
    from flows.adding import add_source, print_addition
    from flows.opening import open_catalogue, open_settings

    settings = open_settings()
    addition = add_source(url, open_catalogue(settings.catalogue), settings)
    if as_json:
        print_json(addition.model_dump(mode="json"))
    else:
        print_addition(addition)
    if addition.look.trouble:
        raise typer.Exit(EXIT_FAULT)


@sources.command()
def check(
    names: Annotated[list[str] | None, typer.Argument(metavar="[SOURCE...]", help="Left out: all enabled.")] = None,
    as_json: AsJson = False,
) -> None:
    """Visits sources and shows what they would give now; nothing is stored."""
    from flows.checking import check_sources, print_check
    from flows.opening import open_catalogue, open_settings

    settings = open_settings()
    looks = check_sources(names, open_catalogue(settings.catalogue), settings)
    if as_json:
        print_json([look.model_dump(mode="json") for look in looks])
    for look in () if as_json else looks:
        print_check(look)
    if any(look.trouble for look in looks):
        raise typer.Exit(EXIT_FAULT)


def page(
    asked: Annotated[str, typer.Argument(metavar="ID", help="An article's or page's id, or an address.")],
    headers: Annotated[bool, typer.Option("--headers", help="Where and when it came from, and its headers.")] = False,
) -> None:
    """The page an article was parsed from, as it came, on standard output."""
    from flows.opening import open_settings
    from flows.page_steps import kept_page

    kept = kept_page(open_settings(), asked)
    if headers:
        for name, value in (("url", kept.url), ("final url", kept.final_url), ("fetched", kept.fetched_at.isoformat())):
            say(f"{name}: {value}")
        for name, value in kept.headers:
            say(f"{name}: {value}")
        return
    sys.stdout.buffer.write(kept.body)
    sys.stdout.buffer.flush()


def _day(text: str, name: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise Fault(f"--{name} {text}: write a date, as 2025-01-31", code=2) from error


def backfill(
    source: Annotated[list[str], typer.Option("--source", metavar="NAME", help="Give it again for more.")],
    since: Annotated[str, typer.Option(metavar="DATE", help="The first day, as 2025-01-31.")],
    until: Annotated[str | None, typer.Option(metavar="DATE", help="The last day; left out: today.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="The summary as JSON.")] = False,
) -> None:
    """Brings in what sources published between two days; its alerts are held."""
    from flows.opening import open_catalogue, open_settings
    from flows.quiet_prefect import prefect_server
    from flows.run_report import print_summary
    from flows.summary import Summary

    settings = open_settings()
    first, last = _day(since, "since"), _day(until, "until") if until else None
    if last and last < first:
        raise Fault(f"--until {last} is before --since {first}", code=2)
    known = {one.id: one for one in open_catalogue(settings.catalogue).sources}
    for name in source:
        if name not in known or known[name].type in ("folder", "page"):
            can = ", ".join(one.id for one in known.values() if one.type not in ("folder", "page")) or "none"
            raise Fault(f"--source {name}: no source with an archive; there are: {can}", code=2)
    with prefect_server(settings.home):
        from flows.backfill import backfill as backfill_flow
        from flows.ingest import SKIPPED

        state = backfill_flow(source, first, last, return_state=True)
        if state.name == SKIPPED:
            raise Fault(str(state.message), EXIT_TRY_LATER)
        summary = cast("Summary", state.result())
    print_summary(summary, settings, as_json=as_json)


def register(app: typer.Typer) -> None:
    """Adds these commands to the program."""
    app.add_typer(sources, name="sources")
    app.command()(page)
    app.command()(backfill)
