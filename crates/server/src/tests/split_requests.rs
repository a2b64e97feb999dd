//! A request has the same answer whole, byte by byte, and cut at any place; a cut request goes to hyper.
//! `TIDINGS_SPLIT_REQUESTS=5000` is the long form: as many requests, each cut at every place.

use super::fixture::{Fixture, article};
use crate::{Http, Listener, ServerOptions};
use std::net::SocketAddr;
use std::time::Duration;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

const BOUND: Duration = Duration::from_secs(60);

/// Ends the connection, and shows whether the request before it left the connection open.
const LAST: &[u8] = b"GET /feed.json HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";

const LINES: [&str; 14] = [
    "GET /feed.xml HTTP/1.1",
    "GET /feed.xml HTTP/1.1",
    "HEAD /atom.xml HTTP/1.1",
    "GET / HTTP/1.1",
    "GET /articles/hello/ HTTP/1.1",
    "GET /feed.xml HTTP/1.0",
    "GET /feed.xml?a=b HTTP/1.1",
    "GET /feed.xml#top HTTP/1.1",
    "GET http://x/feed.xml HTTP/1.1",
    "GET feed.xml HTTP/1.1",
    "GET /%66eed.xml HTTP/1.1",
    "OPTIONS * HTTP/1.1",
    "DELETE /feed.xml HTTP/1.1",
    "GET /feed.xml HTTP/2.0",
];

const HOSTS: [&str; 8] = [
    "Host: x",
    "Host: example.org:80",
    "host: [::1]:8080",
    "Host: a b",
    "Host: u@x",
    "Host: x\r\nHost: x",
    "X: no host",
    "Host:",
];

const FIELDS: [&str; 20] = [
    "TE: trailers",
    "TE: gzip, chunked",
    "Trailer: X",
    "Connection: keep-alive",
    "Connection: TE",
    "Connection: close",
    "Accept-Encoding: gzip",
    "Accept-Encoding: br;q=0.5, *;q=0",
    "Accept: text/html",
    "If-None-Match: *",
    "If-None-Match: \"x\", W/\"y\"",
    "If-Match: W/\"x\"",
    "If-Modified-Since: Fri, 01 Jan 2100 00:00:00 GMT",
    "Range: bytes=0-9",
    "Content-Length: 0",
    "Content-Length: x",
    "Transfer-Encoding: gzip, chunked",
    "Upgrade: h2c",
    "Expect: 100-continue",
    "X: a\tb",
];

/// A generator with a fixed seed (xorshift).
struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % limit as u64).unwrap()
    }

    fn request(&mut self) -> Vec<u8> {
        // Most requests are valid in all but one part, so that every part decides now and then.
        let host = if self.below(3) == 0 { self.below(HOSTS.len()) } else { 0 };
        let mut text = format!("{}\r\n{}\r\n", LINES[self.below(LINES.len())], HOSTS[host]);
        for _ in 0..self.below(4) {
            text += FIELDS[self.below(FIELDS.len())];
            text += "\r\n";
        }
        (text + "\r\n").into_bytes()
    }
}

/// Sends the parts one after the other, and returns what arrives until the end, without dates.
async fn exchange(address: SocketAddr, parts: impl Iterator<Item = &[u8]>) -> String {
    let mut stream = TcpStream::connect(address).await.unwrap();
    stream.set_nodelay(true).unwrap();
    for part in parts {
        // The server may have refused the request already.
        if stream.write_all(part).await.is_err() {
            break;
        }
        tokio::task::yield_now().await;
    }
    let mut answer = Vec::new();
    let _ = tokio::time::timeout(BOUND, stream.read_to_end(&mut answer)).await.expect("an end");
    let text = String::from_utf8_lossy(&answer);
    // hyper and the fast path write the fields in another order.
    let mut lines: Vec<_> = text.split("\r\n").filter(|line| !line.starts_with("date: ")).collect();
    lines.sort_unstable();
    lines.join("\n")
}

/// The answers to a request and [`LAST`], however they are sent.
async fn check(address: SocketAddr, request: &[u8], step: usize) {
    let shown = String::from_utf8_lossy(request);
    let whole = exchange(address, [request, LAST].into_iter()).await;
    let single = exchange(address, request.chunks(1).chain([LAST])).await;
    assert_eq!(whole, single, "byte by byte: {shown}");
    for cut in (1..request.len()).step_by(step) {
        let (begin, end) = request.split_at(cut);
        let cut_answer = exchange(address, [begin, end, LAST].into_iter()).await;
        assert_eq!(whole, cut_answer, "cut at {cut}: {shown}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn requests_have_the_same_answer_however_they_arrive() {
    let long = std::env::var("TIDINGS_SPLIT_REQUESTS").ok().and_then(|number| number.parse().ok());
    let (requests, step) = long.map_or((150, 17), |requests| (requests, 1));
    let folder = tempfile::tempdir().unwrap();
    let mut fixture = Fixture::over(folder.path());
    fixture.drop_file(article("a.md", "Hello"));
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    let options = ServerOptions::open(&Http::default()).unwrap();
    let listener = Listener::tcp(listener).unwrap();
    tokio::spawn(crate::run(listener, options, fixture.site.clone(), std::future::pending()));
    let mut random = Random(0x9e37_79b9_7f4a_7c15);
    for _ in 0..requests {
        check(address, &random.request(), step).await;
    }
}

#[tokio::test]
async fn te_and_trailer_byte_by_byte_keep_the_connection() {
    let folder = tempfile::tempdir().unwrap();
    let fixture = Fixture::over(folder.path());
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    let options = ServerOptions::open(&Http::default()).unwrap();
    let listener = Listener::tcp(listener).unwrap();
    tokio::spawn(crate::run(listener, options, fixture.site.clone(), std::future::pending()));
    for field in ["TE: trailers", "Trailer: X"] {
        let request = format!("GET /feed.xml HTTP/1.1\r\nHost: x\r\n{field}\r\n\r\n");
        let answers = exchange(address, request.as_bytes().chunks(1).chain([LAST])).await;
        assert_eq!(answers.matches("HTTP/1.1 200 OK").count(), 2, "{field}: {answers}");
    }
}
