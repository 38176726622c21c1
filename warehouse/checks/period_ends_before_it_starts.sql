-- A period ends before it starts.
SELECT observation_id, period_start, period_end FROM observations WHERE period_end < period_start
UNION ALL
SELECT fact_id, period_start, period_end FROM facts WHERE period_end < period_start
