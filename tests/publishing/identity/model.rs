//! Random changes of twenty files, compared with a model of what a person calls the same article.
//!
//! `cargo test` runs a few rounds; `TIDINGS_MODEL_ROUNDS=200 cargo test --release --test publishing identity::model`
//! runs more. The test prints its seed, and `TIDINGS_MODEL_SEED` repeats the same changes.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout, reason = "a failing test may panic")]

use crate::support::saves::{exchange, sentences};
use crate::support::site::{Item, Site, until};
use fastrand::Rng;
use std::collections::BTreeMap;
use std::fs;
use std::time::Duration;

const FILES: usize = 20;

/// An article as a person thinks of it: a title, and a text that grows.
#[derive(Clone, Debug, PartialEq)]
struct Writing {
    title: String,
    text: String,
}

impl Writing {
    fn new(number: usize, random: &mut Rng) -> Self {
        Self { title: format!("Article {number}"), text: sentences(40, random) }
    }

    /// The same article with a sentence more.
    fn edit(&mut self, random: &mut Rng) {
        self.text.push_str(&sentences(1, random));
    }

    fn document(&self) -> String {
        format!("---\ntitle: {}\n---\n\n{}\n", self.title, self.text)
    }
}

/// The folder as the model has it: the article at each path.
type Folder = BTreeMap<String, Writing>;

struct ModelRun {
    site: Site,
    random: Rng,
    folder: Folder,
    /// Another state of the whole folder, as a branch of git has it.
    branch: Folder,
    /// What subscribers saw first of each title: id, date.
    seen: BTreeMap<String, (String, Option<chrono::DateTime<chrono::Utc>>)>,
    names: usize,
    done: Vec<String>,
}

#[test]
fn an_article_is_what_a_person_calls_the_same_article() {
    let number = |name: &str| std::env::var(name).ok().and_then(|value| value.parse::<u64>().ok());
    let rounds = number("TIDINGS_MODEL_ROUNDS").unwrap_or(6);
    let seed = number("TIDINGS_MODEL_SEED").unwrap_or_else(|| Rng::new().u64(..));
    println!("seed {seed}, {rounds} rounds");
    let mut run = ModelRun::new(seed);
    run.compare("the first start");
    for round in 0..rounds {
        run.done.clear();
        let off = run.random.u8(0..4) == 0;
        if off {
            run.site.stop();
        }
        for _ in 0..run.random.usize(1..=8) {
            run.change(off);
        }
        if off {
            run.site.start();
        }
        run.compare(&format!("round {round}, server {}", if off { "off" } else { "on" }));
    }
}

impl ModelRun {
    fn new(seed: u64) -> Self {
        let mut random = Rng::with_seed(seed);
        let mut site =
            Site::stopped(&[], "[feeds]\nentries = 200\nflood_limit = 1000\n[content]\nrescan = '1h'\n");
        let folder: Folder = (0..FILES)
            .map(|number| (format!("note-{number}.md"), Writing::new(number, &mut random)))
            .collect();
        for (path, writing) in &folder {
            site.write(path, &writing.document());
        }
        site.start();
        let branch = folder.clone();
        Self { site, random, folder, branch, seen: BTreeMap::new(), names: FILES, done: Vec::new() }
    }

    fn pause(&mut self) {
        if self.random.bool() {
            std::thread::sleep(Duration::from_millis(self.random.u64(0..60)));
        }
    }

    fn any_path(&mut self) -> String {
        let index = self.random.usize(0..self.folder.len());
        self.folder.keys().nth(index).unwrap().clone()
    }

    fn two_paths(&mut self) -> (String, String) {
        let a = self.any_path();
        loop {
            let b = self.any_path();
            if a != b {
                return (a, b);
            }
        }
    }

    fn fresh_path(&mut self) -> String {
        self.names += 1;
        format!("note-{}.md", self.names)
    }

    fn write_atomically(&self, path: &str, writing: &Writing) {
        let temporary = self.site.file(&format!("{path}.tmp"));
        fs::write(&temporary, writing.document()).unwrap();
        fs::rename(temporary, self.site.file(path)).unwrap();
    }

    /// One change of a person, in the folder and in the model.
    fn change(&mut self, off: bool) {
        let (a, b) = self.two_paths();
        match self.random.u8(0..9) {
            0 | 1 => self.save(&a),
            2 => self.rename(&a),
            3 => {
                exchange(&self.site.file(&a), &self.site.file(&b));
                self.swap(&a, &b);
                self.done.push(format!("exchange {a} {b}"));
            }
            4 => {
                // Over a third name, as people do it.
                self.site.rename(&a, "third.md");
                self.pause();
                self.site.rename(&b, &a);
                self.pause();
                self.site.rename("third.md", &b);
                self.swap(&a, &b);
                self.done.push(format!("swap {a} {b} over a third name"));
            }
            5 => self.delete_and_restore(&a),
            6 => self.rename_and_edit(&a),
            7 => self.check_out(off),
            _ => {
                let text = self.folder[&a].document();
                let outside = self.site.elsewhere("moved");
                fs::write(&outside, text).unwrap();
                fs::rename(outside, self.site.file(&a)).unwrap();
                self.done.push(format!("replace {a} by the same text"));
            }
        }
        self.pause();
    }

    fn swap(&mut self, a: &str, b: &str) {
        let (at_a, at_b) = (self.folder[a].clone(), self.folder[b].clone());
        self.folder.insert(a.to_owned(), at_b);
        self.folder.insert(b.to_owned(), at_a);
    }

    fn save(&mut self, path: &str) {
        let mut writing = self.folder[path].clone();
        writing.edit(&mut self.random);
        match self.random.u8(0..3) {
            0 => drop(self.site.write(path, &writing.document())),
            1 => self.write_atomically(path, &writing),
            _ => drop(self.site.save_with_backup(path, &writing.document())),
        }
        self.folder.insert(path.to_owned(), writing);
        self.done.push(format!("save {path}"));
    }

    fn rename(&mut self, path: &str) {
        let fresh = self.fresh_path();
        self.site.rename(path, &fresh);
        let writing = self.folder.remove(path).unwrap();
        self.folder.insert(fresh.clone(), writing);
        self.done.push(format!("rename {path} {fresh}"));
    }

    /// A rename and an edit at once, as `git pull` writes them: the new file, then the deletion of the old one.
    fn rename_and_edit(&mut self, path: &str) {
        let fresh = self.fresh_path();
        let mut writing = self.folder.remove(path).unwrap();
        writing.edit(&mut self.random);
        match self.random.bool() {
            true => {
                self.site.write(&fresh, &writing.document());
                self.site.remove(path);
            }
            false => {
                self.site.remove(path);
                self.site.write(&fresh, &writing.document());
            }
        }
        self.folder.insert(fresh.clone(), writing);
        self.done.push(format!("rename and edit {path} {fresh}"));
    }

    fn delete_and_restore(&mut self, path: &str) {
        self.site.remove(path);
        if self.random.bool() {
            std::thread::sleep(Duration::from_millis(self.random.u64(0..600)));
        }
        let writing = self.folder.remove(path).unwrap();
        let back = if self.random.bool() { path.to_owned() } else { self.fresh_path() };
        self.site.write(&back, &writing.document());
        self.folder.insert(back.clone(), writing);
        self.done.push(format!("delete {path}, restore as {back}"));
    }

    /// `git checkout` of the other branch: deletes what only this one has, replaces what differs, writes what is new.
    fn check_out(&mut self, off: bool) {
        let target = std::mem::replace(&mut self.branch, self.folder.clone());
        for path in self.folder.keys().filter(|path| !target.contains_key(*path)) {
            self.site.remove(path);
        }
        for (path, writing) in &target {
            match self.folder.get(path) {
                Some(same) if same == writing => continue,
                Some(_) => drop(self.site.remove(path)),
                None => {}
            }
            self.site.write(path, &writing.document());
        }
        self.folder = target;
        self.done.push(format!("checkout, server {}", if off { "off" } else { "on" }));
    }

    /// Waits until the feed has the articles of the folder, and compares their identities with the first ones.
    fn compare(&mut self, when: &str) {
        let mut expected: Vec<&str> = self.folder.values().map(|writing| writing.title.as_str()).collect();
        expected.sort_unstable();
        let items = until(|| {
            let items = self.site.feed("/atom.xml");
            let mut titles: Vec<&str> = items.iter().map(|item| item.title.as_str()).collect();
            titles.sort_unstable();
            if titles == expected && self.is_current() { Ok(items) } else { Err(titles.join(", ")) }
        });
        let items: Vec<Item> =
            items.unwrap_or_else(|titles| panic!("{when}: {:#?}\nfeed: {titles}", self.done));
        for item in items {
            let now = (item.id, item.published);
            let first = self.seen.entry(item.title.clone()).or_insert_with(|| now.clone());
            assert_eq!(*first, now, "{when}: {} after {:#?}", item.title, self.done);
        }
    }

    /// Whether every text of the folder is in the feed.
    fn is_current(&self) -> bool {
        let feed = self.site.get("/atom.xml").text();
        let last =
            |writing: &Writing| writing.text.trim_end().rsplit(". ").next().unwrap_or_default().to_owned();
        self.folder.values().all(|writing| feed.contains(&last(writing)))
    }
}
