//! Kills the server between any two steps of a save, for every program of the table of saves. The rest of the save
//! is made while the server is off, or after it is back; in the end the article has its first id, date and address.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a failing test may panic")]

use crate::support::program::Program;
use crate::support::saves::{Place, SAVES, Save};
use crate::support::site::until;
use fastrand::Rng;
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::time::Duration;
use tempfile::TempDir;

/// What a subscriber must see unchanged: id, address path, date.
type Identity = (String, String, Option<chrono::DateTime<chrono::Utc>>);

struct SaveRun {
    folder: TempDir,
    elsewhere: TempDir,
    random: Rng,
    seen: BTreeMap<String, Identity>,
}

#[test]
fn a_server_killed_within_a_save_keeps_the_article() {
    let (rounds, seed) = crate::rounds_and_seed(3);
    let mut run = SaveRun::new(seed);
    for round in 1..=rounds {
        run.round(round);
    }
}

fn document(save: &Save, version: u64) -> Vec<u8> {
    save.document(&format!("This is version {version}."))
}

impl SaveRun {
    fn new(seed: u64) -> Self {
        let (folder, elsewhere) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        std::fs::write(elsewhere.path().join("tidings.toml"), "[feeds]\nentries = 200\nflood_limit = 1000\n")
            .unwrap();
        let run = Self { folder, elsewhere, random: Rng::with_seed(seed), seen: BTreeMap::new() };
        for save in SAVES {
            let place = run.place(save);
            std::fs::create_dir_all(&place.directory).unwrap();
            std::fs::write(place.directory.join(save.file), document(save, 0)).unwrap();
        }
        run
    }

    fn place(&self, save: &Save) -> Place {
        Place { directory: self.folder.path().join(save.program), outside: self.elsewhere.path().to_owned() }
    }

    fn configuration(&self) -> PathBuf {
        self.elsewhere.path().join("tidings.toml")
    }

    fn serve(&self) -> Program {
        Program::serve(self.folder.path(), &self.configuration())
    }

    fn round(&mut self, round: u64) {
        let program = self.serve();
        self.compare(&program, round - 1);
        // The number of steps that each program makes before the server is killed, and while it is off.
        let cut: Vec<(usize, usize)> = SAVES
            .iter()
            .map(|save| {
                let before = self.random.usize(0..=save.steps.len());
                (before, self.random.usize(before..=save.steps.len()))
            })
            .collect();
        let pause = Duration::from_millis([0, 5, 50, 500][self.random.usize(0..4)]);
        self.make_steps(round, |number| 0..cut[number].0);
        std::thread::sleep(pause);
        program.kill();
        self.make_steps(round, |number| cut[number].0..cut[number].1);
        let program = self.serve();
        std::thread::sleep(pause);
        self.make_steps(round, |number| cut[number].1..SAVES[number].steps.len());
        self.compare(&program, round);
        for save in SAVES {
            save.clean_up(&self.place(save));
        }
        program.kill();
    }

    fn make_steps(&self, version: u64, steps: impl Fn(usize) -> std::ops::Range<usize>) {
        for (number, save) in SAVES.iter().enumerate() {
            let (place, new) = (self.place(save), document(save, version));
            for step in &save.steps[steps(number)] {
                save.carry_out(*step, &place, &new, Duration::ZERO);
            }
        }
    }

    /// Waits until the feed has this version of every article and nothing else, and compares the identities.
    fn compare(&mut self, program: &Program, version: u64) {
        let ending = format!("version {version}.");
        let entries = until(|| {
            let entries = program.feed("/atom.xml").entries;
            let old: Vec<String> = entries
                .iter()
                .filter(|entry| !format!("{:?}", entry.content).contains(&ending))
                .map(|entry| entry.title.as_ref().unwrap().content.clone())
                .collect();
            if old.is_empty() && entries.len() == SAVES.len() {
                Ok(entries)
            } else {
                Err((entries.len(), old))
            }
        });
        let entries = entries.unwrap_or_else(|(count, old)| {
            panic!("version {version}: {count} entries of {}, without the new text: {old:?}", SAVES.len())
        });
        for entry in entries {
            let address =
                entry.links.first().map(|link| link.href.split('/').skip(3).collect::<Vec<_>>().join("/"));
            let now = (entry.id, address.unwrap_or_default(), entry.published);
            let title = entry.title.unwrap().content;
            let first = self.seen.entry(title.clone()).or_insert_with(|| now.clone());
            assert_eq!(*first, now, "version {version}: {title}");
        }
    }
}
