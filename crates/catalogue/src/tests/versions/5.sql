-- What a catalogue of version 5 may hold: an article that was renamed and edited and has former addresses, one that is
-- gone from a feed, a draft, a picture, and a file that waited because another one has its id.
INSERT INTO meta VALUES (1, 'example.org', '1', 7, 'rules', 2);
INSERT INTO ledger VALUES
    (1, 'urn:uuid:1', 0, 'one', 'moved.md', 'a.md', 1772625600, 'hash one', 1772625600, 1772629200, 1, NULL),
    (2, 'tag:example.org,2026:2', 1, 'two', 'two.md', 'two.md', 1772625601, 'hash two', 1772582400, 1772582400, 1, 1772632800),
    (3, 'urn:uuid:3', 0, 'three', 'draft.md', 'draft.md', 1772625602, 'hash three', 1772625602, 1772625602, 0, NULL);
INSERT INTO article VALUES
    (1, '{"path":"moved.md","title":"One","subtitle":null,"published":null,"updated":null,"expires":null,"draft":false,"explicit_id":null,"slug":"one","authors":[],"categories":[],"tags":[{"name":"T","slug":"t"}],"summary":null,"image":null,"enclosures":[],"rights":null,"language":null,"external_url":null,"body":"","references":[],"content_hash":"hash one","problems":[]}', '<p>One</p>', x'01', 1, NULL),
    (3, '{"path":"draft.md","title":"Three","subtitle":null,"published":null,"updated":null,"expires":null,"draft":true,"explicit_id":null,"slug":"three","authors":[],"categories":[],"tags":[],"summary":null,"image":null,"enclosures":[],"rights":null,"language":null,"external_url":null,"body":"","references":[],"content_hash":"hash three","problems":[]}', '<p>Three</p>', x'03', 0, NULL);
INSERT INTO file VALUES
    ('moved.md', 1, 10, 100, 'parsed', '[]', 1, NULL, NULL, NULL),
    ('draft.md', 1, 10, 101, 'parsed', '[]', 3, NULL, NULL, NULL),
    ('broken.md', 1, 10, 102, 'rejected', '[{"severity":"error","line":1,"column":null,"message":"no end","remedy":"end it"}]', NULL, 'urn:uuid:1', '{}', NULL),
    ('picture.png', 1, 10, 103, 'ignored', '[]', NULL, NULL, NULL, NULL);
INSERT INTO selection VALUES
    (1, '', NULL, '', '', 1, 1772632800, 2),
    (2, 'tags/t/', 'tags', 't', 'T', 1, 1772629200, 1);
INSERT INTO listing VALUES (1, 1772625600, 'urn:uuid:1', 1, '', 2), (2, 1772625600, 'urn:uuid:1', 1, 'T', 1);
INSERT INTO reference VALUES (1, 0, 'picture.png', 'picture.png');
INSERT INTO former_slug VALUES ('uno', 1);
INSERT INTO alias VALUES ('old/one', 1);
INSERT INTO tombstone VALUES (1, 1772582400, 'tag:example.org,2026:2', 2, 1772632800);
INSERT INTO returning_place VALUES (2, 1, 1);
