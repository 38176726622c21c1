-- New articles that are much shorter, less often dated or poorer in figures than the source's earlier ones.
WITH given AS (
    SELECT a.source_id, s.run_id = $run AS now, length(a.text) AS characters,
           a.published_basis IS DISTINCT FROM 'seen' AS dated,
           (SELECT count(*) FROM current_facts f WHERE f.article_id = a.article_id AND f.revision = a.revision) AS facts
    FROM current_articles a JOIN article_states s USING (article_id, revision)
    WHERE s.state = 'new'
), compared AS (
    SELECT source_id, median(characters) FILTER (now) AS length_now, median(characters) FILTER (NOT now) AS length_before,
           avg(dated::INTEGER) FILTER (now) AS dated_now, avg(dated::INTEGER) FILTER (NOT now) AS dated_before,
           avg(facts) FILTER (now) AS facts_now, avg(facts) FILTER (NOT now) AS facts_before
    FROM given GROUP BY source_id HAVING count(*) FILTER (now) >= 3 AND count(*) FILTER (NOT now) >= 10
)
SELECT source_id, false AS red,
       format('articles of {} characters, where {} are usual', length_now::INTEGER, length_before::INTEGER) AS trouble
FROM compared WHERE length_now < 0.4 * length_before
UNION ALL
SELECT source_id, false,
       format('{} % of articles with a date, where {} % are usual', (dated_now * 100)::INTEGER, (dated_before * 100)::INTEGER)
FROM compared WHERE dated_now < 0.5 * dated_before
UNION ALL
SELECT source_id, false,
       format('{:.1f} figures an article, where {:.1f} are usual', facts_now, facts_before)
FROM compared WHERE facts_before >= 1 AND facts_now < 0.2 * facts_before
