-- A list that answers well and holds no link at all. `listed` is empty where the list had not changed.
SELECT source_id, false AS red,
       'its list holds no link to an article' || CASE WHEN max(listed) FILTER (run_id <> $run) > 0
           THEN format(', where it had {} before', median(listed) FILTER (run_id <> $run AND listed > 0)::INTEGER)
           ELSE '; check `links` of its entry' END AS trouble
FROM source_visits GROUP BY source_id
HAVING bool_or(run_id = $run AND listed = 0)
