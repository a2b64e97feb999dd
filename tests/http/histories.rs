//! Random histories of a folder: a reader that polls for deltas gets each change exactly once, and a walk
//! through the archives finds every article.

use crate::support::site::{Answer, Site, until};
use std::collections::BTreeMap;

const SETTINGS: &str = "[site]\nbase_url = 'https://site.example/'\n[feeds]\nentries = 5\n";

/// The number of articles in the window.
const WINDOW: usize = 5;

/// An entry as a reader sees it.
type SeenEntry = (String, String);

/// A reader that stores the entity tag of its last response and, for comparison, the content of the feed at
/// that time.
struct PollingReader {
    path: &'static str,
    tag: String,
    window: Vec<SeenEntry>,
    had: BTreeMap<String, String>,
    /// How many responses were 226.
    deltas: usize,
}

fn entries_of(answer: &Answer) -> Vec<SeenEntry> {
    let feed = feed_rs::parser::parse(answer.body.as_slice()).expect("a feed");
    feed.entries.into_iter().map(|entry| (entry.id, entry.title.expect("a title").content)).collect()
}

impl PollingReader {
    fn new(path: &'static str) -> Self {
        Self { path, tag: String::new(), window: Vec::new(), had: BTreeMap::new(), deltas: 0 }
    }

    /// Polls and checks that the response has each entry that is new or changed since the last poll once, and
    /// no others.
    fn poll(&mut self, site: &Site) {
        let mut headers = vec![("User-Agent", "newsboat/2.36"), ("A-IM", "feed")];
        if !self.tag.is_empty() {
            headers.push(("If-None-Match", self.tag.as_str()));
        }
        let answer = site.get_with(self.path, &headers);
        let whole = site.get(self.path);
        assert_eq!(answer.header("etag"), whole.header("etag"), "nothing happens meanwhile");
        let now = entries_of(&whole);
        let fresh: Vec<SeenEntry> =
            now.iter().filter(|entry| !self.window.contains(entry)).cloned().collect();
        match answer.status {
            304 => assert_eq!(now, self.window),
            226 => {
                site.expect_valid(self.path, &answer);
                assert_eq!(entries_of(&answer), fresh);
                self.deltas += 1;
            }
            200 => {
                assert!(
                    self.tag.is_empty() || fresh.len() == now.len(),
                    "only where nothing is known: {}",
                    self.path
                );
                assert_eq!(entries_of(&answer), now);
            }
            other => panic!("{other}"),
        }
        if answer.status != 304 {
            self.had.extend(entries_of(&answer));
        }
        self.tag = answer.header("etag").to_owned();
        self.window = now;
    }
}

/// The titles of all articles of the feed and its archives, in order; the newest document wins for each
/// article.
fn titles(site: &Site, path: &str, check_answer: impl Fn(&str, &Answer)) -> Result<Vec<String>, String> {
    let (mut all, mut next) = (BTreeMap::new(), Some(path.to_owned()));
    while let Some(path) = next {
        let answer = site.get(&path);
        if answer.status != 200 {
            return Err(format!("{path} is answered with {}", answer.status));
        }
        check_answer(&path, &answer);
        for (id, title) in entries_of(&answer) {
            all.entry(id).or_insert(title);
        }
        next = older(&answer.text());
    }
    let mut titles: Vec<String> = all.into_values().collect();
    titles.sort_unstable();
    Ok(titles)
}

fn sorted(articles: &Articles) -> Vec<String> {
    let mut titles: Vec<String> = articles.values().cloned().collect();
    titles.sort_unstable();
    titles
}

/// Waits until the server has applied all changes.
fn wait_until_applied(site: &Site, articles: &Articles) {
    let expected = sorted(articles);
    let last = until(|| {
        let now = titles(site, "/feed.json", |_, _| ());
        if now.as_ref() == Ok(&expected) { Ok(()) } else { Err(now) }
    });
    assert_eq!(last, Ok(()), "the folder has {expected:?}");
}

fn older(text: &str) -> Option<String> {
    let address = match text.strip_prefix('{') {
        Some(_) => text.split("\"next_url\": \"").nth(1)?.split('"').next()?,
        None => {
            let link = text.split('<').find(|tag| tag.contains("rel=\"prev-archive\""))?;
            link.split("href=\"").nth(1)?.split('"').next()?
        }
    };
    address.strip_prefix("https://site.example").map(str::to_owned)
}

/// The expected content of the folder: titles by number. A lower number is older.
type Articles = BTreeMap<u64, String>;

fn put(site: &Site, articles: &mut Articles, number: u64, version: u64) {
    let title = format!("Article {number}, version {version}");
    let date = format!("2026-03-01T{:02}:{:02}:00Z", number / 60, number % 60);
    site.write(
        &format!("{number}.md"),
        &format!("---\ntitle: {title}\ndate: {date}\n---\nText of {title}.\n"),
    );
    articles.insert(number, title);
}

/// Makes a random change to the folder.
fn change(site: &mut Site, articles: &mut Articles, random: &mut fastrand::Rng, version: u64) {
    match random.u32(0..10) {
        // A burst of new articles, sometimes larger than the window.
        0 | 1 => {
            for more in 0..random.u64(2..9) {
                put(site, articles, random.u64(0..300), version * 10 + more);
            }
        }
        2 | 3 => {
            let gone = random.choice(articles.keys().copied().collect::<Vec<_>>());
            if let Some(gone) = gone {
                articles.remove(&gone);
                site.remove(&format!("{gone}.md"));
            }
        }
        4 => site.restart(),
        5 | 6 => {
            let edited = random.choice(articles.keys().rev().take(WINDOW).copied().collect::<Vec<_>>());
            put(site, articles, edited.unwrap_or(7), version * 10);
        }
        _ => put(site, articles, random.u64(0..300), version * 10),
    }
}

fn history(seed: u64) {
    let mut random = fastrand::Rng::with_seed(seed);
    let mut site = Site::stopped(&[], SETTINGS);
    site.start();
    let mut articles = Articles::new();
    let mut readers = ["/feed.xml", "/atom.xml", "/feed.json"].map(PollingReader::new);
    for version in 0..40 {
        change(&mut site, &mut articles, &mut random, version);
        wait_until_applied(&site, &articles);
        for reader in &mut readers {
            // Some readers poll rarely.
            if random.u32(0..3) > 0 {
                reader.poll(&site);
            }
        }
    }
    for reader in &mut readers {
        reader.poll(&site);
        assert!(reader.deltas > 3, "it is about deltas");
        for entry in &reader.window {
            assert_eq!(reader.had.get(&entry.0), Some(&entry.1), "the reader has every entry of the feed");
        }
        let walked = titles(&site, reader.path, |path, answer| site.expect_valid(path, answer));
        assert_eq!(
            walked,
            Ok(sorted(&articles)),
            "{}: every article is found once, as it is now",
            reader.path
        );
    }
}

#[test]
fn readers_get_every_entry_exactly_once_over_random_histories() {
    for seed in 0..4 {
        // Printed only if the test fails.
        println!("seed {seed}");
        history(seed);
    }
}
