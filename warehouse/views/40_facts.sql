-- Without the order, which would hold every row in memory: what is written as Parquet.
CREATE VIEW data.current_facts AS
WITH newest AS (
    SELECT article_id, max(revision) AS revision FROM data.facts WHERE known_to IS NULL AND NOT gone GROUP BY ALL
)
SELECT f.fact_id, f.article_id, f.revision, f.quote, f.value, f.low, f.high, f.unit, f.qualifier, f.noun, f.entity,
       f.measure, f.role, f.kind, f.period_start, f.period_end, f.period_text, f.period_basis, f.change_of, f.converted,
       m.metric_id, m.in_scope, f.confidence, f.reasons, m.reasons AS match_reasons, m.near_misses, f.sentence,
       f.clause, f.span_start, f.span_end, a.title AS article_title,
       coalesce(p.name, a.publisher, a.publisher_id) AS publisher, a.published_at, a.url, f.known_from
FROM data.facts f
JOIN newest n ON n.article_id = f.article_id AND n.revision = f.revision
LEFT JOIN data.matches m ON m.fact_id = f.fact_id AND m.known_to IS NULL AND NOT m.gone
LEFT JOIN data.articles a ON a.article_id = f.article_id AND a.revision = f.revision AND a.known_to IS NULL
LEFT JOIN data.publishers p ON p.publisher_id = a.publisher_id AND p.known_to IS NULL
WHERE f.known_to IS NULL AND NOT f.gone;

CREATE VIEW facts AS FROM data.current_facts ORDER BY published_at DESC, article_id, span_start;

COMMENT ON VIEW facts IS 'Every figure found in the newest revision of every article, with the words that prove it, tracked or not.';
COMMENT ON COLUMN facts.fact_id IS 'The fact: a place in one revision of an article';
COMMENT ON COLUMN facts.article_id IS 'The article';
COMMENT ON COLUMN facts.revision IS 'Which edition of the article, from 1';
COMMENT ON COLUMN facts.quote IS 'The figure as the article writes it';
COMMENT ON COLUMN facts.value IS 'The number as stated, in base units; empty for a range';
COMMENT ON COLUMN facts.low IS 'Lower bound that the statement implies';
COMMENT ON COLUMN facts.high IS 'Upper bound that the statement implies';
COMMENT ON COLUMN facts.unit IS 'ISO 4217 code, %, x, rank, a measure, or the counted noun in plural';
COMMENT ON COLUMN facts.qualifier IS 'exact, over, at_least, nearly, about, up_to or range';
COMMENT ON COLUMN facts.noun IS 'The counted noun as written, with its modifiers';
COMMENT ON COLUMN facts.entity IS 'Who or what the figure is about: an id of the catalogue or the words of the text';
COMMENT ON COLUMN facts.measure IS 'What is counted or measured';
COMMENT ON COLUMN facts.role IS 'level, change, share, ratio or rank';
COMMENT ON COLUMN facts.kind IS 'actual, target, forecast, planned or allocated';
COMMENT ON COLUMN facts.period_start IS 'First day of the time the figure speaks of';
COMMENT ON COLUMN facts.period_end IS 'Last day of the time the figure speaks of';
COMMENT ON COLUMN facts.period_text IS 'That time in the article''s words';
COMMENT ON COLUMN facts.period_basis IS 'stated, inherited from a governing sentence or heading, or none';
COMMENT ON COLUMN facts.change_of IS 'For growth figures, as JSON: direction, base value and base period';
COMMENT ON COLUMN facts.converted IS 'The same amount in another currency as the article states it, as JSON';
COMMENT ON COLUMN facts.metric_id IS 'The metric it is a statement about; empty where it is not tracked';
COMMENT ON COLUMN facts.in_scope IS 'False where the words narrow it to a part of the metric';
COMMENT ON COLUMN facts.confidence IS '0 to 1';
COMMENT ON COLUMN facts.reasons IS 'The extraction rules that fired';
COMMENT ON COLUMN facts.match_reasons IS 'Why it belongs to its metric';
COMMENT ON COLUMN facts.near_misses IS 'Metrics it nearly belongs to, and what was missing';
COMMENT ON COLUMN facts.sentence IS 'The sentence that proves it';
COMMENT ON COLUMN facts.clause IS 'The part of the sentence the figure belongs to';
COMMENT ON COLUMN facts.span_start IS 'Where the quote starts in the article''s text, in characters from 0';
COMMENT ON COLUMN facts.span_end IS 'Where it ends, exclusive';
COMMENT ON COLUMN facts.article_title IS 'The article''s headline';
COMMENT ON COLUMN facts.publisher IS 'Who says it';
COMMENT ON COLUMN facts.published_at IS 'When the press said it';
COMMENT ON COLUMN facts.url IS 'Where the article is';
COMMENT ON COLUMN facts.known_from IS 'When this reading of the fact was first loaded';
