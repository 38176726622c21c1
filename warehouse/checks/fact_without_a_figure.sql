-- A fact has neither a value nor both ends of a range.
SELECT fact_id, quote FROM facts WHERE value IS NULL AND (low IS NULL OR high IS NULL)
