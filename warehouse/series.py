"""What the ledger holds of the series that a run touches, and what was told of them."""

from collections.abc import Iterable

from schemas.alert import Alert
from schemas.change import Change, Observation
from warehouse.ledger import Ledger
from warehouse.rows import read_alert, read_change, read_observation
from warehouse.versions import read_rows


def observations_of(ledger: Ledger, metric_ids: Iterable[str]) -> dict[str, list[Observation]]:
    """All current observations of each metric, in order of publication; every asked metric has a list.

    `withdrawn_in` is the first loaded revision after the last one that says it, `review` a person's last decision.
    """
    found: dict[str, list[Observation]] = {metric_id: [] for metric_id in metric_ids}
    rows = read_rows(
        ledger.connection,
        """
        WITH asked AS (
            SELECT * FROM observations
            WHERE observation_id IN (
                SELECT observation_id FROM observations WHERE metric_id IN (SELECT unnest(?::VARCHAR[]))
            )
            QUALIFY row_number() OVER (PARTITION BY observation_id ORDER BY version DESC) = 1
        ), withdrawn AS (
            SELECT o.observation_id, min(s.revision)::INTEGER AS withdrawn_in
            FROM asked o JOIN article_states s
              ON s.article_id = o.article_id AND s.revision > o.revision AND s.state = 'done'
            GROUP BY ALL
        ), decided AS (
            SELECT observation_id, arg_max(decision, decided_at) AS review FROM reviews GROUP BY ALL
        )
        SELECT o.*, w.withdrawn_in, d.review
        FROM asked o LEFT JOIN withdrawn w USING (observation_id) LEFT JOIN decided d USING (observation_id)
        WHERE NOT o.gone
        ORDER BY o.metric_id, o.published_at, o.article_id, o.span_start, o.observation_id
        """,
        [list(found)],
    )
    for row in rows:
        found[row["metric_id"]].append(read_observation(row))
    return found


def changes_of(ledger: Ledger, metric_ids: Iterable[str]) -> dict[str, list[Change]]:
    """The current version of every change of each metric, in order of publication; every asked metric has a list."""
    found: dict[str, list[Change]] = {metric_id: [] for metric_id in metric_ids}
    rows = read_rows(
        ledger.connection,
        """
        SELECT * FROM (
            SELECT * FROM changes
            WHERE change_id IN (SELECT change_id FROM changes WHERE metric_id IN (SELECT unnest(?::VARCHAR[])))
            QUALIFY row_number() OVER (PARTITION BY change_id ORDER BY version DESC) = 1
        ) WHERE NOT gone
        ORDER BY metric_id, published_at, change_id
        """,
        [list(found)],
    )
    for row in rows:
        found[row["metric_id"]].append(read_change(row))
    return found


def alerts_in(ledger: Ledger, metric_ids: Iterable[str]) -> list[tuple[Alert, Change]]:
    """Every alert of the metrics, oldest first, with its change as it is now, or as it last was if it is gone."""
    asked = [sorted(set(metric_ids))]
    changes = {
        row["change_id"]: read_change(row)
        for row in read_rows(
            ledger.connection,
            "SELECT * FROM changes WHERE change_id IN ("
            "SELECT change_id FROM alerts WHERE metric_id IN (SELECT unnest(?::VARCHAR[])))"
            " QUALIFY row_number() OVER (PARTITION BY change_id ORDER BY version DESC) = 1",
            asked,
        )
    }
    rows = read_rows(
        ledger.connection,
        "SELECT * FROM current_alerts WHERE metric_id IN (SELECT unnest(?::VARCHAR[])) ORDER BY created_at, alert_id",
        asked,
    )
    return [(alert, changes[alert.change_id]) for alert in map(read_alert, rows)]
