//! Addresses that serve a page to browsers and a feed to readers.

use super::site;
use crate::table::Condition::{Has, Is, Other, SameBody, Text};
use crate::table::{Row, check};

#[test]
fn browsers_get_a_page_and_readers_a_feed() {
    check(&site(), AUDIENCES);
}

const AUDIENCES: &[Row] = &[
    Row {
        rule: "a browser that opens a feed gets a page about it, which caches do not store",
        request: "GET /feed.xml\nSec-Fetch-Dest: document\nSec-Fetch-Mode: navigate\n\
                  Accept: text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
        status: 200,
        conditions: &[
            Is("content-type", "text/html; charset=utf-8"),
            Is("cache-control", "private, no-store"),
            Has("vary", "Sec-Fetch-Dest"),
            Has("vary", "Accept,"),
            Has("content-security-policy", "default-src 'none'"),
            Is("access-control-allow-origin", "*"),
            Other("etag"),
            Text("/feed.xml\" autofocus"),
            Text("/articles/a/"),
        ],
    },
    Row {
        rule: "the feed's Vary lists the headers that choose between page and feed",
        request: "GET /feed.xml",
        status: 200,
        conditions: &[Has("vary", "Sec-Fetch-Dest"), Has("cache-control", "public")],
    },
    Row {
        rule: "an entity tag of the feed does not match the page",
        request: "GET /feed.xml\nSec-Fetch-Dest: document\nAccept: text/html\nIf-None-Match: {etag}",
        status: 200,
        conditions: &[Text("<!DOCTYPE html>")],
    },
    Row {
        rule: "the page is compressed like other pages",
        request: "GET /atom.xml\nSec-Fetch-Dest: document\nAccept: text/html\nAccept-Encoding: br",
        status: 200,
        conditions: &[Is("content-encoding", "br"), Has("content-type", "text/html")],
    },
    Row {
        rule: "a reader gets the feed even with a browser's Accept",
        request: "GET /feed.xml\nAccept: text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
        status: 200,
        conditions: &[SameBody, Has("content-type", "rss+xml")],
    },
    Row {
        rule: "a script in a browser gets the feed",
        request: "GET /feed.json\nSec-Fetch-Dest: empty\nAccept: text/html, */*",
        status: 200,
        conditions: &[SameBody, Has("content-type", "feed+json")],
    },
    Row {
        rule: "a browser that accepts feeds gets the feed",
        request: "GET /feed.xml\nSec-Fetch-Dest: document\nAccept: application/rss+xml, text/html;q=0.9",
        status: 200,
        conditions: &[SameBody],
    },
    Row {
        rule: "a missing feed is a 404 for browsers",
        request: "GET /tags/none/feed.xml\nSec-Fetch-Dest: document\nAccept: text/html",
        status: 404,
        conditions: &[],
    },
    Row {
        rule: "the page about a feed has no path of its own",
        request: "GET /feed.xml%3Fabout",
        status: 404,
        conditions: &[],
    },
];
