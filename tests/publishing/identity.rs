//! End-to-end tests of identity: an article keeps its id, its address and its dates through renames, moves,
//! copies, restarts and the loss of the catalogue.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a failing test may panic")]

use super::FEEDS;
use crate::support::site::{Site, dated, until};

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
    let before: Vec<_> = FEEDS.iter().map(|path| site.get(path)).collect();
    site.restart();
    for (path, before) in FEEDS.iter().zip(&before) {
        let after = site.get(path);
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
