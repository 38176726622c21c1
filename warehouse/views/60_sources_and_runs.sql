CREATE VIEW sources AS
WITH visits AS (
    SELECT source_id, max(visited_at) AS last_visit_at, max(visited_at) FILTER (state <> 'failed') AS last_good_visit_at,
           arg_max(state, visited_at) AS last_state, arg_max_null(error, visited_at) AS last_error,
           arg_max_null(next_visit_at, visited_at) AS sleeps_until
    FROM data.source_visits GROUP BY ALL
), failing AS (
    SELECT v.source_id, count(*) AS failures_in_a_row
    FROM data.source_visits v JOIN visits USING (source_id)
    WHERE v.state = 'failed' AND (last_good_visit_at IS NULL OR v.visited_at > last_good_visit_at) GROUP BY ALL
), yielded AS (
    SELECT source_id, count(DISTINCT article_id) AS articles, max(published_at) AS newest_article_at
    FROM data.articles GROUP BY ALL
), assessed AS (
    SELECT source_id, arg_max(health, assessed_at) AS health, arg_max(failing, assessed_at) AS failing
    FROM data.source_health GROUP BY ALL
), asked AS (
    SELECT source_id, count(*) AS requests, sum(wire_bytes)::BIGINT AS wire_bytes, sum(saved_bytes)::BIGINT AS saved_bytes
    FROM data.requests GROUP BY ALL
), troubled AS (
    SELECT source_id, count(DISTINCT (name, reason)) AS problems, arg_max(name || ': ' || reason, found_at) AS last_problem
    FROM data.problems GROUP BY ALL
)
SELECT s.source_id, s.type, s.place, s.publisher_id, s.language, s.visit_every, s.enabled,
       h.health, coalesce(h.failing, []) AS failing, v.last_visit_at, v.last_good_visit_at, v.last_state, v.last_error,
       v.sleeps_until,
       coalesce(f.failures_in_a_row, 0) AS failures_in_a_row, coalesce(y.articles, 0) AS articles, y.newest_article_at,
       coalesce(r.requests, 0) AS requests, coalesce(r.wire_bytes, 0) AS wire_bytes,
       coalesce(r.saved_bytes, 0) AS saved_bytes, coalesce(t.problems, 0) AS problems, t.last_problem
FROM data.sources s
LEFT JOIN visits v USING (source_id)
LEFT JOIN failing f USING (source_id)
LEFT JOIN assessed h USING (source_id)
LEFT JOIN asked r USING (source_id)
LEFT JOIN yielded y USING (source_id)
LEFT JOIN troubled t USING (source_id)
WHERE s.known_to IS NULL AND NOT s.gone
ORDER BY s.source_id;

COMMENT ON VIEW sources IS 'Where articles come from, how the last visit went and what it yielded.';
COMMENT ON COLUMN sources.source_id IS 'The source, as in the catalogue';
COMMENT ON COLUMN sources.type IS 'feed, sitemap, listing, page or folder';
COMMENT ON COLUMN sources.place IS 'Its address or folder';
COMMENT ON COLUMN sources.publisher_id IS 'The publisher of what it gives, where the catalogue names one';
COMMENT ON COLUMN sources.language IS 'Its language';
COMMENT ON COLUMN sources.visit_every IS 'How often it is visited, as 1h or 1d';
COMMENT ON COLUMN sources.enabled IS 'False when it is switched off';
COMMENT ON COLUMN sources.health IS 'green, amber where something is odd, red where it is broken; empty before the first visit';
COMMENT ON COLUMN sources.failing IS 'What is odd or broken, one line each';
COMMENT ON COLUMN sources.sleeps_until IS 'After a failure: not visited before then';
COMMENT ON COLUMN sources.requests IS 'Requests made for it, robots.txt included';
COMMENT ON COLUMN sources.wire_bytes IS 'Bytes it has sent us, as they came over the wire';
COMMENT ON COLUMN sources.saved_bytes IS 'Bytes it did not have to send again because nothing had changed';
COMMENT ON COLUMN sources.last_visit_at IS 'When it was last looked at';
COMMENT ON COLUMN sources.last_good_visit_at IS 'When that last went well';
COMMENT ON COLUMN sources.last_state IS 'How the last visit ended: ok, unchanged or failed';
COMMENT ON COLUMN sources.last_error IS 'Why, where it failed';
COMMENT ON COLUMN sources.failures_in_a_row IS 'Failed visits since the last good one';
COMMENT ON COLUMN sources.articles IS 'Articles it has given';
COMMENT ON COLUMN sources.newest_article_at IS 'When its newest article was published';
COMMENT ON COLUMN sources.problems IS 'Files and pages of it that could not be used';
COMMENT ON COLUMN sources.last_problem IS 'The latest of them, and why';

CREATE VIEW runs AS
SELECT e.run_id, arg_min(e.flow, e.happened_at) AS flow,
       CASE WHEN bool_or(e.state <> 'running') THEN arg_max(e.state, e.happened_at) FILTER (e.state <> 'running')
            ELSE 'running' END AS state,
       min(e.happened_at) AS started_at, max(e.happened_at) FILTER (e.state <> 'running') AS finished_at,
       date_diff('millisecond', started_at, finished_at) AS elapsed_ms,
       (SELECT count(*) FROM data.problems p WHERE p.run_id = e.run_id) AS problems,
       arg_max(e.summary, e.happened_at) FILTER (e.state <> 'running') AS summary
FROM data.run_events e
GROUP BY e.run_id
ORDER BY started_at DESC, e.run_id;

COMMENT ON VIEW runs IS 'Every execution of a flow. One that was cut off stays running.';
COMMENT ON COLUMN runs.run_id IS 'The run';
COMMENT ON COLUMN runs.flow IS 'What was run, as ingest';
COMMENT ON COLUMN runs.state IS 'running, or how it ended';
COMMENT ON COLUMN runs.started_at IS 'When it began';
COMMENT ON COLUMN runs.finished_at IS 'When it ended; empty for one that runs or was cut off';
COMMENT ON COLUMN runs.elapsed_ms IS 'How long it took, in milliseconds';
COMMENT ON COLUMN runs.problems IS 'Files and pages that could not be used';
COMMENT ON COLUMN runs.summary IS 'What it did, as JSON';

CREATE VIEW requests AS
SELECT run_id, source_id, purpose, url, final_url, regexp_extract(url, '^https?://([^/]+)', 1) AS host, requested_at,
       waited_ms, elapsed_ms, robots_rule, status, redirects, etag, last_modified, fresh_until, retry_at,
       wire_bytes, body_bytes, saved_bytes, failure, error, detail
FROM data.requests ORDER BY requested_at DESC, url;

COMMENT ON VIEW requests IS 'Every request made to the web, and every one that was not sent with the reason.';
COMMENT ON COLUMN requests.run_id IS 'The run that made it';
COMMENT ON COLUMN requests.source_id IS 'The source it was made for';
COMMENT ON COLUMN requests.purpose IS 'robots (a robots.txt), list (feed, sitemap, listing) or article';
COMMENT ON COLUMN requests.url IS 'What was asked for';
COMMENT ON COLUMN requests.final_url IS 'Where the answer came from, after redirects';
COMMENT ON COLUMN requests.host IS 'The host asked';
COMMENT ON COLUMN requests.requested_at IS 'When it was sent';
COMMENT ON COLUMN requests.waited_ms IS 'How long it was kept back to be gentle on the host';
COMMENT ON COLUMN requests.elapsed_ms IS 'How long it took';
COMMENT ON COLUMN requests.robots_rule IS 'The line of robots.txt that decided, or why there was none';
COMMENT ON COLUMN requests.status IS 'The HTTP status; empty where no answer came';
COMMENT ON COLUMN requests.redirects IS 'Redirects followed';
COMMENT ON COLUMN requests.etag IS 'The ETag that came with the answer';
COMMENT ON COLUMN requests.last_modified IS 'The Last-Modified that came with the answer';
COMMENT ON COLUMN requests.fresh_until IS 'Until then the server asks not to be asked again';
COMMENT ON COLUMN requests.retry_at IS 'When it may be asked again, after a failure';
COMMENT ON COLUMN requests.wire_bytes IS 'Bytes of the body as they came over the wire';
COMMENT ON COLUMN requests.body_bytes IS 'Bytes of the body, unpacked';
COMMENT ON COLUMN requests.saved_bytes IS 'Bytes that were not sent again because nothing had changed';
COMMENT ON COLUMN requests.failure IS 'hard (stays so), soft (of no use) or temporary; empty where the answer was of use';
COMMENT ON COLUMN requests.error IS 'What went wrong, in fixed words';
COMMENT ON COLUMN requests.detail IS 'What was seen, and what to do about it';
