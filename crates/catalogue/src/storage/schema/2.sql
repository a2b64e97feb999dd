-- Where articles were found before, and which are gone; what rejected files say of themselves.

-- Slugs that a public article had before it got another one.
CREATE TABLE former_slug (
    slug    TEXT PRIMARY KEY,
    article INTEGER NOT NULL REFERENCES ledger
) STRICT, WITHOUT ROWID;

-- Addresses that an article names as its former ones: the path, decoded, without a slash at either end.
CREATE TABLE alias (
    path    TEXT NOT NULL,
    article INTEGER NOT NULL REFERENCES ledger,
    PRIMARY KEY (path, article)
) STRICT, WITHOUT ROWID;
CREATE INDEX alias_article ON alias (article);

-- Articles that were in a feed and are gone, in the order of the feed (RFC 6721).
CREATE TABLE tombstone (
    selection INTEGER NOT NULL REFERENCES selection,
    published INTEGER NOT NULL,
    id        TEXT NOT NULL,
    article   INTEGER NOT NULL REFERENCES ledger,
    gone_at   INTEGER NOT NULL,
    PRIMARY KEY (selection, published DESC, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX tombstone_article ON tombstone (article);

ALTER TABLE file ADD COLUMN said TEXT;  -- JSON; of a rejected file
