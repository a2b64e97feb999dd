-- Archives: each article's position in each of its feeds, in the order in which they were first listed there. It never
-- changes, so that the articles of a page stay the same when an article with an old date is added later.

ALTER TABLE selection ADD COLUMN places INTEGER NOT NULL DEFAULT 0;  -- the last position that was assigned

ALTER TABLE listing ADD COLUMN place INTEGER;  -- null: assigned after the initial scan
CREATE UNIQUE INDEX listing_place ON listing (selection, place) WHERE place IS NOT NULL;
CREATE INDEX listing_unplaced ON listing (selection, published, id) WHERE place IS NULL;

ALTER TABLE meta ADD COLUMN listing TEXT NOT NULL DEFAULT '';  -- the rules for listing in the last run
