"""Steps for what a person decides of a figure: recorded, the series decided anew, and those told are corrected."""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any, Literal, NamedTuple

import yaml

from flows.console import Fault, plain
from flows.faults import as_faults
from flows.figure_steps import route_changes
from flows.ledger_steps import told_so_far
from flows.mail_steps import Mailed, delivery_states, mail_waiting
from flows.settings import Settings
from schemas.alert import Alert
from schemas.catalogue import Catalogue
from schemas.change import Change
from tracking.deciding import decide
from warehouse.ledger import Ledger, open_ledger
from warehouse.loading import Batch, load
from warehouse.locking import run_lock
from warehouse.publishing import publish
from warehouse.recording import finish_run, record_review, start_run
from warehouse.reviewing import decision_on, metric_of, observation_of_alert, statement
from warehouse.series import observations_of

Decision = Literal["accepted", "rejected"]
DECIDED = "decided"
"""The state such a run ends in: it fetched nothing, so it says nothing of how the daily job does."""


class Reviewed(NamedTuple):
    """What came of a decision."""

    observation_id: str
    metric_id: str
    change: Change
    alerts: list[Alert]
    mailed: Mailed
    case: Path | None
    """The case skeleton of a rejected figure."""


def review(
    observation_id: str, decision: Decision, reason: str, settings: Settings, catalogue: Catalogue, now: datetime
) -> Reviewed:
    """Accepts or rejects an observation; the decision is kept as data and outlives every new extraction.

    The same decision again does nothing twice. Raises Fault for an observation that is not known.
    """
    return _review(lambda _: observation_id, decision, reason, settings, catalogue, now)


def reject_alert(alert_id: str, reason: str, settings: Settings, catalogue: Catalogue, now: datetime) -> Reviewed:
    """Rejects the observation that an alert told of; Fault for an alert that is not known."""
    return _review(partial(_observation_told, alert_id), "rejected", reason, settings, catalogue, now)


def _observation_told(alert_id: str, ledger: Ledger) -> str:
    found = observation_of_alert(ledger, alert_id)
    if found is None:
        raise Fault(f"no alert {alert_id!r}; its id stands in its mail, and `figurewatch sql 'from alerts'` lists all")
    return found


def _review(
    which: Callable[[Ledger], str],
    decision: Decision,
    reason: str,
    settings: Settings,
    catalogue: Catalogue,
    now: datetime,
) -> Reviewed:
    if not reason.strip():
        raise Fault("say why: --reason '...'", code=2)
    if not (settings.home / "ledger.duckdb").exists():
        raise Fault(f"there is no ledger in {settings.home}; run `figurewatch run` first")
    run_id = f"review-{now:%Y%m%dT%H%M%S%fZ}"
    with as_faults(), run_lock(settings.home, run_id):
        with open_ledger(settings.home, run_id) as ledger:
            observation_id = which(ledger)
            change, alerts, case = _decide(ledger, observation_id, decision, reason, settings, catalogue, now, run_id)
            publish(ledger, run_id, now, outbox_states=delivery_states(settings))
        mailed = mail_waiting(settings, catalogue, now)
    return Reviewed(observation_id, change.metric_id, change, alerts, mailed, case)


def _decide(
    ledger: Ledger,
    observation_id: str,
    decision: Decision,
    reason: str,
    settings: Settings,
    catalogue: Catalogue,
    now: datetime,
    run_id: str,
) -> tuple[Change, list[Alert], Path | None]:
    metric_id = metric_of(ledger, observation_id)
    metric = next((one for one in catalogue.metrics if one.id == metric_id), None)
    if metric_id is None:
        raise Fault(f"no observation {observation_id!r}; `figurewatch review` lists those that wait for a decision")
    if metric is None:
        raise Fault(f"{metric_id} is no longer in the catalogue; put it back to decide about its figures")
    start_run(ledger, run_id, "review", now)
    if decision_on(ledger, observation_id) != decision:
        record_review(ledger, run_id, observation_id, decision, reason, now)
    stored = observations_of(ledger, [metric_id])[metric_id]
    changes = decide(metric, stored)
    alerts = route_changes(
        changes,
        {observation_id: None},
        catalogue,
        settings,
        told=told_so_far(ledger, settings, [metric_id]),
        now=now,
        run_id=run_id,
    )
    load(ledger, run_id, now, Batch(changes=changes, alerts=alerts), catalogue)
    finish_run(ledger, run_id, DECIDED, now, {"observation_id": observation_id, "decision": decision, "reason": reason})
    change = next(one for one in changes if one.observation_id == observation_id)
    case = None
    if decision == "rejected":
        case = write_case(settings.home, observation_id, reason, statement(ledger, observation_id), now)
    return change, alerts, case


def write_case(home: Path, observation_id: str, reason: str, said: dict[str, Any], now: datetime) -> Path:
    """A test case to begin with, as yaml: the sentence, and the figure as it was wrongly read."""
    read_as = ("quote", "value", "low", "high", "unit", "qualifier", "entity", "measure", "role", "kind")
    figure = {name: said[name] for name in (*read_as, "period_start", "period_end") if said[name] is not None}
    case = {
        "rejected": now.date().isoformat(),
        "because": reason,
        "observation": observation_id,
        "metric": said["metric_id"],
        "url": said["url"],
        "published": said["published_at"].date().isoformat() if said["published_at"] else None,
        "text": said["sentence"],
        "read_as": plain(figure),
        "should_be": None,
    }
    folder = home / "cases"
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{observation_id}.yaml"
    head = "# A rejected figure. Write what it should have been (or leave it empty: no figure of this metric).\n"
    path.write_text(head + yaml.safe_dump([case], allow_unicode=True, sort_keys=False, width=120), "utf-8")
    return path
