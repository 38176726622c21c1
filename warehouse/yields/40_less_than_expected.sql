-- Fewer articles than its entry expects, once it has been visited for so long.
WITH expected AS (
    SELECT source_id, json_extract_string(definition, '$.expect.articles')::INTEGER AS articles,
           coalesce(json_extract_string(definition, '$.expect.within'), '7d') AS within
    FROM current_sources WHERE json_exists(definition, '$.expect')
), timed AS (
    SELECT source_id, coalesce(articles, 1) AS articles, within,
           to_hours(regexp_extract(within, '\d+')::INTEGER * CASE WHEN within LIKE '%d' THEN 24 ELSE 1 END) AS length
    FROM expected
), given AS (
    SELECT a.source_id, s.happened_at FROM articles a JOIN article_states s USING (article_id, revision)
    WHERE s.state = 'new' AND a.version = 1
)
SELECT t.source_id, false AS red,
       format('{} articles in {}, where {} are expected', count(g.source_id), t.within, t.articles) AS trouble
FROM timed t
JOIN (SELECT source_id, min(visited_at) AS first_visit FROM source_visits GROUP BY ALL) v USING (source_id)
LEFT JOIN given g ON g.source_id = t.source_id AND g.happened_at > $at - t.length
WHERE v.first_visit <= $at - t.length
GROUP BY t.source_id, t.within, t.articles HAVING count(g.source_id) < t.articles
