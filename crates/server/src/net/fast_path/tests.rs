//! Which requests the fast path answers, and which it leaves to hyper.

use super::*;
use crate::net::limits::connection_limit::ConnectionLimiter;
use crate::tests::fixture::{Fixture, article};
use http_body_util::Empty;
use hyper::Request;
use std::time::Instant;
use tokio::io::AsyncReadExt as _;

/// A site whose feed is cached, also compressed with gzip.
async fn site() -> (tempfile::TempDir, Arc<Site>) {
    let folder = tempfile::tempdir().unwrap();
    let mut fixture = Fixture::over(folder.path());
    fixture.drop_file(article("a.md", "Hello"));
    for coding in ["identity", "gzip"] {
        let request = Request::get("/feed.xml").header("Host", "x").header("Accept-Encoding", coding);
        let from = "127.0.0.1".parse().unwrap();
        fixture.site.respond(request.body(Empty::<Bytes>::new()).unwrap(), from).await;
    }
    (folder, fixture.site)
}

fn ask(site: &Site, request: &str) -> Option<(String, Bytes, bool)> {
    let mut head = b"of the previous request".to_vec();
    let (body, closes) = answer(request.as_bytes(), site, None, Duration::from_secs(1), &mut head)?;
    Some((String::from_utf8(head).unwrap(), body, closes))
}

#[tokio::test]
async fn plain_requests_for_fresh_content_are_answered() {
    let (_folder, site) = site().await;
    for (request, status, has_body, ends) in [
        ("GET /feed.xml HTTP/1.1\r\nHost: x\r\n\r\n", "200 OK", true, false),
        ("GET /news/feed.xml HTTP/1.1\r\nhost: x\r\n\r\n", "200 OK", true, false),
        ("HEAD /feed.xml HTTP/1.1\r\nHost: x\r\n\r\n", "200 OK", false, false),
        ("GET /feed.xml HTTP/1.1\r\nHost: x\r\nAccept-Encoding: gzip\r\n\r\n", "200 OK", true, false),
        ("GET /feed.xml HTTP/1.1\r\nHost: x\r\nIf-None-Match: *\r\n\r\n", "304 Not Modified", false, false),
        ("GET /feed.xml HTTP/1.1\r\nHost: x\r\nConnection: Close\r\n\r\n", "200 OK", true, true),
        ("GET /feed.xml HTTP/1.1\r\nHost: x\r\nConnection: keep-alive\r\n\r\n", "200 OK", true, false),
        ("GET /feed.xml HTTP/1.1\r\nHost: x\r\nSec-Fetch-Dest: empty\r\n\r\n", "200 OK", true, false),
    ] {
        let (head, body, closes) = ask(&site, request).unwrap_or_else(|| panic!("{request}"));
        assert!(head.starts_with(&format!("HTTP/1.1 {status}\r\n")), "{request}: {head}");
        assert!(head.ends_with("\r\n\r\n") && head.matches("\r\n\r\n").count() == 1, "{head}");
        assert_eq!((!body.is_empty(), closes), (has_body, ends), "{request}");
        assert_eq!(head.contains("\r\nconnection: close\r\n"), ends, "{head}");
    }
}

#[tokio::test]
async fn a_connection_stays_on_the_fast_path_when_the_feed_changes() {
    let (_folder, site) = site().await;
    let limiter = ConnectionLimiter::for_tests(1, None);
    let permit = limiter.acquire("127.0.0.1".parse().unwrap(), Instant::now()).unwrap();
    let (mut client, mut server) = tokio::io::duplex(64 * 1024);
    let served = tokio::spawn({
        let site = site.clone();
        async move {
            let never = (std::future::pending::<()>(), || false);
            let trusted_proxies = Arc::default();
            let peer = Peer { address: [127, 0, 0, 1].into(), is_trusted: false, trusted_proxies };
            let served = Served { site: &site, state: permit.state(), peer: &peer };
            serve(&mut server, served, never, Duration::from_secs(1)).await
        }
    });
    for coding in ["identity", "gzip", "identity"] {
        let request = format!("GET /feed.xml HTTP/1.1\r\nHost: x\r\nAccept-Encoding: {coding}\r\n\r\n");
        client.write_all(request.as_bytes()).await.unwrap();
        let mut begin = [0; 15];
        client.read_exact(&mut begin).await.unwrap();
        assert_eq!(&begin, b"HTTP/1.1 200 OK");
        // The rest of the response.
        let mut rest = vec![0; 64 * 1024];
        let mut length = 0;
        while !is_whole(&rest[..length]) {
            length += client.read(&mut rest[length..]).await.unwrap();
        }
        site.mark_all_stale();
    }
    client.write_all(b"GET /made-up.xml HTTP/1.1\r\nHost: x\r\n\r\n").await.unwrap();
    assert!(matches!(served.await.unwrap(), Ending::Handover(read) if read.starts_with(b"GET /made-up.xml")));
}

/// Whether the rest of a response, after its status line, is complete.
fn is_whole(answer: &[u8]) -> bool {
    let Some(end) = answer.windows(4).position(|end| end == b"\r\n\r\n") else { return false };
    let head = std::str::from_utf8(&answer[..end]).unwrap();
    let length = head.split("content-length: ").nth(1).and_then(|rest| rest.lines().next()).unwrap();
    answer.len() - end - 4 == length.parse::<usize>().unwrap()
}

#[tokio::test]
async fn all_other_requests_are_for_hyper() {
    let (_folder, site) = site().await;
    let plain = "GET /feed.xml HTTP/1.1\r\nHost: x\r\n\r\n";
    let with = |field: &str| plain.replace("\r\n\r\n", &format!("\r\n{field}\r\n\r\n"));
    let requests = [
        plain.replace("GET", "POST"),
        plain.replace("GET", "get"),
        plain.replace("1.1", "1.0"),
        plain.replace("Host: x\r\n", ""),
        plain.replace("/feed.xml", "/feed.xml?x"),
        plain.replace("/feed.xml", "http://x/feed.xml"),
        plain.replace("/feed.xml", "/%66eed.xml"),
        plain.replace("/feed.xml", "/atom.xml"),
        plain.replace("Host: x", "Host : x"),
        plain.replace("\r\n\r\n", "\r\n"),
        plain.to_owned() + plain,
        plain.to_owned() + "x",
        with("Host: y"),
        plain.replace("Host: x", "Host: a b"),
        plain.replace("Host: x", "Host: user@x"),
        plain.replace("/feed.xml", "/feed.xml#top"),
        with("Content-Length: 0"),
        with("Transfer-Encoding: chunked"),
        with("Expect: 100-continue"),
        with("Connection: upgrade\r\nUpgrade: h2c"),
        with("Connection: close, te"),
        with("A-IM: feed"),
        with("If-Match: \"other\""),
        with("Accept-Encoding: br"),
        with("Sec-Fetch-Dest: document\r\nAccept: text/html"),
        with(&"X: y\r\n".repeat(MAX_FIELDS)),
        "\u{16}\u{3}\u{1}".to_owned(),
        "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".to_owned(),
    ];
    assert!(ask(&site, plain).is_some());
    for request in requests {
        assert!(ask(&site, &request).is_none(), "{request}");
    }
}
