"""What the ledger knows of the sources on the web before a visit, and what it writes down of one as it goes."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from schemas.acquisition import Haul, Link, Plan, Validators
from warehouse.ledger import Ledger, transaction
from warehouse.recording import Recorded, append_articles, sorted_out
from warehouse.rows import link_row, read_link, read_record
from warehouse.versions import Stamp, append, read_rows

TRIES = 6
"""A download that keeps failing for a passing reason is given up after so many."""
USELESS_TRIES = 2
"""A page of no use, as a bot wall, is tried once more a day later."""

STANDING = f"""
WITH asked AS (
    SELECT url, min(requested_at) AS first_at, max(requested_at) AS last_at, count(*) AS tries,
           bool_or(failure IS NULL AND status = 200) AS had,
           list(DISTINCT source_id) AS askers,
           arg_max_null(failure, requested_at) AS failure, arg_max_null(retry_at, requested_at) AS retry_at
    FROM requests WHERE purpose = 'article' GROUP BY url
), given AS (
    SELECT * FROM links WHERE source_id IN (SELECT unnest($sources::VARCHAR[]))
    QUALIFY row_number() OVER (PARTITION BY source_id, url ORDER BY found_at) = 1
), read AS (
    SELECT p.url, arg_max(p.source_id, p.fetched_at) AS source_id
    FROM pages p JOIN articles a USING (page_id) GROUP BY ALL
)
SELECT g.*, CASE
    WHEN a.url IS NULL OR (a.had AND r.url IS NULL AND NOT list_contains(a.askers, g.source_id)) THEN 'pending'
    WHEN NOT a.had AND a.failure = 'temporary' AND a.tries < {TRIES}
         AND coalesce(a.retry_at, a.last_at + INTERVAL 1 HOUR) <= $now THEN 'pending'
    WHEN NOT a.had AND a.failure = 'soft' AND a.tries < {USELESS_TRIES} AND a.last_at + INTERVAL 1 DAY <= $now
    THEN 'pending'
    WHEN a.had AND r.source_id = g.source_id AND a.first_at > $now - INTERVAL 7 DAY
         AND $now - a.last_at >= greatest(INTERVAL 1 HOUR, ($now - a.first_at) / 2) THEN 'due again'
    ELSE 'known' END AS standing
FROM given g LEFT JOIN asked a USING (url) LEFT JOIN read r USING (url)
ORDER BY g.source_id, g.found_at DESC, g.url
"""  # noqa: S608
"""Each link with what is to be done about it. A known article is looked at again for a week, ever less often.

What another source had and did not keep is asked for once more: this one may keep by other words.
"""

VALIDATORS = """
SELECT r.source_id, r.url, arg_max(etag, requested_at) AS etag, arg_max(last_modified, requested_at) AS last_modified,
       arg_max_null(fresh_until, requested_at) AS fresh_until,
       coalesce(arg_max(body_bytes, requested_at) FILTER (status = 200), 0)::BIGINT AS body_bytes,
       arg_max(sha256, requested_at) AS sha256
FROM requests r LEFT JOIN current_sources s USING (source_id)
WHERE r.source_id IN (SELECT unnest($sources::VARCHAR[])) AND failure IS NULL AND status IN (200, 304)
  AND (purpose = 'article' OR requested_at >= s.known_from OR s.source_id IS NULL)
  AND (purpose = 'list' OR url IN (SELECT unnest($urls::VARCHAR[])))
GROUP BY ALL
"""
"""What servers said of lists and of articles to look at again; of a list nothing from before its entry was edited."""

FAILURES = """
WITH good AS (SELECT source_id, max(visited_at) AS at FROM source_visits WHERE state <> 'failed' GROUP BY ALL)
SELECT v.source_id, count(*) AS failures FROM source_visits v LEFT JOIN good g USING (source_id)
WHERE v.state = 'failed' AND (g.at IS NULL OR v.visited_at > g.at) GROUP BY ALL
"""

LAST_VISITS = """
SELECT source_id, max(visited_at) AS visited_at, arg_max_null(next_visit_at, visited_at) AS next_visit_at
FROM source_visits WHERE run_id NOT IN (SELECT run_id FROM run_events WHERE flow = 'backfill') GROUP BY ALL
"""
"""A look into a source's archives is no visit to what it gives today."""


def read_addresses(ledger: Ledger) -> frozenset[str]:
    """The addresses of all articles from the web, whichever source gave them."""
    rows = read_rows(ledger.connection, "SELECT DISTINCT p.url FROM pages p JOIN articles a USING (page_id)")
    return frozenset(row["url"] for row in rows)


def last_visits(ledger: Ledger) -> dict[str, tuple[datetime, datetime | None]]:
    """Of each source the time of its last visit, and before when it must not be visited again if that was said."""
    rows = read_rows(ledger.connection, LAST_VISITS)
    return {row["source_id"]: (row["visited_at"], row["next_visit_at"]) for row in rows}


def plans_of(ledger: Ledger, source_ids: Sequence[str], page_urls: Sequence[str], now: datetime) -> dict[str, Plan]:
    """What is known of each source; `page_urls` are the addresses that are watched themselves."""
    asked = {"sources": list(source_ids), "now": now}
    by_source: dict[str, dict[str, list[Link]]] = defaultdict(lambda: defaultdict(list))
    for row in read_rows(ledger.connection, STANDING, asked):
        by_source[row["source_id"]][row["standing"]].append(read_link(row))
    again = [link.url for standings in by_source.values() for link in standings["due again"]]
    validators: dict[str, dict[str, Validators]] = defaultdict(dict)
    asked = {"sources": list(source_ids), "urls": [*again, *page_urls]}
    for row in read_rows(ledger.connection, VALIDATORS, asked):
        validators[row["source_id"]][row["url"]] = read_record(Validators, row)
    failures = {row["source_id"]: row["failures"] for row in read_rows(ledger.connection, FAILURES)}
    return {
        source_id: Plan(
            source_id=source_id,
            validators=validators[source_id],
            pending=tuple(by_source[source_id]["pending"]),
            due_again=tuple(by_source[source_id]["due again"]),
            known=frozenset(link.url for link in by_source[source_id]["known"]),
            failures_in_a_row=failures.get(source_id, 0),
        )
        for source_id in source_ids
    }


def record_hauls(ledger: Ledger, run_id: str, hauls: Sequence[Haul], at: datetime) -> Recorded:
    """Writes down all that came, or none of it; says which articles are new, known or edited."""
    recorded, kept = sorted_out(ledger, [article for haul in hauls for article in haul.articles])
    stamped: dict[str, Any] = {"run_id": run_id}
    with transaction(ledger) as connection:
        append(connection, "requests", [one.model_dump() | stamped for haul in hauls for one in haul.requests])
        append(connection, "links", [link_row(one) | stamped | {"found_at": at} for h in hauls for one in h.links])
        append(connection, "pages", [one.model_dump() | stamped for haul in hauls for one in haul.pages])
        append_articles(connection, kept, Stamp(run_id, at))
        problems = [
            one.model_dump() | stamped | {"source_id": haul.source_id, "found_at": at}
            for haul in hauls
            for one in haul.problems
        ]
        append(connection, "problems", problems)
    return recorded
