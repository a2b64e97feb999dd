//! Readers that ask for what is new, as they are known to: which headers each sends, and what it keeps of the answer.

use crate::support::site::{Answer, Site, dated};
use std::io::Read as _;

/// How a reader asks.
#[derive(Debug, Clone, Copy)]
struct Habit {
    name: &'static str,
    codings: &'static str,
    /// What the first request says already.
    always: &'static [(&'static str, &'static str)],
    /// Sent as soon as there is a condition.
    with_condition: &'static [(&'static str, &'static str)],
    by_date: bool,
    /// The tag as it is kept, of the tag as it came.
    keep: fn(&str) -> String,
    /// The tag of a 304 is kept as well, so it must have one.
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

/// One reader, with what it keeps from request to request.
struct CatalogueReader {
    habit: Habit,
    path: &'static str,
    tag: Option<String>,
    date: Option<String>,
}

impl CatalogueReader {
    fn new(habit: Habit, path: &'static str) -> Self {
        Self { habit, path, tag: None, date: None }
    }

    /// The status, and the titles in the answer.
    fn poll(&mut self, site: &Site) -> (u16, Vec<String>) {
        let mut headers: Vec<(&str, &str)> = vec![("Accept-Encoding", self.habit.codings)];
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
        site.expect_valid(self.path, &Answer { body: unpacked(&answer), ..answer_without_coding(&answer) });
        let feed = feed_rs::parser::parse(unpacked(&answer).as_slice()).expect("a feed");
        (answer.status, feed.entries.into_iter().map(|entry| entry.title.unwrap().content).collect())
    }
}

fn answer_without_coding(answer: &Answer) -> Answer {
    let headers =
        answer.headers.iter().filter(|(name, _)| name != "content-encoding" && name != "content-length");
    Answer { status: answer.status, headers: headers.cloned().collect(), body: Vec::new() }
}

fn unpacked(answer: &Answer) -> Vec<u8> {
    let (mut out, body) = (Vec::new(), answer.body.as_slice());
    match answer.header("content-encoding") {
        "gzip" => flate2::read::GzDecoder::new(body).read_to_end(&mut out),
        "br" => brotli::Decompressor::new(body, 4096).read_to_end(&mut out),
        "zstd" => zstd::Decoder::new(body).unwrap().read_to_end(&mut out),
        _ => return answer.body.clone(),
    }
    .expect("it is packed as it says");
    out
}

/// Each habit in each format that it takes.
fn readers() -> Vec<CatalogueReader> {
    let paths = ["/feed.xml", "/atom.xml", "/feed.json"];
    HABITS.into_iter().flat_map(|habit| paths.map(|path| CatalogueReader::new(habit, path))).collect()
}

/// Lets all of them poll, and says what each has to get.
fn all_get(site: &Site, readers: &mut [CatalogueReader], status: u16, titles: &[&str]) {
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
fn requests_in_a_row_see_each_entry_once() {
    let mut site = site(2);
    site.start();
    let mut readers = readers();
    all_get(&site, &mut readers, 200, &["N2", "N1"]);
    all_get(&site, &mut readers, 304, &[]);
    site.write("3.md", &dated("N3", "2026-03-03")).shows(&["N3", "N2", "N1"]);
    all_get(&site, &mut readers, 226, &["N3"]);
    all_get(&site, &mut readers, 304, &[]);
    // One is edited, and one is old.
    site.write("1.md", &dated("N1, edited", "2026-03-01")).shows(&["N3", "N2", "N1, edited"]);
    site.write("0.md", &dated("N0", "2026-02-20")).shows(&["N3", "N2", "N1, edited", "N0"]);
    all_get(&site, &mut readers, 226, &["N1, edited", "N0"]);
    all_get(&site, &mut readers, 304, &[]);
    // One goes: nothing is new, but the feed is another.
    site.remove("2.md").shows(&["N3", "N1, edited", "N0"]);
    all_get(&site, &mut readers, 226, &[]);
    all_get(&site, &mut readers, 304, &[]);
}

#[test]
fn a_restart_costs_no_reader_the_whole_feed() {
    let mut site = site(2);
    site.start();
    let mut readers = readers();
    all_get(&site, &mut readers, 200, &["N2", "N1"]);
    all_get(&site, &mut readers, 304, &[]);
    site.stop();
    site.write("3.md", &dated("N3", "2026-03-03"));
    site.start();
    all_get(&site, &mut readers, 226, &["N3"]);
    all_get(&site, &mut readers, 304, &[]);
}

#[test]
fn a_lost_memory_costs_each_reader_one_whole_feed() {
    let mut site = site(2);
    site.start();
    let mut readers = readers();
    all_get(&site, &mut readers, 200, &["N2", "N1"]);
    all_get(&site, &mut readers, 304, &[]);
    site.stop();
    std::fs::write(site.file(".tidings/instances"), "rubbish").expect("the state is there");
    site.write("3.md", &dated("N3", "2026-03-03"));
    site.start();
    all_get(&site, &mut readers, 200, &["N3", "N2", "N1"]);
    site.write("4.md", &dated("N4", "2026-03-04")).shows(&["N4", "N3", "N2", "N1"]);
    all_get(&site, &mut readers, 226, &["N4"]);
}

#[test]
fn who_was_away_for_longer_than_the_window_gets_it_whole_and_finds_the_rest() {
    let mut site = site(3);
    site.start();
    let mut readers = readers();
    all_get(&site, &mut readers, 200, &["N3", "N2", "N1"]);
    all_get(&site, &mut readers, 304, &[]);
    for (path, text) in named(4..=9) {
        site.write(&path, &text);
    }
    site.shows(&["N9", "N8", "N7", "N6"]);
    all_get(&site, &mut readers, 200, &["N9", "N8", "N7", "N6"]);
    site.write("10.md", &dated("N10", "2026-03-10")).shows(&["N10", "N9", "N8", "N7"]);
    let known = [("A-IM", "feed"), ("If-None-Match", readers[1].tag.as_deref().unwrap())];
    let delta = site.get_with("/atom.xml", &known);
    assert_eq!(delta.status, 226);
    let whole = site.get("/atom.xml").text();
    let older = |text: &str| text.lines().find(|line| line.contains("prev-archive")).map(str::to_owned);
    assert!(older(&whole).is_some() && older(&delta.text()) == older(&whole), "{}", delta.text());
}

#[test]
fn what_is_said_of_the_feed_itself_comes_with_each_delta() {
    let mut site = site(2);
    site.start();
    let mut readers = readers();
    all_get(&site, &mut readers, 200, &["N2", "N1"]);
    all_get(&site, &mut readers, 304, &[]);
    site.set("[site]\nbase_url = 'https://site.example/'\ntitle = 'Another title'\n[feeds]\nentries = 4\n");
    site.restart();
    let known = [("A-IM", "feed"), ("If-None-Match", readers[0].tag.as_deref().unwrap())];
    let delta = site.get_with("/feed.xml", &known);
    assert!(delta.status == 226 && delta.text().contains("Another title"), "{}", delta.text());
}
