-- Every table only grows. Rows with a `version` are versions of the thing their id names: the highest is current,
-- `known_from` is when we came to know it, and `gone` says that we no longer hold it.
-- No keys, sequences, defaults or enums, so that the same statements run on DuckLake.

CREATE TABLE run_events (run_id VARCHAR, flow VARCHAR, state VARCHAR, happened_at TIMESTAMPTZ, summary VARCHAR);

CREATE TABLE problems (run_id VARCHAR, source_id VARCHAR, name VARCHAR, reason VARCHAR, found_at TIMESTAMPTZ);

CREATE TABLE source_visits (
    run_id VARCHAR, source_id VARCHAR, visited_at TIMESTAMPTZ, state VARCHAR, articles INTEGER, new_articles INTEGER,
    error VARCHAR
);

CREATE TABLE article_states (
    article_id VARCHAR, revision INTEGER, state VARCHAR, run_id VARCHAR, happened_at TIMESTAMPTZ
);

CREATE TABLE reviews (observation_id VARCHAR, decision VARCHAR, reason VARCHAR, run_id VARCHAR, decided_at TIMESTAMPTZ);

CREATE TABLE articles (
    version_id VARCHAR, article_id VARCHAR, revision INTEGER, name VARCHAR, source_id VARCHAR, url VARCHAR,
    title VARCHAR, author VARCHAR, publisher_id VARCHAR, publisher VARCHAR, language VARCHAR,
    published_at TIMESTAMPTZ, published_first_day DATE, published_last_day DATE, published_precision VARCHAR,
    published_basis VARCHAR, text VARCHAR, furniture VARCHAR, fetched_at TIMESTAMPTZ,
    version INTEGER, gone BOOLEAN, known_from TIMESTAMPTZ, run_id VARCHAR
);

CREATE TABLE facts (
    fact_id VARCHAR, article_id VARCHAR, revision INTEGER, quote VARCHAR, span_start INTEGER, span_end INTEGER,
    sentence VARCHAR, sentence_start INTEGER, clause VARCHAR, value DECIMAL(38, 6), low DECIMAL(38, 6),
    high DECIMAL(38, 6), step DECIMAL(38, 6), unit VARCHAR, qualifier VARCHAR, wording VARCHAR, noun VARCHAR, entity VARCHAR,
    measure VARCHAR, role VARCHAR, kind VARCHAR, period_start DATE, period_end DATE, period_text VARCHAR,
    period_basis VARCHAR, falls BOOLEAN, change_of VARCHAR, converted VARCHAR, confidence DOUBLE, reasons VARCHAR[],
    version INTEGER, gone BOOLEAN, known_from TIMESTAMPTZ, run_id VARCHAR
);

CREATE TABLE dropped (
    dropped_id VARCHAR, article_id VARCHAR, revision INTEGER, span_start INTEGER, span_end INTEGER, quote VARCHAR,
    reason VARCHAR, version INTEGER, gone BOOLEAN, known_from TIMESTAMPTZ, run_id VARCHAR
);

CREATE TABLE matches (
    fact_id VARCHAR, article_id VARCHAR, revision INTEGER, metric_id VARCHAR, in_scope BOOLEAN, reasons VARCHAR[],
    near_misses VARCHAR[], version INTEGER, gone BOOLEAN, known_from TIMESTAMPTZ, run_id VARCHAR
);

CREATE TABLE observations (
    observation_id VARCHAR, metric_id VARCHAR, kind VARCHAR, fact_id VARCHAR, article_id VARCHAR, revision INTEGER,
    story_id VARCHAR, publisher VARCHAR, authority VARCHAR, published_at TIMESTAMPTZ, published_first_day DATE,
    published_last_day DATE, published_precision VARCHAR, published_basis VARCHAR, source_is_page BOOLEAN,
    span_start INTEGER, value DECIMAL(38, 6), low DECIMAL(38, 6), high DECIMAL(38, 6), step DECIMAL(38, 6),
    unit VARCHAR, qualifier VARCHAR, wording VARCHAR, period_start DATE, period_end DATE, period_text VARCHAR, falls BOOLEAN,
    in_scope BOOLEAN, version INTEGER, gone BOOLEAN, known_from TIMESTAMPTZ, run_id VARCHAR
);

CREATE TABLE changes (
    change_id VARCHAR, observation_id VARCHAR, metric_id VARCHAR, kind VARCHAR, class VARCHAR, rule VARCHAR,
    reason VARCHAR, slot VARCHAR, old_observation_id VARCHAR, old_value DECIMAL(38, 6), old_low DECIMAL(38, 6),
    old_high DECIMAL(38, 6), old_qualifier VARCHAR, old_wording VARCHAR, old_period_start DATE, old_period_end DATE,
    new_value DECIMAL(38, 6), new_low DECIMAL(38, 6), new_high DECIMAL(38, 6), new_qualifier VARCHAR, new_wording VARCHAR, unit VARCHAR,
    change_abs DECIMAL(38, 6), change_pct DECIMAL(38, 6), period_start DATE, period_end DATE,
    published_at TIMESTAMPTZ, current BOOLEAN, witnesses INTEGER, alerts_by_default BOOLEAN,
    version INTEGER, gone BOOLEAN, known_from TIMESTAMPTZ, run_id VARCHAR
);

CREATE TABLE alerts (
    alert_id VARCHAR, change_id VARCHAR, subscriber_id VARCHAR, metric_id VARCHAR, state VARCHAR,
    hold_reason VARCHAR, rule VARCHAR, created_at TIMESTAMPTZ, created_in VARCHAR,
    version INTEGER, gone BOOLEAN, known_from TIMESTAMPTZ, run_id VARCHAR
);

CREATE TABLE metrics (
    metric_id VARCHAR, title VARCHAR, entity VARCHAR, role VARCHAR, unit VARCHAR, period VARCHAR, better VARCHAR,
    definition VARCHAR, version INTEGER, gone BOOLEAN, known_from TIMESTAMPTZ, run_id VARCHAR
);

CREATE TABLE entities (
    entity_id VARCHAR, name VARCHAR, part_of VARCHAR, definition VARCHAR,
    version INTEGER, gone BOOLEAN, known_from TIMESTAMPTZ, run_id VARCHAR
);

CREATE TABLE publishers (
    publisher_id VARCHAR, name VARCHAR, authority VARCHAR, definition VARCHAR,
    version INTEGER, gone BOOLEAN, known_from TIMESTAMPTZ, run_id VARCHAR
);

CREATE TABLE sources (
    source_id VARCHAR, type VARCHAR, place VARCHAR, publisher_id VARCHAR, language VARCHAR, visit_every VARCHAR,
    enabled BOOLEAN, definition VARCHAR, version INTEGER, gone BOOLEAN, known_from TIMESTAMPTZ, run_id VARCHAR
);

CREATE TABLE subscribers (
    subscriber_id VARCHAR, role VARCHAR, deliver VARCHAR,
    version INTEGER, gone BOOLEAN, known_from TIMESTAMPTZ, run_id VARCHAR
);
