"""Commands for mails: what is held, what was sent, and letting held ones go."""

from typing import Annotated

import typer

from flows.console import EXIT_FAULT, Fault, print_json, print_table, say, warn

alerts = typer.Typer(no_args_is_help=True, help="Alerts and their mails: list, release.")


@alerts.command("list")
def list_alerts(
    state: Annotated[
        str | None, typer.Option(metavar="STATE", help="Only mails in this state, as held or sent.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="JSON instead of a table.")] = False,
) -> None:
    """Every mail with its state, attempts and address, oldest first."""
    from flows.faults import as_faults
    from flows.mail_steps import list_messages
    from flows.opening import open_settings

    with as_faults():
        rows = [row for row in list_messages(open_settings()) if state is None or row["state"] == state]
    if as_json:
        print_json(rows)
    elif rows:
        columns = ["message_id", "state", "attempts", "last_at", "address", "subject"]
        print_table(columns, [[row[column] for column in columns] for row in rows], right=["attempts"])
    else:
        say("no mail" if state is None else f"no mail is {state}")


@alerts.command("release")
def release_alerts(
    ids: Annotated[
        list[str] | None, typer.Argument(metavar="[ID...]", help="Alert or message ids; none with --all.")
    ] = None,
    everything: Annotated[bool, typer.Option("--all", help="All mails that are held.")] = False,
) -> None:
    """Sends held mails: by SMTP where a server is set, else as files in the outbox."""
    from flows.faults import as_faults
    from flows.mail_steps import release_messages
    from flows.opening import open_catalogue, open_settings

    if bool(ids) == everything:
        raise Fault("name the mails to release, or --all; `figurewatch alerts list --state held` shows them", code=2)
    settings = open_settings()
    with as_faults():
        released, mailed = release_messages(settings, open_catalogue(settings.catalogue), ids)
    delivered = mailed.delivered
    say(
        f"{len(released)} released, {delivered.sent} sent, {delivered.written} written as files,"
        f" {delivered.waiting} waiting"
    )
    for path in mailed.written:
        say(f"mail        {path}")
    if delivered.trouble:
        warn(f"mail: {delivered.trouble}")
        raise typer.Exit(EXIT_FAULT)


def register(app: typer.Typer) -> None:
    """Adds these commands to the program."""
    app.add_typer(alerts, name="alerts")
