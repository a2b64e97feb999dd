-- Moments are whole seconds since the Unix epoch. An article is the same number in every table.

CREATE TABLE meta (
    one      INTEGER PRIMARY KEY CHECK (one = 1),
    site_id  TEXT NOT NULL,     -- what ids are minted from: the first run's, for good
    reading  TEXT NOT NULL,     -- CatalogueSettings::reading of the last run
    sequence INTEGER NOT NULL   -- of the last change
) STRICT;

-- Who is who, for ever: a row is never deleted.
CREATE TABLE ledger (
    article      INTEGER PRIMARY KEY,
    id           TEXT NOT NULL UNIQUE,
    explicit     INTEGER NOT NULL,  -- whether the author gave the id
    slug         TEXT UNIQUE,       -- null: gone, and never was public
    path         TEXT NOT NULL,     -- where the file lies, or lay last
    first_path   TEXT NOT NULL,
    first_seen   INTEGER NOT NULL,
    content_hash TEXT NOT NULL,
    published    INTEGER NOT NULL,
    updated      INTEGER NOT NULL,
    was_public   INTEGER NOT NULL,  -- whether subscribers ever saw it
    deleted_at   INTEGER            -- null: its file is there
) STRICT;
CREATE UNIQUE INDEX ledger_live ON ledger (path) WHERE deleted_at IS NULL;
CREATE INDEX ledger_gone ON ledger (path, deleted_at) WHERE deleted_at IS NOT NULL;
CREATE INDEX ledger_content ON ledger (content_hash, deleted_at);

-- What the articles say that have a file, drafts included.
CREATE TABLE article (
    article    INTEGER PRIMARY KEY REFERENCES ledger,
    head       TEXT NOT NULL,     -- the Article as JSON, without its body
    body       TEXT NOT NULL,     -- marked HTML
    appearance BLOB NOT NULL,     -- hash of all that a subscriber sees of it
    visible    INTEGER NOT NULL,
    next_turn  INTEGER            -- when its status changes by itself
) STRICT;
CREATE INDEX article_next_turn ON article (next_turn) WHERE next_turn IS NOT NULL;

-- Every file that was looked at.
CREATE TABLE file (
    path     TEXT PRIMARY KEY,
    modified INTEGER NOT NULL,    -- the FileStamp; its unsigned numbers are stored as the signed ones of the same bits
    size     INTEGER NOT NULL,
    inode    INTEGER NOT NULL,
    outcome  TEXT NOT NULL CHECK (outcome IN ('parsed', 'rejected', 'ignored')),
    problems TEXT NOT NULL,       -- JSON; those of a parsed file are in its article
    article  INTEGER REFERENCES ledger,
    claim    TEXT,                -- the id that another file has, for which this one was rejected
    waiting  TEXT                 -- its article as JSON, for when that file goes
) STRICT, WITHOUT ROWID;
CREATE INDEX file_claim ON file (claim) WHERE claim IS NOT NULL;

-- Terms that a public article has or had, and the site.
CREATE TABLE selection (
    selection INTEGER PRIMARY KEY,
    key       TEXT NOT NULL UNIQUE,  -- Selection::directory()
    kind      TEXT,                  -- TermKind::directory(); null: the site
    slug      TEXT NOT NULL,
    name      TEXT NOT NULL,         -- as in its newest public article
    articles  INTEGER NOT NULL,      -- how many are public
    changed   INTEGER NOT NULL
) STRICT;

-- Public articles only, in the order of every feed: a window is a range of the primary key.
CREATE TABLE listing (
    selection INTEGER NOT NULL REFERENCES selection,
    published INTEGER NOT NULL,
    id        TEXT NOT NULL,
    article   INTEGER NOT NULL REFERENCES ledger,
    name      TEXT NOT NULL,         -- of the term, as this article writes it
    PRIMARY KEY (selection, published DESC, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX listing_article ON listing (article);

-- Files that articles refer to.
CREATE TABLE reference (
    article   INTEGER NOT NULL REFERENCES ledger,
    rank      INTEGER NOT NULL,      -- candidates are tried in this order
    url_path  TEXT NOT NULL,
    candidate TEXT NOT NULL,
    PRIMARY KEY (article, rank)
) STRICT, WITHOUT ROWID;
CREATE INDEX reference_url_path ON reference (url_path);
CREATE INDEX reference_candidate ON reference (candidate);
