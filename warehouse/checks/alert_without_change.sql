-- An alert tells of no change.
SELECT alert_id, change_id FROM alerts WHERE change_id NOT IN (SELECT change_id FROM changes)
