"""Commands for what a person decides: reject an alert, look at doubtful figures and judge them."""

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from flows.console import EXIT_FAULT, Fault, print_json, say, warn

if TYPE_CHECKING:
    from flows.review_steps import Reviewed

AsJson = Annotated[bool, typer.Option("--json", help="JSON instead of text.")]
Reason = Annotated[str | None, typer.Option("--reason", metavar="TEXT", help="Why; it is kept with the decision.")]


def reject(
    alert: Annotated[str, typer.Argument(metavar="ALERT", help="The alert's id, as its mail shows it.")],
    reason: Reason = None,
) -> None:
    """Takes a wrong figure back: it is believed no more, and those who were told get a correction."""
    from flows.opening import open_catalogue, open_settings
    from flows.review_steps import reject_alert

    settings = open_settings()
    catalogue = open_catalogue(settings.catalogue)
    _print_outcome(reject_alert(alert, _given(reason), settings, catalogue, datetime.now(UTC)))


def review(
    observation: Annotated[
        str | None, typer.Argument(metavar="[OBSERVATION]", help="The figure to decide; none lists what waits.")
    ] = None,
    accept: Annotated[bool, typer.Option("--accept", help="It is right: believe it.")] = False,
    refuse: Annotated[bool, typer.Option("--reject", help="It is wrong: it was never said.")] = False,
    reason: Reason = None,
    decided: Annotated[bool, typer.Option("--decided", help="The decisions made so far.")] = False,
    as_json: AsJson = False,
) -> None:
    """Doubtful figures with the evidence side by side; with an id, accepts or rejects one."""
    from flows.opening import open_catalogue, open_settings

    settings = open_settings()
    if observation is None:
        if accept or refuse:
            raise Fault("name the observation to decide; `figurewatch review` lists them", code=2)
        _list(settings.home, decided=decided, as_json=as_json)
        return
    if accept == refuse:
        raise Fault("say --accept or --reject, and why with --reason", code=2)
    from flows.review_steps import Decision
    from flows.review_steps import review as decide

    catalogue = open_catalogue(settings.catalogue)
    decision: Decision = "accepted" if accept else "rejected"
    _print_outcome(decide(observation, decision, _given(reason), settings, catalogue, datetime.now(UTC)))


def _given(reason: str | None) -> str:
    if not reason or not reason.strip():
        raise Fault("say why: --reason '...'", code=2)
    return reason


def _print_outcome(done: "Reviewed") -> None:
    say(f"{done.metric_id}: the figure is now {done.change.class_} ({done.change.reason})")
    for alert in done.alerts:
        say(f"alert       {alert.alert_id} to {alert.subscriber_id}: {alert.state}")
    if not done.alerts:
        say("nobody has to be told")
    for path in (*done.mailed.held, *done.mailed.written):
        say(f"mail        {path}")
    if done.case:
        say(f"case        {done.case}")
    if done.mailed.delivered.trouble:
        warn(f"mail: {done.mailed.delivered.trouble}")
        raise typer.Exit(EXIT_FAULT)


def _list(home: Path, *, decided: bool, as_json: bool) -> None:
    from flows.faults import as_faults
    from warehouse.reviewing import decisions, doubtful, ties

    with as_faults():
        if decided:
            made = decisions(home)
            if as_json:
                print_json(made)
            for row in () if as_json else made:
                say(f"{row['observation_id']}  {row['metric_id'] or '-'}  {row['decision']}: {row['reason']}")
            return
        waiting, tied = doubtful(home), ties(home)
    if as_json:
        print_json({"doubtful": waiting, "ties": tied})
        return
    for row in waiting:
        _print_doubtful(row)
    for row in tied:
        say(f"“{row['quote']}” fits several metrics and went to none; give one of them a `near` or `not` word:")
        _print_said(row["publisher"], row["published_at"], row["sentence"], row["url"])
        for miss in row["near_misses"]:
            say(f"    {miss}")
        say()
    if not waiting and not tied:
        say("nothing waits for review")
    elif waiting:
        say("decide with: figurewatch review OBSERVATION --accept|--reject --reason '...'")


def _print_doubtful(row: dict[str, Any]) -> None:
    from reporting.values import say as in_words

    figure = in_words(row["value"], row["low"], row["high"], row["qualifier"], row["unit"])
    say(f"{row['observation_id']}  {row['metric_id']}: {figure}  [{row['class']}: {row['reason']}]")
    _print_said(row["publisher"], row["published_at"], row["sentence"], row["url"])
    if row["old_qualifier"]:
        old = in_words(row["old_value"], row["old_low"], row["old_high"], row["old_qualifier"], row["unit"])
        say(f"  believed: {old}")
        _print_said(row["old_publisher"], row["old_published_at"], row["old_sentence"], row["old_url"])
    say()


def _print_said(publisher: str | None, at: datetime | None, sentence: str | None, url: str | None) -> None:
    say(f"    “{' '.join((sentence or '').split())}”")
    day = f", {at.date()}" if at else ""
    say(f"    {publisher}{day}{': ' + url if url else ''}")


def register(app: typer.Typer) -> None:
    """Adds these commands to the program."""
    app.command()(reject)
    app.command()(review)
