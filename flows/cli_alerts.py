"""Commands for mails: what is held, what was sent, how they look, letting them go, and trying the server."""

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from flows.console import EXIT_FAULT, Fault, print_json, print_table, say, warn

if TYPE_CHECKING:
    from flows.mail_steps import Mailed

alerts = typer.Typer(no_args_is_help=True, help="Alerts and their mails: list, preview, release, settle, send, test.")


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
    _say_mailed(f"{len(released)} released", mailed)


def _say_mailed(done: str, mailed: "Mailed") -> None:
    delivered = mailed.delivered
    said = [done] if done else []
    said += [f"{delivered.sent} sent", f"{delivered.written} written as files", f"{delivered.waiting} waiting"]
    said += [f"{delivered.failed} failed"] if delivered.failed else []
    say(", ".join(said))
    for path in mailed.written:
        say(f"mail        {path}")
    if delivered.trouble:
        warn(f"mail: {delivered.trouble}")
        raise typer.Exit(EXIT_FAULT)


@alerts.command("preview")
def preview_alerts(
    alert: Annotated[
        str | None, typer.Argument(metavar="[ALERT]", help="An alert's or mail's id; left out: all to come.")
    ] = None,
    to: Annotated[
        Path | None, typer.Option("--to", metavar="DIR", help="Write .txt, .html and .eml files there.")
    ] = None,
) -> None:
    """Shows mails as they are or would be, on the terminal or as files; nothing is sent."""
    from flows.alert_steps import preview, write_preview
    from flows.faults import as_faults
    from flows.opening import open_catalogue, open_settings

    settings, now = open_settings(), datetime.now(UTC)
    catalogue = open_catalogue(settings.catalogue)
    with as_faults():
        messages = preview(settings, catalogue, alert, now)
    if to is not None:
        for path in write_preview(messages, settings, catalogue, to, now):
            say(str(path))
    for message in messages if to is None else ():
        say(f"To: {message.address}\nSubject: {message.subject}\n\n{message.text}\n")
    if not messages:
        say("no mail is to come")


@alerts.command("send")
def send_alert(
    asked: Annotated[str, typer.Argument(metavar="ID", help="An alert's or mail's id.")],
) -> None:
    """Sends one mail now: again if it was sent, or at once if it waits for a digest, a retry or a release."""
    from flows.alert_steps import send_again
    from flows.faults import as_faults
    from flows.opening import open_catalogue, open_settings

    settings = open_settings()
    with as_faults():
        mailed = send_again(settings, open_catalogue(settings.catalogue), asked)
    _say_mailed("", mailed)


@alerts.command("settle")
def settle_alerts(
    ids: Annotated[list[str], typer.Argument(metavar="ID...", help="Alert or message ids.")],
) -> None:
    """Puts mails aside that are unknown or failed and need nothing more; ops hears no more of them."""
    from flows.alert_steps import settle_mails
    from flows.faults import as_faults
    from flows.opening import open_settings

    with as_faults():
        settled = settle_mails(open_settings(), ids)
    say(f"{len(settled)} settled")


@alerts.command("test")
def test_address(
    address: Annotated[str, typer.Argument(metavar="ADDRESS", help="Where the test mail goes.")],
) -> None:
    """Sends a real test mail and shows what the mail server says, step by step."""
    from flows.alert_steps import try_address
    from flows.opening import open_catalogue, open_settings

    settings = open_settings()
    good = True
    for answer in try_address(settings, open_catalogue(settings.catalogue), address, datetime.now(UTC)):
        (say if answer.good else warn)(f"{answer.step}: {answer.answer}")
        good = answer.good
    if not good:
        raise typer.Exit(EXIT_FAULT)
    say(f"The server has taken the mail; see whether it arrives at {address}, and not among the spam.")


def register(app: typer.Typer) -> None:
    """Adds these commands to the program."""
    app.add_typer(alerts, name="alerts")
