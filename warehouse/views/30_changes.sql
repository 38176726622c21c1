CREATE VIEW changes AS
SELECT c.change_id, c.metric_id, m.title, c.class, c.kind, c.old_value, c.old_low, c.old_high, c.old_qualifier,
       c.new_value, c.new_low, c.new_high, c.new_qualifier, c.unit, c.change_abs, c.change_pct, c.period_start,
       c.period_end, c.old_period_start, c.old_period_end, c.published_at,
       first.known_from, c.known_from AS decided_at, c.current, c.witnesses, o.article_id, a.url, a.title AS article_title,
       coalesce(p.name, a.publisher, a.publisher_id) AS publisher, f.quote, f.sentence, c.rule, c.reason, c.slot,
       c.alerts_by_default, c.observation_id, c.old_observation_id, o.fact_id
FROM data.changes c
JOIN (SELECT change_id, min(known_from) AS known_from FROM data.changes GROUP BY ALL) first USING (change_id)
LEFT JOIN data.metrics m ON m.metric_id = c.metric_id AND m.known_to IS NULL
LEFT JOIN data.observations o ON o.observation_id = c.observation_id AND o.known_to IS NULL
LEFT JOIN data.facts f ON f.fact_id = o.fact_id AND f.known_to IS NULL
LEFT JOIN data.articles a ON a.article_id = f.article_id AND a.revision = f.revision AND a.known_to IS NULL
LEFT JOIN data.publishers p ON p.publisher_id = a.publisher_id AND p.known_to IS NULL
WHERE c.known_to IS NULL AND NOT c.gone
ORDER BY c.published_at DESC, c.metric_id, c.change_id;

COMMENT ON VIEW changes IS 'What each observation did to our belief about its metric, as decided today; repeats and figures set aside included.';
COMMENT ON COLUMN changes.change_id IS 'The change; stays the same when it is decided anew';
COMMENT ON COLUMN changes.metric_id IS 'The metric, as in the catalogue';
COMMENT ON COLUMN changes.title IS 'The metric''s title';
COMMENT ON COLUMN changes.class IS 'first, repeat, refined, new_value, new_period, revised, contradicted, historical, out_of_scope, implausible or retracted';
COMMENT ON COLUMN changes.kind IS 'actual, target, forecast, planned or allocated';
COMMENT ON COLUMN changes.old_value IS 'What was believed before, in base units; empty for a range or where nothing was';
COMMENT ON COLUMN changes.old_low IS 'Lower bound of what was believed before';
COMMENT ON COLUMN changes.old_high IS 'Upper bound of what was believed before';
COMMENT ON COLUMN changes.old_qualifier IS 'exact, over, at_least, nearly, about, up_to or range';
COMMENT ON COLUMN changes.new_value IS 'What the article says, in base units; empty for a range';
COMMENT ON COLUMN changes.new_low IS 'Lower bound of what the article says';
COMMENT ON COLUMN changes.new_high IS 'Upper bound of what the article says';
COMMENT ON COLUMN changes.new_qualifier IS 'exact, over, at_least, nearly, about, up_to or range';
COMMENT ON COLUMN changes.unit IS 'ISO 4217 code, %, x, rank, a measure, or the counted noun';
COMMENT ON COLUMN changes.change_abs IS 'New less old, in the unit; percentage points for %, places for ranks';
COMMENT ON COLUMN changes.change_pct IS 'The difference in percent of the old value';
COMMENT ON COLUMN changes.period_start IS 'First day of the time the figure speaks of';
COMMENT ON COLUMN changes.period_end IS 'Last day of the time the figure speaks of';
COMMENT ON COLUMN changes.old_period_start IS 'First day of the time the old value speaks of';
COMMENT ON COLUMN changes.old_period_end IS 'Last day of the time the old value speaks of';
COMMENT ON COLUMN changes.published_at IS 'When the press said it';
COMMENT ON COLUMN changes.known_from IS 'When we first knew of it';
COMMENT ON COLUMN changes.decided_at IS 'When it was last decided anew: class, old value or witnesses';
COMMENT ON COLUMN changes.current IS 'True for the belief of the newest slot of its series, and for its rivals';
COMMENT ON COLUMN changes.witnesses IS 'Independent publishers that said the value';
COMMENT ON COLUMN changes.article_id IS 'The article that says it';
COMMENT ON COLUMN changes.url IS 'Where the article is';
COMMENT ON COLUMN changes.article_title IS 'The article''s headline';
COMMENT ON COLUMN changes.publisher IS 'Who says it';
COMMENT ON COLUMN changes.quote IS 'The figure as the article writes it';
COMMENT ON COLUMN changes.sentence IS 'The sentence that proves it';
COMMENT ON COLUMN changes.rule IS 'The step of the tracking rules that decided';
COMMENT ON COLUMN changes.reason IS 'The same in words';
COMMENT ON COLUMN changes.slot IS 'What one value belongs to: a period such as 2025, a due date, or empty for a stock';
COMMENT ON COLUMN changes.alerts_by_default IS 'True when it is worth a mail to those who follow the metric';
COMMENT ON COLUMN changes.observation_id IS 'The observation';
COMMENT ON COLUMN changes.old_observation_id IS 'The observation believed before';
COMMENT ON COLUMN changes.fact_id IS 'The fact: its place in the article';
