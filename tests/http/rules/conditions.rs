//! Conditional requests.

use super::site;
use crate::table::Condition::{Empty, Is, No, Same, SameBody};
use crate::table::{Row, check};

#[test]
fn conditional_requests() {
    check(&site(), CONDITIONS);
}

const CONDITIONS: &[Row] = &[
    Row {
        rule: "RFC 9110, 13.1.2: 304 where the entity tag is known, with what guides caches and without the rest",
        request: "GET /feed.xml\nIf-None-Match: {etag}",
        status: 304,
        conditions: &[
            Empty,
            Same("etag"),
            Same("cache-control"),
            Same("vary"),
            Same("last-modified"),
            Same("access-control-allow-origin"),
            No("content-type"),
            No("content-encoding"),
        ],
    },
    Row {
        rule: "13.1.2: HEAD too",
        request: "HEAD /feed.xml\nIf-None-Match: {etag}",
        status: 304,
        conditions: &[Empty, Same("etag")],
    },
    Row {
        rule: "13.1.2: any of a list, on several lines as well",
        request: "GET /atom.xml\nIf-None-Match: \"one\", W/\"two\"\nIf-None-Match: \"three,\" ,{etag}",
        status: 304,
        conditions: &[],
    },
    Row {
        rule: "8.8.3.2: compared weakly, for proxies weaken tags",
        request: "GET /feed.json\nIf-None-Match: W/{etag}",
        status: 304,
        conditions: &[Same("etag")],
    },
    Row {
        rule: "13.1.2: * is any",
        request: "GET /feed.xml\nIf-None-Match: *",
        status: 304,
        conditions: &[],
    },
    Row {
        rule: "13.1.2: \"*\" is a tag like others",
        request: "GET /feed.xml\nIf-None-Match: \"*\"",
        status: 200,
        conditions: &[],
    },
    Row {
        rule: "Apache's suffix is a proxy's, not the feed's",
        request: "GET /feed.xml\nIf-None-Match: \"{tag}-gzip\"",
        status: 304,
        conditions: &[Same("etag")],
    },
    Row {
        rule: "so is that of older ones",
        request: "GET /feed.xml\nIf-None-Match: \"{tag};gzip\"",
        status: 304,
        conditions: &[],
    },
    Row {
        rule: "so is Caddy's",
        request: "GET /feed.xml\nIf-None-Match: W/\"{tag}-br\"",
        status: 304,
        conditions: &[],
    },
    Row {
        rule: "so is zstd's",
        request: "GET /feed.xml\nIf-None-Match: \"{tag}-zstd\"",
        status: 304,
        conditions: &[],
    },
    Row {
        rule: "two proxies append twice",
        request: "GET /feed.xml\nIf-None-Match: W/\"{tag}-gzip-br\"",
        status: 304,
        conditions: &[],
    },
    Row {
        rule: "readers that strip the quotes are understood",
        request: "GET /feed.xml\nIf-None-Match: {tag}",
        status: 304,
        conditions: &[],
    },
    Row {
        rule: "another tag gets the feed",
        request: "GET /feed.xml\nIf-None-Match: \"{tag}x\"",
        status: 200,
        conditions: &[SameBody],
    },
    Row {
        rule: "13.1.3: If-Modified-Since with the date that was sent",
        request: "GET /feed.xml\nIf-Modified-Since: {modified}",
        status: 304,
        conditions: &[Empty, Same("etag"), Same("last-modified"), Same("cache-control")],
    },
    Row {
        rule: "13.1.3: an earlier date gets the feed",
        request: "GET /feed.xml\nIf-Modified-Since: Sat, 01 Jan 2000 00:00:00 GMT",
        status: 200,
        conditions: &[SameBody],
    },
    Row {
        rule: "13.1.3: what is no date is passed over",
        request: "GET /feed.xml\nIf-Modified-Since: yesterday",
        status: 200,
        conditions: &[],
    },
    Row {
        rule: "13.2.2: If-None-Match decides alone, for it",
        request: "GET /feed.xml\nIf-None-Match: {etag}\nIf-Modified-Since: Thu, 01 Jan 1970 00:00:00 GMT",
        status: 304,
        conditions: &[],
    },
    Row {
        rule: "13.2.2: and against it",
        request: "GET /feed.xml\nIf-None-Match: \"x\"\nIf-Modified-Since: {modified}",
        status: 200,
        conditions: &[],
    },
    Row {
        rule: "13.1.1: who wants only what is not there any more gets 412",
        request: "GET /feed.xml\nIf-Match: \"old\"",
        status: 412,
        conditions: &[Empty],
    },
    Row {
        rule: "13.1.1: and what is still there",
        request: "GET /feed.xml\nIf-Match: \"old\", {etag}",
        status: 200,
        conditions: &[SameBody],
    },
    Row {
        rule: "13.1.4: or unchanged since",
        request: "GET /sound.mp3\nIf-Unmodified-Since: Sat, 01 Jan 2000 00:00:00 GMT",
        status: 412,
        conditions: &[],
    },
    Row {
        rule: "a page is not sent again either",
        request: "GET /\nIf-None-Match: {etag}",
        status: 304,
        conditions: &[Is("cache-control", "no-cache"), Same("vary")],
    },
    Row {
        rule: "nor a file",
        request: "GET /sound.mp3\nIf-None-Match: {etag}",
        status: 304,
        conditions: &[Same("etag"), Same("cache-control"), Same("last-modified"), No("content-type")],
    },
    Row {
        rule: "nor a file by its date",
        request: "GET /sound.mp3\nIf-Modified-Since: {modified}",
        status: 304,
        conditions: &[],
    },
    Row {
        rule: "nor the list of feeds",
        request: "GET /feeds.opml\nIf-None-Match: {etag}",
        status: 304,
        conditions: &[Same("etag")],
    },
    Row {
        rule: "13.2.1: a condition on what is not there means nothing",
        request: "GET /none\nIf-None-Match: *",
        status: 404,
        conditions: &[],
    },
];
