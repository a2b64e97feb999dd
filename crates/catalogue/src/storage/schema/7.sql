-- Evidence of identity, and dates of articles that give none of publication.

-- A hash of the title. Null: the title comes from the file's name, or the file was not read since this version.
ALTER TABLE ledger ADD COLUMN title INTEGER;
CREATE INDEX ledger_title ON ledger (title, deleted_at) WHERE title IS NOT NULL;

-- The text of an article whose file was deleted, as a sketch (tidings_model::TextSketch). Null: the file exists, or it
-- was deleted before this version.
ALTER TABLE ledger ADD COLUMN sketch BLOB;

-- The modification date that the document gave when it was first seen, if it gave no date of publication.
ALTER TABLE ledger ADD COLUMN first_modified INTEGER;

-- The expiry date of an article that was removed from the feeds because of it.
ALTER TABLE article ADD COLUMN expired INTEGER;
CREATE INDEX article_expired ON article (expired) WHERE expired IS NOT NULL;

-- A file with the id of another article is an article of its own now, and no longer waits: it is read again. The two
-- columns are not used any more; to drop them, SQLite would write every row again.
UPDATE file SET modified = -9223372036854775808, size = -1, inode = -1, claim = NULL, waiting = NULL
WHERE claim IS NOT NULL;
DROP INDEX file_claim;

-- The settings that were adopted from a generator's configuration before anything was announced, as JSON of the caller.

ALTER TABLE meta ADD COLUMN adopted TEXT;
