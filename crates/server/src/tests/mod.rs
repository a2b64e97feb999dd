//! Responses over real connections.

mod archives;
pub(crate) mod fixture;
#[cfg(unix)]
mod proxies;
mod http2_streams;
mod same_answers;
mod split_requests;
mod under_load;

use crate::StartupStage;
use fixture::{Fixture, article};
use std::io::Read as _;
use std::net::SocketAddr;
use std::path::Path;
use std::time::Duration;
use tidings_model::{Article, ContentPath, Reference, Term};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

/// Longer than any test takes; only a test that fails waits for it.
const BOUND: Duration = Duration::from_secs(20);

struct Server {
    fixture: Fixture,
    address: SocketAddr,
    stop: oneshot::Sender<()>,
    running: JoinHandle<std::io::Result<()>>,
    _folder: tempfile::TempDir,
}

struct Answer {
    status: u16,
    head: String,
    body: Vec<u8>,
}

impl Server {
    async fn start() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let fixture = Fixture::over(folder.path());
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let (stop, stopped) = oneshot::channel();
        let shutdown = async { stopped.await.unwrap_or(()) };
        let options = crate::ServerOptions::open(&crate::Http::default()).unwrap();
        let running = tokio::spawn(crate::run(
            crate::Listener::tcp(listener).unwrap(),
            options,
            fixture.site.clone(),
            shutdown,
        ));
        Self { fixture, address, stop, running, _folder: folder }
    }

    fn folder(&self) -> &Path {
        self._folder.path()
    }

    async fn ask(&self, method: &str, path: &str, fields: &str) -> Answer {
        let request =
            format!("{method} {path} HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n{fields}\r\n");
        Answer::of(send(self.address, &request).await)
    }

    async fn get(&self, path: &str) -> Answer {
        get(self.address, path).await
    }
}

/// Sends the text, and reads until the server closes the connection.
async fn send(address: SocketAddr, request: &str) -> Vec<u8> {
    let mut stream = TcpStream::connect(address).await.unwrap();
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut answer = Vec::new();
    tokio::time::timeout(BOUND, stream.read_to_end(&mut answer)).await.expect("an end").unwrap();
    answer
}

async fn get(address: SocketAddr, path: &str) -> Answer {
    let request = format!("GET {path} HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n");
    Answer::of(send(address, &request).await)
}

impl Answer {
    fn of(bytes: Vec<u8>) -> Self {
        let end = bytes
            .windows(4)
            .position(|four| four == b"\r\n\r\n")
            .unwrap_or_else(|| panic!("no head: {bytes:?}"));
        let head = String::from_utf8(bytes[..end].to_vec()).unwrap();
        let status = head[9..12].parse().unwrap();
        Self { status, head, body: bytes[end + 4..].to_vec() }
    }

    fn field(&self, name: &str) -> Option<&str> {
        self.head.lines().find_map(|line| {
            let (field, value) = line.split_once(": ")?;
            field.eq_ignore_ascii_case(name).then_some(value)
        })
    }

    fn text(&self) -> &str {
        std::str::from_utf8(&self.body).unwrap()
    }
}

fn tagged(path: &str, title: &str, tag: &str) -> Article {
    Article { tags: vec![Term::named(tag).unwrap()], ..article(path, title) }
}

#[tokio::test]
async fn a_dropped_file_is_in_the_feeds_at_the_next_poll() {
    let mut server = Server::start().await;
    let feeds = ["/feed.xml", "/atom.xml", "/feed.json"];
    for feed in feeds {
        assert!(!server.get(feed).await.text().contains("Hello"), "{feed}");
    }
    assert_eq!(server.get("/tags/rust/feed.xml").await.status, 404);
    server.fixture.drop_file(tagged("a.md", "Hello", "Rust"));
    for feed in feeds {
        for path in [feed.to_owned(), format!("/news{feed}"), format!("/tags/rust{feed}")] {
            let answer = server.get(&path).await;
            assert_eq!(answer.status, 200, "{path}");
            assert!(answer.text().contains("Hello"), "{path}");
        }
    }
    for page in ["/", "/tags/rust/", "/articles/hello/", "/feeds.opml"] {
        assert_eq!(server.get(page).await.status, 200, "{page}");
    }
    assert!(server.get("/feeds.opml").await.text().contains("https://example.org/news/tags/rust/feed.xml"));
    server.fixture.delete_file("a.md");
    assert!(!server.get("/feed.xml").await.text().contains("Hello"));
    assert_eq!(server.get("/articles/hello/").await.status, 410);
    assert_eq!(server.get("/tags/rust/feed.xml").await.status, 200, "the feed stays for its subscribers");
}

#[tokio::test]
async fn a_feeds_headers() {
    let mut server = Server::start().await;
    server.fixture.drop_file(article("a.md", "Hello"));
    let types = [
        ("/feed.xml", "application/rss+xml; charset=utf-8"),
        ("/atom.xml", "application/atom+xml; charset=utf-8"),
        ("/feed.json", "application/feed+json; charset=utf-8"),
    ];
    for (path, content_type) in types {
        let answer = server.get(path).await;
        let own = format!("<https://example.org/news{path}>; rel=\"self\"");
        let length = answer.body.len().to_string();
        let fields = [
            ("Content-Type", content_type),
            ("Content-Length", &length),
            ("Cache-Control", "public, max-age=3600"),
            ("Vary", "Accept-Encoding, A-IM, Sec-Fetch-Dest"),
            ("Access-Control-Allow-Origin", "*"),
            ("X-Content-Type-Options", "nosniff"),
            ("Link", &own),
        ];
        for (name, value) in fields {
            assert_eq!(answer.field(name), Some(value), "{name} of {path}");
        }
        let head = server.ask("HEAD", path, "").await;
        assert!(head.body.is_empty());
        for name in ["Content-Length", "ETag", "Last-Modified", "Content-Type"] {
            assert!(head.field(name).is_some(), "{name} of HEAD {path}");
            assert_eq!(head.field(name), answer.field(name), "{name} of HEAD {path}");
        }
    }
}

#[tokio::test]
async fn an_unchanged_feed_or_page_gets_304() {
    let mut server = Server::start().await;
    server.fixture.drop_file(article("a.md", "Hello"));
    for path in ["/feed.xml", "/", "/articles/hello/", "/style.css", "/feeds.opml"] {
        for coding in ["", "Accept-Encoding: gzip\r\n"] {
            let first = server.ask("GET", path, coding).await;
            let tag = first.field("ETag").unwrap();
            let again = server.ask("GET", path, &format!("{coding}If-None-Match: {tag}\r\n")).await;
            assert_eq!((again.status, again.body.len()), (304, 0), "{path}");
            for name in ["ETag", "Cache-Control", "Vary", "Last-Modified"] {
                assert_eq!(again.field(name), first.field(name), "{name} of {path}");
            }
        }
    }
    let first = server.get("/feed.xml").await;
    let since = format!("If-Modified-Since: {}\r\n", first.field("Last-Modified").unwrap());
    assert_eq!(server.ask("GET", "/feed.xml", &since).await.status, 304);
    server.fixture.drop_file(article("b.md", "World"));
    assert_eq!(server.ask("GET", "/feed.xml", &since).await.status, 200, "two changes within a second");
    let tag = format!("If-None-Match: {}\r\n", first.field("ETag").unwrap());
    assert_eq!(server.ask("GET", "/feed.xml", &tag).await.status, 200);
}

#[tokio::test]
async fn compressed_bodies_have_the_same_text() {
    let mut server = Server::start().await;
    server.fixture.drop_file(article("a.md", "Hello"));
    for path in ["/feed.xml", "/", "/style.css"] {
        let plain = server.get(path).await;
        let packed = server.ask("GET", path, "Accept-Encoding: deflate, gzip\r\n").await;
        assert_eq!(packed.field("Content-Encoding"), Some("gzip"), "{path}");
        assert_ne!(packed.field("ETag"), plain.field("ETag"), "{path}");
        assert!(packed.body.len() < plain.body.len(), "{path}");
        let mut text = String::new();
        flate2::read::GzDecoder::new(&packed.body[..]).read_to_string(&mut text).unwrap();
        assert_eq!(text, plain.text(), "{path}");
        let head = server.ask("HEAD", path, "Accept-Encoding: gzip\r\n").await;
        assert_eq!(head.field("Content-Length"), packed.field("Content-Length"), "{path}");
    }
}

#[tokio::test]
async fn the_fast_path_and_hyper_send_the_same_response() {
    let mut server = Server::start().await;
    server.fixture.drop_file(article("a.md", "Hello"));
    let first = server.get("/feed.xml").await;
    let (tag, changed) = (first.field("ETag").unwrap(), first.field("Last-Modified").unwrap());
    let mut asked = vec![
        String::new(),
        format!("If-None-Match: {tag}\r\n"),
        format!("If-Modified-Since: {changed}\r\n"),
        format!("If-None-Match: \"old\"\r\nIf-Modified-Since: {changed}\r\n"),
        "If-Match: \"other\"\r\n".to_owned(),
    ];
    for coding in ["gzip", "br", "zstd"] {
        let coding = format!("Accept-Encoding: {coding}\r\n");
        let packed = server.ask("GET", "/feed.xml", &coding).await;
        asked.push(format!("{coding}If-None-Match: {}\r\n", packed.field("ETag").unwrap()));
        asked.push(coding);
    }
    let sorted = |answer: &Answer| {
        let mut lines: Vec<String> = answer.head.lines().map(str::to_owned).collect();
        lines.retain(|line| !line.starts_with("date: "));
        lines.sort_unstable();
        lines
    };
    for path in ["/feed.xml", "/", "/articles/hello/", "/feeds.opml"] {
        server.get(path).await;
        for method in ["GET", "HEAD"] {
            for fields in &asked {
                let fast = server.ask(method, path, fields).await;
                // The fast path leaves requests with a body, even an empty one, to hyper.
                let slow = server.ask(method, path, &format!("{fields}Content-Length: 0\r\n")).await;
                assert_eq!(sorted(&fast), sorted(&slow), "{method} {path}: {fields}");
                assert_eq!(fast.body, slow.body, "{method} {path}: {fields}");
                assert_eq!(fast.head.matches("date: ").count(), 1, "{}", fast.head);
            }
        }
    }
}

#[tokio::test]
async fn a_connection_moves_from_the_fast_path_to_hyper() {
    let mut server = Server::start().await;
    server.fixture.drop_file(article("a.md", "Hello"));
    let tag = server.get("/feed.xml").await.field("ETag").unwrap().to_owned();
    let mut stream = TcpStream::connect(server.address).await.unwrap();
    let mut received = Vec::new();
    let plain = format!("GET /feed.xml HTTP/1.1\r\nHost: x\r\nIf-None-Match: {tag}\r\n\r\n");
    let halves = plain.split_at(20);
    for (count, part) in [&plain, &plain, halves.0, halves.1, &plain].into_iter().enumerate() {
        stream.write_all(part.as_bytes()).await.unwrap();
        if part == halves.0 {
            continue;
        }
        let expected = if count < 2 { count + 1 } else { count };
        while received.windows(4).filter(|four| *four == b"\r\n\r\n").count() < expected {
            let read = tokio::time::timeout(BOUND, stream.read_buf(&mut received)).await.expect("an answer");
            assert!(read.unwrap() > 0, "the connection stays open");
        }
    }
    let answers = String::from_utf8(received).unwrap();
    assert_eq!(answers.matches("HTTP/1.1 304 Not Modified\r\n").count(), 4, "{answers}");
}

#[tokio::test]
async fn only_files_that_public_articles_refer_to_are_served() {
    let mut server = Server::start().await;
    for (file, text) in [("a.png", "picture"), ("secret.png", "secret"), ("draft.md", "secret")] {
        std::fs::write(server.folder().join(file), text).unwrap();
    }
    assert_eq!(server.get("/a.png").await.status, 404, "no article refers to it");
    let reference = |path: &str| Reference {
        url_path: path.to_owned(),
        candidates: ["static/", ""].map(|at| ContentPath::new(&format!("{at}{path}")).unwrap()).into(),
    };
    let references = vec![reference("a.png"), reference("draft.md")];
    server.fixture.drop_file(Article { references, ..article("posts/a.md", "Hello") });
    let answer = server.get("/news/a.png").await;
    assert_eq!((answer.status, answer.text()), (200, "picture"));
    let part = server.ask("GET", "/a.png", "Range: bytes=-3\r\n").await;
    assert_eq!((part.status, part.text(), part.field("Content-Length")), (206, "ure", Some("3")));
    let head = server.ask("HEAD", "/a.png", "").await;
    assert_eq!((head.status, head.field("Content-Length"), head.body.len()), (200, Some("7"), 0));
    for path in
        ["/secret.png", "/draft.md", "/favicon.ico", "/%2e%2e/a.png", "/..%2fa.png", "/posts/../a.png"]
    {
        let answer = server.get(path).await;
        assert_eq!(answer.status, 404, "{path}");
        assert!(!answer.text().contains("secret"), "{path}");
    }
    let source = server.get("/posts/a.md").await;
    assert_eq!(
        (source.status, source.field("Location")),
        (301, Some("https://example.org/news/articles/hello/"))
    );
    server.fixture.delete_file("posts/a.md");
    assert_eq!(server.get("/a.png").await.status, 404, "its article is gone");
}

#[tokio::test]
async fn invalid_requests_get_a_valid_response() {
    let server = Server::start().await;
    let moved = server.get("/tags/rust").await;
    assert_eq!((moved.status, moved.field("Location")), (301, Some("https://example.org/news/tags/rust/")));
    let post = server.ask("POST", "/feed.xml", "Content-Length: 2\r\n\r\nab").await;
    assert_eq!((post.status, post.field("Allow")), (405, Some("GET, HEAD, OPTIONS")));
    assert_eq!(server.get(&format!("/{}", "a".repeat(10_000))).await.status, 414);
    let large = format!("X-Large: {}\r\n", "a".repeat(40_000));
    assert_eq!(server.ask("GET", "/", &large).await.status, 431);
    assert_eq!(Answer::of(send(server.address, "nonsense\r\n\r\n").await).status, 400);
    let missing = server.get("/nothing-here").await;
    assert_eq!((missing.status, missing.field("Cache-Control")), (404, Some("no-cache")));
    assert!(missing.text().contains("<h1>Not found</h1>"));
    assert!(server.ask("HEAD", "/nothing-here", "").await.body.is_empty());
    assert_eq!(server.get("/").await.status, 200, "the server still responds");
}

#[tokio::test]
async fn pipelined_requests_are_answered_in_order() {
    let server = Server::start().await;
    let one = "GET /style.css HTTP/1.1\r\nHost: x\r\n\r\n";
    let last = "GET /none HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";
    let answers = String::from_utf8(send(server.address, &format!("{one}{one}{last}")).await).unwrap();
    let statuses: Vec<&str> =
        answers.match_indices("HTTP/1.1 ").map(|(at, _)| &answers[at + 9..at + 12]).collect();
    assert_eq!(statuses, ["200", "200", "404"]);
}

#[tokio::test]
async fn a_shutdown_finishes_the_requests_in_flight() {
    let mut server = Server::start().await;
    let big = vec![b'x'; 32 << 20];
    std::fs::write(server.folder().join("big.mp3"), &big).unwrap();
    let candidates = vec![ContentPath::new("big.mp3").unwrap()];
    let references = vec![Reference { url_path: "big.mp3".to_owned(), candidates }];
    server.fixture.drop_file(Article { references, ..article("a.md", "Hello") });

    // One that never completes a request, one that is idle between two requests, and one that still reads its
    // response. The first sends a byte: the system holds back connections without any.
    let mut silent = TcpStream::connect(server.address).await.unwrap();
    silent.write_all(b"G").await.unwrap();
    let mut idle = TcpStream::connect(server.address).await.unwrap();
    idle.write_all(b"HEAD / HTTP/1.1\r\nHost: x\r\n\r\n").await.unwrap();
    assert!(idle.read(&mut [0; 4096]).await.unwrap() > 0);
    let mut reading = TcpStream::connect(server.address).await.unwrap();
    reading.write_all(b"GET /big.mp3 HTTP/1.1\r\nHost: x\r\n\r\n").await.unwrap();
    let mut answer = vec![0; 100];
    reading.read_exact(&mut answer).await.unwrap();

    server.stop.send(()).unwrap();
    assert_eq!(silent.read(&mut [0; 8]).await.unwrap(), 0);
    assert_eq!(idle.read(&mut [0; 8]).await.unwrap(), 0);
    tokio::time::timeout(BOUND, reading.read_to_end(&mut answer)).await.unwrap().unwrap();
    assert_eq!(Answer::of(answer).body.len(), big.len());
    tokio::time::timeout(BOUND, server.running).await.expect("the server ends").unwrap().unwrap();
    assert!(TcpStream::connect(server.address).await.is_err(), "the port is closed");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn many_readers_at_once_get_the_newest_feed() {
    let mut server = Server::start().await;
    for number in 0..20 {
        let title = format!("Number {number}.");
        server.fixture.drop_file(article(&format!("{number}.md"), &title));
        let polls: Vec<_> = (0..8).map(|_| tokio::spawn(get(server.address, "/feed.xml"))).collect();
        for poll in polls {
            assert!(poll.await.unwrap().text().contains(&title), "{title}");
        }
    }
}

#[tokio::test]
async fn during_the_initial_scan_articles_are_served_and_lists_are_not() {
    let mut server = Server::start().await;
    server.fixture.site.readiness().reach(StartupStage::First);
    server.fixture.drop_file(tagged("a.md", "Hello", "Rust"));
    assert_eq!(server.get("/articles/hello/").await.status, 200);
    for path in
        ["/feed.xml", "/news/tags/rust/feed.xml", "/", "/archive/1/atom.xml", "/articles/later/", "/x.png"]
    {
        let answer = server.get(path).await;
        assert_eq!((answer.status, answer.field("retry-after")), (503, Some("1")), "{path}");
    }
    for path in ["/readyz", "/news/readyz"] {
        assert_eq!(server.get(path).await.status, 503, "{path}");
    }
    server.fixture.site.mark_all_stale();
    server.fixture.site.readiness().reach(StartupStage::Ready);
    assert_eq!(server.get("/readyz").await.text(), "ready\n");
    assert!(server.get("/feed.xml").await.text().contains("Hello"));
    assert_eq!(server.get("/articles/later/").await.status, 404);
}
