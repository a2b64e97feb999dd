-- The progress of the initial scan: 0 not begun, 1 in progress, 2 done. The listing is complete from 2 on.

ALTER TABLE meta ADD COLUMN first_reading INTEGER NOT NULL DEFAULT 0;
UPDATE meta SET first_reading = 2 WHERE EXISTS (SELECT 1 FROM article);
