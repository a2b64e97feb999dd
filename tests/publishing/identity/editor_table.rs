//! Every program of the table of saves saves an article, with pauses between its steps: the article keeps its id, its
//! date and its address, subscribers see it the whole time, and no other entry appears.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a failing test may panic")]

use crate::support::saves::{Place, SAVES, Save};
use crate::support::site::{Item, Site, until};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

/// What a subscriber must see unchanged: id, address, date.
type Identity = (String, String, Option<chrono::DateTime<chrono::Utc>>);

fn identities(items: Vec<Item>) -> BTreeMap<String, Identity> {
    let identity = |item: Item| (item.title, (item.id, item.link, item.published));
    items.into_iter().map(identity).collect()
}

fn place(site: &Site, save: &Save) -> Place {
    let directory = site.file(save.program);
    std::fs::create_dir_all(&directory).unwrap();
    Place { directory, outside: site.elsewhere("") }
}

/// A server over one article for each program, in a directory of its own.
fn site() -> Site {
    let mut site =
        Site::stopped(&[], "[feeds]\nentries = 200\nflood_limit = 1000\n[content]\nrescan = '1h'\n");
    for save in SAVES {
        let document = save.document("The first version.");
        std::fs::write(place(&site, save).directory.join(save.file), document).unwrap();
    }
    site.start();
    site
}

/// Saves with each program at the same time, each with this pause between the steps, while a subscriber polls.
fn save_with_pauses(pause: Duration) {
    let site = site();
    let before = identities(site.feed("/atom.xml"));
    assert_eq!(before.len(), SAVES.len());
    let saved = AtomicBool::new(false);
    std::thread::scope(|scope| {
        let subscriber = scope.spawn(|| subscribe(&site, &before, &saved));
        let writers: Vec<_> = SAVES
            .iter()
            .map(|save| {
                let place = place(&site, save);
                scope.spawn(move || {
                    let new = save.document("The second version.");
                    for step in save.steps {
                        save.carry_out(*step, &place, &new, pause);
                        std::thread::sleep(pause);
                    }
                })
            })
            .collect();
        writers.into_iter().for_each(|writer| writer.join().unwrap());
        let last = until(|| {
            let old: Vec<_> =
                SAVES.iter().filter(|save| !page(&site, &before, save).contains("second")).collect();
            if old.is_empty() { Ok(()) } else { Err(old.iter().map(|save| save.program).collect::<Vec<_>>()) }
        });
        saved.store(true, Ordering::SeqCst);
        assert_eq!(last, Ok(()), "these saves are not published");
        subscriber.join().unwrap();
    });
    assert_eq!(identities(site.feed("/atom.xml")), before);
}

/// Polls until everything is saved. An article that is absent, or an entry that is none of the articles, is an error.
fn subscribe(site: &Site, expected: &BTreeMap<String, Identity>, saved: &AtomicBool) {
    let mut faults = BTreeSet::new();
    while !saved.load(Ordering::SeqCst) {
        let answer = site.get("/atom.xml").text();
        if answer.contains("deleted-entry") {
            faults.insert("a tombstone".to_owned());
        }
        let seen = identities(site.feed("/atom.xml"));
        faults.extend(
            expected.keys().filter(|title| !seen.contains_key(*title)).map(|title| format!("no {title}")),
        );
        faults.extend(
            seen.iter()
                .filter(|(title, identity)| expected.get(*title) != Some(*identity))
                .map(|(title, identity)| format!("{title}: {identity:?}")),
        );
        std::thread::sleep(Duration::from_millis(10));
    }
    assert!(faults.is_empty(), "a subscriber saw: {faults:#?}");
}

fn page(site: &Site, expected: &BTreeMap<String, Identity>, save: &Save) -> String {
    let address = &expected[&save.title()].1;
    site.get(address.strip_prefix(site.base().trim_end_matches('/')).unwrap()).text()
}

#[test]
fn saves_without_pauses() {
    save_with_pauses(Duration::ZERO);
}

#[test]
fn saves_with_pauses_of_30_milliseconds() {
    save_with_pauses(Duration::from_millis(30));
}

#[test]
fn saves_with_pauses_of_300_milliseconds() {
    save_with_pauses(Duration::from_millis(300));
}

#[test]
fn saves_with_pauses_of_two_seconds() {
    save_with_pauses(Duration::from_secs(2));
}
