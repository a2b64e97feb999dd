//! Pages of the catalogue's file are zeroed, swapped or changed while no server runs. The next start notices that: it
//! refuses to serve, or `/readyz` reports the damage, or everything is served as before.
//!
//! `cargo test` tries a few damages; `TIDINGS_DAMAGE_ROUNDS=60 cargo test --release --test failures damage` tries more.

use crate::support::program::Program;
use crate::support::site::{dated, until};
use fastrand::Rng;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// SQLite's page size in the catalogue, in bytes.
const PAGE: usize = 8192;

struct DamagedSite {
    folder: tempfile::TempDir,
    elsewhere: tempfile::TempDir,
    /// The answers before the damage: the status and body of each address.
    before: BTreeMap<String, (u16, Vec<u8>)>,
    whole: Vec<u8>,
}

impl DamagedSite {
    fn new() -> Self {
        let (folder, elsewhere) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        std::fs::write(elsewhere.path().join("tidings.toml"), "[site]\nbase_url = 'https://example.org/'\n")
            .unwrap();
        for number in 0..60 {
            let text = dated(&format!("Article {number}"), &format!("2026-01-{:02}", number % 28 + 1));
            let text = format!("{text}\n{}", "Some more words for a page of the file. ".repeat(60));
            std::fs::write(folder.path().join(format!("note-{number}.md")), text).unwrap();
        }
        let mut site = Self { folder, elsewhere, before: BTreeMap::new(), whole: Vec::new() };
        let program = Program::serve(site.folder.path(), &site.elsewhere.path().join("tidings.toml"));
        site.before = site.answers(&program);
        assert!(
            site.before.values().all(|(status, _)| *status == 200),
            "{:?}",
            site.before.values().map(|(status, _)| status).collect::<Vec<_>>()
        );
        // A server that ends well leaves nothing in the write-ahead log.
        program.stop();
        site.whole = std::fs::read(site.catalogue()).unwrap();
        assert_eq!(site.whole.len() % PAGE, 0);
        site
    }

    fn catalogue(&self) -> PathBuf {
        self.folder.path().join(".tidings/catalogue.sqlite")
    }

    fn answers(&self, program: &Program) -> BTreeMap<String, (u16, Vec<u8>)> {
        let articles = (0..60).map(|number| format!("/articles/note-{number}/"));
        let feeds = ["/feed.xml", "/atom.xml", "/feed.json"].map(str::to_owned);
        articles.chain(feeds).map(|path| (path.clone(), program.fetch(&path))).collect()
    }

    /// Starts over a damaged file, and returns what happened.
    fn start(&self, damage: &str) {
        let log = self.elsewhere.path().join("log");
        let read_log = || std::fs::read_to_string(&log).unwrap();
        let configuration = self.elsewhere.path().join("tidings.toml");
        let Some(mut program) = Program::try_serve(self.folder.path(), &configuration, &log) else {
            assert!(read_log().contains("tidings catalogue rebuild"), "{damage}: {}", read_log());
            return;
        };
        // The verdict of the thorough check comes a moment after the start.
        let after = self.answers(&program);
        let noticed = || match program.fetch("/readyz") {
            (503, body) if body == b"the catalogue is damaged\n" => Ok(()),
            (0, _) if program.exit_status() == Some(3) => Ok(()),
            (status, _) => Err(status),
        };
        if after != self.before {
            assert_eq!(until(noticed), Ok(()), "{damage}: other answers, but ready");
            assert!(read_log().contains("tidings catalogue rebuild"), "{damage}: {}", read_log());
        }
        program.kill();
    }

    fn restore(&self) {
        for name in ["catalogue.sqlite-wal", "catalogue.sqlite-shm"] {
            let _ = std::fs::remove_file(self.folder.path().join(".tidings").join(name));
        }
        std::fs::write(self.catalogue(), &self.whole).unwrap();
    }
}

fn damage(whole: &[u8], file: &Path, random: &mut Rng) -> String {
    let mut bytes = whole.to_vec();
    let pages = bytes.len() / PAGE;
    let (a, b) = (random.usize(1..pages), random.usize(1..pages));
    let what = match random.u8(0..3) {
        0 => {
            bytes[a * PAGE..(a + 1) * PAGE].fill(0);
            format!("page {a} zeroed")
        }
        1 => {
            let (first, second) =
                (whole[a * PAGE..(a + 1) * PAGE].to_vec(), whole[b * PAGE..(b + 1) * PAGE].to_vec());
            bytes[a * PAGE..(a + 1) * PAGE].copy_from_slice(&second);
            bytes[b * PAGE..(b + 1) * PAGE].copy_from_slice(&first);
            format!("pages {a} and {b} swapped")
        }
        _ => {
            // The first bytes of a page describe its structure. A byte within a text is not found by any check.
            (0..100).for_each(|_| bytes[random.usize(1..pages) * PAGE + random.usize(0..8)] = random.u8(..));
            "100 bytes changed".to_owned()
        }
    };
    std::fs::write(file, bytes).unwrap();
    what
}

#[test]
fn a_damaged_catalogue_is_noticed() {
    let rounds = std::env::var("TIDINGS_DAMAGE_ROUNDS").ok().and_then(|rounds| rounds.parse().ok());
    let seed = Rng::new().u64(..);
    let (site, mut random) = (DamagedSite::new(), Rng::with_seed(seed));
    for round in 0..rounds.unwrap_or(6) {
        let what = damage(&site.whole, &site.catalogue(), &mut random);
        site.start(&format!("seed {seed}, round {round}: {what}"));
        site.restore();
    }
}
