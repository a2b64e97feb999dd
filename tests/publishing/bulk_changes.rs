//! Bulk changes that are put on hold (`feeds.flood`), and former addresses of articles.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a failing test may panic")]

use crate::support::site::{Site, dated, until};
use std::process::Command;

const HOLD: &str = "[content]\nrescan = '1s'\n[feeds]\nflood = 'hold'\nflood_limit = 3\n";

fn approve(site: &Site, arguments: &[&str]) -> String {
    let mut program = Command::new(env!("CARGO_BIN_EXE_tidings"));
    let output = program.arg("approve").arg(site.folder()).args(arguments).output().unwrap();
    String::from_utf8(output.stdout).unwrap()
}

fn article(number: usize, word: &str) -> (String, String) {
    (format!("{number}.md"), dated(&format!("{word} {number}"), &format!("2026-03-{number:02}")))
}

/// A site with ten published articles.
fn published_site(settings: &str) -> Site {
    let site = Site::with_settings(settings, &[]);
    write(&site, 1..=10, "Old");
    site.expect_titles(&titles(&["Old"; 10]).iter().map(String::as_str).collect::<Vec<_>>());
    site
}

fn write(site: &Site, numbers: impl IntoIterator<Item = usize>, word: &str) {
    for number in numbers {
        let (file, text) = article(number, word);
        site.write(&file, &text);
    }
}

/// Titles, newest first; the title of article 1 begins with the first word.
fn titles(words: &[&str]) -> Vec<String> {
    words.iter().enumerate().rev().map(|(index, word)| format!("{word} {}", index + 1)).collect()
}

fn changed(site: &Site) -> usize {
    site.titles("/atom.xml").iter().filter(|title| title.starts_with("New ")).count()
}

/// Waits until `approve --show` lists this file.
fn wait_until_held(site: &Site, file: &str) {
    let last = until(|| Some(approve(site, &["--show"])).filter(|shown| shown.contains(file)).ok_or(()));
    last.expect("the file is on hold");
}

fn wait_until_nothing_is_held(site: &Site) {
    let shown = || approve(site, &["--show"]);
    until(|| if shown() == "Nothing is on hold.\n" { Ok(()) } else { Err(()) }).expect("nothing is on hold");
}

#[test]
fn a_bulk_change_in_many_steps_stays_on_hold_through_a_restart() {
    let mut site = published_site(HOLD);
    for number in (1..=10).rev() {
        write(&site, [number], "New");
        // New articles are published even in the same batch as changes on hold. Events are processed in
        // order, so the changed file has been processed as well.
        let news = format!("News {number}");
        site.write(&format!("news {number}.md"), &dated(&news, "2026-04-01"));
        until(|| if site.titles("/atom.xml").contains(&news) { Ok(()) } else { Err(()) })
            .expect("new articles are published");
    }
    wait_until_held(&site, "1.md");
    assert!(changed(&site) <= 3, "{:?}", site.titles("/atom.xml"));
    site.restart();
    assert!(changed(&site) <= 3, "a restart publishes nothing on hold: {:?}", site.titles("/atom.xml"));
    wait_until_held(&site, "1.md");
    assert!(approve(&site, &[]).contains("Approved"));
    until(|| if changed(&site) == 10 { Ok(()) } else { Err(()) }).expect("all changes are published");
    wait_until_nothing_is_held(&site);
}

#[test]
fn a_reverted_bulk_change_is_no_longer_on_hold() {
    let mut site = published_site(HOLD);
    site.stop();
    write(&site, 1..=10, "New");
    site.start();
    wait_until_held(&site, "10.md");
    // A part is reverted: the rest stays on hold.
    write(&site, 3..=10, "Old");
    let shown = || approve(&site, &["--show"]);
    until(|| if shown().contains("10.md") { Err(()) } else { Ok(()) }).expect("the hold is reviewed");
    wait_until_held(&site, "1.md");
    assert_eq!(changed(&site), 0);
    write(&site, 1..=2, "Old");
    wait_until_nothing_is_held(&site);
    // A later change is reviewed independently.
    write(&site, [5], "New");
    until(|| if changed(&site) == 1 { Ok(()) } else { Err(()) }).expect("one edit is not a bulk change");
    site.restart();
    assert_eq!(changed(&site), 1);
}

/// Waits until `approve --show` does not list this file.
fn wait_until_released(site: &Site, file: &str) {
    let shown = || approve(site, &["--show"]);
    until(|| if shown().contains(file) { Err(()) } else { Ok(()) }).expect("the file is not on hold");
}

#[test]
fn an_approval_is_for_the_list_that_was_shown() {
    let mut site = published_site(HOLD);
    site.stop();
    write(&site, 1..=8, "New");
    site.start();
    wait_until_held(&site, " 8.md");
    site.stop();
    // Approved while no server runs; before the next start one of the files changes again, another one goes, and
    // another article changes too.
    assert!(approve(&site, &[]).contains("Approved"));
    assert!(approve(&site, &[]).contains("Approved"), "twice is as good as once");
    site.write("1.md", &dated("Newer 1", "2026-03-01"));
    site.remove("2.md");
    site.write("9.md", &dated("Newer 9", "2026-03-09"));
    site.start();
    site.expect_titles(&[
        "Old 10", "Old 9", "New 8", "New 7", "New 6", "New 5", "New 4", "New 3", "Old 2", "Old 1",
    ]);
    wait_until_held(&site, " 1.md (changed)");
    wait_until_held(&site, " 2.md (removed)");
    let shown = approve(&site, &["--show"]);
    assert!(shown.contains(" 9.md") && !shown.contains(" 3.md"), "{shown}");
    assert!(approve(&site, &[]).contains("Approved"));
    site.expect_titles(&[
        "Old 10", "Newer 9", "New 8", "New 7", "New 6", "New 5", "New 4", "New 3", "Newer 1",
    ]);
    wait_until_nothing_is_held(&site);
    assert_eq!(site.get("/articles/old-2/").status, 410, "the deletion was approved too");
}

#[test]
fn an_approval_after_the_files_were_restored_publishes_nothing() {
    let mut site = published_site(HOLD);
    site.stop();
    write(&site, 1..=8, "New");
    site.start();
    wait_until_held(&site, " 8.md");
    site.stop();
    approve(&site, &[]);
    write(&site, 1..=8, "Old");
    site.start();
    wait_until_nothing_is_held(&site);
    assert_eq!(changed(&site), 0);
}

#[test]
fn a_damaged_list_releases_nothing() {
    let mut site = published_site(HOLD);
    site.stop();
    write(&site, 1..=8, "New");
    site.start();
    wait_until_held(&site, " 8.md");
    site.stop();
    // Two of the changes are left, fewer than the limit.
    write(&site, 3..=8, "Old");
    std::fs::write(site.file(".tidings/held.json"), "{\"since\": \"2026-").unwrap();
    site.start();
    wait_until_held(&site, " 2.md");
    assert_eq!(changed(&site), 0);
    assert!(approve(&site, &[]).contains("Approved"));
    until(|| if changed(&site) == 2 { Ok(()) } else { Err(()) }).expect("the approved changes are published");
}

#[test]
fn a_folder_that_is_moved_is_no_bulk_change() {
    let site = Site::with_settings(HOLD, &[]);
    let text = |number: usize| format!("# Article {number}\n\nThis is what article {number} says.\n");
    for number in 1..=30 {
        site.write(&format!("posts/{number}.md"), &text(number));
    }
    until(|| if site.titles("/atom.xml").len() == 20 { Ok(()) } else { Err(()) })
        .expect("the articles are published");
    let pages =
        || (1..=30).filter(|number| site.get(&format!("/articles/article-{number}/")).status == 200).count();
    until(|| if pages() == 30 { Ok(()) } else { Err(()) }).expect("all of them");
    let feeds = || crate::FEEDS.map(|feed| site.get(feed).body);
    let before = feeds();
    site.rename("posts", "archive");
    let is_moved = || site.get("/archive/1.md").header("location").ends_with("/articles/article-1/");
    until(|| if is_moved() { Ok(()) } else { Err(()) }).expect("the move is processed");
    assert_eq!(approve(&site, &["--show"]), "Nothing is on hold.\n");
    assert!(feeds() == before, "the feeds are byte-identical");
}

#[test]
fn files_that_are_moved_one_by_one_are_no_bulk_change() {
    let mut site = Site::stopped(&[], HOLD);
    for number in 1..=10 {
        site.write(&format!("posts/{number}.md"), &article(number, "Old").1);
    }
    site.write("other/11.md", &article(11, "Old").1);
    site.start();
    site.expect_titles(&titles(&["Old"; 11]).iter().map(String::as_str).collect::<Vec<_>>());
    let before = site.get("/atom.xml").body;
    std::fs::create_dir(site.file("archive")).unwrap();
    for number in 1..=8 {
        let to = format!("archive/{number}.md");
        site.rename(&format!("posts/{number}.md"), &to);
        let is_moved =
            || site.get(&format!("/{to}")).header("location").ends_with(&format!("/old-{number}/"));
        until(|| if is_moved() { Ok(()) } else { Err(()) }).expect("the move is processed");
    }
    assert_eq!(approve(&site, &["--show"]), "Nothing is on hold.\n");
    assert!(site.get("/atom.xml").body == before, "the main feed is byte-identical");
}

#[test]
fn a_file_that_is_renamed_and_edited_beyond_the_limit_stays_one_article() {
    let mut site = published_site(HOLD);
    site.stop();
    write(&site, 1..=7, "New");
    site.start();
    wait_until_held(&site, " 7.md");
    let id = site.item("Old 8").id;
    for number in 8..=10 {
        // One file more than the limit, renamed and edited at once.
        let (from, to) = (format!("{number}.md"), format!("renamed-{number}.md"));
        site.rename(&from, &to);
        site.write(&to, &dated(&format!("New {number}"), &format!("2026-03-{number:02}")));
    }
    site.write("news.md", &dated("News", "2026-04-01"));
    until(|| if site.titles("/atom.xml").contains(&"News".to_owned()) { Ok(()) } else { Err(()) })
        .expect("news");
    assert_eq!(site.titles("/atom.xml").len(), 11, "{:?}", site.titles("/atom.xml"));
    wait_until_released(&site, "news.md");
    // Whatever is held or published, the article is there once, and keeps its id.
    until(|| {
        approve(&site, &[]);
        if changed(&site) == 10 { Ok(()) } else { Err(()) }
    })
    .expect("all changes are published");
    assert_eq!((site.item("New 8").id, site.titles("/atom.xml").len()), (id, 11));
}

#[test]
fn temporary_files_are_never_on_hold() {
    let mut site = published_site(HOLD);
    site.stop();
    write(&site, 1..=8, "New");
    for name in ["1.md.tmp", "2.md~", "sedAbC123", "photo.jpg"] {
        site.write(name, "text");
    }
    site.start();
    wait_until_held(&site, " 8.md");
    let shown = approve(&site, &["--show"]);
    assert_eq!(shown.lines().count(), 9, "{shown}");
}

#[test]
fn check_of_a_fresh_folder_warns_of_no_bulk_change() {
    let site = Site::stopped(&[], "");
    for number in 0..1200 {
        let day = 1 + number % 28;
        site.write(&format!("{number}.md"), &dated(&format!("A {number}"), &format!("2020-03-{day:02}")));
    }
    let output =
        Command::new(env!("CARGO_BIN_EXE_tidings")).arg("check").arg(site.folder()).output().unwrap();
    let log = String::from_utf8(output.stderr).unwrap();
    assert!(!log.contains("subscribers"), "{log}");
}

#[test]
fn check_warns_of_a_bulk_change_before_it_is_published() {
    let mut site = published_site("[feeds]\nflood_limit = 3\n");
    site.stop();
    write(&site, 1..=10, "New");
    let mut check = Command::new(env!("CARGO_BIN_EXE_tidings"));
    let output =
        check.arg("check").arg(site.folder()).env("TIDINGS_FEEDS__FLOOD_LIMIT", "3").output().unwrap();
    let log = String::from_utf8(output.stderr).unwrap();
    assert!(log.contains("the main feed would show its subscribers 10 entries as changed"), "{log}");
}

#[test]
fn a_former_address_is_found_in_every_spelling() {
    let settings = "[site]\nbase_url = 'https://example.org/news/'\n";
    let aliases = "[/2019/Old-Post.HTML, caf%C3%A9/, /news/with-base/, 'https://example.org/news/whole/', \
                   /ein%20pfad/, \
                   /articles/typo/, /tags/topic/]";
    let text = dated("A", "2026-03-04").replace("date:", &format!("aliases: {aliases}\ndate:"));
    let site = Site::with_settings(settings, &[("a.md", &text)]);
    for path in [
        "/2019/Old-Post.HTML",
        "/news/2019/Old-Post.HTML",
        "/2019/%4Fld-Post.HTML",
        "/2019/Old-Post.HTML/",
        "/caf%C3%A9/",
        "/caf%c3%a9",
        "/with-base/",
        "/news/with-base",
        "/news/whole/",
        "/whole/index.html",
        "/ein%20pfad",
        "/articles/typo/",
        "/news/articles/typo/",
        "/tags/topic/",
    ] {
        let answer = site.get(path);
        let found = (answer.status, answer.header("location"));
        assert_eq!(found, (301, "https://example.org/news/articles/a/"), "{path}");
    }
    for path in ["/2019/", "/2019/old-post.html", "/caf%25C3%25A9/", "/news/news/with-base/x"] {
        assert_eq!(site.get(path).status, 404, "{path}");
    }
}
