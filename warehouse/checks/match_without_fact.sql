-- A match is of a fact that does not stand.
SELECT m.fact_id, m.metric_id FROM current_matches m SEMI JOIN loading USING (article_id, revision)
WHERE m.fact_id NOT IN (SELECT fact_id FROM current_facts SEMI JOIN loading USING (article_id, revision))
