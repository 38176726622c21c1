-- The revision that first said an observation; empty where that is `revision`.
ALTER TABLE observations ADD COLUMN first_said INTEGER;
