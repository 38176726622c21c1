CREATE VIEW alerts AS
WITH carried AS (
    SELECT unnest(alert_ids) AS alert_id, message_id, state, attempts, last_at FROM data.messages
), latest AS (
    SELECT * FROM carried QUALIFY row_number() OVER (PARTITION BY alert_id ORDER BY last_at DESC, message_id) = 1
)
SELECT a.alert_id, a.change_id, a.subscriber_id, a.metric_id, m.title, c.class, c.kind, c.old_value, c.old_qualifier,
       c.new_value, c.new_low, c.new_high, c.new_qualifier, c.unit, c.period_start, c.period_end, c.published_at,
       a.state, a.hold_reason, a.rule, a.created_at, l.message_id, l.state AS message_state, l.attempts,
       l.last_at AS message_at, a.created_in AS run_id
FROM data.alerts a
LEFT JOIN (
    SELECT * FROM data.changes QUALIFY row_number() OVER (PARTITION BY change_id ORDER BY version DESC) = 1
) c USING (change_id)
LEFT JOIN data.metrics m ON m.metric_id = a.metric_id AND m.known_to IS NULL
LEFT JOIN latest l USING (alert_id)
WHERE a.known_to IS NULL AND NOT a.gone
ORDER BY a.created_at DESC, a.alert_id;

COMMENT ON VIEW alerts IS 'Every change that was addressed to a subscriber, and how far its mail came. No addresses.';
COMMENT ON COLUMN alerts.alert_id IS 'The alert, as its mail shows it';
COMMENT ON COLUMN alerts.change_id IS 'The change it tells of';
COMMENT ON COLUMN alerts.subscriber_id IS 'Whom it is for, as in the catalogue';
COMMENT ON COLUMN alerts.metric_id IS 'The metric';
COMMENT ON COLUMN alerts.title IS 'The metric''s title';
COMMENT ON COLUMN alerts.class IS 'What kind of change it is, as decided today';
COMMENT ON COLUMN alerts.kind IS 'actual, target, forecast, planned or allocated';
COMMENT ON COLUMN alerts.old_value IS 'What was believed before, in base units';
COMMENT ON COLUMN alerts.old_qualifier IS 'exact, over, at_least, nearly, about, up_to or range';
COMMENT ON COLUMN alerts.new_value IS 'What the article says, in base units; empty for a range';
COMMENT ON COLUMN alerts.new_low IS 'Lower bound of what the article says';
COMMENT ON COLUMN alerts.new_high IS 'Upper bound of what the article says';
COMMENT ON COLUMN alerts.new_qualifier IS 'exact, over, at_least, nearly, about, up_to or range';
COMMENT ON COLUMN alerts.unit IS 'ISO 4217 code, %, x, rank, a measure, or the counted noun';
COMMENT ON COLUMN alerts.period_start IS 'First day of the time the figure speaks of';
COMMENT ON COLUMN alerts.period_end IS 'Last day of the time the figure speaks of';
COMMENT ON COLUMN alerts.published_at IS 'When the press said it';
COMMENT ON COLUMN alerts.state IS 'due, held, superseded or muted';
COMMENT ON COLUMN alerts.hold_reason IS 'Why it is held';
COMMENT ON COLUMN alerts.rule IS 'The subscription that asked for it';
COMMENT ON COLUMN alerts.created_at IS 'When it was made';
COMMENT ON COLUMN alerts.message_id IS 'The latest mail that carries it; empty before one is made';
COMMENT ON COLUMN alerts.message_state IS 'pending, sending, sent, retry, failed, unknown, written, held or settled';
COMMENT ON COLUMN alerts.attempts IS 'How often delivery was tried';
COMMENT ON COLUMN alerts.message_at IS 'When the mail''s state last changed';
COMMENT ON COLUMN alerts.run_id IS 'The run that made it';
