-- How far the first reading of the folder has come: 0 not begun, 1 under way, 2 done. What is listed is whole from 2 on.

ALTER TABLE meta ADD COLUMN first_reading INTEGER NOT NULL DEFAULT 0;
UPDATE meta SET first_reading = 2 WHERE EXISTS (SELECT 1 FROM article);
