-- A fact's quote is not what stands at its place in the article.
SELECT f.fact_id, f.quote, substr(a.text, f.span_start + 1, f.span_end - f.span_start) AS stands_there
FROM current_facts f
LEFT JOIN current_articles a ON a.article_id = f.article_id AND a.revision = f.revision
WHERE (f.article_id, f.revision) IN (SELECT (article_id, revision) FROM loading)
  AND (f.quote = '' OR substr(a.text, f.span_start + 1, f.span_end - f.span_start) IS DISTINCT FROM f.quote)
