//! `tidings validate URL`: validates a feed together with its HTTP responses.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a failing test may panic"
)]

use crate::support::fixed_server::{FixedServer, answer};
use crate::support::site::{Site, dated};
use flate2::Compression;
use flate2::write::GzEncoder;
use serde_json::Value;
use std::io::Write;
use std::path::Path;
use std::process::Command;
use std::time::Duration;
use tidings::cli::fetch::{FetchError, Limits, fetch};
use tidings_validate::{Level, validate};

const FEED: &str = r#"<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom"><title>Tides</title><id>tag:quay.example,2024:</id>
<updated>2024-03-02T08:00:00Z</updated><author><name>Jo</name></author></feed>"#;

const GOOD: &str = "content-type: application/atom+xml\r\netag: \"1\"\r\ncache-control: max-age=60\r\n";

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

/// The faulty responses of a server, by path.
fn faulty_response(path: &str, request: &str) -> Vec<u8> {
    let feed = FEED.as_bytes();
    match path {
        "/good" if request.contains("if-none-match: \"1\"") => {
            answer("304 Not Modified", "etag: \"1\"\r\n", b"")
        }
        "/good" => answer("200 OK", GOOD, feed),
        "/stubborn" => {
            answer("200 OK", &format!("{GOOD}last-modified: Sat, 02 Mar 2024 08:00:00 GMT\r\n"), feed)
        }
        "/bare" => answer("200 OK", "content-type: application/atom+xml\r\n", feed),
        "/no-store" => {
            answer("200 OK", "etag: \"1\"\r\ncache-control: no-store\r\ncontent-type: text/html\r\n", feed)
        }
        "/latin" => answer("200 OK", "content-type: text/xml; charset=iso-8859-1\r\n", feed),
        "/packed" => answer("200 OK", "content-encoding: gzip\r\n", &gzip(feed)),
        "/large" => answer("200 OK", GOOD, format!("{FEED}{}", " ".repeat(4000)).as_bytes()),
        "/moved" => answer("301 Moved Permanently", "location: /hop\r\n", b""),
        "/hop" => answer("302 Found", "location: good\r\n", b""),
        "/circle" => answer("302 Found", "location: /circle\r\n", b""),
        "/out" => answer("302 Found", "location: file:///etc/passwd\r\n", b""),
        "/gone" => answer("410 Gone", "", b"<html>gone</html>"),
        "/gone-with-feed" => answer("404 Not Found", GOOD, feed),
        "/bomb" => answer("200 OK", "content-encoding: gzip\r\n", &gzip(&vec![b' '; 1 << 20])),
        "/cut" => b"HTTP/1.1 200 OK\r\ncontent-length: 4000\r\n\r\n<feed".to_vec(),
        "/garbage" => b"SSH-2.0-OpenSSH_9.6\r\n".to_vec(),
        "/silent" => {
            std::thread::sleep(Duration::from_secs(20));
            Vec::new()
        }
        _ => Vec::new(),
    }
}

/// The codes that the program prints for an address, and its exit status.
fn run_validate(address: &str, options: &[&str]) -> (Vec<String>, Option<i32>) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_tidings"));
    let output = command.args(["validate", "--format", "json", address]).args(options).output().unwrap();
    let object: Value = serde_json::from_slice(&output.stdout).unwrap();
    let codes = object["messages"].as_array().into_iter().flatten();
    let codes = codes.map(|message| message["code"].as_str().unwrap().to_owned()).collect();
    (codes, output.status.code())
}

#[test]
fn messages_about_responses() {
    let server = FixedServer::start(faulty_response);
    let cases: &[(&str, i32, &[&str])] = &[
        ("/good", 0, &["MissingSelf"]),
        ("/stubborn", 0, &["ETagIgnored", "LastModifiedIgnored", "MissingSelf"]),
        ("/bare", 0, &["NoConditionalRequests", "NoCacheLifetime", "MissingSelf"]),
        ("/no-store", 0, &["ETagIgnored", "CachingForbidden", "MissingSelf", "UnexpectedContentType"]),
        ("/packed", 0, &["NoConditionalRequests", "NoCacheLifetime", "MissingSelf"]),
        ("/large", 0, &["ETagIgnored", "Uncompressed", "MissingSelf"]),
        ("/moved", 0, &["PermanentRedirect", "TempRedirect", "MissingSelf"]),
        ("/gone", 1, &["HttpError"]),
        ("/gone-with-feed", 1, &["HttpErrorWithPossibleFeed", "MissingSelf"]),
    ];
    for (path, status, codes) in cases {
        let (mut codes_found, status_found) = run_validate(&server.address(path), &[]);
        codes_found.sort_unstable();
        let mut codes = codes.to_vec();
        codes.sort_unstable();
        assert_eq!(
            (codes_found, status_found),
            (codes.into_iter().map(str::to_owned).collect(), Some(*status)),
            "{path}"
        );
    }
    let (codes_found, _) = run_validate(&server.address("/latin"), &[]);
    assert!(
        codes_found.iter().any(|code| code == "EncodingMismatch")
            && codes_found.iter().any(|code| code == "TextXml"),
        "{codes_found:?}"
    );
    let (codes_found, _) = run_validate(&server.address("/latin"), &["--charset", "utf-8"]);
    assert!(!codes_found.iter().any(|code| code == "EncodingMismatch"), "{codes_found:?}");
}

#[test]
fn fetch_errors_have_exit_status_3() {
    let server = FixedServer::start(faulty_response);
    for path in ["/circle", "/out", "/cut", "/garbage", "/nothing"] {
        let (codes_found, status_found) = run_validate(&server.address(path), &[]);
        assert_eq!((codes_found, status_found), (Vec::new(), Some(3)), "{path}");
    }
}

#[test]
fn limits_are_enforced() {
    let server = FixedServer::start(faulty_response);
    let fetch = |path, limits| fetch(&server.address(path), limits);
    let small = Limits { bytes: 100_000, ..Limits::default() };
    assert!(matches!(fetch("/bomb", small), Err(FetchError::Size { .. })));
    assert!(matches!(fetch("/large", Limits { bytes: 1000, ..small }), Err(FetchError::Size { .. })));
    let few = Limits { redirects: 1, ..small };
    assert!(matches!(fetch("/moved", few), Err(FetchError::Redirects { .. })));
    assert!(fetch("/moved", Limits { redirects: 2, ..small }).is_ok());
    assert!(
        matches!(fetch("/out", small), Err(FetchError::Address(address)) if address.starts_with("file:"))
    );
    let hasty = Limits { time: Duration::from_millis(200), ..small };
    assert!(matches!(fetch("/silent", hasty), Err(FetchError::Time { .. })));
    for address in ["ftp://127.0.0.1/", "file:///etc/passwd", "nonsense", "http://"] {
        assert!(
            matches!(tidings::cli::fetch::fetch(address, small), Err(FetchError::Address(_))),
            "{address}"
        );
    }
}

#[test]
fn feeds_served_by_tidings_have_no_messages() {
    let long =
        format!("{}\n{}", dated("A", "2024-03-02T08:00:00Z"), "A sentence about the sea. ".repeat(200));
    let files = [("a.md", long.as_str()), ("b.md", &dated("B", "2024-03-03T08:00:00Z"))];
    let site = Site::with_settings("[site]\nlanguage = 'en'\n", &files);
    for path in ["feed.xml", "atom.xml", "feed.json", "feeds.opml"] {
        let (codes_found, status_found) =
            run_validate(&format!("{}{path}", site.base()), &["--fail-on", "warning"]);
        assert_eq!((codes_found, status_found), (Vec::new(), Some(0)), "{path}");
    }
}

/// The guide is the first thing that people see, so each of its feeds is validated over HTTP, with warnings
/// as errors.
#[test]
fn the_guide_is_valid() {
    let guide = Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds");
    let mut site = Site::stopped(&[], &std::fs::read_to_string(guide.join("tidings.toml")).unwrap());
    copy(&guide, site.folder());
    site.start();
    let list = site.get("/feeds.opml").text();
    let mut addresses: Vec<&str> =
        list.split("xmlUrl=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    assert!(addresses.len() > 10, "{list}");
    let list_itself = format!("{}feeds.opml", site.base());
    addresses.push(&list_itself);
    for address in addresses {
        let exchange = fetch(address, Limits::default()).unwrap();
        let report = validate(&exchange.answer.body, &exchange.options());
        assert!(!exchange.validate().has(Level::Warning), "{address}:\n{}", exchange.validate());
        assert!(!report.has(Level::Warning), "{address}:\n{report}");
    }
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.file_name() == ".tidings" {
            continue;
        }
        if entry.path().is_dir() {
            copy(&entry.path(), &target);
        } else {
            std::fs::copy(entry.path(), target).unwrap();
        }
    }
}
