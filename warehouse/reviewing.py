"""Figures that a person should look at, and what there is to judge them by."""

from pathlib import Path
from typing import Any

from warehouse.ledger import Ledger
from warehouse.querying import query
from warehouse.versions import read_rows

EVIDENCE = """
SELECT o.observation_id, f.quote, f.sentence, a.title, a.url, a.name AS article, a.article_id,
       coalesce(p.name, a.publisher, o.publisher) AS publisher, o.published_at, f.fact_id
FROM data.observations o
JOIN data.facts f ON f.fact_id = o.fact_id AND f.known_to IS NULL
JOIN data.articles a ON a.article_id = f.article_id AND a.revision = f.revision AND a.known_to IS NULL
LEFT JOIN data.publishers p ON p.publisher_id = a.publisher_id AND p.known_to IS NULL
WHERE o.known_to IS NULL AND NOT o.gone
"""
DOUBTFUL = f"""
WITH evidence AS ({EVIDENCE}), now AS (
    SELECT metric_id, kind, max_by(observation_id, (coalesce(period_end, published_at::DATE), published_at)) AS held
    FROM data.changes WHERE known_to IS NULL AND NOT gone AND current
      AND class IN ('first', 'refined', 'new_value', 'new_period', 'revised') GROUP BY ALL
)
SELECT c.observation_id, c.metric_id, m.title AS metric_title, c.kind, c.class, c.rule, c.reason,
       c.new_value AS value, c.new_low AS low, c.new_high AS high, c.new_qualifier AS qualifier, c.unit,
       c.period_start, c.period_end, e.publisher, c.published_at, e.quote, e.sentence, e.title, e.url,
       b.new_value AS old_value, b.new_low AS old_low, b.new_high AS old_high, b.new_qualifier AS old_qualifier,
       be.publisher AS old_publisher, b.published_at AS old_published_at, be.quote AS old_quote,
       be.sentence AS old_sentence, be.url AS old_url
FROM data.changes c
JOIN evidence e USING (observation_id)
JOIN data.observations o ON o.observation_id = c.observation_id AND o.known_to IS NULL AND o.review IS NULL
LEFT JOIN data.metrics m ON m.metric_id = c.metric_id AND m.known_to IS NULL
LEFT JOIN now ON now.metric_id = c.metric_id AND now.kind = c.kind
LEFT JOIN data.changes b ON b.observation_id = coalesce(c.old_observation_id, now.held) AND b.known_to IS NULL
     AND NOT b.gone
LEFT JOIN evidence be ON be.observation_id = b.observation_id
WHERE c.known_to IS NULL AND NOT c.gone AND (c.class = 'implausible' OR (c.class = 'historical' AND c.rule = '5'))
QUALIFY row_number() OVER (PARTITION BY c.observation_id ORDER BY b.change_id) = 1
ORDER BY c.metric_id, c.published_at, c.observation_id
"""  # noqa: S608
TIES = """
SELECT f.fact_id, f.quote, f.sentence, f.publisher, f.published_at, f.url, f.near_misses
FROM facts f
WHERE f.metric_id IS NULL AND len(list_filter(f.near_misses, lambda miss: contains(miss, ': fits as well as '))) > 0
ORDER BY f.published_at, f.fact_id
"""
DECIDED = """
SELECT r.observation_id, r.decision, r.reason, r.decided_at, o.metric_id
FROM data.reviews r
LEFT JOIN data.observations o ON o.observation_id = r.observation_id AND o.known_to IS NULL
ORDER BY r.decided_at, r.observation_id
"""


def doubtful(home: Path) -> list[dict[str, Any]]:
    """Each observation that waits for a person, beside what is believed (`old_*`) with its proof; NothingPublished."""
    return query(home, DOUBTFUL).as_dicts()


def ties(home: Path) -> list[dict[str, Any]]:
    """Each fact that fits two metrics equally well and so went to neither; raises NothingPublished."""
    return query(home, TIES).as_dicts()


def decisions(home: Path) -> list[dict[str, Any]]:
    """Every decision a person made, oldest first; raises NothingPublished."""
    return query(home, DECIDED).as_dicts()


def metric_of(ledger: Ledger, observation_id: str) -> str | None:
    """The metric of an observation, None for one that does not stand."""
    rows = read_rows(
        ledger.connection, "SELECT metric_id FROM current_observations WHERE observation_id = ?", [observation_id]
    )
    return rows[0]["metric_id"] if rows else None


def observation_of_alert(ledger: Ledger, alert_id: str) -> str | None:
    """The observation that an alert told of, None for an alert that was never made."""
    rows = read_rows(
        ledger.connection,
        "SELECT c.observation_id FROM alerts a JOIN changes c USING (change_id) WHERE alert_id = ? LIMIT 1",
        [alert_id],
    )
    return rows[0]["observation_id"] if rows else None


def decision_on(ledger: Ledger, observation_id: str) -> str | None:
    """The last decision a person made of an observation."""
    rows = read_rows(
        ledger.connection,
        "SELECT decision FROM reviews WHERE observation_id = ? ORDER BY decided_at DESC LIMIT 1",
        [observation_id],
    )
    return rows[0]["decision"] if rows else None


def statement(ledger: Ledger, observation_id: str) -> dict[str, Any]:
    """What an observation rests on: its fact, sentence and article, and the figure as it was read."""
    (row,) = read_rows(
        ledger.connection,
        "SELECT f.*, o.metric_id, a.published_at, a.url FROM current_observations o"
        " JOIN current_facts f USING (fact_id)"
        " JOIN current_articles a ON a.article_id = f.article_id AND a.revision = f.revision WHERE observation_id = ?",
        [observation_id],
    )
    return row
