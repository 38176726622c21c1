-- The tables of the published copy: all versions of everything, each with the time until which it stood.
CREATE SCHEMA data;

CREATE TABLE data.run_events AS FROM ledger.main.run_events;
CREATE TABLE data.problems AS FROM ledger.main.problems;
CREATE TABLE data.source_visits AS FROM ledger.main.source_visits;
CREATE TABLE data.requests AS FROM ledger.main.requests;
CREATE TABLE data.pages AS FROM ledger.main.pages;
CREATE TABLE data.links AS FROM ledger.main.links;
CREATE TABLE data.source_health AS FROM ledger.main.source_health;
CREATE TABLE data.article_states AS FROM ledger.main.article_states;
CREATE TABLE data.reviews AS FROM ledger.main.reviews;
CREATE TABLE data.schema_versions AS FROM ledger.main.schema_versions;

-- The large tables are joined with the few later versions that there are, and keep the order they were loaded in: to sort
-- them, or to number their rows, would hold each of them in memory.
CREATE TABLE data.articles AS
SELECT t.*, later.known_from AS known_to FROM ledger.main.articles t LEFT JOIN (
    SELECT version_id, version - 1 AS version, known_from FROM ledger.main.articles WHERE version > 1
) later USING (version_id, version);

CREATE TABLE data.facts AS
SELECT t.*, later.known_from AS known_to FROM ledger.main.facts t LEFT JOIN (
    SELECT fact_id, version - 1 AS version, known_from FROM ledger.main.facts WHERE version > 1
) later USING (fact_id, version);

CREATE TABLE data.dropped AS
SELECT t.*, later.known_from AS known_to FROM ledger.main.dropped t LEFT JOIN (
    SELECT dropped_id, version - 1 AS version, known_from FROM ledger.main.dropped WHERE version > 1
) later USING (dropped_id, version);

CREATE TABLE data.matches AS
SELECT t.*, later.known_from AS known_to FROM ledger.main.matches t LEFT JOIN (
    SELECT fact_id, version - 1 AS version, known_from FROM ledger.main.matches WHERE version > 1
) later USING (fact_id, version);

CREATE TABLE data.alerts AS
SELECT *, lead(known_from) OVER (PARTITION BY alert_id ORDER BY version) AS known_to FROM ledger.main.alerts;

CREATE TABLE data.metrics AS
SELECT *, lead(known_from) OVER (PARTITION BY metric_id ORDER BY version) AS known_to FROM ledger.main.metrics;

CREATE TABLE data.entities AS
SELECT *, lead(known_from) OVER (PARTITION BY entity_id ORDER BY version) AS known_to FROM ledger.main.entities;

CREATE TABLE data.publishers AS
SELECT *, lead(known_from) OVER (PARTITION BY publisher_id ORDER BY version) AS known_to FROM ledger.main.publishers;

CREATE TABLE data.sources AS
SELECT *, lead(known_from) OVER (PARTITION BY source_id ORDER BY version) AS known_to FROM ledger.main.sources;

CREATE TABLE data.subscribers AS
SELECT *, lead(known_from) OVER (PARTITION BY subscriber_id ORDER BY version) AS known_to
FROM ledger.main.subscribers;

-- An observation of an edited article ends when the first revision that no longer says it was loaded.
CREATE TABLE data.observations AS
WITH withdrawn AS (
    SELECT o.observation_id, o.version, min(s.revision) AS withdrawn_in,
           arg_min(s.happened_at, s.revision) AS withdrawn_at
    FROM ledger.main.observations o
    JOIN ledger.main.article_states s
      ON s.article_id = o.article_id AND s.revision > o.revision AND s.state = 'done'
    GROUP BY ALL
), decided AS (
    SELECT observation_id, arg_max(decision, decided_at) AS review FROM ledger.main.reviews GROUP BY ALL
)
SELECT o.*, w.withdrawn_in, w.withdrawn_at, d.review,
       lead(o.known_from) OVER (PARTITION BY o.observation_id ORDER BY o.version) AS known_to
FROM ledger.main.observations o
LEFT JOIN withdrawn w USING (observation_id, version)
LEFT JOIN decided d USING (observation_id)
ORDER BY metric_id, published_at, observation_id, version;

CREATE TABLE data.changes AS
SELECT *, lead(known_from) OVER (PARTITION BY change_id ORDER BY version) AS known_to
FROM ledger.main.changes ORDER BY metric_id, published_at, change_id, version;

-- Versions of one change that say the same value of the same class are one belief; the time it stood is the union.
CREATE TABLE data.beliefs AS
WITH believed AS (
    SELECT c.*, o.article_id, o.fact_id, o.revision,
           least(c.known_to, CASE WHEN c.class = 'retracted' THEN NULL ELSE o.withdrawn_at END) AS ends_at
    FROM data.changes c
    JOIN data.observations o ON o.observation_id = c.observation_id AND o.known_to IS NULL
    WHERE NOT c.gone
      AND c.class IN ('first', 'refined', 'new_value', 'new_period', 'revised', 'contradicted', 'historical')
), marked AS (
    SELECT *, CASE
        WHEN lag((class, new_value, new_low, new_high, new_qualifier, period_start, period_end)) OVER stands
             IS NOT DISTINCT FROM (class, new_value, new_low, new_high, new_qualifier, period_start, period_end)
         AND lag(known_to) OVER stands IS NOT DISTINCT FROM known_from
        THEN 0 ELSE 1 END AS starts
    FROM believed
    WINDOW stands AS (PARTITION BY change_id ORDER BY version)
), grouped AS (
    SELECT *, sum(starts) OVER (PARTITION BY change_id ORDER BY version) AS island FROM marked
)
SELECT change_id, island, any_value(observation_id) AS observation_id, any_value(metric_id) AS metric_id,
       any_value(kind) AS kind, any_value(class) AS class, any_value(slot) AS slot, any_value(new_value) AS value,
       any_value(new_low) AS low, any_value(new_high) AS high, any_value(new_qualifier) AS qualifier,
       any_value(unit) AS unit, any_value(period_start) AS period_start, any_value(period_end) AS period_end,
       any_value(published_at) AS published_at, min(known_from) AS known_from,
       arg_max_null(ends_at, version) AS known_to, arg_max(witnesses, version) AS witnesses,
       arg_max(current, version) AS current, arg_max(reason, version) AS reason, arg_max(rule, version) AS rule,
       any_value(article_id) AS article_id, any_value(fact_id) AS fact_id
FROM grouped
GROUP BY change_id, island
ORDER BY metric_id, kind, published_at, change_id, island;
