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
        rule: "RFC 9110, 12.5.3: without a wish, as it is",
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
        rule: "which is known again, with that tag in the 304",
        request: "GET /feed.xml\nAccept-Encoding: gzip\nIf-None-Match: \"{tag}-gzip\"",
        status: 304,
        conditions: &[Is("etag", "\"{tag}-gzip\""), Has("vary", "Accept-Encoding")],
    },
    Row {
        rule: "RFC 7932: brotli, as a browser asks",
        request: "GET /feed.xml\nAccept-Encoding: gzip, deflate, br, zstd",
        status: 200,
        conditions: &[
            Is("content-encoding", "br"),
            Is("etag", "\"{tag}-br\""),
            Has("vary", "Accept-Encoding"),
        ],
    },
    Row {
        rule: "RFC 8878: zstd where it is liked best",
        request: "GET /feed.xml\nAccept-Encoding: gzip;q=0.9, br;q=0.8, zstd",
        status: 200,
        conditions: &[Is("content-encoding", "zstd"), Is("etag", "\"{tag}-zstd\""), Other("content-length")],
    },
    Row {
        rule: "12.5.3: * is whatever is not named; gzip is what everybody knows",
        request: "GET /feed.xml\nAccept-Encoding: *;q=0.5",
        status: 200,
        conditions: &[Is("content-encoding", "gzip")],
    },
    Row {
        rule: "a tag of one coding is known in another, with the tag of the other",
        request: "GET /feed.xml\nAccept-Encoding: br\nIf-None-Match: \"{tag}-gzip\"",
        status: 304,
        conditions: &[Is("etag", "\"{tag}-br\"")],
    },
    Row {
        rule: "12.4.2: q=0 is never",
        request: "GET /feed.xml\nAccept-Encoding: gzip;q=0",
        status: 200,
        conditions: &[No("content-encoding"), SameBody],
    },
    Row {
        rule: "12.5.3: nothing means nothing but as it is",
        request: "GET /feed.xml\nAccept-Encoding:",
        status: 200,
        conditions: &[No("content-encoding"), SameBody],
    },
    Row {
        rule: "identity if it is liked best",
        request: "GET /feed.xml\nAccept-Encoding: identity, gzip;q=0.5",
        status: 200,
        conditions: &[No("content-encoding")],
    },
    Row {
        rule: "never 406: who refuses everything gets what everybody can read",
        request: "GET /feed.xml\nAccept-Encoding: identity;q=0, *;q=0",
        status: 200,
        conditions: &[No("content-encoding"), SameBody],
    },
    Row {
        rule: "an unknown coding is passed over",
        request: "GET /feed.xml\nAccept-Encoding: compress, sdch",
        status: 200,
        conditions: &[No("content-encoding"), SameBody],
    },
    Row {
        rule: "8.6: the length of what is sent, of HEAD as well",
        request: "HEAD /feed.xml\nAccept-Encoding: gzip",
        status: 200,
        conditions: &[Empty, Is("content-encoding", "gzip"), Other("content-length"), Some("content-length")],
    },
    Row {
        rule: "sound is compressed already",
        request: "GET /sound.mp3\nAccept-Encoding: gzip",
        status: 200,
        conditions: &[No("content-encoding"), Body("0123456789")],
    },
];
