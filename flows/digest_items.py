"""What a digest tells besides alerts, from the published copy: first figures, and figures that are watched."""

import re
from collections.abc import Sequence
from fnmatch import fnmatchcase
from typing import Any

from alerting.slots import Slot
from flows.settings import Settings
from reporting.values import say as in_words
from schemas.alert import Watched
from schemas.catalogue import Catalogue
from schemas.subscriber import Subscriber
from warehouse.querying import query

Row = dict[str, Any]
FRESH = """
WITH came AS (
    SELECT article_id, min(known_from) AS came_at, arg_min(run_id, known_from) AS came_in
    FROM data.articles GROUP BY article_id HAVING came_at > ? AND came_at <= ?
), fresh AS (
    SELECT DISTINCT c.article_id, came_at FROM came c JOIN data.articles a USING (article_id)
    WHERE a.published_at >= c.came_at - to_days(?) AND NOT list_contains(?::VARCHAR[], a.source_id)
      AND NOT EXISTS (SELECT 1 FROM data.run_events e WHERE e.run_id = c.came_in
                      AND coalesce(json_extract_string(e.summary, '$.asked_to_hold') = 'true', false))
)
"""
"""Articles that first came in a span of time, without old ones and those whose alerts are held."""
FIRSTS = """
SELECT c.change_id, c.metric_id, m.title, c.new_value, c.new_low, c.new_high, c.new_qualifier, c.unit, c.new_wording
FROM data.changes c
JOIN data.observations o ON o.observation_id = c.observation_id AND o.known_to IS NULL
JOIN data.metrics m ON m.metric_id = c.metric_id AND m.known_to IS NULL
WHERE c.known_to IS NULL AND NOT c.gone AND c.class = 'first'
"""
UNTRACKED = """
SELECT f.*, coalesce(e.name, f.entity) AS entity_name, v.wording FROM facts f
LEFT JOIN data.entities e ON e.entity_id = f.entity AND e.known_to IS NULL
LEFT JOIN data.facts v ON v.fact_id = f.fact_id AND v.known_to IS NULL
WHERE f.metric_id IS NULL AND f.role <> 'change' AND f.article_id IN (SELECT article_id FROM fresh)
ORDER BY f.published_at, f.article_id, f.span_start
"""
MOST_LINES = 12
FROM_ROW = (
    *("fact_id", "value", "low", "high", "unit", "qualifier", "wording", "noun", "measure", "role"),
    *("period_start", "period_end", "sentence", "url"),
)


def tracking_lines(rows: Sequence[Row]) -> list[str]:
    """`now tracking N metrics`, then each with its first figure, as far as there is room."""
    count = len({row["metric_id"] for row in rows})
    lines = [f"now tracking {count} metric{'' if count == 1 else 's'}"] if count else []
    for row in rows[:MOST_LINES]:
        names = ("new_value", "new_low", "new_high", "new_qualifier", "unit", "new_wording")
        lines.append(f"{row['title']}: {in_words(*(row[name] for name in names))}")
    if len(rows) > MOST_LINES:
        lines.append(f"and {len(rows) - MOST_LINES} more; the command `figurewatch metrics` shows them")
    return lines


def _names(subscriber: Subscriber, metric_id: str) -> bool:
    return any(fnmatchcase(metric_id, glob) for glob in subscriber.metrics)


def firsts_of_run(settings: Settings, subscriber: Subscriber, run_id: str) -> list[str]:
    """The lines on all metrics of the subscriber that a run found the first figure of."""
    rows = query(settings.home, f"{FIRSTS} AND c.run_id = ? ORDER BY m.title", (run_id,)).as_dicts()
    return tracking_lines([row for row in rows if _names(subscriber, row["metric_id"])])


def _span(slot: Slot, catalogue: Catalogue, settings: Settings) -> tuple[Any, ...]:
    """The parameters of FRESH: two slots back, as a run may publish after the slot that its articles came before."""
    holding = [source.id for source in catalogue.sources if source.alerts == "hold"]
    return slot.since - (slot.at - slot.since), slot.at, settings.alerts_max_age_days, holding


def firsts_since(settings: Settings, catalogue: Catalogue, subscriber: Subscriber, slot: Slot) -> list[Row]:
    """The first figures of the subscriber's metrics in fresh articles, up to the slot."""
    sql = f"{FRESH} {FIRSTS} AND o.article_id IN (SELECT article_id FROM fresh) ORDER BY m.title, c.change_id"  # noqa: S608 - our own text
    rows = query(settings.home, sql, _span(slot, catalogue, settings)).as_dicts()
    return [row for row in rows if _names(subscriber, row["metric_id"])]


def watched_since(settings: Settings, catalogue: Catalogue, subscriber: Subscriber, slot: Slot) -> list[Watched]:
    """The figures of fresh articles that are no metric, in the order of what the subscriber watches for."""
    rows = query(settings.home, FRESH + UNTRACKED, _span(slot, catalogue, settings)).as_dicts()
    watch = subscriber.watch
    words = {word: re.compile(rf"\b{re.escape(word)}(?:s|es)?\b", re.IGNORECASE) for word in watch.words}
    found: dict[tuple[Any, ...], Watched] = {}
    places: dict[str, int] = {}
    for row in rows:
        topic = row["entity_name"] if row["entity"] in watch.entities else None
        topic = topic or next((word for word, pattern in words.items() if pattern.search(row["sentence"])), None)
        if topic is None:
            continue
        places[topic] = (*watch.entities, *watch.words).index(row["entity"] if topic not in words else topic)
        said = (topic, row["entity"], row["value"], row["low"], row["high"], row["unit"], row["kind"])
        found.setdefault(
            said,
            Watched(
                topic=topic,
                entity=row["entity"] or topic,
                entity_name=row["entity_name"] or topic,
                publisher=row["publisher"] or "",
                title=row["article_title"],
                **{name: row[name] for name in FROM_ROW},
            ),
        )
    return sorted(found.values(), key=lambda one: places[one.topic])
