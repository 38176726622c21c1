-- An observation rests on no fact.
SELECT observation_id, fact_id FROM current_observations WHERE fact_id NOT IN (SELECT fact_id FROM current_facts)
