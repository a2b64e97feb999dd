//! Counts allocations: the cost of a poll, and what is rendered after a change. Times depend on the machine;
//! the number of allocations is the same on every machine.
//!
//! The allocator counts for all threads, so only one test runs at a time, and the client of a test allocates
//! nothing.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a failing test may panic")]

mod support;

use stats_alloc::{INSTRUMENTED_SYSTEM, Region, StatsAlloc};
use std::alloc::System;
use std::io::{Read, Write};
use std::net::TcpStream;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use support::site::{Site, until};

#[global_allocator]
static ALLOCATOR: &StatsAlloc<System> = &INSTRUMENTED_SYSTEM;

/// Locked by the running test.
static ONE_TEST: Mutex<()> = Mutex::new(());

/// Polls per measurement: so many that allocations of timers and other threads do not matter.
const POLLS: usize = 1000;

/// Limit of allocations per poll on a kept connection: the measured number and a margin for other threads.
/// Lower it when the server needs fewer; never raise it.
const POLL: f64 = 0.0 + 0.1;

/// The same for a new connection per poll, from its acceptance on. In a debug build, tokio allocates memory for a task
/// of more than 2 KiB before it copies the task; in a release build the threshold is 16 KiB.
const CONNECTION: f64 = if cfg!(debug_assertions) { 6.5 } else { 5.5 };

fn exclusive() -> MutexGuard<'static, ()> {
    ONE_TEST.lock().unwrap_or_else(PoisonError::into_inner)
}

/// A client that allocates nothing after its creation.
struct Poller {
    stream: TcpStream,
    request: Vec<u8>,
    answer: Vec<u8>,
}

impl Poller {
    fn new(site: &Site, path: &str, fields: &str) -> Self {
        let request = format!("GET {path} HTTP/1.1\r\nHost: reader.example\r\n{fields}\r\n").into_bytes();
        Self { stream: connected(&site.socket()), request, answer: vec![0; 1 << 20] }
    }

    /// Sends a request and returns the status of the response.
    fn poll(&mut self) -> &[u8] {
        self.send();
        self.receive()
    }

    fn send(&mut self) {
        self.stream.write_all(&self.request).unwrap();
    }

    /// Reads a response to its end and returns its status.
    fn receive(&mut self) -> &[u8] {
        let (mut got, mut whole) = (0, None);
        while whole.is_none_or(|whole| got < whole) {
            let more = self.stream.read(&mut self.answer[got..]).unwrap();
            assert!(more > 0, "the server closed the connection");
            got += more;
            whole = whole.or_else(|| length(&self.answer[..got]));
        }
        &self.answer[9..12]
    }
}

fn connected(socket: &str) -> TcpStream {
    let stream = TcpStream::connect(socket).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(30))).unwrap();
    stream
}

/// The length of a response in bytes; `None` while its head is incomplete.
fn length(answer: &[u8]) -> Option<usize> {
    let head = answer.windows(4).position(|four| four == b"\r\n\r\n")? + 4;
    if answer[9..12] == *b"304" {
        return Some(head);
    }
    let mut lines = answer[..head].split(|byte| *byte == b'\n');
    let name = b"content-length: ";
    let value = lines
        .find_map(|line| {
            line.get(..name.len())
                .filter(|start| start.eq_ignore_ascii_case(name))
                .map(|_| &line[name.len()..])
        })
        .expect("a length");
    Some(head + std::str::from_utf8(value).unwrap().trim_ascii_end().parse::<usize>().unwrap())
}

/// The allocations of all threads during `work`.
fn allocations(work: impl FnOnce()) -> f64 {
    let region = Region::new(ALLOCATOR);
    work();
    let change = region.change();
    (change.allocations + change.reallocations) as f64
}

/// The allocations of one poll, whose response must be a 200.
fn cost(site: &Site, path: &str) -> f64 {
    let mut poller = Poller::new(site, path, "Accept-Encoding: identity\r\n");
    let mut succeeded = false;
    let cost = allocations(|| succeeded = poller.poll() == b"200");
    assert!(succeeded, "{path}");
    cost
}

/// Thirty articles, alternately with the tags 'even' and 'odd'.
fn site() -> Site {
    let files: Vec<(String, String)> =
        (0..30).map(|number| (format!("{number}.md"), article(number))).collect();
    let site =
        Site::with(&files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect::<Vec<_>>());
    // The daily backup is written once at the start, on a thread whose allocations would be counted.
    let backup = site.file(".tidings/backup.jsonl.zst");
    until(|| if backup.exists() { Ok(()) } else { Err(()) }).expect("the daily backup");
    site
}

/// An article; a greater number is a newer article.
fn article(number: usize) -> String {
    let tag = if number.is_multiple_of(2) { "even" } else { "odd" };
    let text = "A sentence that is neither short nor long, as most of them are. ".repeat(50);
    format!("---\ntitle: Article {number}\ndate: 2026-01-01T00:{number:02}:00Z\ntags: [{tag}]\n---\n{text}\n")
}

/// Waits until the site's feed begins with an article: then all effects of its file have reached the server.
fn wait_for_article(site: &Site, number: usize) {
    let titles: Vec<String> = (0..20).map(|back| format!("Article {}", number - back)).collect();
    site.expect_feed_titles("/feed.json", &titles.iter().map(String::as_str).collect::<Vec<_>>());
}

#[test]
fn a_poll_of_a_fresh_feed_allocates_almost_nothing() {
    let _exclusive = exclusive();
    let site = site();
    let gzip = "Accept-Encoding: gzip, deflate\r\n";
    let etag = site.get_with("/feed.xml", &[("accept-encoding", "gzip, deflate")]).header("etag").to_owned();
    let known = format!("{gzip}If-None-Match: {etag}\r\n");
    let plain = "Accept-Encoding: identity\r\n";
    for (fields, status) in [(known.as_str(), b"304"), (gzip, b"200"), (plain, b"200")] {
        let mut poller = Poller::new(&site, "/feed.xml", fields);
        let mut all = || (0..POLLS).for_each(|_| assert!(poller.poll() == status));
        all();
        let each = allocations(all) / POLLS as f64;
        println!("{fields:?}: {each:.2} allocations");
        assert!(each <= POLL, "{each:.2} allocations a poll with {fields:?}");
    }
}

#[test]
fn a_new_connection_allocates_little() {
    let _exclusive = exclusive();
    let site = site();
    let socket = site.socket();
    let mut poller = Poller::new(&site, "/feed.xml", "Connection: close\r\n");
    let mut all = || {
        for _ in 0..POLLS {
            poller.stream = connected(&socket);
            assert!(poller.poll() == b"200");
        }
    };
    all();
    let each = allocations(all) / POLLS as f64;
    println!("{each:.2} allocations");
    assert!(each <= CONNECTION, "{each:.2} allocations a connection");
}

/// Rendering a feed reads and writes twenty articles, so its cost cannot be confused with that of a cached
/// response.
#[test]
fn a_change_renders_the_affected_feeds_once_and_no_others() {
    let _exclusive = exclusive();
    let site = site();
    let feeds = ["/feed.xml", "/atom.xml", "/tags/even/feed.xml", "/tags/odd/feed.xml"];
    let rendered = feeds.map(|path| cost(&site, path));
    let cached = feeds.map(|path| cost(&site, path));
    site.write("30.md", &article(30));
    wait_for_article(&site, 30);
    let after = feeds.map(|path| cost(&site, path));
    let again = feeds.map(|path| cost(&site, path));
    println!("rendered {rendered:?}, cached {cached:?}, after a change {after:?}, again {again:?}");
    for (number, path) in feeds.iter().enumerate() {
        // The first rendering also prepares statements.
        let least = rendered[number] / 3.0;
        assert!(cached[number] < least && again[number] < least, "{path} was rendered for each poll");
        let is_affected = !path.contains("odd");
        assert_eq!(after[number] >= least, is_affected, "{path}");
    }
}

#[test]
fn concurrent_polls_share_one_rendering() {
    let _exclusive = exclusive();
    let site = site();
    let mut crowd: Vec<Poller> =
        (0..50).map(|_| Poller::new(&site, "/feed.xml", "Accept-Encoding: identity\r\n")).collect();
    crowd.iter_mut().for_each(|one| assert!(one.poll() == b"200"));
    let mut after_a_change = |number: usize, asking: usize| {
        site.write(&format!("{number}.md"), &article(number));
        wait_for_article(&site, number);
        allocations(|| {
            crowd[..asking].iter_mut().for_each(Poller::send);
            crowd[..asking].iter_mut().for_each(|one| assert!(one.receive() == b"200"));
        })
    };
    let one = after_a_change(30, 1);
    let all = after_a_change(31, 50);
    println!("one {one}, fifty {all}");
    // Each waiting poll also allocates a little.
    assert!(all < one * 3.0, "{all} allocations of fifty, {one} of one");
}
