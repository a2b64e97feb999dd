//! Readers that ask for deltas, modelled on real ones: the headers that each sends, and the entity tag that
//! it stores.

use crate::support::site::{Answer, Site, dated};
use std::io::Read as _;

/// The behaviour of a reader.
#[derive(Debug, Clone, Copy)]
struct Habit {
    name: &'static str,
    codings: &'static str,
    /// Headers of every request.
    always: &'static [(&'static str, &'static str)],
    /// Headers of conditional requests.
    with_condition: &'static [(&'static str, &'static str)],
    by_date: bool,
    /// Makes the stored tag from the received one.
    keep: fn(&str) -> String,
    /// Whether the reader also stores the tag of a 304, which must then have one.
    keeps_of_304: bool,
}

const HABITS: [Habit; 4] = [
    Habit {
        name: "Newsboat",
        codings: "gzip, deflate",
        always: &[],
        with_condition: &[("A-IM", "feed")],
        by_date: true,
        keep: |tag| tag.trim().to_owned(),
        keeps_of_304: true,
    },
    Habit {
        name: "Liferea",
        codings: "gzip, deflate, br",
        always: &[("Accept", "application/atom+xml,application/xml;q=0.9,text/xml;q=0.8,*/*;q=0.7")],
        with_condition: &[("A-IM", "feed")],
        by_date: true,
        keep: str::to_owned,
        keeps_of_304: false,
    },
    Habit {
        name: "newsraft",
        codings: "deflate, gzip, br, zstd",
        always: &[("A-IM", "feed")],
        with_condition: &[],
        by_date: false,
        keep: |tag| format!("\"{}\"", tag.split('"').nth(1).unwrap_or_default()),
        keeps_of_304: false,
    },
    Habit {
        name: "a reader behind a proxy that packs",
        codings: "identity",
        always: &[("A-IM", "feed")],
        with_condition: &[],
        by_date: false,
        keep: |tag| format!("W/{}-gzip\"", tag.trim_end_matches('"')),
        keeps_of_304: true,
    },
];

/// One reader with its state between requests.
struct PollingReader {
    habit: Habit,
    path: &'static str,
    tag: Option<String>,
    date: Option<String>,
}

impl PollingReader {
    fn new(habit: Habit, path: &'static str) -> Self {
        Self { habit, path, tag: None, date: None }
    }

    /// Polls; the status and the titles of the response.
    fn poll(&mut self, site: &Site) -> (u16, Vec<String>) {
        let mut headers: Vec<(&str, &str)> =
            vec![("User-Agent", "newsboat/2.36"), ("Accept-Encoding", self.habit.codings)];
        headers.extend(self.habit.always);
        headers.extend(self.tag.iter().map(|tag| ("If-None-Match", tag.as_str())));
        headers.extend(self.date.iter().map(|date| ("If-Modified-Since", date.as_str())));
        if self.tag.is_some() {
            headers.extend(self.habit.with_condition);
        }
        let answer = site.get_with(self.path, &headers);
        if answer.status != 304 || self.habit.keeps_of_304 {
            self.tag = Some((self.habit.keep)(answer.header("etag")));
            self.date = self.habit.by_date.then(|| answer.header("last-modified").to_owned());
        }
        if answer.status == 304 {
            return (304, Vec::new());
        }
        site.expect_valid(
            self.path,
            &Answer { body: decompressed(&answer), ..answer_without_coding(&answer) },
        );
        let feed = feed_rs::parser::parse(decompressed(&answer).as_slice()).expect("a feed");
        (answer.status, feed.entries.into_iter().map(|entry| entry.title.unwrap().content).collect())
    }
}

fn answer_without_coding(answer: &Answer) -> Answer {
    let headers =
        answer.headers.iter().filter(|(name, _)| name != "content-encoding" && name != "content-length");
    Answer { status: answer.status, headers: headers.cloned().collect(), body: Vec::new() }
}

fn decompressed(answer: &Answer) -> Vec<u8> {
    let (mut out, body) = (Vec::new(), answer.body.as_slice());
    match answer.header("content-encoding") {
        "gzip" => flate2::read::GzDecoder::new(body).read_to_end(&mut out),
        "br" => brotli::Decompressor::new(body, 4096).read_to_end(&mut out),
        "zstd" => zstd::Decoder::new(body).unwrap().read_to_end(&mut out),
        _ => return answer.body.clone(),
    }
    .expect("the body has the declared coding");
    out
}

/// Each behaviour in each format that it supports.
fn readers() -> Vec<PollingReader> {
    let paths = ["/feed.xml", "/atom.xml", "/feed.json"];
    HABITS.into_iter().flat_map(|habit| paths.map(|path| PollingReader::new(habit, path))).collect()
}

/// Lets all readers poll and checks what each gets.
fn expect_all(site: &Site, readers: &mut [PollingReader], status: u16, titles: &[&str]) {
    for reader in readers {
        let (name, path) = (reader.habit.name, reader.path);
        assert_eq!(
            reader.poll(site),
            (status, titles.iter().map(|title| (*title).to_owned()).collect()),
            "{name}, {path}"
        );
    }
}

fn named(numbers: std::ops::RangeInclusive<u32>) -> Vec<(String, String)> {
    numbers
        .map(|day| (format!("{day}.md"), dated(&format!("N{day}"), &format!("2026-03-{day:02}"))))
        .collect()
}

fn site(articles: u32) -> Site {
    let files = named(1..=articles);
    let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    Site::stopped(&files, "[site]\nbase_url = 'https://site.example/'\n[feeds]\nentries = 4\n")
}

#[test]
fn consecutive_polls_get_each_entry_once() {
    let mut site = site(2);
    site.start();
    let mut readers = readers();
    expect_all(&site, &mut readers, 200, &["N2", "N1"]);
    expect_all(&site, &mut readers, 304, &[]);
    site.write("3.md", &dated("N3", "2026-03-03")).expect_titles(&["N3", "N2", "N1"]);
    expect_all(&site, &mut readers, 226, &["N3"]);
    expect_all(&site, &mut readers, 304, &[]);
    // One article is edited, and an old one is added.
    site.write("1.md", &dated("N1, edited", "2026-03-01")).expect_titles(&["N3", "N2", "N1, edited"]);
    site.write("0.md", &dated("N0", "2026-02-20")).expect_titles(&["N3", "N2", "N1, edited", "N0"]);
    expect_all(&site, &mut readers, 226, &["N1, edited", "N0"]);
    expect_all(&site, &mut readers, 304, &[]);
    // One article is deleted: the delta has no entries, but the feed has changed.
    site.remove("2.md").expect_titles(&["N3", "N1, edited", "N0"]);
    expect_all(&site, &mut readers, 226, &[]);
    expect_all(&site, &mut readers, 304, &[]);
}

#[test]
fn deltas_survive_a_restart() {
    let mut site = site(2);
    site.start();
    let mut readers = readers();
    expect_all(&site, &mut readers, 200, &["N2", "N1"]);
    expect_all(&site, &mut readers, 304, &[]);
    site.stop();
    site.write("3.md", &dated("N3", "2026-03-03"));
    site.start();
    expect_all(&site, &mut readers, 226, &["N3"]);
    expect_all(&site, &mut readers, 304, &[]);
}

#[test]
fn without_the_history_each_reader_gets_one_whole_feed() {
    let mut site = site(2);
    site.start();
    let mut readers = readers();
    expect_all(&site, &mut readers, 200, &["N2", "N1"]);
    expect_all(&site, &mut readers, 304, &[]);
    site.stop();
    std::fs::write(site.file(".tidings/instances"), "rubbish").expect("the state is there");
    site.write("3.md", &dated("N3", "2026-03-03"));
    site.start();
    expect_all(&site, &mut readers, 200, &["N3", "N2", "N1"]);
    site.write("4.md", &dated("N4", "2026-03-04")).expect_titles(&["N4", "N3", "N2", "N1"]);
    expect_all(&site, &mut readers, 226, &["N4"]);
}

#[test]
fn a_reader_that_missed_the_window_gets_the_whole_feed_and_the_archive() {
    let mut site = site(3);
    site.start();
    let mut readers = readers();
    expect_all(&site, &mut readers, 200, &["N3", "N2", "N1"]);
    expect_all(&site, &mut readers, 304, &[]);
    for (path, text) in named(4..=9) {
        site.write(&path, &text);
    }
    site.expect_titles(&["N9", "N8", "N7", "N6"]);
    expect_all(&site, &mut readers, 200, &["N9", "N8", "N7", "N6"]);
    site.write("10.md", &dated("N10", "2026-03-10")).expect_titles(&["N10", "N9", "N8", "N7"]);
    let known = [
        ("User-Agent", "newsboat/2.36"),
        ("A-IM", "feed"),
        ("If-None-Match", readers[1].tag.as_deref().unwrap()),
    ];
    let delta = site.get_with("/atom.xml", &known);
    assert_eq!(delta.status, 226);
    let whole = site.get("/atom.xml").text();
    let older = |text: &str| text.lines().find(|line| line.contains("prev-archive")).map(str::to_owned);
    assert!(older(&whole).is_some() && older(&delta.text()) == older(&whole), "{}", delta.text());
}

#[test]
fn each_delta_has_the_metadata_of_the_feed() {
    let mut site = site(2);
    site.start();
    let mut readers = readers();
    expect_all(&site, &mut readers, 200, &["N2", "N1"]);
    expect_all(&site, &mut readers, 304, &[]);
    site.set_settings(
        "[site]\nbase_url = 'https://site.example/'\ntitle = 'Another title'\n[feeds]\nentries = 4\n",
    );
    site.restart();
    let known = [
        ("User-Agent", "newsboat/2.36"),
        ("A-IM", "feed"),
        ("If-None-Match", readers[0].tag.as_deref().unwrap()),
    ];
    let delta = site.get_with("/feed.xml", &known);
    assert!(delta.status == 226 && delta.text().contains("Another title"), "{}", delta.text());
}
