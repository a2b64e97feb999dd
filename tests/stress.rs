//! Many changes at once and many repetitions: in the end the feeds match the folder, and each article appears
//! once, with the id and date that it had first.
//!
//! `cargo test` runs short versions. The long ones:
//! `TIDINGS_STRESS_FILES=20000 TIDINGS_STRESS_REPETITIONS=1000 cargo test --release --test stress`. As root,
//! `TIDINGS_STRESS_QUEUE=64` limits the kernel's event queue to 64 events, so that it overflows.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a failing test may panic")]

mod support;

use chrono::{DateTime, TimeDelta, Utc};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::atomic::{AtomicI64, Ordering};
use support::site::{Item, Site, dated, until, until_within};

/// Concurrent writers.
const WRITERS: usize = 8;

/// The kernel's limit for new event queues; an existing queue keeps its own.
const QUEUE: &str = "/proc/sys/fs/inotify/max_queued_events";

fn number(name: &str, otherwise: usize) -> usize {
    std::env::var(name).ok().and_then(|value| value.parse().ok()).unwrap_or(otherwise)
}

/// The number of repetitions.
fn repetitions() -> usize {
    number("TIDINGS_STRESS_REPETITIONS", 100)
}

/// Starts the server, with a tiny event queue if the environment asks for it.
fn start_with_tiny_queue(site: &mut Site) {
    let Ok(size) = std::env::var("TIDINGS_STRESS_QUEUE") else { return site.start() };
    let previous = std::fs::read_to_string(QUEUE).unwrap();
    std::fs::write(QUEUE, size).expect("only root can limit the queue");
    site.start();
    std::fs::write(QUEUE, previous).unwrap();
}

/// The id and the date of each title, which subscribers must never see change.
fn identities(items: Vec<Item>) -> BTreeMap<String, (String, Option<DateTime<Utc>>)> {
    let count = items.len();
    let ids: BTreeSet<String> = items.iter().map(|item| item.id.clone()).collect();
    assert_eq!(ids.len(), count, "an id occurs twice");
    items.into_iter().map(|item| (item.title, (item.id, item.published))).collect()
}

/// Waits until a feed has exactly these titles in any order; returns their identities.
fn wait_for_titles(
    site: &Site,
    feed: &str,
    titles: &BTreeSet<String>,
) -> BTreeMap<String, (String, Option<DateTime<Utc>>)> {
    let found = until_within(600, || {
        let answer = site.get(feed);
        let items = if answer.status == 200 { site.feed(feed) } else { Vec::new() };
        let found: BTreeSet<String> = items.iter().map(|item| item.title.clone()).collect();
        if found == *titles && items.len() == titles.len() { Ok(items) } else { Err((items.len(), found)) }
    });
    let (count, found) = match found {
        Ok(items) => return identities(items),
        Err(found) => found,
    };
    let missing: Vec<_> = titles.difference(&found).take(5).collect();
    let extra: Vec<_> = found.difference(titles).take(5).collect();
    panic!("{feed}: {count} of {}, missing {missing:?}, extra {extra:?}", titles.len());
}

#[test]
fn many_writers_write_thousands_of_files_at_once() {
    let files = number("TIDINGS_STRESS_FILES", 800) / WRITERS;
    let mut site = Site::stopped(
        &[],
        "[feeds]\nentries = 10000\nbytes = '64 MiB'\nflood_limit = 10000\n[content]\nrescan = '1h'\n",
    );
    start_with_tiny_queue(&mut site);
    let title = |writer: usize, number: usize| format!("Article {writer}-{number}");
    std::thread::scope(|scope| {
        for writer in 0..WRITERS {
            let site = &site;
            scope.spawn(move || {
                for number in 0..files {
                    // Undated, so that the date of each article is the time at which it was first seen.
                    let text =
                        format!("---\ntitle: {}\ntags: [w{writer}]\n---\nText.\n", title(writer, number));
                    let file = format!("{}/{writer}-{number}.md", number % 7);
                    match number % 3 {
                        0 => site.write(&file, &text),
                        1 => site.write(&file, "half").write_atomically(&file, &text),
                        _ => site.write(&file, &text).write(&file, &text),
                    };
                }
            });
        }
    });
    let feed = |writer: usize| format!("/tags/w{writer}/atom.xml");
    let titles = |writer: usize| (0..files).map(|number| title(writer, number)).collect::<BTreeSet<_>>();
    let first: Vec<_> =
        (0..WRITERS).map(|writer| wait_for_titles(&site, &feed(writer), &titles(writer))).collect();
    let all: BTreeSet<&String> = first.iter().flat_map(|seen| seen.values().map(|(id, _)| id)).collect();
    assert_eq!(all.len(), files * WRITERS);
    site.restart();
    for (writer, first) in first.iter().enumerate() {
        assert_eq!(wait_for_titles(&site, &feed(writer), &titles(writer)), *first);
    }
}

/// Writes a file into each directory of a chain of nested directories.
fn deep_tree(root: &Path, levels: usize) -> BTreeSet<String> {
    let mut directory = root.to_path_buf();
    (0..levels)
        .map(|level| {
            directory.push(format!("d{level}"));
            std::fs::create_dir_all(&directory).unwrap();
            let title = format!("Level {level}");
            std::fs::write(directory.join("a.md"), format!("# {title}\n\nText of {title}.\n")).unwrap();
            title
        })
        .collect()
}

#[test]
fn a_deep_tree_is_copied_moved_out_and_in_and_renamed() {
    let site = Site::with_settings(
        "[feeds]\nentries = 1000\nbytes = '64 MiB'\nflood_limit = 1000\n[content]\nrescan = '1h'\n",
        &[],
    );
    let titles = deep_tree(&site.elsewhere("tree"), 60);
    let copied =
        std::process::Command::new("cp").arg("-r").arg(site.elsewhere("tree")).arg(site.folder()).status();
    assert!(copied.unwrap().success());
    let first = wait_for_titles(&site, "/atom.xml", &titles);
    for turn in 0..(repetitions() / 10).max(3) {
        std::fs::rename(site.file("tree"), site.elsewhere("out")).unwrap();
        if turn % 2 == 0 {
            wait_for_titles(&site, "/atom.xml", &BTreeSet::new());
        }
        std::fs::rename(site.elsewhere("out"), site.file("tree")).unwrap();
        if turn % 3 == 0 {
            assert_eq!(wait_for_titles(&site, "/atom.xml", &titles), first);
        }
        let other = site.file(&format!("renamed {turn}"));
        std::fs::rename(site.file("tree"), &other).unwrap();
        std::fs::rename(other, site.file("tree")).unwrap();
    }
    assert_eq!(wait_for_titles(&site, "/atom.xml", &titles), first);
}

#[test]
fn a_thousand_renames_in_a_row() {
    let mut site = Site::with_settings("[content]\nrescan = '1h'\n", &[]);
    site.write("0.md", "# Wanderer\n\nText.\n").write("still.md", "# Still\n\nMore text.\n");
    let titles = BTreeSet::from(["Wanderer".to_owned(), "Still".to_owned()]);
    let first = wait_for_titles(&site, "/atom.xml", &titles);
    std::fs::create_dir(site.file("d")).unwrap();
    let name = |number: usize| format!("{}{number}.md", ["", "d/", "d/e"][number % 3]);
    for number in 0..repetitions() {
        site.rename(&name(number), &name(number + 1));
    }
    let last = name(repetitions());
    until(|| if site.get(&format!("/{last}")).status == 301 { Ok(()) } else { Err(()) })
        .expect("the last name is known");
    assert_eq!(wait_for_titles(&site, "/atom.xml", &titles), first);
    site.restart();
    assert_eq!(wait_for_titles(&site, "/atom.xml", &titles), first);
}

#[test]
fn a_file_that_is_replaced_a_thousand_times_in_a_second() {
    let site = Site::with_settings("[content]\nrescan = '1h'\n", &[]);
    site.write("a.md", "# First\n\nText.\n").expect_titles(&["First"]);
    let first = site.item("First");
    for number in 0..repetitions() {
        let text = format!("# Version {number}\n\nText {number}.\n");
        match number % 3 {
            0 => site.write("a.md", &text),
            1 => site.write_atomically("a.md", &text),
            _ => site.save_with_backup("a.md", &text),
        };
    }
    let last = format!("Version {}", repetitions() - 1);
    site.expect_titles(&[&last]);
    let item = site.item(&last);
    assert_eq!((item.id, item.published, item.link), (first.id, first.published, first.link));
}

#[test]
fn unusual_file_names() {
    let names = [
        "ελληνικά.md",
        "עברית.md",
        "हिन्दी.md",
        "ไทย.md",
        "日本語 の 記事.md",
        "한국어.md",
        "ქართული.md",
        "አማርኛ.md",
        "e\u{301}te\u{301}.md",
        "\u{202e}rtl.md",
        "two\nlines\r\n.md",
        "tab\there.md",
        " space .md",
        "'quotes\".md",
        "back\\slash.md",
        "%2e%2e.md",
        "<b>&amp;.md",
        "-rf.md",
        "*.md",
        "\u{7f}.md",
        "👩‍👩‍👧.md",
    ];
    let long = format!("{}.md", "長".repeat(84));
    let names: Vec<&str> = names.into_iter().chain([long.as_str()]).collect();
    let mut site = Site::with_settings("[feeds]\nentries = 100\n", &[]);
    let titles: BTreeSet<String> = (0..names.len()).map(|number| format!("Title {number}")).collect();
    for (number, name) in names.iter().enumerate() {
        site.write(
            &format!("{}{name}", if number % 2 == 0 { "" } else { "新\nне/" }),
            &format!("# Title {number}\n\nText {number}.\n"),
        );
    }
    let first = wait_for_titles(&site, "/atom.xml", &titles);
    site.restart();
    assert_eq!(wait_for_titles(&site, "/atom.xml", &titles), first);
    for item in site.feed("/atom.xml") {
        let path = item.link.strip_prefix(site.base()).expect("an address of the site");
        assert_eq!(site.get(&format!("/{path}")).status, 200, "{path}");
    }
}

/// The offset of the clock of the test below, in seconds.
static CLOCK_OFFSET: AtomicI64 = AtomicI64::new(0);

fn shifted_clock() -> DateTime<Utc> {
    Utc::now() + TimeDelta::seconds(CLOCK_OFFSET.load(Ordering::SeqCst))
}

#[test]
fn a_clock_that_jumps_back_a_day() {
    let mut site = Site::stopped(&[], "[content]\nrescan = '1s'\n");
    site.set_clock(shifted_clock);
    site.start();
    let hours = |hours: i64| (Utc::now() + TimeDelta::hours(hours)).to_rfc3339();
    site.write("undated.md", "# Undated\n\nText.\n").write("dated.md", &dated("Dated", &hours(-1)));
    let titles = BTreeSet::from(["Undated".to_owned(), "Dated".to_owned()]);
    let first = wait_for_titles(&site, "/atom.xml", &titles);
    let modified = |site: &Site| httpdate(site.get_dated("/feed.xml").header("last-modified"));
    site.write("dated.md", &dated("Dated", &hours(-1)).replace("says", "said once"));
    until(|| if site.get("/feed.xml").text().contains("said once") { Ok(()) } else { Err(()) }).unwrap();
    let dated_text = std::fs::read_to_string(site.file("dated.md")).unwrap();
    let before = (modified(&site), site.item("Dated"));
    CLOCK_OFFSET.store(-86_400, Ordering::SeqCst);
    // The files are read again, edited, and read after a restart.
    site.write("dated.md", &dated_text).write("undated.md", "# Undated\n\nOther text.\n");
    until(|| if site.get("/feed.xml").text().contains("Other text") { Ok(()) } else { Err(()) }).unwrap();
    let (now, item) = (wait_for_titles(&site, "/atom.xml", &titles), site.item("Dated"));
    assert_eq!(now.keys().collect::<Vec<_>>(), first.keys().collect::<Vec<_>>());
    assert!(now.iter().all(|(title, (id, _))| *id == first[title].0));
    assert_eq!((now["Undated"].clone(), item), (first["Undated"].clone(), before.1));
    assert!(modified(&site) > before.0 && site.item("Undated").updated >= site.item("Undated").published);
    let modified_then = modified(&site);
    site.restart();
    wait_for_titles(&site, "/atom.xml", &titles);
    assert!(modified(&site) >= modified_then);
    // Articles that are due by this clock appear, and later those that are due by the other one.
    site.write("soon.md", &dated("Soon", &(shifted_clock() + TimeDelta::seconds(2)).to_rfc3339()));
    site.write("today.md", &dated("Today", &hours(-2)));
    let with_soon = titles.iter().cloned().chain(["Soon".to_owned()]).collect();
    wait_for_titles(&site, "/atom.xml", &with_soon);
    CLOCK_OFFSET.store(0, Ordering::SeqCst);
    wait_for_titles(&site, "/atom.xml", &with_soon.into_iter().chain(["Today".to_owned()]).collect());
}

fn httpdate(text: &str) -> DateTime<Utc> {
    DateTime::parse_from_rfc2822(text).expect(text).to_utc()
}
