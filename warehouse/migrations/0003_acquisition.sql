-- Fetching from the web: every request, the pages kept, the links found, and when a source may be visited again.

CREATE TABLE requests (
    run_id VARCHAR, source_id VARCHAR, purpose VARCHAR, url VARCHAR, final_url VARCHAR, requested_at TIMESTAMPTZ,
    waited_ms BIGINT, elapsed_ms BIGINT, robots_rule VARCHAR, status INTEGER, redirects INTEGER, etag VARCHAR,
    last_modified VARCHAR, fresh_until TIMESTAMPTZ, retry_at TIMESTAMPTZ, wire_bytes BIGINT, body_bytes BIGINT,
    saved_bytes BIGINT, sha256 VARCHAR, failure VARCHAR, error VARCHAR, detail VARCHAR
);

CREATE TABLE pages (
    page_id VARCHAR, source_id VARCHAR, url VARCHAR, final_url VARCHAR, fetched_at TIMESTAMPTZ, status INTEGER,
    content_type VARCHAR, charset VARCHAR, sha256 VARCHAR, body_bytes BIGINT, warc_file VARCHAR, warc_offset BIGINT,
    run_id VARCHAR
);

CREATE TABLE links (
    source_id VARCHAR, url VARCHAR, title VARCHAR, published_at TIMESTAMPTZ, published_first_day DATE,
    published_last_day DATE, published_precision VARCHAR, published_basis VARCHAR, found_at TIMESTAMPTZ, run_id VARCHAR
);

ALTER TABLE articles ADD COLUMN page_id VARCHAR;
ALTER TABLE source_visits ADD COLUMN failure VARCHAR;
ALTER TABLE source_visits ADD COLUMN requests INTEGER;
ALTER TABLE source_visits ADD COLUMN wire_bytes BIGINT;
ALTER TABLE source_visits ADD COLUMN links INTEGER;
ALTER TABLE source_visits ADD COLUMN next_visit_at TIMESTAMPTZ;
ALTER TABLE source_visits ADD COLUMN listed INTEGER;

CREATE TABLE source_health (
    run_id VARCHAR, source_id VARCHAR, assessed_at TIMESTAMPTZ, health VARCHAR, failing VARCHAR[]
);
