"""Everything a mail shows, from the published copy: delivery needs no ledger."""

from collections.abc import Collection, Sequence
from datetime import UTC, datetime, time
from pathlib import Path
from typing import Any, NamedTuple

import duckdb

from schemas.alert import Alert, Evidence, Telling
from schemas.change import Change, ChangeClass
from warehouse.querying import open_published
from warehouse.rows import read_alert, read_change, read_observation
from warehouse.versions import read_rows

SHOWN = 8
STILL_NEWS: tuple[ChangeClass, ...] = ("first", "new_value", "new_period", "revised", "contradicted", "retracted")
CREDITED_ELSEWHERE: tuple[ChangeClass, ...] = ("repeat", "refined")
"""The figure stands, and another article is now held to be the first that said it."""

ALERTS = """
SELECT * FROM data.alerts
WHERE known_to IS NULL AND (?::VARCHAR[] IS NULL OR alert_id IN (SELECT unnest(?::VARCHAR[])))
ORDER BY created_at, alert_id
"""
EARLIER = """
SELECT * FROM data.alerts
WHERE known_to IS NULL AND state IN ('due', 'held') AND metric_id IN (SELECT unnest(?::VARCHAR[]))
ORDER BY created_at DESC, alert_id
"""
VERSIONS = "SELECT * FROM data.changes WHERE change_id IN (SELECT unnest(?::VARCHAR[])) ORDER BY version"
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
    others = [
        c
        for c in believed
        if c.change_id != change.change_id and _speaks_of(c) <= _speaks_of(change) and not _same_statement(c, change)
    ]
    last = [] if change.class_ == "retracted" else [change]
    return tuple([*sorted(others, key=_speaks_of), *last][-SHOWN:])


def _value(change: Change) -> tuple[object, ...]:
    return change.kind, change.slot, change.new_qualifier, change.new_value, change.new_low, change.new_high


def _old_value(change: Change) -> tuple[object, ...]:
    return change.kind, change.slot, change.old_qualifier, change.old_value, change.old_low, change.old_high


def _same_statement(one: Change, other: Change) -> bool:
    """True where another article says the same value of the same time."""
    when = [c.period_end or c.published_at.date() for c in (one, other)]
    return _value(one) == _value(other) and when[0] == when[1] and other.class_ != "retracted"


class AsTold(NamedTuple):
    """The change as an alert tells it."""

    change: Change
    stands: bool
    """False where the figure has been withdrawn or set aside since."""
    said_first_elsewhere: bool = False


def _as_told(alert: Alert, versions: Sequence[dict[str, Any]]) -> AsTold:
    """What an alert tells: what is decided anew as decided anew, unless all that changed is who said it first."""
    now = versions[-1]
    if not now["gone"] and now["class"] in STILL_NEWS:
        return AsTold(read_change(now), True)
    known = [row for row in versions if row["known_from"] < alert.created_at or row["run_id"] == alert.run_id]
    then = [row for row in known if not row["gone"]] or versions[:1]
    credited = not now["gone"] and now["class"] in CREDITED_ELSEWHERE
    return AsTold(read_change(then[-1]), credited, credited)


def _with_witnesses(told: AsTold, believed: Sequence[Change]) -> Change:
    """The change, with the publishers that agree with the article which said it first."""
    agreeing = [c.witnesses for c in believed if _value(c) == _value(told.change)] if told.said_first_elsewhere else []
    return told.change.model_copy(update={"witnesses": max([told.change.witnesses, *agreeing])})


def _corrected(alert: Alert, change: Change, earlier: Sequence[tuple[Alert, Change]]) -> tuple[str, ...]:
    """The alerts that told the same subscriber the value which a correction takes back, newest first."""
    if change.class_ not in ("revised", "retracted"):
        return ()
    wrong = _value(change) if change.class_ == "retracted" else _old_value(change)
    return tuple(
        one.alert_id
        for one, told in earlier
        if one.subscriber_id == alert.subscriber_id
        and one.alert_id != alert.alert_id
        and told.metric_id == change.metric_id
        and told.class_ != "retracted"
        and one.created_at <= alert.created_at
        and _value(told) == wrong
    )


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


def _told(connection: duckdb.DuckDBPyConnection, alerts: Sequence[Alert]) -> dict[str, AsTold]:
    """By alert the change as it tells it."""
    versions: dict[str, list[dict[str, Any]]] = {}
    for row in read_rows(connection, VERSIONS, [[alert.change_id for alert in alerts]]):
        versions.setdefault(row["change_id"], []).append(row)
    return {alert.alert_id: _as_told(alert, versions[alert.change_id]) for alert in alerts}


def _told_earlier(connection: duckdb.DuckDBPyConnection, correcting: Sequence[Change]) -> list[tuple[Alert, Change]]:
    """All alerts of the metrics that are corrected, newest first, each with what it told."""
    if not correcting:
        return []
    metric_ids = sorted({change.metric_id for change in correcting})
    alerts = [read_alert(row) for row in read_rows(connection, EARLIER, [metric_ids])]
    told = _told(connection, alerts)
    return [(alert, told[alert.alert_id].change) for alert in alerts]


def _read(connection: duckdb.DuckDBPyConnection, wanted: list[str] | None) -> list[Telling]:
    alerts = [read_alert(row) for row in read_rows(connection, ALERTS, [wanted, wanted])]
    told = _told(connection, alerts)
    changes = [one.change for one in told.values()]
    observed = [change.observation_id for change in changes]
    observed += [c.old_observation_id for c in changes if _disputed(c) and c.old_observation_id]
    evidence = {row["observation_id"]: _evidence(row) for row in read_rows(connection, EVIDENCE, [observed])}
    metrics = {row["metric_id"]: row for row in read_rows(connection, METRICS)}
    series: dict[tuple[str, str], list[Change]] = {}
    for change in map(read_change, read_rows(connection, BELIEVED, [[change.change_id for change in changes]])):
        series.setdefault((change.metric_id, change.kind), []).append(change)
    earlier = _told_earlier(connection, [c for c in changes if c.class_ in ("revised", "retracted")])
    tellings = []
    for alert in alerts:
        believed = series.get((told[alert.alert_id].change.metric_id, told[alert.alert_id].change.kind), [])
        change = _with_witnesses(told[alert.alert_id], believed)
        metric = metrics[alert.metric_id]
        tellings.append(
            Telling(
                alert=alert,
                change=change,
                stands=told[alert.alert_id].stands,
                corrects=_corrected(alert, change, earlier),
                metric_title=metric["title"],
                better=metric["better"],
                evidence=evidence[change.observation_id],
                rival=evidence.get(change.old_observation_id or "") if _disputed(change) else None,
                history=_history(change, believed),
            )
        )
    return tellings


def tellings(home: Path, alert_ids: Collection[str] | None = None) -> list[Telling]:
    """The asked alerts, or all, oldest first, each with its change, proof and history.

    Raises NothingPublished where any is asked for.
    """
    wanted = None if alert_ids is None else list(alert_ids)
    if wanted == []:
        return []
    with open_published(home) as connection:
        return _read(connection, wanted)


def alerts_to_mail(home: Path) -> list[str]:
    """The ids of all alerts that are or were due or held, oldest first; raises NothingPublished."""
    with open_published(home) as connection:
        return [row["alert_id"] for row in read_rows(connection, WAITING)]
