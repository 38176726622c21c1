-- A thing has one version number twice.
SELECT 'observations' AS table_name, observation_id AS id, version FROM observations GROUP BY ALL HAVING count(*) > 1
UNION ALL
SELECT 'changes', change_id, version FROM changes GROUP BY ALL HAVING count(*) > 1
UNION ALL
SELECT 'alerts', alert_id, version FROM alerts GROUP BY ALL HAVING count(*) > 1
