//! Work, counted in allocations: what a poll costs, and what a change makes anew. Time on a shared machine says nothing;
//! the number of allocations is the same on every one.
//!
//! The allocator counts for all threads, so each test has the process to itself, and its client allocates nothing.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that fails says where")]

mod support;

use stats_alloc::{INSTRUMENTED_SYSTEM, Region, StatsAlloc};
use std::alloc::System;
use std::io::{Read, Write};
use std::net::TcpStream;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use support::site::Site;

#[global_allocator]
static ALLOCATOR: &StatsAlloc<System> = &INSTRUMENTED_SYSTEM;

/// One test at a time.
static ALONE: Mutex<()> = Mutex::new(());

/// Polls that are counted; what a timer or a thread does beside them is lost among so many.
const POLLS: usize = 1000;

/// Allocations of a poll on a connection that is kept, as measured, and a little for other threads. Lower it when the
/// server needs fewer; never raise it.
const POLL: f64 = 0.0 + 0.1;

/// The same for a connection that is made for one poll, from accepting it on.
const CONNECTION: f64 = 5.0 + 0.5;

fn alone() -> MutexGuard<'static, ()> {
    ALONE.lock().unwrap_or_else(PoisonError::into_inner)
}

/// A client that needs no memory but what it has from the start.
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

    /// Asks, and waits for the answer; its status.
    fn poll(&mut self) -> &[u8] {
        self.ask();
        self.hear()
    }

    fn ask(&mut self) {
        self.stream.write_all(&self.request).unwrap();
    }

    /// Reads an answer to its end; its status.
    fn hear(&mut self) -> &[u8] {
        let (mut got, mut whole) = (0, None);
        while whole.is_none_or(|whole| got < whole) {
            let more = self.stream.read(&mut self.answer[got..]).unwrap();
            assert!(more > 0, "the server hung up");
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

/// Bytes of an answer, once its head is there.
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

/// Allocations of all threads while this is done.
fn allocations(work: impl FnOnce()) -> f64 {
    let region = Region::new(ALLOCATOR);
    work();
    let change = region.change();
    (change.allocations + change.reallocations) as f64
}

/// Allocations of one poll, whose answer must have this status.
fn cost(site: &Site, path: &str) -> f64 {
    let mut poller = Poller::new(site, path, "Accept-Encoding: identity\r\n");
    let mut is_there = false;
    let cost = allocations(|| is_there = poller.poll() == b"200");
    assert!(is_there, "{path}");
    cost
}

/// Thirty articles: each second one has the tag 'even', the others have 'odd'.
fn site() -> Site {
    let files: Vec<(String, String)> =
        (0..30).map(|number| (format!("{number}.md"), article(number))).collect();
    Site::with(&files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect::<Vec<_>>())
}

/// The greater the number, the newer.
fn article(number: usize) -> String {
    let tag = if number.is_multiple_of(2) { "even" } else { "odd" };
    let text = "A sentence that is neither short nor long, as most of them are. ".repeat(50);
    format!("---\ntitle: Article {number}\ndate: 2026-01-01T00:{number:02}:00Z\ntags: [{tag}]\n---\n{text}\n")
}

/// Waits until the site's feed begins with an article: all that follows from its file has been told to the server.
fn shows(site: &Site, number: usize) {
    let titles: Vec<String> = (0..20).map(|back| format!("Article {}", number - back)).collect();
    site.feed_shows("/feed.json", &titles.iter().map(String::as_str).collect::<Vec<_>>());
}

#[test]
fn a_poll_of_a_fresh_feed_allocates_next_to_nothing() {
    let _alone = alone();
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
fn a_connection_allocates_little() {
    let _alone = alone();
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

/// A rendering reads and writes twenty articles, so that it cannot be mistaken for an answer from memory.
#[test]
fn a_change_renders_once_what_it_touches_and_nothing_else() {
    let _alone = alone();
    let site = site();
    let feeds = ["/feed.xml", "/atom.xml", "/tags/even/feed.xml", "/tags/odd/feed.xml"];
    let rendered = feeds.map(|path| cost(&site, path));
    let from_memory = feeds.map(|path| cost(&site, path));
    site.write("30.md", &article(30));
    shows(&site, 30);
    let after = feeds.map(|path| cost(&site, path));
    let again = feeds.map(|path| cost(&site, path));
    println!("rendered {rendered:?}, from memory {from_memory:?}, after a change {after:?}, again {again:?}");
    for (number, path) in feeds.iter().enumerate() {
        let least = rendered[number] / 2.0;
        assert!(from_memory[number] < least && again[number] < least, "{path} was rendered for each poll");
        let is_touched = !path.contains("odd");
        assert_eq!(after[number] >= least, is_touched, "{path}");
    }
}

#[test]
fn a_crowd_shares_one_rendering() {
    let _alone = alone();
    let site = site();
    let mut crowd: Vec<Poller> =
        (0..50).map(|_| Poller::new(&site, "/feed.xml", "Accept-Encoding: identity\r\n")).collect();
    crowd.iter_mut().for_each(|one| assert!(one.poll() == b"200"));
    let mut after_a_change = |number: usize, asking: usize| {
        site.write(&format!("{number}.md"), &article(number));
        shows(&site, number);
        allocations(|| {
            crowd[..asking].iter_mut().for_each(Poller::ask);
            crowd[..asking].iter_mut().for_each(|one| assert!(one.hear() == b"200"));
        })
    };
    let one = after_a_change(30, 1);
    let all = after_a_change(31, 50);
    println!("one {one}, fifty {all}");
    // Each of them also takes a few to wait.
    assert!(all < one * 3.0, "{all} allocations of fifty, {one} of one");
}
