//! Addresses that serve a page to browsers and a feed to readers.

use super::site;
use crate::table::Condition::{Has, Is, No, Other, SameBody, Text};
use crate::table::{Row, check};

#[test]
fn browsers_get_a_page_and_readers_a_feed() {
    check(&site(), AUDIENCES);
}

const AUDIENCES: &[Row] = &[
    Row {
        rule: "a person who opens a feed in a browser gets a page about it, which no cache keeps",
        request: "GET /feed.xml\nSec-Fetch-Dest: document\nSec-Fetch-Mode: navigate\n\
                  Accept: text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
        status: 200,
        conditions: &[
            Is("content-type", "text/html; charset=utf-8"),
            Is("cache-control", "private, no-store"),
            Has("vary", "Sec-Fetch-Dest"),
            Has("vary", "Accept,"),
            Has("content-security-policy", "default-src 'none'"),
            No("access-control-allow-origin"),
            Other("etag"),
            Text("/feed.xml\" autofocus"),
            Text("/articles/a/"),
        ],
    },
    Row {
        rule: "the feed itself says that it depends on who asks",
        request: "GET /feed.xml",
        status: 200,
        conditions: &[Has("vary", "Sec-Fetch-Dest"), Has("cache-control", "public")],
    },
    Row {
        rule: "what a browser knows of the feed is not the page",
        request: "GET /feed.xml\nSec-Fetch-Dest: document\nAccept: text/html\nIf-None-Match: {etag}",
        status: 200,
        conditions: &[Text("<!DOCTYPE html>")],
    },
    Row {
        rule: "compressed as other pages are",
        request: "GET /atom.xml\nSec-Fetch-Dest: document\nAccept: text/html\nAccept-Encoding: br",
        status: 200,
        conditions: &[Is("content-encoding", "br"), Has("content-type", "text/html")],
    },
    Row {
        rule: "a reader gets the feed, whatever a browser would accept",
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
        rule: "a browser that likes feeds gets the feed",
        request: "GET /feed.xml\nSec-Fetch-Dest: document\nAccept: application/rss+xml, text/html;q=0.9",
        status: 200,
        conditions: &[SameBody],
    },
    Row {
        rule: "a feed that is not there is not there for anybody",
        request: "GET /tags/none/feed.xml\nSec-Fetch-Dest: document\nAccept: text/html",
        status: 404,
        conditions: &[],
    },
    Row { rule: "no path leads to the page", request: "GET /feed.xml%3Fabout", status: 404, conditions: &[] },
];
