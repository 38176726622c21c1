"""The end of a run on the terminal: a short table, the news with its proof, where everything lies, what to try next."""

import shutil
import sys
from collections import Counter
from pathlib import Path

import typer
from rich.filesize import decimal as in_bytes

from flows.console import EXIT_FAULT, EXIT_TRY_LATER, Fault, print_json, print_table, say, warn
from flows.published import read_rows
from flows.settings import Settings
from flows.summary import Summary
from reporting.values import say as in_words
from schemas.alert import Telling


def print_summary(summary: Summary, settings: Settings, *, as_json: bool) -> None:
    """Prints the summary; exits with 1 when something could not be taken in, after saying what."""
    if as_json:
        print_json(summary.model_dump(mode="json", exclude={"tellings"}) | {"alerts": _as_rows(summary.tellings)})
    else:
        _print_for_people(summary, settings)
    for problem in summary.problems:
        warn(f"{problem.name}: {problem.reason}")
    failed = [visit for visit in summary.visits if visit.state == "failed"]
    for visit in failed:
        warn(f"source {visit.source_id}: {visit.error}")
    if summary.ignored_keys:
        warn(f"keys of article records that were not used: {', '.join(summary.ignored_keys)}")
    if summary.mail_trouble:
        warn(f"mail: {summary.mail_trouble}")
    if summary.no_network:
        raise Fault(
            "no network: not one host of the sources that are due could be found; none is to blame", EXIT_TRY_LATER
        )
    if summary.problems or summary.mail_trouble or (failed and len(failed) == len(summary.visits)):
        raise typer.Exit(EXIT_FAULT)


def _as_rows(tellings: tuple[Telling, ...]) -> list[dict[str, object]]:
    return [
        {
            "alert_id": telling.alert.alert_id,
            "state": telling.alert.state,
            "metric_id": telling.change.metric_id,
            "class": telling.change.class_,
            "old": _old(telling),
            "new": _new(telling),
            "quote": telling.evidence.quote,
        }
        for telling in tellings
    ]


def _old(telling: Telling) -> str:
    change = telling.change
    if change.old_qualifier is None:
        return ""
    return in_words(
        change.old_value, change.old_low, change.old_high, change.old_qualifier, change.unit, change.old_wording
    )


def _new(telling: Telling) -> str:
    change = telling.change
    return in_words(
        change.new_value, change.new_low, change.new_high, change.new_qualifier, change.unit, change.new_wording
    )


def _print_for_people(summary: Summary, settings: Settings) -> None:
    tracked = read_rows(settings.home, "select count(distinct metric_id) as n from metrics where qualifier is not null")
    facts = read_rows(settings.home, "select count(*) as n from facts")
    news = {telling.change.change_id: telling for telling in summary.tellings}
    known = f" ({summary.articles_known} known already)" if summary.articles_known else ""
    edited = f", {summary.articles_revised} edited" if summary.articles_revised else ""
    silent = {name: n - summary.news.get(name, 0) for name, n in summary.changes.items()}
    quiet = ", ".join(f"{n} {name}" for name, n in sorted(silent.items()) if n > 0)
    rows = [
        *_visit_rows(summary),
        ("articles", f"{summary.articles_new} new{edited}{known}"),
        (
            "facts",
            f"{summary.facts} new, {facts[0]['n']} in all" if summary.facts else f"none new, {facts[0]['n']} in all",
        ),
        ("metrics tracked", str(tracked[0]["n"])),
        ("changes worth an alert", _counted_news(summary)),
        ("other decisions", quiet or "none"),
    ]
    print_table([f"run {summary.run_id}", summary.state], rows)
    if summary.catalogue_changed:
        say("The catalogue has changed: every stored article was read again; alerts that follow from it are held.\n")
    for telling in news.values():
        _print_news(telling)
    if summary.state == "nothing new":
        say("Nothing new: every article was known already, and nothing was written twice.\n")
    _print_places(summary, next(iter(news.values()), None))


def _visit_rows(summary: Summary) -> list[tuple[str, str]]:
    """What the visits came to; nothing for a run that made none."""
    if not summary.visits:
        return []
    states = Counter(visit.state for visit in summary.visits)
    said = [f"{states[state]} {state}" for state in ("unchanged", "failed") if states[state]]
    requests = sum(visit.requests for visit in summary.visits)
    wire = in_bytes(sum(visit.wire_bytes for visit in summary.visits))
    return [
        ("sources", f"{len(summary.visits)} visited{''.join(f', {one}' for one in said)}"),
        ("requests", f"{requests}, {wire}"),
    ]


def _counted_news(summary: Summary) -> str:
    count = sum(summary.news.values())
    untold = count and not summary.tellings
    return f"{count} (nobody subscribes: see `{_program()} changes`)" if untold else str(count)


def _print_news(telling: Telling) -> None:
    evidence = telling.evidence
    said = " ".join(evidence.sentence.split())
    say(f"{telling.metric_title}: {_old(telling)} -> {_new(telling)}  [{telling.change.class_}]")
    say(f"  “{said}”")
    day = telling.change.published_at.date()
    say(f"  {evidence.publisher}, {day}{': ' + evidence.url if evidence.url else ''}\n")


def _near(path: Path) -> str:
    """The path from here where that is shorter."""
    try:
        return str(path.absolute().relative_to(Path.cwd()))
    except ValueError:
        return str(path)


def _program() -> str:
    """How this program was called, so that the line shown can be pasted."""
    called = Path(sys.argv[0])
    return called.name if shutil.which(called.name) else _near(called)


def _print_places(summary: Summary, news: Telling | None) -> None:
    for path in summary.held_files:
        say(f"held mail   {_near(path)}")
    for path in summary.written_files:
        say(f"mail        {_near(path)}  (no mail server is set)")
    if summary.mails_sent or summary.mails_waiting:
        say(f"mails       {summary.mails_sent} sent, {summary.mails_waiting} waiting")
    if summary.published:
        say(f"published   {_near(summary.published)}")
    say(f"try next    {_program()} {f'history {news.change.metric_id}' if news else 'metrics'}")
