//! End-to-end tests of identity: an article keeps its id, its address and its dates through renames, moves,
//! copies, restarts and the loss of the catalogue.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a failing test may panic")]

mod editor_saves;
#[cfg(target_os = "linux")]
mod editor_table;
#[cfg(target_os = "linux")]
mod model;

use crate::FEEDS;
use crate::support::site::{Site, dated, until};
use std::time::Duration;

#[test]
fn a_renamed_or_restored_file_is_the_same_article() {
    let site = Site::with(&[("a.txt", "A headline\n\nAn undated text, so its first-seen moment counts.\n")]);
    let first = site.item("A headline");
    site.rename("a.txt", "b.txt");
    until(|| if site.get("/b.txt").status == 301 { Ok(()) } else { Err(()) }).expect("the rename is seen");
    assert_eq!(site.item("A headline"), first);
    std::fs::rename(site.file("b.txt"), site.elsewhere("b.txt")).unwrap();
    site.expect_titles(&[]);
    std::fs::rename(site.elsewhere("b.txt"), site.file("c.txt")).unwrap();
    site.expect_titles(&["A headline"]);
    assert_eq!(site.item("A headline"), first);
}

#[test]
fn a_move_by_copying_and_deleting_keeps_the_article() {
    let site = Site::with_settings("[content]\ngrace = '10m'\n", &[]);
    site.write("a.md", &dated("A", "2026-03-04")).expect_titles(&["A"]);
    let before = site.item("A");
    site.write("moved.md", &dated("A", "2026-03-04"));
    // Events are processed in order: when another file appears, the copy has been processed.
    site.write("b.md", &dated("B", "2026-03-05")).expect_titles(&["B", "A"]);
    site.remove("a.md");
    until(|| if site.get("/moved.md").status == 301 { Ok(()) } else { Err(()) }).expect("the move is seen");
    site.expect_titles(&["B", "A"]);
    assert_eq!(site.item("A"), before);
}

#[test]
fn a_copy_that_stays_is_a_second_article() {
    let site = Site::with_settings("[content]\ngrace = '50ms'\n", &[]);
    site.write("a.md", &dated("A", "2026-03-04")).expect_titles(&["A"]);
    site.write("copy.md", &dated("A", "2026-03-04")).expect_titles(&["A", "A"]);
    let ids: std::collections::BTreeSet<String> =
        site.feed("/atom.xml").into_iter().map(|item| item.id).collect();
    assert_eq!(ids.len(), 2);
}

#[test]
fn a_former_address_redirects_to_the_article_or_is_gone() {
    let site = Site::empty();
    let with = |keys: &str| format!("---\ntitle: A\ndate: 2026-03-04\n{keys}---\nText.\n");
    let answers = |path: &str, status: u16, to: &str| {
        let last = until(|| {
            let answer = site.get(path);
            let seen = (answer.status, answer.header("location").to_owned());
            let wanted = if to.is_empty() { String::new() } else { format!("{}{to}", site.base()) };
            if seen == (status, wanted) { Ok(()) } else { Err(seen) }
        });
        assert_eq!(last, Ok(()), "{path}");
    };
    site.write("a.md", &with("")).expect_titles(&["A"]);
    let id = site.item("A").id;
    answers("/articles/a/", 200, "");
    // The author chooses another slug and lists the address of the article on a former site.
    site.write("a.md", &with("slug: better\naliases: [/2019/01/a-post/, /old.html]\n"));
    answers("/articles/better/", 200, "");
    answers("/articles/a/", 301, "articles/better/");
    answers("/2019/01/a-post/", 301, "articles/better/");
    answers("/2019/01/a-post", 301, "articles/better/");
    answers("/old.html", 301, "articles/better/");
    assert_eq!(site.item("A").id, id);
    // Another article cannot get an address that was public.
    site.write("a2.md", &dated("A2", "2026-03-05").replace("date:", "slug: a\ndate:"));
    answers("/articles/a-2/", 200, "");
    answers("/articles/a/", 301, "articles/better/");
    site.remove("a.md");
    answers("/articles/better/", 410, "");
    answers("/articles/a/", 410, "");
    answers("/old.html", 404, "");
    answers("/articles/never-was/", 404, "");
    // The author corrects a mistake.
    site.write("a.md", &with("slug: better\n"));
    answers("/articles/better/", 200, "");
    assert_eq!(site.item("A").id, id);
}

#[test]
fn the_atom_feed_lists_deleted_entries_within_its_window() {
    let site = Site::with_settings("[feeds]\nentries = 2\n", &[]);
    for day in 1..=4 {
        site.write(&format!("{day}.md"), &dated(&format!("Day {day}"), &format!("2026-03-0{day}")));
    }
    site.expect_titles(&["Day 4", "Day 3"]);
    let (newest, id) = (site.item("Day 4").id, |text: &str| format!("<at:deleted-entry ref=\"{text}\""));
    site.remove("1.md").remove("4.md").expect_titles(&["Day 3", "Day 2"]);
    let feed = site.get("/atom.xml").text();
    assert!(feed.contains(&id(&newest)), "{feed}");
    assert_eq!(
        feed.matches("<at:deleted-entry").count(),
        1,
        "the window never reached to the first day: {feed}"
    );
    site.write("4.md", &dated("Day 4", "2026-03-04")).expect_titles(&["Day 4", "Day 3"]);
    assert!(!site.get("/atom.xml").text().contains("deleted-entry"));
}

#[test]
fn a_move_into_a_new_directory_keeps_the_article() {
    let site = Site::empty();
    let names: Vec<String> = (0..20).map(|number| format!("{number}.md")).collect();
    for (number, name) in names.iter().enumerate() {
        site.write(name, &dated(&format!("Title {number}"), &format!("2026-03-{:02}", number + 1)));
    }
    let titles: Vec<String> = (0..20).rev().map(|number| format!("Title {number}")).collect();
    let titles: Vec<&str> = titles.iter().map(String::as_str).collect();
    site.expect_titles(&titles);
    let before = site.feed("/atom.xml");
    for name in &names {
        // The directory is not yet watched when the file arrives in it.
        let directory = site.file(&format!("of {name}"));
        std::fs::create_dir(&directory).unwrap();
        std::fs::rename(site.file(name), directory.join(name)).unwrap();
    }
    // As a checkout does it: the old file is deleted before the new one is written.
    let text = std::fs::read_to_string(site.file("of 0.md/0.md")).unwrap();
    std::fs::remove_file(site.file("of 0.md/0.md")).unwrap();
    site.write("of 0.md/again.md", &text).write("last.md", &dated("Last", "2026-04-01"));
    site.expect_feed_titles("/atom.xml", &[&["Last"], &titles[..19]].concat());
    site.remove("last.md").expect_titles(&titles);
    assert_eq!(site.feed("/atom.xml"), before);
}

#[test]
fn a_restart_changes_nothing_and_applies_missed_changes() {
    let mut site = Site::with_settings(
        "[site]\nbase_url = 'https://example.org/'\n",
        &[("undated.txt", "No date\n\nThe first-seen moment must be kept over the restart.\n")],
    );
    site.write("a.md", &dated("A", "2026-03-04")).expect_titles(&["No date", "A"]);
    let before: Vec<_> = FEEDS.iter().map(|path| site.get_dated(path)).collect();
    site.restart();
    for (path, before) in FEEDS.iter().zip(&before) {
        let after = site.get_dated(path);
        assert_eq!(after.text(), before.text(), "{path}");
        assert_eq!(after.header("etag"), before.header("etag"), "{path}");
        assert_eq!(after.header("last-modified"), before.header("last-modified"), "{path}");
    }
    let undated = site.item("No date");
    site.stop();
    site.rename("undated.txt", "moved.txt").remove("a.md");
    site.write("b.md", &dated("B", "2026-03-05"));
    site.start();
    site.expect_titles(&["No date", "B"]);
    assert_eq!(site.item("No date"), undated);
}

#[test]
fn a_deleted_catalogue_is_restored() {
    let mut site = Site::with_settings(
        "[site]\nbase_url = 'https://example.org/'\n",
        &[("old.txt", "No date\n\nIts first-seen moment is in the catalogue alone.\n")],
    );
    // The path alone does not determine the id of a renamed file.
    site.rename("old.txt", "new.txt");
    until(|| if site.get("/new.txt").status == 301 { Ok(()) } else { Err(()) }).expect("the rename is seen");
    let before = site.item("No date");
    std::fs::remove_dir_all(site.file(".tidings")).unwrap();
    site.write("a.md", &dated("A", "2026-03-04")).expect_titles(&["No date", "A"]);
    assert_eq!(site.get("/articles/a/").status, 200);
    until(|| if site.file(".tidings/catalogue.sqlite").exists() { Ok(()) } else { Err(()) }).expect("a file");
    site.write("b.md", &dated("B", "2026-03-05")).expect_titles(&["No date", "B", "A"]);
    std::fs::remove_dir_all(site.file(".tidings")).unwrap();
    site.restart();
    site.expect_titles(&["No date", "B", "A"]);
    assert_eq!(site.item("No date"), before);
}

/// Waits until the source of an article leads to this address.
fn expect_source_at(site: &Site, file: &str, link: &str) {
    let last = until(|| {
        let answer = site.get(&format!("/{file}"));
        let found = answer.header("location").to_owned();
        if answer.status == 301 && found == link { Ok(()) } else { Err((answer.status, found)) }
    });
    assert_eq!(last, Ok(()), "{file}");
}

/// Exchanges the names of two files, as `mv --exchange` does.
#[cfg(target_os = "linux")]
fn exchange(site: &Site, a: &str, b: &str) {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    renameat_with(CWD, site.file(a), CWD, site.file(b), RenameFlags::EXCHANGE).unwrap();
}

/// Exchanges the names of two files over a third name, with a pause between the steps.
fn exchange_over(site: &Site, third: &str, pause: Duration) {
    let pause = || std::thread::sleep(pause);
    site.rename("a.md", third);
    pause();
    site.rename("b.md", "a.md");
    pause();
    site.rename(third, "b.md");
}

fn two_articles() -> Site {
    Site::with_settings(
        "[site]\nbase_url = 'https://example.org/'\n",
        &[
            ("a.md", &dated("A", "2026-03-01")),
            ("b.md", "---\ntitle: B\n---\nUndated, so it has a first-seen date.\n"),
        ],
    )
}

/// Ids, addresses and dates follow the texts, and no feed ever lacks one of them or has a tombstone.
#[cfg(target_os = "linux")]
#[test]
fn exchanged_names_keep_the_articles() {
    let mut site = two_articles();
    let before = site.get("/atom.xml").text();
    let (a, b) = (site.item("A").link, site.item("B").link);
    let is_unchanged = |site: &Site, what: &str| assert_eq!(site.get("/atom.xml").text(), before, "{what}");
    let rounds =
        std::env::var("TIDINGS_EXCHANGES").ok().and_then(|rounds| rounds.parse().ok()).unwrap_or(40_u64);
    for round in 0..rounds {
        exchange(&site, "a.md", "b.md");
        // Pauses from 0 to 8 ms, in no regular order.
        std::thread::sleep(Duration::from_micros(round * 7919 % 8000));
        is_unchanged(&site, &format!("round {round}"));
    }
    exchange(&site, "a.md", "b.md");
    let [first, second] = if rounds.is_multiple_of(2) { [&b, &a] } else { [&a, &b] };
    expect_source_at(&site, "a.md", first);
    expect_source_at(&site, "b.md", second);
    is_unchanged(&site, "at the end");
    // While the server is off, and just before it is stopped.
    for _ in 0..3 {
        exchange(&site, "a.md", "b.md");
        site.stop();
        site.start();
        is_unchanged(&site, "after a restart");
        site.stop();
        exchange(&site, "a.md", "b.md");
        site.start();
        is_unchanged(&site, "after an exchange without a server");
    }
    expect_source_at(&site, "a.md", first);
}

/// The third name may be that of an article, of a temporary file, or hidden.
#[test]
fn names_exchanged_over_a_third_name_keep_the_articles() {
    let site = two_articles();
    let before = site.get("/atom.xml").text();
    let [mut a, mut b] = [site.item("A").link, site.item("B").link];
    for (third, pauses) in [
        ("t.md", &[0, 1, 30, 700][..]),
        ("a.md.tmp", &[0, 1, 30, 700]),
        ("exchange", &[0, 1, 30, 700]),
        (".hidden", &[0, 1, 30]),
    ] {
        for pause in pauses {
            exchange_over(&site, third, Duration::from_millis(*pause));
            std::mem::swap(&mut a, &mut b);
            expect_source_at(&site, "a.md", &a);
            expect_source_at(&site, "b.md", &b);
            assert_eq!(site.get("/atom.xml").text(), before, "over {third} with pauses of {pause} ms");
        }
    }
}

#[test]
fn three_names_that_rotate_keep_the_articles() {
    let site = two_articles();
    site.write("c.md", &dated("C", "2026-03-03"));
    site.expect_titles(&["B", "C", "A"]);
    let before = site.get("/atom.xml").text();
    let mut links = ["A", "B", "C"].map(|title| site.item(title).link);
    for pause in [0, 2, 40, 300] {
        for (from, to) in [("a.md", "x.md"), ("b.md", "a.md"), ("c.md", "b.md"), ("x.md", "c.md")] {
            site.rename(from, to);
            std::thread::sleep(Duration::from_millis(pause));
        }
        links.rotate_left(1);
        for (file, link) in ["a.md", "b.md", "c.md"].iter().zip(&links) {
            expect_source_at(&site, file, link);
        }
        assert_eq!(site.get("/atom.xml").text(), before, "pauses of {pause} ms");
    }
}

/// `git pull` with a commit that renames a post and changes a word.
#[test]
fn a_file_renamed_and_edited_at_once_keeps_the_article() {
    let text = |word: &str| {
        format!(
            "---\ntitle: The post\ndate: 2026-03-01\n---\n\nVersion {word} of the text, which goes on for a while.\n"
        )
    };
    let mut site = Site::with_settings(
        "[site]\nbase_url = 'https://example.org/'\n",
        &[("post.md", &text("one")), ("kept.md", &dated("Kept", "2026-02-01"))],
    );
    let before = site.item("The post");
    let expect_text = |site: &Site, word: &str| {
        let has_text = || site.get("/articles/post/").text().contains(&format!("Version {word}"));
        until(|| has_text().then_some(()).ok_or(()))
            .unwrap_or_else(|()| panic!("version {word} is published"));
        assert_eq!(site.feed("/atom.xml").len(), 2);
        assert!(!site.get("/atom.xml").text().contains("deleted-entry"));
        let after = site.item("The post");
        assert_eq!(
            (after.id, after.link, after.published),
            (before.id.clone(), before.link.clone(), before.published)
        );
    };
    // As Git does it: the old file is removed first.
    site.remove("post.md").write("renamed.md", &text("two"));
    expect_text(&site, "two");
    site.stop();
    site.remove("renamed.md").write("again/other.md", &text("three"));
    site.start();
    expect_text(&site, "three");
}

/// A clock that tests set forward.
static AHEAD: std::sync::atomic::AtomicI64 = std::sync::atomic::AtomicI64::new(0);

fn clock_ahead() -> chrono::DateTime<chrono::Utc> {
    chrono::Utc::now() + chrono::TimeDelta::seconds(AHEAD.load(std::sync::atomic::Ordering::Relaxed))
}

/// Only one test uses this clock.
#[test]
fn names_and_expiries_over_days() {
    let mut site = Site::stopped(
        &[("today.txt", "Monday\n\nThis is what happened on the first day.\n")],
        "[site]\nbase_url = 'https://example.org/'\n",
    );
    site.set_clock(clock_ahead);
    site.start();
    let set_clock = |hours: i64| AHEAD.store(hours * 3600, std::sync::atomic::Ordering::Relaxed);
    let monday = site.item("Monday");
    site.remove("today.txt").expect_titles(&[]);
    set_clock(24);
    site.write("today.txt", "Tuesday\n\nAnother text, which nobody has seen so far.\n")
        .expect_titles(&["Tuesday"]);
    let tuesday = site.item("Tuesday");
    assert!(tuesday.id != monday.id && tuesday.published > monday.published, "{tuesday:?}");
    let address = monday.link.strip_prefix("https://example.org/").unwrap();
    assert_eq!(site.get(&format!("/{address}")).status, 410, "{address}");
    // Days later the first text is restored, under its name or another one.
    site.remove("today.txt").expect_titles(&[]);
    set_clock(72);
    site.write("restored.txt", "Monday\n\nThis is what happened on the first day.\n")
        .expect_titles(&["Monday"]);
    assert_eq!(site.item("Monday"), monday);
    // The clock was ahead: the article expired, and is back when the clock is right again.
    site.remove("restored.txt").expect_titles(&[]);
    let expires = (clock_ahead() + chrono::TimeDelta::hours(1)).to_rfc3339();
    site.write("e.md", &format!("---\ntitle: E\nexpiryDate: {expires}\n---\nText.\n")).expect_titles(&["E"]);
    let before = site.item("E");
    set_clock(96);
    site.restart();
    site.expect_titles(&[]);
    assert_eq!(site.get("/articles/e/").status, 410);
    set_clock(72);
    site.restart();
    site.expect_titles(&["E"]);
    assert_eq!(site.item("E"), before);
    set_clock(96);
    site.restart();
    site.expect_titles(&[]);
    site.write("e.md", "---\ntitle: E\nexpiryDate: 2999-01-01\n---\nText.\n").expect_titles(&["E"]);
    assert_eq!(site.item("E"), before);
}

#[test]
fn a_translation_with_the_id_of_its_original_is_published_beside_it() {
    let with = |title: &str| format!("---\ntitle: {title}\nid: post-1\n---\nText of {title}.\n");
    let mut site = Site::with(&[("a.md", &with("Original"))]);
    let original = site.item("Original");
    site.write("b.md", &with("Translation"));
    until(|| if site.feed("/atom.xml").len() == 2 { Ok(()) } else { Err(()) }).expect("both are published");
    let translation = site.item("Translation");
    assert_ne!(translation.id, original.id);
    site.write("b.md", &with("Translation").replace("Text", "Better text"));
    site.restart();
    assert_eq!(
        (site.item("Original").id, site.item("Translation").id),
        (original.id, translation.id.clone())
    );
    site.remove("a.md").expect_titles(&["Translation"]);
    assert_eq!(site.item("Translation").id, translation.id);
}

#[test]
fn a_modification_date_is_the_date_of_an_article_without_another() {
    let with = |lastmod: &str| format!("---\ntitle: Old page\nlastmod: {lastmod}\n---\nText.\n");
    let mut site = Site::with(&[("a.md", &with("2019-05-06"))]);
    let first = site.item("Old page");
    assert_eq!(first.published.map(|at| at.to_rfc3339()).as_deref(), Some("2019-05-06T00:00:00+00:00"));
    site.write("a.md", &with("2024-01-02"));
    let updated = || site.item("Old page").updated != first.updated;
    until(|| updated().then_some(()).ok_or(())).expect("the later date is an update");
    site.restart();
    let later = site.item("Old page");
    assert_eq!((later.published, later.id), (first.published, first.id));
}

/// The server is off while an editor saves, and the machine stops between two steps.
#[test]
fn a_save_that_was_interrupted_before_the_start_keeps_the_article() {
    let text = |version: &str| format!("---\ntitle: Post\n---\nThe {version} version, without a date.\n");
    let names = |site: &Site| site.feed("/atom.xml").into_iter().map(|item| item.title).collect::<Vec<_>>();
    for backup in ["post.md~", "post.md___jb_old___", "post.md.bak", "~WRL0001.tmp"] {
        let mut site = Site::with(&[("post.md", &text("first"))]);
        let before = site.item("Post");
        site.stop();
        site.rename("post.md", backup);
        // Only the backup: subscribers see the article, and it is the same one when the file is back.
        site.start();
        assert_eq!(names(&site), ["Post"], "{backup}");
        site.write("post.md", &text("second"));
        let is_saved = || site.get("/articles/post/").text().contains("second");
        until(|| is_saved().then_some(()).ok_or(())).expect("the save goes on");
        assert_eq!(names(&site), ["Post"], "{backup}");
        assert_eq!(
            (site.item("Post").id, site.item("Post").published),
            (before.id.clone(), before.published)
        );
        // Both.
        site.restart();
        assert_eq!((site.item("Post").id, names(&site).len()), (before.id.clone(), 1));
        assert!(!site.get("/atom.xml").text().contains("deleted-entry"));
    }
}

#[test]
fn a_file_moved_aside_without_a_server_that_does_not_come_back_is_deleted() {
    let mut site = Site::with(&[("a.md", &dated("A", "2026-03-01")), ("b.md", &dated("B", "2026-03-02"))]);
    site.stop();
    site.rename("b.md", "b.md~");
    site.start();
    assert_eq!(site.titles("/atom.xml"), ["B", "A"], "it is not deleted at once");
    site.expect_titles(&["A"]);
}

#[test]
fn slugs_and_aliases_may_have_any_letters() {
    let site = Site::with_settings("[site]\nbase_url = 'https://example.org/'\n", &[]);
    let with =
        |title: &str, keys: &str| format!("---\ntitle: {title}\ndate: 2026-03-01\n{keys}\n---\nText.\n");
    site.write(
        "a.md",
        &with("A", "slug: v1.2.3_rc\naliases: ['/alte Stra\u{df}e/', '/caf%C3%A9.html', /b/]"),
    );
    site.write("b.md", &with("B", "permalink: /2026/\u{4e2d}\u{6587}-\u{6e2c}\u{8a66}.html"));
    site.write("c.md", &with("C", "slug: CamelCase"));
    until(|| if site.feed("/atom.xml").len() == 3 { Ok(()) } else { Err(()) }).expect("all are published");
    let encoded = "articles/%E4%B8%AD%E6%96%87-%E6%B8%AC%E8%A9%A6/";
    assert_eq!(site.item("B").link, format!("https://example.org/{encoded}"));
    for (path, target) in [
        ("/articles/v1.2.3_rc/", ""),
        ("/articles/v1.2.3_rc", "articles/v1.2.3_rc/"),
        ("/articles/v1-2-3-rc/", "articles/v1.2.3_rc/"),
        (&format!("/{encoded}"), ""),
        ("/articles/zhong-wen-ce-shi/", encoded),
        ("/articles/CamelCase/", ""),
        ("/articles/camelcase/", "articles/CamelCase/"),
        ("/articles/camelcase", "articles/camelcase/"),
        ("/alte%20Stra%C3%9Fe/", "articles/v1.2.3_rc/"),
        ("/alte%20Stra%C3%9Fe", "articles/v1.2.3_rc/"),
        ("/caf%C3%A9.html", "articles/v1.2.3_rc/"),
        ("/cafe%CC%81.html", "articles/v1.2.3_rc/"),
        ("/b/", "articles/v1.2.3_rc/"),
    ] {
        let answer = site.get(path);
        let expected = if target.is_empty() {
            (200, String::new())
        } else {
            (301, format!("https://example.org/{target}"))
        };
        assert_eq!((answer.status, answer.header("location").to_owned()), expected, "{path}");
    }
    for path in ["/", "/feed.xml", "/feed.json"] {
        assert!(site.get(path).text().contains(encoded), "{path}");
    }
    site.expect_valid("/feed.xml", &site.get("/feed.xml"));
}
