CREATE VIEW metrics AS
WITH newest AS (
    SELECT * FROM metric_history
    WHERE known_to IS NULL AND class NOT IN ('contradicted', 'historical')
    QUALIFY row_number() OVER (
        PARTITION BY metric_id, kind
        ORDER BY current DESC, CASE WHEN slot <> '' THEN period_end END DESC NULLS LAST, published_at DESC, change_id
    ) = 1
), observed AS (
    SELECT metric_id, kind, count(*) AS observations
    FROM data.observations WHERE known_to IS NULL AND NOT gone GROUP BY ALL
), changed AS (
    SELECT metric_id, kind,
           count(*) FILTER (class IN ('new_value', 'new_period', 'revised', 'contradicted', 'retracted')) AS changes
    FROM data.changes WHERE known_to IS NULL AND NOT gone GROUP BY ALL
)
SELECT m.metric_id, m.title, m.entity AS entity_id, coalesce(e.name, m.entity) AS entity, m.unit AS metric_unit,
       m.period AS period_kind, o.kind, n.value, n.low, n.high, n.qualifier, n.unit, n.period_start, n.period_end,
       n.published_at, n.known_from, n.class, n.witnesses, coalesce(o.observations, 0) AS observations,
       coalesce(c.changes, 0) AS changes, n.quote, n.publisher, n.url, n.article_id, m.better, m.definition
FROM data.metrics m
LEFT JOIN observed o ON o.metric_id = m.metric_id
LEFT JOIN changed c ON c.metric_id = o.metric_id AND c.kind = o.kind
LEFT JOIN newest n ON n.metric_id = o.metric_id AND n.kind = o.kind
LEFT JOIN data.entities e ON e.entity_id = m.entity AND e.known_to IS NULL
WHERE m.known_to IS NULL AND NOT m.gone
ORDER BY m.metric_id, o.kind;

COMMENT ON VIEW metrics IS 'Every metric of the catalogue with the value we believe now: one row per kind that was observed, one row without kind where nothing was.';
COMMENT ON COLUMN metrics.metric_id IS 'The metric, as in the catalogue';
COMMENT ON COLUMN metrics.title IS 'What it is, in words';
COMMENT ON COLUMN metrics.entity_id IS 'The organisation, programme or place, as in the catalogue';
COMMENT ON COLUMN metrics.entity IS 'Its name';
COMMENT ON COLUMN metrics.metric_unit IS 'The unit the metric is tracked in';
COMMENT ON COLUMN metrics.period_kind IS 'instant, cumulative, month, quarter, half-year, year, fiscal-year or ytd';
COMMENT ON COLUMN metrics.kind IS 'actual, target, forecast, planned or allocated; empty where nothing was observed';
COMMENT ON COLUMN metrics.value IS 'The number as stated, in base units; empty for a range';
COMMENT ON COLUMN metrics.low IS 'Lower bound that the statement implies';
COMMENT ON COLUMN metrics.high IS 'Upper bound that the statement implies';
COMMENT ON COLUMN metrics.qualifier IS 'exact, over, at_least, nearly, about, up_to or range';
COMMENT ON COLUMN metrics.unit IS 'The unit of the value; for a count the noun as written';
COMMENT ON COLUMN metrics.period_start IS 'First day of the time the value speaks of';
COMMENT ON COLUMN metrics.period_end IS 'Last day of the time the value speaks of';
COMMENT ON COLUMN metrics.published_at IS 'When the press said it';
COMMENT ON COLUMN metrics.known_from IS 'When we came to believe it';
COMMENT ON COLUMN metrics.class IS 'What the observation behind it did: first, refined, new_value, new_period or revised';
COMMENT ON COLUMN metrics.witnesses IS 'Independent publishers that said it';
COMMENT ON COLUMN metrics.observations IS 'Statements about the metric of this kind that we hold';
COMMENT ON COLUMN metrics.changes IS 'How often it changed: new_value, new_period, revised, contradicted or retracted';
COMMENT ON COLUMN metrics.quote IS 'The figure as the article writes it';
COMMENT ON COLUMN metrics.publisher IS 'Who says it';
COMMENT ON COLUMN metrics.url IS 'Where the article is';
COMMENT ON COLUMN metrics.article_id IS 'The article that says it';
COMMENT ON COLUMN metrics.better IS 'higher or lower, where the catalogue says which is better';
COMMENT ON COLUMN metrics.definition IS 'The definition in the catalogue, as JSON';
