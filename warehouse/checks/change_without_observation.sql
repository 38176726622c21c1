-- A change rests on no observation.
SELECT change_id, observation_id FROM current_changes
WHERE observation_id NOT IN (SELECT observation_id FROM current_observations)
