"""Commands for those who are told: deliver what is due, mute, and look at subscriptions."""

from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING, Annotated
from zoneinfo import ZoneInfo

import typer

from flows.console import EXIT_FAULT, Fault, print_json, print_table, say, warn

if TYPE_CHECKING:
    from schemas.catalogue import Catalogue
    from schemas.subscriber import Subscriber

subscribers = typer.Typer(no_args_is_help=True, help="Subscriptions: check.")
Who = Annotated[str, typer.Option("--subscriber", metavar="ID", help="Whose mails; an id of subscribers.yaml.")]
Glob = Annotated[str, typer.Argument(metavar="METRIC_GLOB", help="Ids of metrics, with * and ? as wildcards.")]


def deliver(as_json: Annotated[bool, typer.Option("--json", help="The counts as JSON.")] = False) -> None:
    """Sends what is due: new alerts, digests whose time has passed, retries. It never waits for a run."""
    from flows.delivery_recipe import deliver_due
    from flows.opening import open_settings

    mailed = deliver_due(open_settings())
    delivered = mailed.delivered
    if as_json:
        print_json(delivered.model_dump() | {"files": [str(path) for path in mailed.written]})
    else:
        counts = delivered.model_dump(include={"sent", "written", "waiting", "held", "failed", "unknown"})
        say(", ".join(f"{count} {name}" for name, count in counts.items() if count) or "nothing is due")
        for path in mailed.written:
            say(f"mail        {path}")
        if delivered.busy:
            say("another process is delivering; it takes these mails too")
    if delivered.trouble:
        warn(f"mail: {delivered.trouble}")
        raise typer.Exit(EXIT_FAULT)


def _chosen(catalogue: "Catalogue", subscriber_id: str) -> "Subscriber":
    for one in catalogue.subscribers:
        if one.id == subscriber_id:
            return one
    known = ", ".join(one.id for one in catalogue.subscribers) or "none"
    raise Fault(f"no subscriber {subscriber_id!r}; there are: {known}", code=2)


def _end_of(day: str, zone: str) -> datetime:
    try:
        return datetime.combine(date.fromisoformat(day), time(), ZoneInfo(zone)).astimezone(UTC)
    except ValueError as error:
        raise Fault(f"--until {day}: write a date, as 2026-12-31", code=2) from error


def mute(
    glob: Glob,
    subscriber: Who,
    until: Annotated[
        str | None, typer.Option(metavar="DATE", help="The day mails come again; left out: until `unmute`.")
    ] = None,
) -> None:
    """Sends a subscriber no mails on some metrics; what comes meanwhile is not sent later."""
    from flows.faults import as_faults
    from flows.mute_steps import keep_mute
    from flows.opening import open_catalogue, open_settings

    settings = open_settings()
    catalogue = open_catalogue(settings.catalogue)
    chosen = _chosen(catalogue, subscriber)
    end = _end_of(until, chosen.time_zone) if until else None
    if end is not None and end <= datetime.now(UTC):
        raise Fault(f"--until {until} is over; give a day to come", code=2)
    with as_faults():
        named = keep_mute(settings, catalogue, subscriber, glob, end)
    said = f"until {until}" if until else "until it is lifted with `figurewatch unmute`"
    say(f"{subscriber} hears nothing of {len(named)} metric{'' if len(named) == 1 else 's'} {said}: {', '.join(named)}")


def unmute(glob: Glob, subscriber: Who) -> None:
    """Ends a mute; give the same pattern as then."""
    from flows.faults import as_faults
    from flows.mute_steps import end_mute
    from flows.opening import open_settings

    with as_faults():
        end_mute(open_settings(), subscriber, glob)
    say(f"{subscriber} hears of {glob} again")


@subscribers.command("check")
def check(as_json: Annotated[bool, typer.Option("--json", help="JSON instead of a table.")] = False) -> None:
    """What each subscriber would get; fails where an address cannot be right or a pattern names nothing."""
    from flows.faults import as_faults
    from flows.mute_steps import check_subscribers
    from flows.opening import open_catalogue, open_settings

    settings = open_settings()
    with as_faults():
        rows = check_subscribers(settings, open_catalogue(settings.catalogue), datetime.now(UTC))
    if as_json:
        print_json(rows)
    elif rows:
        columns = ["subscriber", "address", "role", "delivered", "next", "metrics", "watches", "muted"]
        shown = [row | {"metrics": len(row["metrics"]), "muted": len(row["muted"]) or None} for row in rows]
        print_table(columns, [[row[column] for column in columns] for row in shown], right=["metrics", "muted"])
    else:
        say("nobody is subscribed; add an entry to subscribers.yaml")
    faults = [f"{row['subscriber']}: {fault}" for row in rows for fault in row["faults"]]
    for fault in faults:
        warn(fault)
    if faults:
        raise typer.Exit(EXIT_FAULT)


def register(app: typer.Typer) -> None:
    """Adds these commands to the program."""
    app.add_typer(subscribers, name="subscribers")
    for command in (deliver, mute, unmute):
        app.command()(command)
