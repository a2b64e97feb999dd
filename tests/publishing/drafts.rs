//! Articles that are not public (drafts, scheduled, expired and rejected ones) appear nowhere: in no feed,
//! page, count, list or address, whatever their files contained before.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a failing test may panic")]

use crate::support::site::{Site, until};
use fastrand::Rng;
use std::collections::BTreeMap;

/// Files that change between public and not.
const FILES: usize = 12;

/// Rounds of changes; after each one everything that the server publishes is read.
const ROUNDS: usize = 25;

/// Front matter, and whether it makes a file public.
fn state(random: &mut Rng) -> (bool, &'static str) {
    let states = [
        (true, "date: 2026-03-04\n"),
        (true, "date: 2026-03-05\ndraft: false\n"),
        (true, "date: 2026-03-05\nexpires: 2999-01-01\n"),
        (false, "date: 2026-03-04\ndraft: true\n"),
        (false, "date: 2999-03-04\n"),
        (false, "date: 2026-03-04\nexpires: 2026-03-05\n"),
    ];
    states[random.usize(..states.len())]
}

/// A text whose every part contains a word that identifies the file, a different one if the file is not
/// public.
fn text(file: usize, round: usize, is_public: bool, keys: &str) -> String {
    let word = format!("{}{file}x{round}", if is_public { "public" } else { "hidden" });
    format!(
        "---\ntitle: Title {word}\n{keys}slug: at-{word}\ntags: [tag-{word}]\ncategories: [all, in-{word}]\n\
         author: Author {word}\nsummary: Summary {word}.\naliases: [/once/{word}/]\n---\nText {word}.\n"
    )
}

#[test]
fn articles_that_are_not_public_appear_nowhere() {
    let seed = Rng::new().u64(..);
    println!("seed {seed}");
    let mut random = Rng::with_seed(seed);
    let site = Site::with_settings("[feeds]\nflood_limit = 1000\n[content]\ngrace = '0s'\n", &[]);
    let mut public: BTreeMap<usize, String> = BTreeMap::new();
    for round in 0..ROUNDS {
        for file in 0..FILES {
            let name = format!("{file}.md");
            match random.u8(..6) {
                0 | 1 => continue,
                2 if site.file(&name).exists() => {
                    site.remove(&name);
                    public.remove(&file);
                    continue;
                }
                _ => {}
            }
            let (is_public, keys) = state(&mut random);
            let text = text(file, round, is_public, keys);
            if random.bool() {
                site.write(&name, &text);
            } else {
                site.write_atomically(&name, &text);
            }
            if is_public {
                public.insert(file, format!("public{file}x{round}"));
            } else {
                public.remove(&file);
            }
        }
        // Events are processed in order: when this file appears, all earlier changes have been processed.
        let sentinel = format!("Sentinel {round}");
        site.write("sentinel.md", &format!("---\ntitle: {sentinel}\ndate: 2026-04-01\n---\nText.\n"));
        until(|| if site.get("/atom.xml").text().contains(&sentinel) { Ok(()) } else { Err(()) })
            .expect("in time");
        check_all(&site, round, &public);
    }
}

/// Reads everything that the server publishes.
fn check_all(site: &Site, round: usize, public: &BTreeMap<usize, String>) {
    let mut paths: Vec<String> =
        ["/", "/feeds.opml", "/tags/", "/categories/", "/authors/"].map(str::to_owned).to_vec();
    for directory in ["/", "/categories/all/"] {
        paths.extend(["feed.xml", "atom.xml", "feed.json"].map(|feed| format!("{directory}{feed}")));
    }
    paths.push("/categories/all/".to_owned());
    for path in &paths {
        let answer = site.get(path);
        assert!(!answer.text().contains("hidden"), "round {round}, {path}: {}", answer.text());
    }
    // A deletion takes effect a moment later, since the file may be in the middle of a move.
    let count = |path: &str| if site.get(path).status == 200 { site.feed(path).len() } else { 0 };
    let counts = || (count("/categories/all/atom.xml"), count("/feed.xml"));
    let expected = (public.len(), public.len() + 1);
    let last = until(|| if counts() == expected { Ok(()) } else { Err(counts()) });
    assert_eq!(last, Ok(()), "round {round}, of {expected:?}");
    let opml = site.get("/feeds.opml").text();
    assert!(public.values().all(|word| opml.contains(&format!("tag-{word}/"))), "{opml}");
    assert_eq!(opml.matches("/tags/").count() % public.len().max(1), 0, "{opml}");
    for file in 0..FILES {
        for (path, is_feed) in [
            (format!("/articles/at-hidden{file}x{round}/"), false),
            (format!("/once/hidden{file}x{round}/"), false),
            (format!("/tags/tag-hidden{file}x{round}/feed.xml"), true),
            (format!("/authors/author-hidden{file}x{round}/"), true),
            (format!("/{file}.md"), false),
        ] {
            let answer = site.get(&path);
            let word = public.get(&file);
            let leads_to = word.is_some_and(|word| answer.header("location").contains(word.as_str()));
            assert!(
                leads_to || answer.status == 404 || answer.status == 410 || is_feed,
                "{path}: {}",
                answer.status
            );
            assert!(!answer.text().contains(&format!("Text hidden{file}")), "{path}");
        }
    }
}
