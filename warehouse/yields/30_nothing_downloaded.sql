-- Most of the articles of a visit could not be had.
SELECT source_id, false AS red,
       format('{} of {} articles could not be had, as: {}', count(*) FILTER (failure IS NOT NULL), count(*),
              mode(error) FILTER (failure IS NOT NULL)) AS trouble
FROM requests
WHERE run_id = $run AND purpose = 'article' AND source_id IN (SELECT source_id FROM sources WHERE type <> 'page')
GROUP BY source_id
HAVING count(*) FILTER (failure IS NOT NULL) >= 3 AND count(*) FILTER (failure IS NOT NULL) * 2 > count(*)
