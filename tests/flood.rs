//! The flood gate, and addresses of the past, as those see them who publish.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that fails says where")]

mod support;

use std::process::Command;
use support::site::{Site, dated, until};

const HOLD: &str = "[content]\nrescan = '1s'\n[feeds]\nflood = 'hold'\nflood_limit = 3\n";

fn approve(site: &Site, arguments: &[&str]) -> String {
    let mut program = Command::new(env!("CARGO_BIN_EXE_tidings"));
    let output = program.arg("approve").arg(site.folder()).args(arguments).output().unwrap();
    String::from_utf8(output.stdout).unwrap()
}

fn article(number: usize, word: &str) -> (String, String) {
    (format!("{number}.md"), dated(&format!("{word} {number}"), &format!("2026-03-{number:02}")))
}

/// Ten articles, published.
fn begun(settings: &str) -> Site {
    let site = Site::with_settings(settings, &[]);
    write(&site, 1..=10, "Old");
    site.shows(&titles(&["Old"; 10]).iter().map(String::as_str).collect::<Vec<_>>());
    site
}

fn write(site: &Site, numbers: impl IntoIterator<Item = usize>, word: &str) {
    for number in numbers {
        let (file, text) = article(number, word);
        site.write(&file, &text);
    }
}

/// Titles newest first, when number 1 begins with the first word, and so on.
fn titles(words: &[&str]) -> Vec<String> {
    words.iter().enumerate().rev().map(|(index, word)| format!("{word} {}", index + 1)).collect()
}

fn changed(site: &Site) -> usize {
    site.titles("/atom.xml").iter().filter(|title| title.starts_with("New ")).count()
}

/// Waits until the program has said that this file is held.
fn is_held(site: &Site, file: &str) {
    let last = until(|| Some(approve(site, &["--show"])).filter(|told| told.contains(file)).ok_or(()));
    last.expect("it is held");
}

fn nothing_is_held(site: &Site) {
    let told = || approve(site, &["--show"]);
    until(|| if told() == "Nothing is held.\n" { Ok(()) } else { Err(()) }).expect("nothing is held");
}

#[test]
fn a_sync_tool_that_rewrites_everything_in_many_steps_is_held_through_a_restart() {
    let mut site = begun(HOLD);
    for number in (1..=10).rev() {
        write(&site, [number], "New");
        // News pass, also in one batch with what is held. Events come in order, so the file was seen as well.
        let news = format!("News {number}");
        site.write(&format!("news {number}.md"), &dated(&news, "2026-04-01"));
        until(|| if site.titles("/atom.xml").contains(&news) { Ok(()) } else { Err(()) }).expect("news pass");
    }
    is_held(&site, "1.md");
    assert!(changed(&site) <= 3, "{:?}", site.titles("/atom.xml"));
    site.restart();
    assert!(changed(&site) <= 3, "a restart lets nothing through: {:?}", site.titles("/atom.xml"));
    is_held(&site, "1.md");
    assert!(approve(&site, &[]).contains("Approved"));
    until(|| if changed(&site) == 10 { Ok(()) } else { Err(()) }).expect("all is published");
    nothing_is_held(&site);
}

#[test]
fn a_flood_that_is_taken_back_is_forgotten() {
    let mut site = begun(HOLD);
    site.stop();
    write(&site, 1..=10, "New");
    site.start();
    is_held(&site, "10.md");
    // Part of it is put back: what is left is still part of the flood.
    write(&site, 3..=10, "Old");
    let told = || approve(&site, &["--show"]);
    until(|| if told().contains("10.md") { Err(()) } else { Ok(()) }).expect("it is judged anew");
    is_held(&site, "1.md");
    assert_eq!(changed(&site), 0);
    write(&site, 1..=2, "Old");
    nothing_is_held(&site);
    // What comes now is judged by itself.
    write(&site, [5], "New");
    until(|| if changed(&site) == 1 { Ok(()) } else { Err(()) }).expect("one edit is no flood");
    site.restart();
    assert_eq!(changed(&site), 1);
}

#[test]
fn check_tells_of_a_flood_before_anybody_sees_it() {
    let mut site = begun("[feeds]\nflood_limit = 3\n");
    site.stop();
    write(&site, 1..=10, "New");
    let mut check = Command::new(env!("CARGO_BIN_EXE_tidings"));
    let output =
        check.arg("check").arg(site.folder()).env("TIDINGS_FEEDS__FLOOD_LIMIT", "3").output().unwrap();
    let told = String::from_utf8(output.stderr).unwrap();
    assert!(told.contains("the main feed would show its subscribers 10 entries as changed"), "{told}");
}

#[test]
fn a_former_address_is_found_however_it_is_written() {
    let settings = "[site]\nbase_url = 'https://example.org/news/'\n";
    let aliases = "[/2019/Old-Post.HTML, caf%C3%A9/, /news/with-base/, 'https://example.org/news/whole/', /ein%20pfad/, \
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
