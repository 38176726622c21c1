-- A slot of a series has two current beliefs.
SELECT metric_id, kind, slot, string_agg(change_id, ' ') AS changes
FROM current_changes
WHERE current AND class IN ('first', 'new_value', 'new_period', 'revised')
GROUP BY metric_id, kind, slot
HAVING count(*) > 1
