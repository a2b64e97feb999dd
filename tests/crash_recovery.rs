//! `kill -9` at random moments while a writer creates, edits, renames and deletes. After each restart the feed holds
//! exactly what the folder does, each article with the id and date that it first had.
//!
//! `cargo test` runs a few rounds. `TIDINGS_TORTURE_ROUNDS=500 cargo test --release --test torture` runs as many as
//! one likes; a seed is printed, and `TIDINGS_TORTURE_SEED` repeats it.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that fails says where")]

mod support;

use chrono::{DateTime, Utc};
use fastrand::Rng;
use feed_rs::model::Entry;
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::time::{Duration, Instant};
use support::program::Program;
use support::site::until;
use tempfile::TempDir;

/// What the writer may do with a file within one round. A file that is both renamed and rewritten while nobody looks
/// is another file by every sign there is, so each file gets one of the two.
const ACTS: usize = 40;

/// Number of an article, which its title names, and the file that it lies in.
type Folder = BTreeMap<u32, String>;

/// What subscribers have seen of an article, which must never change.
type Seen = BTreeMap<u32, (String, Option<DateTime<Utc>>)>;

#[test]
fn killed_at_any_moment_nothing_is_lost_and_nothing_comes_twice() {
    let number = |name: &str| std::env::var(name).ok().and_then(|value| value.parse::<u64>().ok());
    let rounds = number("TIDINGS_TORTURE_ROUNDS").unwrap_or(4);
    let seed = number("TIDINGS_TORTURE_SEED").unwrap_or_else(|| Rng::new().u64(..));
    println!("seed {seed}, {rounds} rounds");
    let mut story = Story::new(seed);
    for round in 0..rounds {
        story.round();
        story.compare(round);
    }
}

struct Story {
    folder: TempDir,
    configuration: PathBuf,
    _elsewhere: TempDir,
    random: Rng,
    files: Folder,
    written: u32,
    seen: Seen,
}

impl Story {
    fn new(seed: u64) -> Self {
        let elsewhere = tempfile::tempdir().unwrap();
        let configuration = elsewhere.path().join("tidings.toml");
        std::fs::write(
            &configuration,
            "[feeds]\nentries = 10000\nbytes = '64 MiB'\n[content]\nsettle = '200ms'\n",
        )
        .unwrap();
        Self {
            folder: tempfile::tempdir().unwrap(),
            configuration,
            _elsewhere: elsewhere,
            random: Rng::with_seed(seed),
            files: Folder::new(),
            written: 0,
            seen: Seen::new(),
        }
    }

    /// The program runs while the writer writes, and is killed meanwhile; the writer finishes without it.
    fn round(&mut self) {
        let program = Program::serve(self.folder.path(), &self.configuration);
        let patience = Duration::from_micros(self.random.u64(0..60_000));
        let started = Instant::now();
        let mut polled = Vec::new();
        std::thread::scope(|scope| {
            scope.spawn(|| self.write());
            // A subscriber polls until the program is killed.
            while started.elapsed() < patience {
                let body = program.get("/atom.xml").expect("it answers");
                polled.extend(feed_rs::parser::parse(body.as_slice()).expect("a feed").entries);
            }
            program.kill();
        });
        polled.iter().for_each(|entry| self.see(entry));
    }

    /// A subscriber sees an entry: its id and date are what they were at the first time.
    fn see(&mut self, entry: &Entry) {
        let (number, now) = (number(entry), (entry.id.clone(), entry.published));
        let first = self.seen.entry(number).or_insert_with(|| now.clone());
        assert_eq!(*first, now, "article {number} in {:?}", self.files.get(&number));
    }

    fn write(&mut self) {
        let mut touched: Vec<u32> = Vec::new();
        for _ in 0..self.random.usize(1..=ACTS) {
            let others: Vec<u32> =
                self.files.keys().copied().filter(|number| !touched.contains(number)).collect();
            match self.random.choice(others) {
                Some(number) if self.random.u8(..) > 90 => {
                    self.change(number);
                    touched.push(number);
                }
                _ => touched.push(self.create()),
            }
        }
    }

    fn create(&mut self) -> u32 {
        let number = self.written;
        self.written += 1;
        // Not by its number alone: `404.md` is a site's page for what is not found.
        let name = format!("{}note-{number}.md", ["", "deep/er/", "ein Ordner/"][self.random.usize(0..3)]);
        let place = self.folder.path().join(&name);
        std::fs::create_dir_all(place.parent().unwrap()).unwrap();
        let dated = self.random.bool();
        let text = if dated {
            format!(
                "---\ntitle: Article {number}\ndate: 2026-01-{:02}\n---\nText {number}.\n",
                number % 28 + 1
            )
        } else {
            format!("# Article {number}\n\nText {number}.\n")
        };
        match self.random.bool() {
            true => std::fs::write(&place, text).unwrap(),
            false => {
                let beside = place.with_extension("tmp");
                std::fs::write(&beside, text).unwrap();
                std::fs::rename(beside, &place).unwrap();
            }
        }
        self.files.insert(number, name);
        number
    }

    fn change(&mut self, number: u32) {
        let name = self.files[&number].clone();
        let place = self.folder.path().join(&name);
        match self.random.u8(0..4) {
            0 => {
                std::fs::remove_file(place).unwrap();
                self.files.remove(&number);
            }
            1 => {
                let renamed = format!("{}-{}.md", name.trim_end_matches(".md"), self.random.u32(..));
                std::fs::rename(place, self.folder.path().join(&renamed)).unwrap();
                self.files.insert(number, renamed);
            }
            _ => {
                let more =
                    format!("{}\nMore {}.\n", std::fs::read_to_string(&place).unwrap(), self.random.u32(..));
                std::fs::write(place, more).unwrap();
            }
        }
    }

    /// Starts it once more, and compares what it serves with the folder and with what was ever seen.
    fn compare(&mut self, round: u64) {
        let program = Program::serve(self.folder.path(), &self.configuration);
        let expected: Vec<u32> = self.files.keys().copied().collect();
        let entries = until(|| {
            let entries = program.feed("/atom.xml").entries;
            let mut found: Vec<u32> = entries.iter().map(number).collect();
            found.sort_unstable();
            if found == expected { Ok(entries) } else { Err(found) }
        });
        let entries = entries.unwrap_or_else(|found| panic!("round {round}: {found:?}, not {expected:?}"));
        for entry in &entries {
            self.see(entry);
        }
        let mut ids: Vec<&str> = entries.iter().map(|entry| entry.id.as_str()).collect();
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), entries.len(), "round {round}: an id stands twice");
        program.kill();
    }
}

fn number(entry: &Entry) -> u32 {
    let title = &entry.title.as_ref().expect("a title").content;
    title.rsplit(' ').next().expect("a last word").parse().expect("a number")
}
