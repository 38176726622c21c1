-- A visit that failed. A passing failure counts from the second in a row on: the next visit may well succeed.
WITH good AS (
    SELECT source_id, max(visited_at) AS at FROM source_visits WHERE state <> 'failed' GROUP BY ALL
), failing AS (
    SELECT v.source_id, count(*) AS times, arg_max_null(v.error, v.visited_at) AS error,
           coalesce(arg_max_null(v.failure, v.visited_at), 'hard') AS failure
    FROM source_visits v LEFT JOIN good g USING (source_id)
    WHERE v.state = 'failed' AND (g.at IS NULL OR v.visited_at > g.at) GROUP BY ALL
)
SELECT source_id,
       failure = 'hard' OR (failure = 'soft' AND times >= 3) OR times >= 4 AS red,
       coalesce(error, 'failed') || CASE WHEN times > 1 THEN format(' ({} times in a row)', times) ELSE '' END AS trouble
FROM failing WHERE failure <> 'temporary' OR times >= 2
