"""Everything a mail shows, from the published copy: delivery needs no ledger."""

from collections.abc import Collection
from datetime import UTC, datetime, time
from pathlib import Path
from typing import Any

import duckdb

from schemas.alert import Evidence, Telling
from schemas.change import Change
from warehouse.querying import open_published
from warehouse.rows import read_alert, read_change, read_observation
from warehouse.versions import read_rows

SHOWN = 8

ALERTS = """
SELECT * FROM data.alerts
WHERE known_to IS NULL AND (?::VARCHAR[] IS NULL OR alert_id IN (SELECT unnest(?::VARCHAR[])))
ORDER BY created_at, alert_id
"""
CHANGES = "SELECT * FROM data.changes WHERE known_to IS NULL AND change_id IN (SELECT unnest(?::VARCHAR[]))"
EVIDENCE = """
SELECT o.*, f.quote, f.sentence, f.span_start - f.sentence_start AS quote_start, a.title, a.url,
       coalesce(p.name, a.publisher, o.publisher) AS publisher_name
FROM data.observations o
JOIN data.facts f ON f.fact_id = o.fact_id AND f.known_to IS NULL
JOIN data.articles a ON a.article_id = f.article_id AND a.revision = f.revision AND a.known_to IS NULL
LEFT JOIN data.publishers p ON p.publisher_id = a.publisher_id AND p.known_to IS NULL
WHERE o.known_to IS NULL AND o.observation_id IN (SELECT unnest(?::VARCHAR[]))
"""
BELIEVED = """
WITH series AS (SELECT DISTINCT metric_id, kind FROM data.changes WHERE change_id IN (SELECT unnest(?::VARCHAR[])))
SELECT c.* FROM data.changes c
JOIN series USING (metric_id, kind)
JOIN data.observations o ON o.observation_id = c.observation_id AND o.known_to IS NULL
WHERE c.known_to IS NULL AND NOT c.gone AND o.withdrawn_in IS NULL
  AND c.class IN ('first', 'refined', 'new_value', 'new_period', 'revised')
"""
METRICS = "SELECT metric_id, title, better FROM data.metrics WHERE known_to IS NULL"
WAITING = "SELECT alert_id FROM alerts WHERE state IN ('due', 'held') ORDER BY created_at, alert_id"


def _speaks_of(change: Change) -> tuple[datetime, datetime]:
    """What orders a series: the period's end where periods are compared, else the time of publication."""
    if change.slot and change.period_end:
        return datetime.combine(change.period_end, time(), UTC), change.published_at
    return change.published_at, change.published_at


def _history(change: Change, believed: list[Change]) -> tuple[Change, ...]:
    """The beliefs that lead up to `change`, itself included unless it only takes a value back."""
    others = [c for c in believed if c.change_id != change.change_id and _speaks_of(c) <= _speaks_of(change)]
    last = [] if change.class_ == "retracted" else [change]
    return tuple([*sorted(others, key=_speaks_of), *last][-SHOWN:])


def _disputed(change: Change) -> bool:
    return change.class_ == "contradicted"


def _evidence(row: dict[str, Any]) -> Evidence:
    return Evidence(
        observation=read_observation(row),
        quote=row["quote"],
        sentence=row["sentence"],
        quote_start=row["quote_start"],
        title=row["title"],
        publisher=row["publisher_name"],
        url=row["url"],
    )


def _read(connection: duckdb.DuckDBPyConnection, wanted: list[str] | None) -> list[Telling]:
    alerts = [read_alert(row) for row in read_rows(connection, ALERTS, [wanted, wanted])]
    changed = [alert.change_id for alert in alerts]
    changes = {row["change_id"]: read_change(row) for row in read_rows(connection, CHANGES, [changed])}
    observed = [change.observation_id for change in changes.values()]
    observed += [c.old_observation_id for c in changes.values() if _disputed(c) and c.old_observation_id]
    evidence = {row["observation_id"]: _evidence(row) for row in read_rows(connection, EVIDENCE, [observed])}
    metrics = {row["metric_id"]: row for row in read_rows(connection, METRICS)}
    series: dict[tuple[str, str], list[Change]] = {}
    for change in map(read_change, read_rows(connection, BELIEVED, [changed])):
        series.setdefault((change.metric_id, change.kind), []).append(change)
    tellings = []
    for alert in alerts:
        change = changes[alert.change_id]
        metric = metrics[alert.metric_id]
        tellings.append(
            Telling(
                alert=alert,
                change=change,
                metric_title=metric["title"],
                better=metric["better"],
                evidence=evidence[change.observation_id],
                rival=evidence.get(change.old_observation_id or "") if _disputed(change) else None,
                history=_history(change, series.get((change.metric_id, change.kind), [])),
            )
        )
    return tellings


def tellings(home: Path, alert_ids: Collection[str] | None = None) -> list[Telling]:
    """The asked alerts, or all, oldest first, each with its change, proof and history; raises NothingPublished."""
    with open_published(home) as connection:
        return _read(connection, None if alert_ids is None else list(alert_ids))


def alerts_to_mail(home: Path) -> list[str]:
    """The ids of all alerts that are or were due or held, oldest first; raises NothingPublished."""
    with open_published(home) as connection:
        return [row["alert_id"] for row in read_rows(connection, WAITING)]
