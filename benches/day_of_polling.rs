//! Bytes on the wire of one day of polling, by the behaviour of readers.
//!
//! `cargo bench --bench day_of_polling` prints a table. 1,000 readers poll the RSS feed of a site once an
//! hour; the site has 50 entries in its window and gets 10 articles of 4 KB during the day. The real server
//! runs in this process. One reader of each behaviour sends its 24 requests over real sockets, new articles
//! are added between them, and all received bytes are counted, including the headers of HTTP but not those of
//! TCP and IP. Readers of the same behaviour get the same bytes, so the sums are those of one reader times
//! 1,000. The texts are random words of this project's prose, which compress about as well as prose.
#![allow(clippy::expect_used, reason = "a measurement that cannot be taken ends with its reason")]

#[path = "../tests/support/mod.rs"]
mod support;

use std::io::{Read, Write};
use std::net::TcpStream;
use support::site::{Site, dated, until};

const READERS: u64 = 1000;
const HOURS: usize = 24;
const NEW: usize = 10;
const WINDOW: usize = 50;
const LENGTH: usize = 4096;

const SETTINGS: &str =
    "[site]\nbase_url = 'https://news.example.org/'\n[feeds]\nentries = 50\nbytes = '4 MiB'\n";

const CODINGS: [(&str, &str); 3] = [("as it is", "identity"), ("gzip", "gzip"), ("brotli", "br")];

/// The headers of a reader besides Accept-Encoding.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Habit {
    Unconditional,
    Conditional,
    Delta,
}

const HABITS: [(Habit, &str); 3] = [
    (Habit::Unconditional, "the feed each time"),
    (Habit::Conditional, "304 if unchanged"),
    (Habit::Delta, "304, and only what is new"),
];

struct PollingReader {
    habit: Habit,
    coding: &'static str,
    tag: Option<String>,
    /// Total bytes received, and sent.
    received: u64,
    sent: u64,
    /// Status and length of each response in bytes.
    answers: Vec<(u16, u64)>,
}

impl PollingReader {
    fn poll(&mut self, site: &Site) {
        let mut request = format!(
            "GET /feed.xml HTTP/1.1\r\nHost: news.example.org\r\nUser-Agent: PollingReader/1.0 (+https://reader.example/)\r\n\
             Accept: application/rss+xml, application/atom+xml, */*;q=0.5\r\nAccept-Encoding: {}\r\n\
             Connection: close\r\n",
            self.coding
        );
        if self.habit == Habit::Delta {
            request.push_str("A-IM: feed\r\n");
        }
        if let Some(tag) = self.tag.as_ref().filter(|_| self.habit != Habit::Unconditional) {
            request.push_str(&format!("If-None-Match: {tag}\r\n"));
        }
        request.push_str("\r\n");
        let mut stream = TcpStream::connect(site.socket()).expect("a connection");
        stream.write_all(request.as_bytes()).expect("the request is sent");
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).expect("an answer");
        let head = String::from_utf8_lossy(&answer[..answer.len().min(2048)]).into_owned();
        let status = head.get(9..12).and_then(|status| status.parse().ok()).expect("a status");
        let tag =
            head.lines().find_map(|line| line.to_ascii_lowercase().strip_prefix("etag: ").map(str::to_owned));
        self.tag = Some(tag.expect("an entity tag"));
        self.received += answer.len() as u64;
        self.sent += request.len() as u64;
        self.answers.push((status, answer.len() as u64));
    }

    /// The mean length of the responses with a status.
    fn mean(&self, status: u16) -> Option<u64> {
        let lengths: Vec<u64> =
            self.answers.iter().filter(|(found, _)| *found == status).map(|(_, length)| *length).collect();
        lengths.iter().sum::<u64>().checked_div(lengths.len() as u64)
    }
}

/// About 4 KB of random words of the project's prose.
fn text(random: &mut fastrand::Rng) -> String {
    let words: Vec<&str> = concat!(include_str!("../README.md"), include_str!("../CHANGELOG.md"))
        .split_whitespace()
        .filter(|word| word.chars().all(|letter| letter.is_alphabetic() || ",.".contains(letter)))
        .collect();
    let mut text = String::new();
    while text.len() < LENGTH {
        let length = random.usize(8..25);
        let sentence: Vec<&str> = (0..length).map(|_| words[random.usize(..words.len())]).collect();
        text.push_str(&sentence.join(" "));
        text.push_str(if random.u8(0..5) == 0 { ".\n\n" } else { ". " });
    }
    text
}

fn add_article(site: &Site, number: usize, random: &mut fastrand::Rng) {
    let date = format!("2026-{:02}-{:02}T{:02}:00:00Z", number / 28 + 1, number % 28 + 1, number % 24);
    let article = format!("{}\n{}\n", dated(&format!("Article {number}"), &date), text(random));
    site.write(&format!("article-{number}.md"), &article);
}

fn main() {
    let mut random = fastrand::Rng::with_seed(5);
    let mut site = Site::stopped(&[], SETTINGS);
    let before = WINDOW + 10;
    (0..before).for_each(|number| add_article(&site, number, &mut random));
    site.start();
    let whole = || site.get("/feed.xml").text();
    assert_eq!(whole().matches("<item>").count(), WINDOW, "the window is full");
    let of = |habit| {
        CODINGS.map(|(_, coding)| PollingReader {
            habit,
            coding,
            tag: None,
            received: 0,
            sent: 0,
            answers: Vec::new(),
        })
    };
    let mut readers: Vec<PollingReader> = HABITS.iter().flat_map(|(habit, _)| of(*habit)).collect();
    // The readers subscribed on the day before.
    for reader in &mut readers {
        reader.poll(&site);
        (reader.received, reader.sent) = (0, 0);
        reader.answers.clear();
    }
    for hour in 0..HOURS {
        let number = before + hour * NEW / HOURS;
        if (hour + 1) * NEW / HOURS > hour * NEW / HOURS {
            add_article(&site, number, &mut random);
            let title = format!("<title>Article {number}</title>");
            until(|| if whole().contains(&title) { Ok(()) } else { Err(()) }).expect("the article appears");
        }
        readers.iter_mut().for_each(|reader| reader.poll(&site));
    }
    report(&readers);
}

fn report(readers: &[PollingReader]) {
    let mut out = std::io::stdout().lock();
    let mut line = |text: String| writeln!(out, "{text}").expect("the table is printed");
    line("| received a day by 1,000 readers | as it is | gzip | brotli |".to_owned());
    line("| --- | --: | --: | --: |".to_owned());
    for ((_, name), row) in HABITS.iter().zip(readers.chunks(CODINGS.len())) {
        let cells: Vec<String> = row.iter().map(|reader| megabytes(reader.received * READERS)).collect();
        line(format!("| {name} | {} |", cells.join(" | ")));
    }
    line(String::new());
    for ((_, name), row) in HABITS.iter().zip(readers.chunks(CODINGS.len())) {
        for reader in row {
            let kind = |status| {
                let number = reader.answers.iter().filter(|(found, _)| *found == status).count();
                Some(format!("{number} × {status} of {} bytes", reader.mean(status)?))
            };
            let kinds: Vec<String> = [200, 226, 304].into_iter().filter_map(kind).collect();
            line(format!("{name}, {}: {}; sent {} bytes", reader.coding, kinds.join(", "), reader.sent));
        }
    }
}

fn megabytes(bytes: u64) -> String {
    match bytes / 1_000_000 {
        few @ 0..100 => format!("{few}.{} MB", bytes / 100_000 % 10),
        many => format!("{many} MB"),
    }
}
