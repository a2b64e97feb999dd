//! Kills the server at random times while a writer creates, edits, renames and deletes files. After each restart the
//! feed must contain exactly the articles of the folder, each with its first id and date.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a failing test may panic")]

use crate::support::program::Program;
use crate::support::site::until;
use chrono::{DateTime, Utc};
use fastrand::Rng;
use feed_rs::model::Entry;
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::time::{Duration, Instant};
use tempfile::TempDir;

/// Most changes of the writer in a round. Each file is changed at most once a round: a file that is renamed
/// and rewritten while the server is down cannot be recognised.
const CHANGES: usize = 40;

/// The file name of each article, by the number in its title.
type Folder = BTreeMap<u32, String>;

/// The id and date of each article when a subscriber first saw it; they must never change.
type Seen = BTreeMap<u32, (String, Option<DateTime<Utc>>)>;

#[test]
fn a_killed_server_loses_and_repeats_nothing() {
    let (rounds, seed) = crate::rounds_and_seed(4);
    let mut run = CrashRun::new(seed);
    for round in 0..rounds {
        run.round();
        run.compare(round);
    }
}

struct CrashRun {
    folder: TempDir,
    configuration: PathBuf,
    _elsewhere: TempDir,
    random: Rng,
    files: Folder,
    written: u32,
    seen: Seen,
}

impl CrashRun {
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

    /// Runs the program, kills it while the writer writes, and lets the writer finish.
    fn round(&mut self) {
        let program = Program::serve(self.folder.path(), &self.configuration);
        let lifetime = Duration::from_micros(self.random.u64(0..60_000));
        let started = Instant::now();
        let mut polled = Vec::new();
        std::thread::scope(|scope| {
            scope.spawn(|| self.write());
            // A subscriber polls until the program is killed.
            while started.elapsed() < lifetime {
                let body = program.get("/atom.xml").expect("the server answers");
                polled.extend(feed_rs::parser::parse(body.as_slice()).expect("a feed").entries);
            }
            program.kill();
        });
        polled.iter().for_each(|entry| self.check_identity(entry));
    }

    /// Checks that an entry has the id and date that it had when it was first seen.
    fn check_identity(&mut self, entry: &Entry) {
        let (number, now) = (number(entry), (entry.id.clone(), entry.published));
        let first = self.seen.entry(number).or_insert_with(|| now.clone());
        assert_eq!(*first, now, "article {number} in {:?}", self.files.get(&number));
    }

    fn write(&mut self) {
        let mut touched: Vec<u32> = Vec::new();
        for _ in 0..self.random.usize(1..=CHANGES) {
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
        // The name is not only the number, since `404.md` is the error page of a site.
        let name = format!("{}note-{number}.md", ["", "deep/er/", "ein Ordner/"][self.random.usize(0..3)]);
        let path = self.folder.path().join(&name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
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
            true => std::fs::write(&path, text).unwrap(),
            false => {
                let beside = path.with_extension("tmp");
                std::fs::write(&beside, text).unwrap();
                std::fs::rename(beside, &path).unwrap();
            }
        }
        self.files.insert(number, name);
        number
    }

    fn change(&mut self, number: u32) {
        let name = self.files[&number].clone();
        let path = self.folder.path().join(&name);
        match self.random.u8(0..4) {
            0 => {
                std::fs::remove_file(path).unwrap();
                self.files.remove(&number);
            }
            1 => {
                let renamed = format!("{}-{}.md", name.trim_end_matches(".md"), self.random.u32(..));
                std::fs::rename(path, self.folder.path().join(&renamed)).unwrap();
                self.files.insert(number, renamed);
            }
            _ => {
                let more =
                    format!("{}\nMore {}.\n", std::fs::read_to_string(&path).unwrap(), self.random.u32(..));
                std::fs::write(path, more).unwrap();
            }
        }
    }

    /// Restarts the program and compares its feed with the folder and with everything seen before.
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
            self.check_identity(entry);
        }
        let mut ids: Vec<&str> = entries.iter().map(|entry| entry.id.as_str()).collect();
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), entries.len(), "round {round}: an id occurs twice");
        program.kill();
    }
}

fn number(entry: &Entry) -> u32 {
    let title = &entry.title.as_ref().expect("a title").content;
    title.rsplit(' ').next().expect("a last word").parse().expect("a number")
}
