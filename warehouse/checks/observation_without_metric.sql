-- An observation is of a metric that was never in the catalogue.
SELECT observation_id, metric_id FROM observations WHERE metric_id NOT IN (SELECT metric_id FROM metrics)
