//! Ranges of files.

use super::site;
use crate::table::Condition::{Body, Empty, Has, Is, No, Same, SameBody};
use crate::table::{Row, check};

#[test]
fn ranges() {
    check(&site(), RANGES);
}

const RANGES: &[Row] = &[
    Row {
        rule: "RFC 9110, 14.3: files have Accept-Ranges",
        request: "GET /sound.mp3",
        status: 200,
        conditions: &[Is("accept-ranges", "bytes"), Is("content-type", "audio/mpeg"), Body("0123456789")],
    },
    Row {
        rule: "14.1.2: a range with both ends",
        request: "GET /sound.mp3\nRange: bytes=2-4",
        status: 206,
        conditions: &[
            Body("234"),
            Is("content-range", "bytes 2-4/10"),
            Is("content-length", "3"),
            Same("etag"),
            Same("last-modified"),
            Same("content-type"),
            Same("cache-control"),
        ],
    },
    Row {
        rule: "14.1.2: a range without an end",
        request: "GET /sound.mp3\nRange: bytes=7-",
        status: 206,
        conditions: &[Body("789"), Is("content-range", "bytes 7-9/10")],
    },
    Row {
        rule: "14.1.2: an end beyond the file is clamped",
        request: "GET /sound.mp3\nRange: bytes=8-1000",
        status: 206,
        conditions: &[Body("89"), Is("content-range", "bytes 8-9/10")],
    },
    Row {
        rule: "14.1.2: a suffix range",
        request: "GET /sound.mp3\nRange: bytes=-3",
        status: 206,
        conditions: &[Body("789"), Is("content-range", "bytes 7-9/10")],
    },
    Row {
        rule: "15.5.17: a range beyond the end is a 416 with the length",
        request: "GET /sound.mp3\nRange: bytes=10-",
        status: 416,
        conditions: &[Is("content-range", "bytes */10"), Empty],
    },
    Row {
        rule: "15.5.17: an empty file has no ranges",
        request: "GET /nil.mp3\nRange: bytes=0-",
        status: 416,
        conditions: &[Is("content-range", "bytes */0")],
    },
    Row {
        rule: "14.2: a request for several ranges may get the whole file; players ask for one range",
        request: "GET /sound.mp3\nRange: bytes=0-1,4-5",
        status: 200,
        conditions: &[Body("0123456789"), No("content-range")],
    },
    Row {
        rule: "14.2: an unknown unit is ignored",
        request: "GET /sound.mp3\nRange: lines=0-1",
        status: 200,
        conditions: &[SameBody],
    },
    Row {
        rule: "14.2: HEAD ignores Range",
        request: "HEAD /sound.mp3\nRange: bytes=2-4",
        status: 200,
        conditions: &[Empty, Is("content-length", "10")],
    },
    Row {
        rule: "13.1.5: If-Range with the entity tag",
        request: "GET /sound.mp3\nRange: bytes=2-4\nIf-Range: {etag}",
        status: 206,
        conditions: &[Body("234")],
    },
    Row {
        rule: "13.1.5: If-Range with another tag gets the whole file, since parts of two versions do not fit together",
        request: "GET /sound.mp3\nRange: bytes=2-4\nIf-Range: \"other\"",
        status: 200,
        conditions: &[SameBody],
    },
    Row {
        rule: "13.1.5: a weak tag never matches If-Range",
        request: "GET /sound.mp3\nRange: bytes=2-4\nIf-Range: W/{etag}",
        status: 200,
        conditions: &[SameBody],
    },
    Row {
        rule: "13.1.5: If-Range with the date",
        request: "GET /sound.mp3\nRange: bytes=2-4\nIf-Range: {modified}",
        status: 206,
        conditions: &[Body("234")],
    },
    Row {
        rule: "13.2.2: a 304 takes precedence over a range",
        request: "GET /sound.mp3\nRange: bytes=2-4\nIf-None-Match: {etag}",
        status: 304,
        conditions: &[Empty],
    },
    Row {
        rule: "a feed ignores Range",
        request: "GET /feed.xml\nRange: bytes=0-4",
        status: 200,
        conditions: &[SameBody, No("content-range")],
    },
    Row {
        rule: "files that can contain scripts are sandboxed",
        request: "GET /p.svg",
        status: 200,
        conditions: &[Is("content-type", "image/svg+xml"), Has("content-security-policy", "sandbox")],
    },
    Row {
        rule: "text files have a charset",
        request: "GET /t.csv",
        status: 200,
        conditions: &[Is("content-type", "text/csv; charset=utf-8"), Is("x-content-type-options", "nosniff")],
    },
];
