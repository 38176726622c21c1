"""Commands about metrics: what is tracked, a definition tried before it is taken, and what might be tracked."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from flows import cli_look
from flows.console import print_json, print_table, say

if TYPE_CHECKING:
    from flows.try_steps import Said, Trial
    from schemas.change import Change

AsJson = Annotated[bool, typer.Option("--json", help="JSON instead of a table.")]
SHOWN = 20
metrics = typer.Typer(help="What is tracked, and the figure we believe of each; `try` a new definition.")


@metrics.callback(invoke_without_command=True)
def list_metrics(context: typer.Context, as_json: AsJson = False) -> None:
    """What is tracked, and the figure we believe of each."""
    if context.invoked_subcommand is None:
        cli_look.metrics(as_json)


@metrics.command("try")
def try_file(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="Metrics as in metrics.yaml.")],
    as_json: AsJson = False,
) -> None:
    """Tries metrics on everything stored: matches, near misses, the series, the alerts; nothing is kept."""
    from flows.faults import as_faults
    from flows.opening import open_catalogue, open_settings
    from flows.try_steps import read_metrics, try_metrics
    from warehouse.rereading import stored_articles

    settings = open_settings()
    tried = read_metrics(file)
    with as_faults():
        stored = stored_articles(settings.home)
    trials = try_metrics(tried, stored, open_catalogue(settings.catalogue), settings)
    if as_json:
        print_json([_as_row(trial) for trial in trials])
        return
    for trial in trials:
        _print_trial(trial)


def suggest(as_json: AsJson = False) -> None:
    """Figures that recur and are not tracked, as yaml ready for metrics.yaml, with their values so far."""
    from flows.faults import as_faults
    from flows.opening import open_catalogue, open_settings
    from flows.suggest_steps import as_yaml, suggestions
    from warehouse.rereading import stored_articles

    settings = open_settings()
    catalogue = open_catalogue(settings.catalogue)
    with as_faults():
        stored = stored_articles(settings.home)
    found = suggestions(stored, catalogue, settings)
    if as_json:
        print_json([_as_row(trial) for _, trial in found])
    elif found:
        say(as_yaml(found, catalogue).rstrip("\n"))
    else:
        say("# nothing recurs that is not tracked")


def _said(one: "Said") -> dict[str, Any]:
    article = one.article
    return {
        "fact_id": one.fact.fact_id,
        "quote": one.fact.quote,
        "sentence": one.fact.sentence,
        "published": article.published.last_day if article.published else None,
        "article": article.name,
        "url": article.url,
    }


def _change(change: "Change") -> dict[str, Any]:
    names = ("kind", "class_", "slot", "old_value", "new_value", "new_low", "new_high", "new_qualifier", "unit")
    row = {name.rstrip("_"): getattr(change, name) for name in names}
    return (
        row
        | {"published_at": change.published_at, "alerts_by_default": change.alerts_by_default}
        | {
            "rule": change.rule,
            "reason": change.reason,
        }
    )


def _as_row(trial: "Trial") -> dict[str, Any]:
    return {
        "metric": trial.metric.model_dump(mode="json", by_alias=True, exclude_defaults=True),
        "matches": [
            _said(one) | {"reasons": one.match.reasons, "in_scope": one.match.in_scope} for one in trial.matched
        ],
        "near_misses": [_said(one) | {"missing": missing} for one, missing in trial.near_misses],
        "series": [_change(change) for change in trial.changes],
        "alerts": [_change(change) | {"subscriber_id": subscriber} for change, subscriber in trial.alerts],
    }


def _figure(change: "Change", old: bool = False) -> str:
    from reporting.values import say as in_words

    if old:
        if change.old_qualifier is None:
            return ""
        return in_words(change.old_value, change.old_low, change.old_high, change.old_qualifier, change.unit)
    return in_words(change.new_value, change.new_low, change.new_high, change.new_qualifier, change.unit)


def _print_trial(trial: "Trial") -> None:
    say(f"{trial.metric.id}: {len(trial.matched)} figures match, {len(trial.near_misses)} came close")
    if trial.changes:
        rows = [
            [c.published_at, c.kind, c.class_, c.slot, _figure(c, old=True), _figure(c), c.reason]
            for c in trial.changes
        ]
        print_table(["published_at", "kind", "class", "slot", "was", "figure", "why"], rows, right=["was", "figure"])
    if trial.near_misses:
        missed = [[one.fact.quote, missing, one.fact.sentence] for one, missing in trial.near_misses[:SHOWN]]
        print_table(["came close", "missing", "sentence"], missed)
        if len(trial.near_misses) > SHOWN:
            say(f"and {len(trial.near_misses) - SHOWN} more; --json shows all")
    for change, subscriber in trial.alerts:
        say(f"would alert {subscriber}: {_figure(change, old=True)} -> {_figure(change)}  [{change.class_}]")
    if not trial.alerts:
        say("no alert would have been sent")
    say()


def register(app: typer.Typer) -> None:
    """Adds these commands to the program."""
    app.add_typer(metrics, name="metrics")
    app.command()(suggest)
