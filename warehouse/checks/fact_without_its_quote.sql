-- A fact's quote is not what stands at its place in the article.
WITH texts AS (
    SELECT article_id, revision, text FROM articles
    WHERE rowid IN (SELECT rowid FROM articles SEMI JOIN loading USING (article_id, revision))
    QUALIFY row_number() OVER (PARTITION BY version_id ORDER BY version DESC) = 1
)
SELECT f.fact_id, f.quote, substr(a.text, f.span_start + 1, f.span_end - f.span_start) AS stands_there
FROM current_facts f SEMI JOIN loading USING (article_id, revision)
LEFT JOIN texts a ON a.article_id = f.article_id AND a.revision = f.revision
WHERE f.quote = '' OR substr(a.text, f.span_start + 1, f.span_end - f.span_start) IS DISTINCT FROM f.quote
