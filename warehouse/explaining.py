"""Why something is as it is: the rows behind an id, from the published copy."""

from pathlib import Path
from typing import Any

import duckdb

from warehouse.querying import open_published
from warehouse.rows import plain_row
from warehouse.versions import read_rows

Sections = dict[str, str]

ARTICLE: Sections = {
    "article": "SELECT * EXCLUDE (text) FROM articles WHERE article_id = $id ORDER BY revision",
    "fetched": "SELECT r.requested_at, r.purpose, r.url, r.status, r.elapsed_ms, r.robots_rule, r.error, r.detail"
    " FROM requests r JOIN data.pages p ON p.url = r.url JOIN data.articles a ON a.page_id = p.page_id"
    " WHERE a.article_id = $id AND r.purpose = 'article' GROUP BY ALL ORDER BY r.requested_at",
    "facts": "SELECT fact_id, revision, quote, unit, entity, measure, role, kind, metric_id, in_scope, near_misses,"
    " reasons FROM facts WHERE article_id = $id ORDER BY revision, span_start",
    "dropped": "SELECT quote, reason, revision, span_start FROM data.dropped"
    " WHERE article_id = $id AND known_to IS NULL AND NOT gone ORDER BY revision, span_start",
    "changes": "SELECT change_id, metric_id, kind, class, rule, reason, quote FROM changes WHERE article_id = $id",
    "same_story": "SELECT DISTINCT article_id, publisher FROM data.observations WHERE article_id <> $id AND story_id IN"
    " (SELECT story_id FROM data.observations WHERE article_id = $id) ORDER BY ALL",
    "states": "SELECT revision, state, run_id, happened_at FROM data.article_states WHERE article_id = $id"
    " ORDER BY ALL",
}
FACT: Sections = {
    "fact": "SELECT * FROM facts WHERE fact_id = $id",
    "versions": "SELECT version, gone, value, low, high, unit, qualifier, kind, role, reasons, known_from, known_to"
    " FROM data.facts WHERE fact_id = $id ORDER BY version",
    "match": "SELECT metric_id, in_scope, reasons, near_misses, known_from, known_to FROM data.matches"
    " WHERE fact_id = $id ORDER BY version",
    "observations": "SELECT observation_id, metric_id, kind, authority, story_id, withdrawn_in, review"
    " FROM data.observations WHERE fact_id = $id AND known_to IS NULL AND NOT gone",
    "changes": "SELECT * FROM changes WHERE fact_id = $id",
}
CHANGE: Sections = {
    "change": "SELECT * FROM changes WHERE change_id = $id OR observation_id = $id",
    "versions": "SELECT change_id, version, gone, class, rule, reason, old_value, new_value, current, witnesses,"
    " known_from, known_to, run_id FROM data.changes WHERE change_id = $id OR observation_id = $id"
    " ORDER BY change_id, version",
    "reviews": "SELECT r.* FROM data.reviews r WHERE observation_id = $id"
    " OR observation_id IN (SELECT observation_id FROM data.changes WHERE change_id = $id) ORDER BY decided_at",
    "alerts": "SELECT * FROM alerts WHERE change_id = $id"
    " OR change_id IN (SELECT change_id FROM data.changes WHERE observation_id = $id)",
}
ALERT: Sections = {
    "alert": "SELECT * FROM alerts WHERE alert_id = $id",
    "versions": "SELECT version, state, hold_reason, known_from, known_to FROM data.alerts WHERE alert_id = $id"
    " ORDER BY version",
    "messages": "SELECT message_id, state, attempts, last_at FROM data.messages WHERE list_contains(alert_ids, $id)"
    " ORDER BY last_at",
    "change": "SELECT * FROM changes WHERE change_id IN (SELECT change_id FROM data.alerts WHERE alert_id = $id)",
}
METRIC: Sections = {
    "metric": "SELECT * FROM metrics WHERE metric_id = $id",
    "definitions": "SELECT version, gone, definition, known_from, known_to FROM data.metrics WHERE metric_id = $id"
    " ORDER BY version",
    "history": "SELECT * FROM metric_history WHERE metric_id = $id ORDER BY kind, published_at, known_from",
    "set_aside": "SELECT change_id, class, kind, new_value, new_low, new_high, unit, rule, reason, quote, url"
    " FROM changes WHERE metric_id = $id AND class IN ('out_of_scope', 'implausible') ORDER BY published_at",
    "near_misses": "SELECT fact_id, quote, near_misses FROM facts"
    " WHERE len(list_filter(near_misses, lambda miss: starts_with(miss, $id || ':'))) > 0",
}
MESSAGE: Sections = {
    "message": "SELECT * FROM data.messages WHERE message_id = $id",
    "alerts": "SELECT * FROM alerts WHERE alert_id IN"
    " (SELECT unnest(alert_ids) FROM data.messages WHERE message_id = $id)",
}
RUN: Sections = {
    "run": "SELECT * FROM runs WHERE run_id = $id",
    "problems": "SELECT source_id, name, reason, found_at FROM data.problems WHERE run_id = $id"
    " ORDER BY found_at, name",
    "sources": "SELECT source_id, state, requests, listed, articles, new_articles, error FROM data.source_visits"
    " WHERE run_id = $id ORDER BY source_id",
    "requests_failed": "SELECT source_id, purpose, url, status, failure, error, detail FROM requests"
    " WHERE run_id = $id AND failure IS NOT NULL ORDER BY source_id, requested_at LIMIT 50",
    "changes": "SELECT change_id, metric_id, class, reason FROM data.changes WHERE run_id = $id ORDER BY metric_id",
}
WORDS: Sections = {
    "dropped": "SELECT article_id, revision, quote, reason FROM data.dropped"
    " WHERE known_to IS NULL AND NOT gone AND contains(lower(quote), lower($id)) ORDER BY ALL LIMIT 50",
    "facts": "SELECT fact_id, article_id, quote, unit, measure, metric_id, near_misses FROM facts"
    " WHERE contains(lower(quote), lower($id)) LIMIT 50",
    "articles": "SELECT article_id, revision, name, title, url FROM articles WHERE name = $id OR url = $id",
    "problems": "SELECT run_id, source_id, name, reason, found_at FROM data.problems WHERE name = $id"
    " ORDER BY found_at",
    "requests": "SELECT requested_at, source_id, purpose, url, status, robots_rule, failure, error, detail"
    " FROM requests WHERE url = $id OR final_url = $id ORDER BY requested_at LIMIT 50",
}
SOURCE: Sections = {
    "source": "SELECT * FROM sources WHERE source_id = $id",
    "health": "SELECT assessed_at, health, failing FROM data.source_health WHERE source_id = $id"
    " ORDER BY assessed_at DESC LIMIT 20",
    "visits": "SELECT visited_at, state, failure, requests, wire_bytes, listed, links, articles, new_articles, error"
    " FROM data.source_visits WHERE source_id = $id ORDER BY visited_at DESC LIMIT 20",
    "requests_failed": "SELECT requested_at, purpose, url, status, failure, error, detail FROM requests"
    " WHERE source_id = $id AND failure IS NOT NULL ORDER BY requested_at DESC LIMIT 20",
}
SORTS: dict[str, tuple[str, Sections]] = {
    "article": ("SELECT 1 FROM data.articles WHERE article_id = $id", ARTICLE),
    "fact": ("SELECT 1 FROM data.facts WHERE fact_id = $id", FACT),
    "change": ("SELECT 1 FROM data.changes WHERE change_id = $id OR observation_id = $id", CHANGE),
    "alert": ("SELECT 1 FROM data.alerts WHERE alert_id = $id", ALERT),
    "message": ("SELECT 1 FROM data.messages WHERE message_id = $id", MESSAGE),
    "metric": ("SELECT 1 FROM data.metrics WHERE metric_id = $id", METRIC),
    "source": ("SELECT 1 FROM data.sources WHERE source_id = $id", SOURCE),
    "run": ("SELECT 1 FROM data.run_events WHERE run_id = $id", RUN),
}


def _sections(connection: duckdb.DuckDBPyConnection, sections: Sections, asked: str) -> dict[str, Any]:
    return {
        name: [plain_row(row) for row in read_rows(connection, sql, {"id": asked})] for name, sql in sections.items()
    }


def explain_rows(home: Path, asked: str) -> dict[str, Any]:
    """What is known of an id: `{"sort": "fact", SECTION: [row, ...], ...}`; raises NothingPublished.

    Anything that is no id is looked for in the quotes of facts and dropped candidates and in the names of articles
    and files, with sort `words`. Sections without rows are empty lists.
    """
    with open_published(home) as connection:
        for sort, (exists, sections) in SORTS.items():
            if read_rows(connection, f"{exists} LIMIT 1", {"id": asked}):
                return {"sort": sort, **_sections(connection, sections, asked)}
        return {"sort": "words", **_sections(connection, WORDS, asked)}
