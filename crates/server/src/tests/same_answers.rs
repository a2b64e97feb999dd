//! The fast path and hyper send the same response to generated requests.

use super::fixture::{Fixture, article};
use super::send;
use crate::{Http, ServerOptions};
use proptest::prelude::*;
use std::net::SocketAddr;

/// A server whose feed has these values of `ETag` and `Last-Modified`.
struct Served {
    runtime: tokio::runtime::Runtime,
    address: SocketAddr,
    etag: String,
    last_modified: String,
    _fixture: Fixture,
    _folder: tempfile::TempDir,
}

impl Served {
    fn start() -> Self {
        let runtime =
            tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
        let folder = tempfile::tempdir().unwrap();
        let mut fixture = Fixture::over(folder.path());
        fixture.drop_file(article("a.md", "Hello"));
        let address = runtime.block_on(async {
            let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
            let address = listener.local_addr().unwrap();
            let options = ServerOptions::open(&Http::default()).unwrap();
            tokio::spawn(crate::run(
                crate::Listener::tcp(listener).unwrap(),
                options,
                fixture.site.clone(),
                std::future::pending(),
            ));
            address
        });
        let mut served = Self {
            runtime,
            address,
            etag: String::new(),
            last_modified: String::new(),
            _fixture: fixture,
            _folder: folder,
        };
        let (head, _) = served.ask("GET", "/feed.xml", "");
        let field = |name: &str| {
            let line = head.iter().find_map(|line| line.strip_prefix(name));
            line.unwrap().trim_start_matches(": ").to_owned()
        };
        (served.etag, served.last_modified) = (field("etag"), field("last-modified"));
        served
    }

    /// The lines of the head without the date, sorted, and the body.
    fn ask(&self, method: &str, path: &str, fields: &str) -> (Vec<String>, Vec<u8>) {
        let request = format!("{method} {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n{fields}\r\n");
        let response = self.runtime.block_on(send(self.address, &request));
        let end = response.windows(4).position(|four| four == b"\r\n\r\n").unwrap();
        let head = std::str::from_utf8(&response[..end]).unwrap();
        let mut lines: Vec<String> = head.lines().map(str::to_owned).collect();
        assert_eq!(lines.iter().filter(|line| line.starts_with("date: ")).count(), 1, "{head}");
        lines.retain(|line| !line.starts_with("date: "));
        lines.sort_unstable();
        (lines, response[end + 4..].to_vec())
    }
}

/// Header fields; `ETAG` and `MODIFIED` stand for the values of the feed.
fn fields() -> impl Strategy<Value = String> {
    let tag = prop_oneof![
        Just("ETAG".to_owned()),
        Just("W/ETAG".to_owned()),
        Just("\"other\", ETAG".to_owned()),
        Just("*".to_owned()),
        "[\"a-f0-9, W/*]{0,12}".prop_map(|text| text.trim().to_owned()),
    ];
    let date = prop_oneof![
        Just("MODIFIED".to_owned()),
        Just("Thu, 01 Jan 1970 00:00:00 GMT".to_owned()),
        Just("Fri, 01 Jan 2100 00:00:00 GMT".to_owned()),
        Just("yesterday".to_owned()),
    ];
    let coding = "(gzip|br|zstd|identity|\\*|x)(;q=(0|0\\.5|1))?";
    let field = prop_oneof![
        tag.clone().prop_map(|tag| format!("If-None-Match: {tag}")),
        tag.prop_map(|tag| format!("If-Match: {tag}")),
        date.clone().prop_map(|date| format!("If-Modified-Since: {date}")),
        date.prop_map(|date| format!("If-Unmodified-Since: {date}")),
        proptest::collection::vec(coding, 0..4)
            .prop_map(|all| format!("Accept-Encoding: {}", all.join(", "))),
        Just("Sec-Fetch-Dest: document".to_owned()),
        Just("Accept: text/html, application/rss+xml;q=0.5".to_owned()),
        Just("Accept: */*".to_owned()),
        Just("A-IM: feed".to_owned()),
        Just("Range: bytes=0-9".to_owned()),
        Just("User-Agent: Reader".to_owned()),
    ];
    proptest::collection::vec(field, 0..5)
        .prop_map(|fields| fields.into_iter().map(|field| format!("{field}\r\n")).collect())
}

#[test]
fn both_paths_send_the_same_response_to_generated_requests() {
    let served = Served::start();
    let methods = proptest::sample::select(vec!["GET", "HEAD"]);
    let paths = proptest::sample::select(vec![
        "/feed.xml",
        "/news/feed.xml",
        "/atom.xml",
        "/feed.json",
        "/",
        "/articles/hello/",
        "/feeds.opml",
        "/style.css",
        "/missing",
    ]);
    let mut runner = proptest::test_runner::TestRunner::new(ProptestConfig::with_cases(300));
    let result = runner.run(&(methods, paths, fields()), |(method, path, fields)| {
        let fields = fields.replace("ETAG", &served.etag).replace("MODIFIED", &served.last_modified);
        let fast = served.ask(method, path, &fields);
        // The fast path leaves requests with a body, even an empty one, to hyper.
        let slow = served.ask(method, path, &format!("{fields}Content-Length: 0\r\n"));
        prop_assert_eq!(fast, slow);
        Ok(())
    });
    result.unwrap();
}
