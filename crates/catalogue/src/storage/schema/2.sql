-- Former addresses, tombstones, and the metadata of rejected files.

-- Slugs that a public article had before its present one.
CREATE TABLE former_slug (
    slug    TEXT PRIMARY KEY,
    article INTEGER NOT NULL REFERENCES ledger
) STRICT, WITHOUT ROWID;

-- Aliases of articles: decoded paths without a slash at either end.
CREATE TABLE alias (
    path    TEXT NOT NULL,
    article INTEGER NOT NULL REFERENCES ledger,
    PRIMARY KEY (path, article)
) STRICT, WITHOUT ROWID;
CREATE INDEX alias_article ON alias (article);

-- Articles that were removed from a feed, in the order of the feed (RFC 6721).
CREATE TABLE tombstone (
    selection INTEGER NOT NULL REFERENCES selection,
    published INTEGER NOT NULL,
    id        TEXT NOT NULL,
    article   INTEGER NOT NULL REFERENCES ledger,
    gone_at   INTEGER NOT NULL,
    PRIMARY KEY (selection, published DESC, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX tombstone_article ON tombstone (article);

ALTER TABLE file ADD COLUMN said TEXT;  -- JSON: metadata of a rejected file
