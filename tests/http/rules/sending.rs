//! Responses and their headers.

use super::site;
use crate::table::Condition::{Empty, Has, Is, No, Same, SameBody, Some, Text};
use crate::table::{Row, check};

#[test]
fn responses() {
    check(&site(), SENT);
}

const SENT: &[Row] = &[
    Row {
        rule: "RSS has its media type and the headers for caches, scripts and hubs",
        request: "GET /feed.xml",
        status: 200,
        conditions: &[
            Is("content-type", "application/rss+xml; charset=utf-8"),
            Is("content-length", "{length}"),
            Some("content-length"),
            Has("cache-control", "public, max-age="),
            Has("vary", "Accept-Encoding"),
            Is("access-control-allow-origin", "*"),
            Has("access-control-expose-headers", "ETag"),
            Is("x-content-type-options", "nosniff"),
            Has("link", "/feed.xml>; rel=\"self\""),
            Has("etag", "\""),
            Some("last-modified"),
            Some("date"),
            No("set-cookie"),
            No("transfer-encoding"),
        ],
    },
    Row {
        rule: "Atom has its media type",
        request: "GET /atom.xml",
        status: 200,
        conditions: &[
            Is("content-type", "application/atom+xml; charset=utf-8"),
            Has("link", "/atom.xml>; rel=\"self\""),
        ],
    },
    Row {
        rule: "JSON Feed has its media type",
        request: "GET /feed.json",
        status: 200,
        conditions: &[
            Is("content-type", "application/feed+json; charset=utf-8"),
            Has("link", "/feed.json>; rel=\"self\""),
        ],
    },
    Row {
        rule: "RFC 9110, 12.5.1: Accept is a preference; a feed is better than a 406",
        request: "GET /feed.xml\nAccept: text/plain;q=1, */*;q=0\nAccept-Charset: iso-8859-1\nAccept-Language: tlh",
        status: 200,
        conditions: &[SameBody, Same("content-type")],
    },
    Row {
        rule: "RFC 9110, 9.3.2: HEAD is GET without its content",
        request: "HEAD /feed.xml",
        status: 200,
        conditions: &[
            Empty,
            Same("content-length"),
            Same("etag"),
            Same("last-modified"),
            Same("content-type"),
        ],
    },
    Row {
        rule: "HEAD of a page",
        request: "HEAD /articles/a/",
        status: 200,
        conditions: &[
            Empty,
            Same("content-length"),
            Same("etag"),
            Same("content-type"),
            Same("cache-control"),
        ],
    },
    Row {
        rule: "HEAD of a file",
        request: "HEAD /sound.mp3",
        status: 200,
        conditions: &[Empty, Is("content-length", "10"), Same("etag"), Same("accept-ranges")],
    },
    Row {
        rule: "HEAD of a missing page",
        request: "HEAD /none",
        status: 404,
        conditions: &[Empty, Same("content-length"), Same("content-type")],
    },
    Row {
        rule: "RFC 9111, 5.2.2.4: pages are revalidated each time",
        request: "GET /",
        status: 200,
        conditions: &[Is("cache-control", "no-cache"), Has("content-security-policy", "default-src 'none'")],
    },
    Row {
        rule: "RFC 9112, 3.2.2: a target in absolute form is accepted",
        request: "GET http://other.example/feed.xml HTTP/1.1\nHost: other.example\nConnection: close",
        status: 200,
        conditions: &[Text("<rss"), Has("link", "rel=\"self\"")],
    },
    Row {
        rule: "RFC 9110, 10.1.1: a request with Expect gets its response at once",
        request: "GET /feed.xml\nExpect: 100-continue\nContent-Length: 5",
        status: 200,
        conditions: &[Text("<rss")],
    },
    Row {
        rule: "an unknown query is ignored",
        request: "GET /feed.xml?utm_source=reader",
        status: 200,
        conditions: &[Text("<rss")],
    },
    Row {
        rule: "RFC 9112, 9.3: an HTTP/1.0 client needs no Host and gets a body that ends with the connection",
        request: "GET /feed.xml HTTP/1.0",
        status: 200,
        conditions: &[Text("</rss>"), No("transfer-encoding")],
    },
];
