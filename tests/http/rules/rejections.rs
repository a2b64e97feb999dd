//! Rejected requests and their responses.

use super::site;
use crate::table::Condition::{Empty, Has, Is, Some, Text};
use crate::table::{Row, check};

#[test]
fn rejected_requests() {
    check(&site(), REFUSED);
}

const REFUSED: &[Row] = &[
    Row {
        rule: "RFC 9110, 15.5.6: a 405 has Allow",
        request: "POST /feed.xml\nContent-Length: 0",
        status: 405,
        conditions: &[Has("allow", "GET, HEAD"), Is("cache-control", "no-cache")],
    },
    Row {
        rule: "another method",
        request: "DELETE /feed.xml",
        status: 405,
        conditions: &[Has("allow", "GET, HEAD")],
    },
    Row { rule: "an unknown method", request: "BREW /", status: 405, conditions: &[Some("allow")] },
    Row {
        rule: "9.3.7: OPTIONS has Allow, and CORS permits conditional requests",
        request: "OPTIONS /feed.xml\nOrigin: https://reader.example\nAccess-Control-Request-Method: GET\n\
                  Access-Control-Request-Headers: if-none-match",
        status: 204,
        conditions: &[
            Has("allow", "GET, HEAD"),
            Is("access-control-allow-origin", "*"),
            Has("access-control-allow-methods", "GET"),
            Has("access-control-allow-headers", "If-None-Match"),
            Some("access-control-max-age"),
            Empty,
        ],
    },
    Row {
        rule: "9.3.7: OPTIONS for the whole server",
        request: "OPTIONS *",
        status: 204,
        conditions: &[Some("allow")],
    },
    Row {
        rule: "RFC 9112, 3.2: an HTTP/1.1 request without Host is a 400",
        request: "GET /feed.xml HTTP/1.1\nConnection: close",
        status: 400,
        conditions: &[],
    },
    Row {
        rule: "RFC 9112, 3.2: a request with two Host headers is a 400",
        request: "GET /feed.xml\nHost: second.example",
        status: 400,
        conditions: &[],
    },
    Row {
        rule: "bytes that are not HTTP are a 400",
        request: "GET /a b HTTP/1.1",
        status: 400,
        conditions: &[],
    },
    Row {
        rule: "RFC 9112, 5.1: no space before the colon",
        request: "GET /feed.xml\nIf-None-Match : *",
        status: 400,
        conditions: &[],
    },
    Row {
        rule: "a missing page is a 404",
        request: "GET /none",
        status: 404,
        conditions: &[Text("Not found")],
    },
    Row {
        rule: "a 404 is not cached for long, since the page may be published a moment later",
        request: "GET /none.png",
        status: 404,
        conditions: &[Is("cache-control", "no-cache")],
    },
];

#[test]
fn long_requests_are_rejected_with_their_status() {
    let site = site();
    let long = "a".repeat(9_000);
    for (request, status) in [
        (format!("GET /{long}"), 414),
        (format!("GET /feed.xml?{long}"), 414),
        (format!("GET /{}", "a/".repeat(4_000)), 404),
        (format!("GET /feed.xml\nX-Long: {}", "a".repeat(40_000)), 431),
        (format!("GET /feed.xml{}", "\nX: y".repeat(150)), 431),
    ] {
        let answer = crate::wire::ask(&site, &request);
        assert_eq!(answer.status, status, "{}", &request[..40]);
    }
    assert_eq!(crate::wire::ask(&site, "GET /feed.xml").status, 200, "and it still serves");
}
