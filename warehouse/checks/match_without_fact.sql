-- A match is of a fact that does not stand.
SELECT m.fact_id, m.metric_id FROM current_matches m
WHERE (m.article_id, m.revision) IN (SELECT (article_id, revision) FROM loading)
  AND m.fact_id NOT IN (SELECT fact_id FROM current_facts)
