//! End-to-end tests of publishing: files are written into a folder as people and programs do it, and a feed
//! parser reads the result over HTTP.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a failing test may panic")]

use super::FEEDS;
use crate::support::site::{Site, dated, until};
use std::io::Write;

#[test]
fn a_dropped_file_is_in_every_format() {
    let site = Site::empty();
    site.expect_titles(&[]);
    site.write("hello.md", &dated("Hello", "2026-03-04T05:06:07Z")).expect_titles(&["Hello"]);
    for path in FEEDS {
        let item = &site.feed(path)[0];
        assert_eq!(item.title, "Hello", "{path}");
        assert_eq!(item.link, format!("{}articles/hello/", site.base()), "{path}");
        assert_eq!(item.published.unwrap().to_rfc3339(), "2026-03-04T05:06:07+00:00", "{path}");
        assert_eq!(item.id, site.item("Hello").id, "{path}");
    }
}

#[test]
fn every_way_of_writing_a_file_publishes_it() {
    let site = Site::with(&[("old.md", &dated("Old", "2026-01-01"))]);
    site.expect_titles(&["Old"]);
    site.write("in-place.md", &dated("In place", "2026-01-02")).expect_titles(&["In place", "Old"]);
    site.write_atomically("renamed.md", &dated("Renamed", "2026-01-03"))
        .expect_titles(&["Renamed", "In place", "Old"]);
    std::fs::write(site.elsewhere("moved.md"), dated("Moved", "2026-01-04")).unwrap();
    std::fs::rename(site.elsewhere("moved.md"), site.file("moved.md")).unwrap();
    site.expect_titles(&["Moved", "Renamed", "In place", "Old"]);
    std::fs::write(site.elsewhere("linked.md"), dated("Linked", "2026-01-05")).unwrap();
    std::fs::hard_link(site.elsewhere("linked.md"), site.file("linked.md")).unwrap();
    site.expect_titles(&["Linked", "Moved", "Renamed", "In place", "Old"]);
}

#[test]
fn a_copied_tree_is_published_completely() {
    let site = Site::empty();
    let tree = site.elsewhere("tree");
    let mut titles = Vec::new();
    for depth in 0..5 {
        let directory = (0..depth).fold(tree.clone(), |path, level| path.join(format!("level {level}")));
        std::fs::create_dir_all(&directory).unwrap();
        for number in 0..3 {
            let title = format!("Article {depth}{number}");
            let text = dated(&title, &format!("2026-02-0{}T0{number}:00:00Z", depth + 1));
            std::fs::write(directory.join(format!("article-{depth}{number}.md")), text).unwrap();
            titles.push(title);
        }
    }
    titles.reverse();
    let copied = std::process::Command::new("cp").arg("-r").arg(&tree).arg(site.folder()).status().unwrap();
    assert!(copied.success());
    site.expect_titles(&titles.iter().map(String::as_str).collect::<Vec<_>>());
    // The same for a directory that arrives by a rename.
    std::fs::rename(site.file("tree"), site.elsewhere("away")).unwrap();
    site.expect_titles(&[]);
    std::fs::rename(site.elsewhere("away"), site.file("back")).unwrap();
    site.expect_titles(&titles.iter().map(String::as_str).collect::<Vec<_>>());
}

#[test]
fn an_edit_keeps_the_id_and_changes_only_updated() {
    let site = Site::with(&[("a.md", &dated("Before", "2026-03-04"))]);
    let before = site.item("Before");
    site.write("a.md", &dated("After", "2026-03-04")).expect_titles(&["After"]);
    let after = site.item("After");
    assert_eq!((&after.id, &after.link, after.published), (&before.id, &before.link, before.published));
    assert!(after.updated > before.updated);
}

#[test]
fn excluded_files_are_not_published_until_they_are_included_again() {
    let (a, b) = (dated("A", "2026-03-04"), dated("B", "2026-03-03"));
    let mut site = Site::with(&[("posts/a.md", &a), ("old/b.md", &b)]);
    site.expect_titles(&["A", "B"]);
    let id = site.item("B").id;
    site.set_settings("[content]\nexclude = ['old/']\n");
    site.restart();
    site.expect_titles(&["A"]);
    site.write("old/c.md", &dated("C", "2026-03-05"));
    site.write("posts/d.md", &dated("D", "2026-03-06")).expect_titles(&["D", "A"]);
    site.set_settings("");
    site.restart();
    site.expect_titles(&["D", "C", "A", "B"]);
    assert_eq!(site.item("B").id, id);
}

#[test]
fn authors_change_with_the_authors_file() {
    let post = "---\ntitle: A\ndate: 2026-03-04\nauthors: [jane]\n---\nText.\n";
    let mut site = Site::with(&[("blog/a.md", post), ("blog/authors.yml", "jane:\n  name: Jane Doe\n")]);
    let names = |site: &Site, name: &str| {
        let last = until(|| {
            let feed = site.get("/feed.json").text();
            if feed.contains(&format!("\"{name}\"")) { Ok(()) } else { Err(feed) }
        });
        assert_eq!(last, Ok(()), "no {name}");
    };
    names(&site, "Jane Doe");
    let before = site.item("A");
    site.write("blog/authors.yml", "jane:\n  name: Jane Roe\n");
    names(&site, "Jane Roe");
    site.remove("blog/authors.yml");
    names(&site, "jane");
    // Also for changes while the server was stopped, and for a new article after a start that found no
    // changes.
    site.stop();
    std::fs::write(site.file("blog/authors.yml"), "jane: Jane Poe\njoe: Joe Poe\n").unwrap();
    site.start();
    names(&site, "Jane Poe");
    site.restart();
    site.write("blog/b.md", &post.replace("jane", "joe").replace("title: A", "title: B"));
    names(&site, "Joe Poe");
    // The authors file of MkDocs Material is hidden: it is read but not served.
    site.remove("blog/authors.yml");
    site.write("blog/.authors.yml", "jane: Jane Moe\n");
    names(&site, "Jane Moe");
    assert_eq!(site.get("/blog/.authors.yml").status, 404);
    let after = site.item("A");
    assert_eq!((before.id, before.updated), (after.id, after.updated));
}

#[test]
fn a_save_by_an_editor_is_one_change() {
    let site = Site::with(&[("a.md", &dated("First", "2026-03-04"))]);
    let id = site.item("First").id;
    site.save_with_backup("a.md", &dated("Second", "2026-03-04")).expect_titles(&["Second"]);
    site.write_atomically("a.md", &dated("Third", "2026-03-04")).expect_titles(&["Third"]);
    assert_eq!(site.item("Third").id, id);
}

#[test]
fn touching_a_file_changes_nothing() {
    let site = Site::with(&[("a.md", &dated("A", "2026-03-04").replace("date:", "tags: x\ndate:"))]);
    let etags = || FEEDS.map(|path| site.get(&format!("/tags/x{path}")).header("etag").to_owned());
    let before = etags();
    let file = std::fs::File::options().append(true).open(site.file("a.md")).unwrap();
    file.set_modified(std::time::SystemTime::UNIX_EPOCH).unwrap();
    drop(file);
    // Events are processed in order: when this article appears, the touched file has been processed.
    site.write("b.md", &dated("B", "2026-03-05")).expect_titles(&["B", "A"]);
    assert_eq!(before, etags());
}

#[test]
fn a_bulk_change_is_on_hold_until_it_is_approved() {
    let mut site = Site::stopped(&[], "[feeds]\nflood = 'hold'\nflood_limit = 3\n");
    let name = |number: u32| (format!("{number}.md"), format!("2026-03-{number:02}"));
    for number in 1..=8 {
        let (file, date) = name(number);
        site.write(&file, &dated(&format!("Old {number}"), &date));
    }
    site.start();
    let old: Vec<String> = (1..=8).rev().map(|number| format!("Old {number}")).collect();
    let old: Vec<&str> = old.iter().map(String::as_str).collect();
    site.expect_titles(&old);
    site.stop();
    for number in 1..=8 {
        let (file, date) = name(number);
        site.write(&file, &dated(&format!("New {number}"), &date));
    }
    site.start();
    // New articles are published nevertheless, and all others stay unchanged.
    site.write("news.md", &dated("News", "2026-04-01"));
    let with_news: Vec<&str> = std::iter::once("News").chain(old.iter().copied()).collect();
    site.expect_titles(&with_news);
    let approve = |arguments: &[&str]| {
        let program = std::process::Command::new(env!("CARGO_BIN_EXE_tidings"))
            .arg("approve")
            .arg(site.folder())
            .args(arguments)
            .output()
            .unwrap();
        String::from_utf8(program.stdout).unwrap()
    };
    let shown = approve(&["--show"]);
    assert!(shown.contains("8 entries as changed") && shown.contains("3.md"), "{shown}");
    assert!(approve(&[]).contains("Approved"));
    let new: Vec<String> = (1..=8).rev().map(|number| format!("New {number}")).collect();
    let new: Vec<&str> = std::iter::once("News").chain(new.iter().map(String::as_str)).collect();
    site.expect_titles(&new);
    assert_eq!(approve(&["--show"]), "Nothing is on hold.\n");
}

#[test]
fn an_incomplete_file_is_never_published() {
    let site = Site::with_settings("[content]\nremoval_delay = 0\n", &[]);
    let mut file = std::fs::File::create(site.file("slow.md")).unwrap();
    for part in ["---\ntitle: Slow\n", "date: 2026-03-04\n---\n", "The first half, ", "and the second.\n"] {
        file.write_all(part.as_bytes()).unwrap();
        file.flush().unwrap();
        // Another file is written and deleted while the first is still open: events are processed in order,
        // so the server has seen the content written so far.
        site.write("other.md", &dated("Other", "2026-03-05")).expect_titles(&["Other"]);
        site.remove("other.md").expect_titles(&[]);
    }
    drop(file);
    site.expect_titles(&["Slow"]);
    assert!(site.get("/feed.xml").text().contains("The first half, and the second."));
}

#[test]
fn a_file_that_stays_open_is_published_once_it_is_unchanged() {
    let site = Site::with_settings("[content]\nsettle = '200ms'\nopen_limit = '400ms'\n", &[]);
    let mut file = std::fs::File::create(site.file("open.md")).unwrap();
    file.write_all(dated("Open", "2026-03-04").as_bytes()).unwrap();
    site.expect_titles(&["Open"]);
    drop(file);
}

#[test]
fn a_file_and_a_directory_replace_each_other() {
    let site = Site::with(&[("a.md", &dated("File", "2026-03-04"))]);
    let file = site.item("File");
    site.remove("a.md").write("a.md/inner.md", &dated("Inner", "2026-03-05")).expect_titles(&["Inner"]);
    std::fs::remove_dir_all(site.file("a.md")).unwrap();
    site.write("a.md", &dated("File", "2026-03-04")).expect_titles(&["File"]);
    assert_eq!(site.item("File"), file);
}

#[test]
fn a_headline_alone_is_published() {
    let site = Site::empty();
    site.write("a.md", "# Soon more\n").expect_titles(&["Soon more"]);
    site.remove("a.md").write("b.txt", "hello world\n").expect_titles(&["hello world"]);
}

#[test]
fn a_broken_edit_keeps_the_last_valid_version() {
    let site = Site::with(&[("a.md", &dated("Good", "2026-03-04"))]);
    site.write("a.md", "---\ntitle: [unclosed\ndate: 2026-03-04\n---\nBroken.\n");
    site.write("b.md", &dated("Later", "2026-03-05")).expect_titles(&["Later", "Good"]);
    site.write("a.md", &dated("Mended", "2026-03-04")).expect_titles(&["Later", "Mended"]);
}

#[test]
fn drafts_appear_once_they_are_no_longer_drafts() {
    let draft = "---\ntitle: Secret\ndate: 2026-03-04\ntags: [hidden]\ndraft: true\n---\nNot yet.\n";
    let site = Site::with(&[("a.md", draft), ("_drafts/b.md", &dated("B", "2026-03-05"))]);
    site.expect_titles(&[]);
    for path in ["/", "/feeds.opml", "/tags/hidden/feed.xml", "/articles/a/", "/articles/secret/"] {
        assert!(!site.get(path).text().to_lowercase().contains("secret"), "{path}");
    }
    site.write("a.md", &draft.replace("true", "false")).expect_titles(&["Secret"]);
    assert_eq!(site.titles("/tags/hidden/feed.xml"), ["Secret"]);
}

#[test]
fn an_article_appears_and_expires_on_time() {
    let site = Site::empty();
    let at = |seconds| (chrono::Utc::now() + chrono::TimeDelta::seconds(seconds)).to_rfc3339();
    let text = format!("---\ntitle: Soon\ndate: {}\nexpires: {}\n---\nBriefly.\n", at(2), at(4));
    site.write("soon.md", &text);
    site.write("now.md", &dated("Now", "2026-03-04")).expect_titles(&["Now"]);
    site.expect_titles(&["Soon", "Now"]).expect_titles(&["Now"]);
}

#[test]
fn every_term_has_feeds_that_the_opml_lists() {
    let site = Site::with(&[(
        "a.md",
        "---\ntitle: A\ndate: 2026-03-04\nauthor: Jane Doe\ncategories: [News]\ntags: [C++, 北京]\n---\nText.\n",
    )]);
    for directory in ["/categories/news", "/tags/c-plus-plus", "/tags/bei-jing", "/authors/jane-doe"] {
        for feed in FEEDS {
            assert_eq!(site.titles(&format!("{directory}{feed}")), ["A"], "{directory}{feed}");
        }
        assert!(site.get("/feeds.opml").text().contains(&format!("{directory}/feed.xml")), "{directory}");
        assert_eq!(site.get(&format!("{directory}/")).status, 200);
    }
    assert_eq!(site.get("/tags/none/feed.xml").status, 404);
    for (list, name) in [("/tags/", "C++"), ("/categories/", "News"), ("/authors/", "Jane Doe")] {
        assert!(site.get(list).text().contains(&format!(">{name}</a>")), "{list}");
    }
    site.write("a.md", &dated("A", "2026-03-04"));
    site.expect_feed_titles("/tags/c-plus-plus/feed.xml", &[]);
    for list in ["/feeds.opml", "/tags/"] {
        assert!(!site.get(list).text().contains("c-plus-plus"), "{list}");
    }
}

#[test]
fn file_names_in_every_script_work() {
    let names = ["été.md", "статья.md", "文章.md", "مقال.md", "a b & c#d?e%20.md", "new\nline.md", "🦀.md"];
    let site = Site::empty();
    for (number, name) in names.iter().enumerate() {
        site.write(name, &dated(&format!("Title {number}"), &format!("2026-03-0{}", number + 1)));
    }
    let titles: Vec<String> = (0..names.len()).rev().map(|number| format!("Title {number}")).collect();
    site.expect_titles(&titles.iter().map(String::as_str).collect::<Vec<_>>());
    for item in site.feed("/feed.xml") {
        let path = item.link.strip_prefix(site.base()).expect("an address of the site");
        assert_eq!(site.get(&format!("/{path}")).status, 200, "{path}");
    }
}
