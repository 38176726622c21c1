"""Commands for those who keep it running: status, publish, explain, serve."""

import re
from datetime import UTC, datetime, timedelta
from typing import Annotated, Any

import typer

from flows.console import EXIT_FAULT, Fault, cell, print_json, print_table, say

AsJson = Annotated[bool, typer.Option("--json", help="JSON instead of text.")]
GOOD = ("done", "nothing new")
HOURS = {"m": 1 / 60, "h": 1, "d": 24}


def status(
    max_age: Annotated[
        str | None,
        typer.Option("--max-age", metavar="AGE", help="Fail when the last good run is older, as 26h, 90m or 2d."),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """How the last run went; the exit code says whether a good one is recent, for cron and monitors."""
    from flows.opening import open_settings
    from flows.published import read_rows

    limit = _age(max_age) if max_age else None
    rows = read_rows(open_settings().home, "select * from runs order by started_at desc, run_id desc limit 100")
    last, good = rows[0], next((row for row in rows if row["flow"] == "ingest" and row["state"] in GOOD), None)
    age = datetime.now(UTC) - (good["finished_at"] or good["started_at"]) if good else None
    healthy = age is not None and (limit is None or age <= limit)
    if as_json:
        print_json({"healthy": healthy, "last_run": last, "last_good_run": good})
    else:
        say(f"last run       {last['run_id']}: {last['state']}, {cell(last['started_at'])} UTC")
        said = f"{good['run_id']}: {_in_words(age)} ago" if good and age is not None else "none"
        say(f"last good run  {said}")
        unwell = "select source_id, health, failing from sources where enabled and health <> 'green'"
        for row in read_rows(open_settings().home, unwell):
            say(f"source {row['health'].ljust(6)}  {row['source_id']}: {'; '.join(row['failing'])}")
    if not healthy:
        raise typer.Exit(EXIT_FAULT)


def _age(text: str) -> timedelta:
    found = re.fullmatch(r"(\d+)([mhd])", text)
    if not found:
        raise Fault(f"--max-age {text}: write a number and m, h or d, as 26h", code=2)
    return timedelta(hours=int(found[1]) * HOURS[found[2]])


def _in_words(age: timedelta) -> str:
    hours, minutes = divmod(int(age.total_seconds() // 60), 60)
    return f"{hours} h {minutes} min" if hours else f"{minutes} min"


def publish() -> None:
    """Makes the published copy anew from the ledger."""
    from flows.faults import as_faults
    from flows.ledger_steps import publish_again
    from flows.opening import open_settings

    with as_faults():
        say(f"published   {publish_again(open_settings()).link}")


def explain(
    asked: Annotated[
        str, typer.Argument(metavar="ID", help="An article, fact, metric, change, alert or run; or words of a figure.")
    ],
    as_json: AsJson = False,
) -> None:
    """Why something is as it is: found, dropped because, matched, decided, told."""
    from flows.faults import as_faults
    from flows.mail_steps import explain_mail
    from flows.opening import open_settings
    from flows.published import explain_from_copy

    settings = open_settings()
    found = explain_from_copy(settings.home, asked)
    with as_faults():
        # The newest mails stand in the outbox before they are published.
        mailed = explain_mail(settings, asked)
    found = ({"sort": "message"} if mailed and found["sort"] == "words" else found) | mailed
    if as_json:
        print_json(found)
        return
    sections = {name: rows for name, rows in found.items() if name != "sort" and rows}
    if not sections:
        raise Fault(f"nothing is known of {asked!r}; give an id, or words of a figure as they stand in the article")
    for name, rows in sections.items():
        say(f"{name.replace('_', ' ')}:")
        if len(rows) == 1 and len(rows[0]) > 6:
            _print_one(rows[0])
        else:
            columns = list(rows[0])
            print_table(columns, [[row[column] for column in columns] for row in rows])


def _print_one(row: dict[str, Any]) -> None:
    width = max(map(len, row))
    for name, value in row.items():
        if value not in (None, "", []):
            say(f"  {name.ljust(width)}  {cell(value)}")
    say()


def serve(port: Annotated[int, typer.Option(metavar="PORT", help="Where Prefect's server listens.")] = 4200) -> None:
    """Prefect's server and the scheduled deployments on this machine, until it is stopped."""
    from flows.opening import open_catalogue, open_settings
    from flows.serving import serve as serve_schedules

    settings = open_settings()
    open_catalogue(settings.catalogue)
    serve_schedules(settings.home, port)


def register(app: typer.Typer) -> None:
    """Adds these commands to the program."""
    for command in (status, publish, explain, serve):
        app.command()(command)
