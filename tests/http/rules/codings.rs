//! Content codings.

use super::site;
use crate::table::Condition::{Body, Empty, Has, Is, No, Other, Same, SameBody, Some, Text};
use crate::table::{Row, check};

#[test]
fn content_codings() {
    check(&site(), CODINGS);
}

const CODINGS: &[Row] = &[
    Row {
        rule: "RFC 9110, 12.5.3: without Accept-Encoding, identity",
        request: "GET /feed.xml",
        status: 200,
        conditions: &[No("content-encoding"), Text("</rss>")],
    },
    Row {
        rule: "8.8.3.3: another coding is another representation with another strong tag",
        request: "GET /feed.xml\nAccept-Encoding: gzip",
        status: 200,
        conditions: &[
            Is("content-encoding", "gzip"),
            Is("etag", "\"{tag}-gzip\""),
            Same("last-modified"),
            Same("content-type"),
            Has("vary", "Accept-Encoding"),
            Other("content-length"),
        ],
    },
    Row {
        rule: "the compressed representation has its own 304 with its own tag",
        request: "GET /feed.xml\nAccept-Encoding: gzip\nIf-None-Match: \"{tag}-gzip\"",
        status: 304,
        conditions: &[Is("etag", "\"{tag}-gzip\""), Has("vary", "Accept-Encoding")],
    },
    Row {
        rule: "RFC 7932: brotli for a browser",
        request: "GET /feed.xml\nAccept-Encoding: gzip, deflate, br, zstd",
        status: 200,
        conditions: &[
            Is("content-encoding", "br"),
            Is("etag", "\"{tag}-br\""),
            Has("vary", "Accept-Encoding"),
        ],
    },
    Row {
        rule: "RFC 8878: zstd if it has the highest weight",
        request: "GET /feed.xml\nAccept-Encoding: gzip;q=0.9, br;q=0.8, zstd",
        status: 200,
        conditions: &[Is("content-encoding", "zstd"), Is("etag", "\"{tag}-zstd\""), Other("content-length")],
    },
    Row {
        rule: "12.5.3: * stands for all codings that are not listed; gzip is chosen",
        request: "GET /feed.xml\nAccept-Encoding: *;q=0.5",
        status: 200,
        conditions: &[Is("content-encoding", "gzip")],
    },
    Row {
        rule: "a tag of one coding matches in another coding; the 304 has the tag of the latter",
        request: "GET /feed.xml\nAccept-Encoding: br\nIf-None-Match: \"{tag}-gzip\"",
        status: 304,
        conditions: &[Is("etag", "\"{tag}-br\"")],
    },
    Row {
        rule: "12.4.2: q=0 excludes a coding",
        request: "GET /feed.xml\nAccept-Encoding: gzip;q=0",
        status: 200,
        conditions: &[No("content-encoding"), SameBody],
    },
    Row {
        rule: "12.5.3: an empty Accept-Encoding permits identity only",
        request: "GET /feed.xml\nAccept-Encoding:",
        status: 200,
        conditions: &[No("content-encoding"), SameBody],
    },
    Row {
        rule: "identity if it has the highest weight",
        request: "GET /feed.xml\nAccept-Encoding: identity, gzip;q=0.5",
        status: 200,
        conditions: &[No("content-encoding")],
    },
    Row {
        rule: "never 406: a client that excludes everything gets identity",
        request: "GET /feed.xml\nAccept-Encoding: identity;q=0, *;q=0",
        status: 200,
        conditions: &[No("content-encoding"), SameBody],
    },
    Row {
        rule: "an unknown coding is ignored",
        request: "GET /feed.xml\nAccept-Encoding: compress, sdch",
        status: 200,
        conditions: &[No("content-encoding"), SameBody],
    },
    Row {
        rule: "8.6: Content-Length of the encoded body, for HEAD as well",
        request: "HEAD /feed.xml\nAccept-Encoding: gzip",
        status: 200,
        conditions: &[Empty, Is("content-encoding", "gzip"), Other("content-length"), Some("content-length")],
    },
    Row {
        rule: "audio files are not compressed again",
        request: "GET /sound.mp3\nAccept-Encoding: gzip",
        status: 200,
        conditions: &[No("content-encoding"), Body("0123456789")],
    },
];
