-- The time of the last change of a file's content or metadata (ctime), which no program can set.

ALTER TABLE file ADD COLUMN changed INTEGER NOT NULL DEFAULT 0;  -- nanoseconds since the Unix epoch; 0: unknown
