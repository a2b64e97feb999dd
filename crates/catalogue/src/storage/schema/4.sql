-- Places in archives that a backup brought, until their articles are listed again.
CREATE TABLE returning_place (
    article   INTEGER NOT NULL REFERENCES ledger,
    selection INTEGER NOT NULL REFERENCES selection,
    place     INTEGER NOT NULL,
    PRIMARY KEY (article, selection)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX returning_place_once ON returning_place (selection, place);
