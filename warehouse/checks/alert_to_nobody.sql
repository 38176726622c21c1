-- An alert is addressed to someone who was never in the catalogue.
SELECT alert_id, subscriber_id FROM alerts WHERE subscriber_id NOT IN (SELECT subscriber_id FROM subscribers)
