-- Archives: each article's number in each of its feeds, in the order in which they were first listed there. It never
-- changes, so that what a page of numbers holds does not move when an article comes late with an old date.

ALTER TABLE selection ADD COLUMN places INTEGER NOT NULL DEFAULT 0;  -- the last number given

ALTER TABLE listing ADD COLUMN place INTEGER;  -- null: it gets one when the first look at the folder is over
CREATE UNIQUE INDEX listing_place ON listing (selection, place) WHERE place IS NOT NULL;
CREATE INDEX listing_unplaced ON listing (selection, published, id) WHERE place IS NULL;

ALTER TABLE meta ADD COLUMN listing TEXT NOT NULL DEFAULT '';  -- CatalogueSettings::listing of the last run
