-- True for a figure that the article gives only as what another is compared with.
ALTER TABLE facts ADD COLUMN compared BOOLEAN;
UPDATE facts SET compared = FALSE;
ALTER TABLE observations ADD COLUMN compared BOOLEAN;
UPDATE observations SET compared = FALSE;
