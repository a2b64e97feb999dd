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
        rule: "RFC 9110, 13.1.2: 304 for a matching entity tag, with the cache headers only",
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
        rule: "13.1.2: 304 for HEAD with a matching entity tag",
        request: "HEAD /feed.xml\nIf-None-Match: {etag}",
        status: 304,
        conditions: &[Empty, Same("etag")],
    },
    Row {
        rule: "13.1.2: any tag of a list, which may span several header lines",
        request: "GET /atom.xml\nIf-None-Match: \"one\", W/\"two\"\nIf-None-Match: \"three,\" ,{etag}",
        status: 304,
        conditions: &[],
    },
    Row {
        rule: "8.8.3.2: weak comparison, since proxies weaken tags",
        request: "GET /feed.json\nIf-None-Match: W/{etag}",
        status: 304,
        conditions: &[Same("etag")],
    },
    Row {
        rule: "13.1.2: * matches any tag",
        request: "GET /feed.xml\nIf-None-Match: *",
        status: 304,
        conditions: &[],
    },
    Row {
        rule: "13.1.2: \"*\" in quotes is an ordinary tag",
        request: "GET /feed.xml\nIf-None-Match: \"*\"",
        status: 200,
        conditions: &[],
    },
    Row {
        rule: "a suffix that Apache appends to tags is ignored",
        request: "GET /feed.xml\nIf-None-Match: \"{tag}-gzip\"",
        status: 304,
        conditions: &[Same("etag")],
    },
    Row {
        rule: "the suffix of older versions of Apache is ignored",
        request: "GET /feed.xml\nIf-None-Match: \"{tag};gzip\"",
        status: 304,
        conditions: &[],
    },
    Row {
        rule: "the suffix that Caddy appends is ignored",
        request: "GET /feed.xml\nIf-None-Match: W/\"{tag}-br\"",
        status: 304,
        conditions: &[],
    },
    Row {
        rule: "the suffix for zstd is ignored",
        request: "GET /feed.xml\nIf-None-Match: \"{tag}-zstd\"",
        status: 304,
        conditions: &[],
    },
    Row {
        rule: "the suffixes that two proxies append are ignored",
        request: "GET /feed.xml\nIf-None-Match: W/\"{tag}-gzip-br\"",
        status: 304,
        conditions: &[],
    },
    Row {
        rule: "a tag without quotes is accepted, since some readers strip them",
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
        rule: "13.1.3: an invalid date is ignored",
        request: "GET /feed.xml\nIf-Modified-Since: yesterday",
        status: 200,
        conditions: &[],
    },
    Row {
        rule: "13.2.2: If-None-Match takes precedence over a date: match",
        request: "GET /feed.xml\nIf-None-Match: {etag}\nIf-Modified-Since: Thu, 01 Jan 1970 00:00:00 GMT",
        status: 304,
        conditions: &[],
    },
    Row {
        rule: "13.2.2: If-None-Match takes precedence over a date: no match",
        request: "GET /feed.xml\nIf-None-Match: \"x\"\nIf-Modified-Since: {modified}",
        status: 200,
        conditions: &[],
    },
    Row {
        rule: "13.1.1: If-Match with an old tag is a 412",
        request: "GET /feed.xml\nIf-Match: \"old\"",
        status: 412,
        conditions: &[Empty],
    },
    Row {
        rule: "13.1.1: If-Match with the current tag gets the feed",
        request: "GET /feed.xml\nIf-Match: \"old\", {etag}",
        status: 200,
        conditions: &[SameBody],
    },
    Row {
        rule: "13.1.4: If-Unmodified-Since",
        request: "GET /sound.mp3\nIf-Unmodified-Since: Sat, 01 Jan 2000 00:00:00 GMT",
        status: 412,
        conditions: &[],
    },
    Row {
        rule: "conditional requests for pages",
        request: "GET /\nIf-None-Match: {etag}",
        status: 304,
        conditions: &[Is("cache-control", "no-cache"), Same("vary")],
    },
    Row {
        rule: "conditional requests for files by entity tag",
        request: "GET /sound.mp3\nIf-None-Match: {etag}",
        status: 304,
        conditions: &[Same("etag"), Same("cache-control"), Same("last-modified"), No("content-type")],
    },
    Row {
        rule: "conditional requests for files by date",
        request: "GET /sound.mp3\nIf-Modified-Since: {modified}",
        status: 304,
        conditions: &[],
    },
    Row {
        rule: "conditional requests for the list of feeds (OPML)",
        request: "GET /feeds.opml\nIf-None-Match: {etag}",
        status: 304,
        conditions: &[Same("etag")],
    },
    Row {
        rule: "13.2.1: conditions do not apply to a 404",
        request: "GET /none\nIf-None-Match: *",
        status: 404,
        conditions: &[],
    },
];
