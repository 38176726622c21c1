CREATE VIEW metric_history AS
SELECT b.metric_id, m.title, b.kind, b.value, b.low, b.high, b.qualifier, b.unit, b.period_start, b.period_end,
       b.published_at, b.known_from, b.known_to, b.class, b.current, b.witnesses, b.article_id, a.url, a.title AS article_title,
       coalesce(p.name, a.publisher, a.publisher_id) AS publisher, f.quote, f.sentence, b.reason, b.slot, b.change_id,
       b.observation_id, b.fact_id
FROM data.beliefs b
LEFT JOIN data.metrics m ON m.metric_id = b.metric_id AND m.known_to IS NULL
LEFT JOIN data.facts f ON f.fact_id = b.fact_id AND f.known_to IS NULL
LEFT JOIN data.articles a ON a.article_id = f.article_id AND a.revision = f.revision AND a.known_to IS NULL
LEFT JOIN data.publishers p ON p.publisher_id = a.publisher_id AND p.known_to IS NULL
ORDER BY b.metric_id, b.kind, b.published_at, b.known_from;

COMMENT ON VIEW metric_history IS 'One row per value we believed of a metric, with its proof. What is still believed has no known_to. Two clocks: published_at is when the press said it, known_from to known_to is when we held it.';
COMMENT ON COLUMN metric_history.metric_id IS 'The metric, as in the catalogue';
COMMENT ON COLUMN metric_history.title IS 'The metric''s title';
COMMENT ON COLUMN metric_history.kind IS 'actual, target, forecast, planned or allocated: each a series of its own';
COMMENT ON COLUMN metric_history.value IS 'The number as stated, in base units; empty for a range';
COMMENT ON COLUMN metric_history.low IS 'Lower bound that the statement implies; empty where there is none';
COMMENT ON COLUMN metric_history.high IS 'Upper bound that the statement implies; empty where there is none';
COMMENT ON COLUMN metric_history.qualifier IS 'exact, over, at_least, nearly, about, up_to or range';
COMMENT ON COLUMN metric_history.unit IS 'ISO 4217 code, %, x, rank, a measure, or the counted noun';
COMMENT ON COLUMN metric_history.period_start IS 'First day of the time the figure speaks of; empty where none is stated';
COMMENT ON COLUMN metric_history.period_end IS 'Last day of the time the figure speaks of; empty where none is stated';
COMMENT ON COLUMN metric_history.published_at IS 'When the press said it; the middle of the interval where only a day, month or year is known';
COMMENT ON COLUMN metric_history.known_from IS 'When we came to believe it';
COMMENT ON COLUMN metric_history.known_to IS 'When we stopped; empty while it stands';
COMMENT ON COLUMN metric_history.class IS 'What the observation did: first, refined, new_value, new_period, revised, contradicted (a rival) or historical';
COMMENT ON COLUMN metric_history.current IS 'True for the belief of the newest slot of its series, and for its rivals';
COMMENT ON COLUMN metric_history.witnesses IS 'Independent publishers that said the value';
COMMENT ON COLUMN metric_history.article_id IS 'The article that says it';
COMMENT ON COLUMN metric_history.url IS 'Where the article is';
COMMENT ON COLUMN metric_history.article_title IS 'The article''s headline';
COMMENT ON COLUMN metric_history.publisher IS 'Who says it';
COMMENT ON COLUMN metric_history.quote IS 'The figure as the article writes it';
COMMENT ON COLUMN metric_history.sentence IS 'The sentence that proves it';
COMMENT ON COLUMN metric_history.reason IS 'Why it has its class, in words';
COMMENT ON COLUMN metric_history.slot IS 'What one value belongs to: a period such as 2025, a due date, or empty for a stock';
COMMENT ON COLUMN metric_history.change_id IS 'The change that brought it: figurewatch explain shows all of it';
COMMENT ON COLUMN metric_history.observation_id IS 'The observation';
COMMENT ON COLUMN metric_history.fact_id IS 'The fact: its place in the article';

CREATE MACRO metric_as_known_on(ts) AS TABLE
SELECT h.* EXCLUDE (current)
FROM metric_history h
JOIN data.changes c ON c.change_id = h.change_id AND c.known_from <= ts::TIMESTAMPTZ
     AND (c.known_to IS NULL OR c.known_to > ts::TIMESTAMPTZ)
WHERE h.known_from <= ts::TIMESTAMPTZ AND (h.known_to IS NULL OR h.known_to > ts::TIMESTAMPTZ)
  AND h.class NOT IN ('contradicted', 'historical')
QUALIFY row_number() OVER (
    PARTITION BY h.metric_id, h.kind
    ORDER BY c.current DESC, CASE WHEN h.slot <> '' THEN h.period_end END DESC NULLS LAST, h.published_at DESC,
             h.change_id
) = 1
ORDER BY h.metric_id, h.kind;
COMMENT ON MACRO TABLE metric_as_known_on IS 'What we believed of each metric and kind at the time ts: SELECT * FROM metric_as_known_on(''2026-05-03'')';

CREATE MACRO metric_as_published_by(ts) AS TABLE
SELECT h.* EXCLUDE (current)
FROM metric_history h
WHERE h.known_to IS NULL AND h.published_at <= ts::TIMESTAMPTZ AND h.class NOT IN ('contradicted', 'historical')
QUALIFY row_number() OVER (
    PARTITION BY h.metric_id, h.kind
    ORDER BY CASE WHEN h.slot <> '' THEN h.period_end END DESC NULLS LAST, h.published_at DESC, h.change_id
) = 1
ORDER BY h.metric_id, h.kind;
COMMENT ON MACRO TABLE metric_as_published_by IS 'What the press had said of each metric and kind by the time ts, as we read it today: SELECT * FROM metric_as_published_by(''2026-05-03'')';
