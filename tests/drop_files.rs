//! Stories of people and programs that drop files, told end to end: the true server over a true folder, read over
//! HTTP by a feed parser.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that fails says where")]

mod support;

use std::io::Write;
use support::site::{Site, dated, until};

const FEEDS: [&str; 3] = ["/feed.xml", "/atom.xml", "/feed.json"];

#[test]
fn a_dropped_file_is_in_every_format() {
    let site = Site::empty();
    site.shows(&[]);
    site.write("hello.md", &dated("Hello", "2026-03-04T05:06:07Z")).shows(&["Hello"]);
    for path in FEEDS {
        let item = &site.feed(path)[0];
        assert_eq!(item.title, "Hello", "{path}");
        assert_eq!(item.link, format!("{}articles/hello/", site.base()), "{path}");
        assert_eq!(item.published.unwrap().to_rfc3339(), "2026-03-04T05:06:07+00:00", "{path}");
        assert_eq!(item.id, site.item("Hello").id, "{path}");
    }
}

#[test]
fn files_are_dropped_in_every_way_that_people_and_programs_know() {
    let site = Site::with(&[("old.md", &dated("Old", "2026-01-01"))]);
    site.shows(&["Old"]);
    site.write("in-place.md", &dated("In place", "2026-01-02")).shows(&["In place", "Old"]);
    site.write_and_rename("renamed.md", &dated("Renamed", "2026-01-03"))
        .shows(&["Renamed", "In place", "Old"]);
    std::fs::write(site.elsewhere("moved.md"), dated("Moved", "2026-01-04")).unwrap();
    std::fs::rename(site.elsewhere("moved.md"), site.file("moved.md")).unwrap();
    site.shows(&["Moved", "Renamed", "In place", "Old"]);
    std::fs::write(site.elsewhere("linked.md"), dated("Linked", "2026-01-05")).unwrap();
    std::fs::hard_link(site.elsewhere("linked.md"), site.file("linked.md")).unwrap();
    site.shows(&["Linked", "Moved", "Renamed", "In place", "Old"]);
}

#[test]
fn a_copied_tree_is_published_whole() {
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
    site.shows(&titles.iter().map(String::as_str).collect::<Vec<_>>());
    // And a directory that arrives whole, by a rename, is no different.
    std::fs::rename(site.file("tree"), site.elsewhere("away")).unwrap();
    site.shows(&[]);
    std::fs::rename(site.elsewhere("away"), site.file("back")).unwrap();
    site.shows(&titles.iter().map(String::as_str).collect::<Vec<_>>());
}

#[test]
fn an_edit_keeps_the_id_and_moves_updated_only() {
    let site = Site::with(&[("a.md", &dated("Before", "2026-03-04"))]);
    let before = site.item("Before");
    site.write("a.md", &dated("After", "2026-03-04")).shows(&["After"]);
    let after = site.item("After");
    assert_eq!((&after.id, &after.link, after.published), (&before.id, &before.link, before.published));
    assert!(after.updated > before.updated);
}

#[test]
fn what_the_settings_leave_out_is_nowhere_and_comes_back() {
    let (a, b) = (dated("A", "2026-03-04"), dated("B", "2026-03-03"));
    let mut site = Site::with(&[("posts/a.md", &a), ("old/b.md", &b)]);
    site.shows(&["A", "B"]);
    let id = site.item("B").id;
    site.set("[content]\nexclude = ['old/']\n");
    site.restart();
    site.shows(&["A"]);
    site.write("old/c.md", &dated("C", "2026-03-05"));
    site.write("posts/d.md", &dated("D", "2026-03-06")).shows(&["D", "A"]);
    site.set("");
    site.restart();
    site.shows(&["D", "C", "A", "B"]);
    assert_eq!(site.item("B").id, id);
}

#[test]
fn who_is_who_changes_with_its_file() {
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
    // Also while nobody watched, and for an article that is new after a start which found nothing changed.
    site.stop();
    std::fs::write(site.file("blog/authors.yml"), "jane: Jane Poe\njoe: Joe Poe\n").unwrap();
    site.start();
    names(&site, "Jane Poe");
    site.restart();
    site.write("blog/b.md", &post.replace("jane", "joe").replace("title: A", "title: B"));
    names(&site, "Joe Poe");
    // MkDocs Material's is hidden: read, and not served.
    site.remove("blog/authors.yml");
    site.write("blog/.authors.yml", "jane: Jane Moe\n");
    names(&site, "Jane Moe");
    assert_eq!(site.get("/blog/.authors.yml").status, 404);
    let after = site.item("A");
    assert_eq!((before.id, before.updated), (after.id, after.updated));
}

#[test]
fn an_editors_save_is_one_change() {
    let site = Site::with(&[("a.md", &dated("First", "2026-03-04"))]);
    let id = site.item("First").id;
    site.save_with_backup("a.md", &dated("Second", "2026-03-04")).shows(&["Second"]);
    site.write_and_rename("a.md", &dated("Third", "2026-03-04")).shows(&["Third"]);
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
    // Something that does show tells when the touched file has been dealt with: events come in order.
    site.write("b.md", &dated("B", "2026-03-05")).shows(&["B", "A"]);
    assert_eq!(before, etags());
}

#[test]
fn renamed_moved_out_and_put_back_it_is_the_same_article() {
    let site = Site::with(&[("a.txt", "A headline\n\nAn undated text, so its first-seen moment counts.\n")]);
    let first = site.item("A headline");
    site.rename("a.txt", "b.txt");
    until(|| if site.get("/b.txt").status == 301 { Ok(()) } else { Err(()) }).expect("the rename is seen");
    assert_eq!(site.item("A headline"), first);
    std::fs::rename(site.file("b.txt"), site.elsewhere("b.txt")).unwrap();
    site.shows(&[]);
    std::fs::rename(site.elsewhere("b.txt"), site.file("c.txt")).unwrap();
    site.shows(&["A headline"]);
    assert_eq!(site.item("A headline"), first);
}

#[test]
fn a_file_that_is_moved_by_copying_and_deleting_stays_itself() {
    let site = Site::with_settings("[content]\ngrace = '10m'\n", &[]);
    site.write("a.md", &dated("A", "2026-03-04")).shows(&["A"]);
    let before = site.item("A");
    site.write("moved.md", &dated("A", "2026-03-04"));
    // Events come in order, so the copy has been seen when another file shows.
    site.write("b.md", &dated("B", "2026-03-05")).shows(&["B", "A"]);
    site.remove("a.md");
    until(|| if site.get("/moved.md").status == 301 { Ok(()) } else { Err(()) }).expect("the move is seen");
    site.shows(&["B", "A"]);
    assert_eq!(site.item("A"), before);
}

#[test]
fn a_copy_that_stays_is_a_second_article() {
    let site = Site::with_settings("[content]\ngrace = '50ms'\n", &[]);
    site.write("a.md", &dated("A", "2026-03-04")).shows(&["A"]);
    site.write("copy.md", &dated("A", "2026-03-04")).shows(&["A", "A"]);
    let ids: std::collections::BTreeSet<String> =
        site.feed("/atom.xml").into_iter().map(|item| item.id).collect();
    assert_eq!(ids.len(), 2);
}

#[test]
fn a_former_address_leads_to_the_article_or_says_that_it_is_gone() {
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
    site.write("a.md", &with("")).shows(&["A"]);
    let id = site.item("A").id;
    answers("/articles/a/", 200, "");
    // The author asks for another slug, and tells where the article was before it came here.
    site.write("a.md", &with("slug: better\naliases: [/2019/01/a-post/, /old.html]\n"));
    answers("/articles/better/", 200, "");
    answers("/articles/a/", 301, "articles/better/");
    answers("/2019/01/a-post/", 301, "articles/better/");
    answers("/2019/01/a-post", 301, "articles/better/");
    answers("/old.html", 301, "articles/better/");
    assert_eq!(site.item("A").id, id);
    // Another article can't take the address that was public.
    site.write("a2.md", &dated("A2", "2026-03-05").replace("date:", "slug: a\ndate:"));
    answers("/articles/a-2/", 200, "");
    answers("/articles/a/", 301, "articles/better/");
    site.remove("a.md");
    answers("/articles/better/", 410, "");
    answers("/articles/a/", 410, "");
    answers("/old.html", 404, "");
    answers("/articles/never-was/", 404, "");
    // A mistake is mended.
    site.write("a.md", &with("slug: better\n"));
    answers("/articles/better/", 200, "");
    assert_eq!(site.item("A").id, id);
}

#[test]
fn an_atom_reader_learns_of_what_is_gone_while_the_window_reaches_so_far() {
    let site = Site::with_settings("[feeds]\nentries = 2\n", &[]);
    for day in 1..=4 {
        site.write(&format!("{day}.md"), &dated(&format!("Day {day}"), &format!("2026-03-0{day}")));
    }
    site.shows(&["Day 4", "Day 3"]);
    let (newest, id) = (site.item("Day 4").id, |text: &str| format!("<at:deleted-entry ref=\"{text}\""));
    site.remove("1.md").remove("4.md").shows(&["Day 3", "Day 2"]);
    let feed = site.get("/atom.xml").text();
    assert!(feed.contains(&id(&newest)), "{feed}");
    assert_eq!(
        feed.matches("<at:deleted-entry").count(),
        1,
        "the window never reached to the first day: {feed}"
    );
    site.write("4.md", &dated("Day 4", "2026-03-04")).shows(&["Day 4", "Day 3"]);
    assert!(!site.get("/atom.xml").text().contains("deleted-entry"));
}

#[test]
fn a_flood_is_held_until_somebody_approves() {
    let mut site = Site::stopped(&[], "[feeds]\nflood = 'hold'\nflood_limit = 3\n");
    let name = |number: u32| (format!("{number}.md"), format!("2026-03-{number:02}"));
    for number in 1..=8 {
        let (file, date) = name(number);
        site.write(&file, &dated(&format!("Old {number}"), &date));
    }
    site.start();
    let old: Vec<String> = (1..=8).rev().map(|number| format!("Old {number}")).collect();
    let old: Vec<&str> = old.iter().map(String::as_str).collect();
    site.shows(&old);
    site.stop();
    for number in 1..=8 {
        let (file, date) = name(number);
        site.write(&file, &dated(&format!("New {number}"), &date));
    }
    site.start();
    // News is published all the same, and the rest stays as it was.
    site.write("news.md", &dated("News", "2026-04-01"));
    let with_news: Vec<&str> = std::iter::once("News").chain(old.iter().copied()).collect();
    site.shows(&with_news);
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
    site.shows(&new);
    assert_eq!(approve(&["--show"]), "Nothing is held.\n");
}

#[test]
fn half_a_file_is_never_shown() {
    let site = Site::empty();
    let mut file = std::fs::File::create(site.file("slow.md")).unwrap();
    for part in ["---\ntitle: Slow\n", "date: 2026-03-04\n---\n", "The first half, ", "and the second.\n"] {
        file.write_all(part.as_bytes()).unwrap();
        file.flush().unwrap();
        // Another file comes and goes while the first is still open: events come in order, so the server has seen
        // what was written so far.
        site.write("other.md", &dated("Other", "2026-03-05")).shows(&["Other"]);
        site.remove("other.md").shows(&[]);
    }
    drop(file);
    site.shows(&["Slow"]);
    assert!(site.get("/feed.xml").text().contains("The first half, and the second."));
}

#[test]
fn a_file_that_its_writer_forgets_to_close_is_whole_when_quiet() {
    let site = Site::with_settings("[content]\nsettle = '200ms'\n", &[]);
    let mut file = std::fs::File::create(site.file("open.md")).unwrap();
    file.write_all(dated("Open", "2026-03-04").as_bytes()).unwrap();
    site.shows(&["Open"]);
    drop(file);
}

#[test]
fn a_file_that_moves_into_a_new_directory_stays_itself() {
    let site = Site::empty();
    let names: Vec<String> = (0..20).map(|number| format!("{number}.md")).collect();
    for (number, name) in names.iter().enumerate() {
        site.write(name, &dated(&format!("Title {number}"), &format!("2026-03-{:02}", number + 1)));
    }
    let titles: Vec<String> = (0..20).rev().map(|number| format!("Title {number}")).collect();
    let titles: Vec<&str> = titles.iter().map(String::as_str).collect();
    site.shows(&titles);
    let before = site.feed("/atom.xml");
    for name in &names {
        // Nobody watches the directory yet when the file arrives in it.
        let directory = site.file(&format!("of {name}"));
        std::fs::create_dir(&directory).unwrap();
        std::fs::rename(site.file(name), directory.join(name)).unwrap();
    }
    // As a checkout does it: the old place is empty before the new file is there.
    let text = std::fs::read_to_string(site.file("of 0.md/0.md")).unwrap();
    std::fs::remove_file(site.file("of 0.md/0.md")).unwrap();
    site.write("of 0.md/again.md", &text).write("last.md", &dated("Last", "2026-04-01"));
    site.feed_shows("/atom.xml", &[&["Last"], &titles[..19]].concat());
    site.remove("last.md").shows(&titles);
    assert_eq!(site.feed("/atom.xml"), before);
}

#[test]
fn a_file_and_a_directory_take_each_others_place() {
    let site = Site::with(&[("a.md", &dated("File", "2026-03-04"))]);
    let file = site.item("File");
    site.remove("a.md").write("a.md/inner.md", &dated("Inner", "2026-03-05")).shows(&["Inner"]);
    std::fs::remove_dir_all(site.file("a.md")).unwrap();
    site.write("a.md", &dated("File", "2026-03-04")).shows(&["File"]);
    assert_eq!(site.item("File"), file);
}

#[test]
fn a_headline_alone_is_published() {
    let site = Site::empty();
    site.write("a.md", "# Soon more\n").shows(&["Soon more"]);
    site.remove("a.md").write("b.txt", "hello world\n").shows(&["hello world"]);
}

#[test]
fn a_broken_edit_keeps_the_last_good_version() {
    let site = Site::with(&[("a.md", &dated("Good", "2026-03-04"))]);
    site.write("a.md", "---\ntitle: [unclosed\ndate: 2026-03-04\n---\nBroken.\n");
    site.write("b.md", &dated("Later", "2026-03-05")).shows(&["Later", "Good"]);
    site.write("a.md", &dated("Mended", "2026-03-04")).shows(&["Later", "Mended"]);
}

#[test]
fn drafts_wait_and_appear_when_they_are_none() {
    let draft = "---\ntitle: Secret\ndate: 2026-03-04\ntags: [hidden]\ndraft: true\n---\nNot yet.\n";
    let site = Site::with(&[("a.md", draft), ("_drafts/b.md", &dated("B", "2026-03-05"))]);
    site.shows(&[]);
    for path in ["/", "/feeds.opml", "/tags/hidden/feed.xml", "/articles/a/", "/articles/secret/"] {
        assert!(!site.get(path).text().to_lowercase().contains("secret"), "{path}");
    }
    site.write("a.md", &draft.replace("true", "false")).shows(&["Secret"]);
    assert_eq!(site.titles("/tags/hidden/feed.xml"), ["Secret"]);
}

#[test]
fn an_article_appears_and_expires_at_its_moment() {
    let site = Site::empty();
    let at = |seconds| (chrono::Utc::now() + chrono::TimeDelta::seconds(seconds)).to_rfc3339();
    let text = format!("---\ntitle: Soon\ndate: {}\nexpires: {}\n---\nBriefly.\n", at(2), at(4));
    site.write("soon.md", &text);
    site.write("now.md", &dated("Now", "2026-03-04")).shows(&["Now"]);
    site.shows(&["Soon", "Now"]).shows(&["Now"]);
}

#[test]
fn every_term_has_its_feeds_and_the_list_names_them() {
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
    site.feed_shows("/tags/c-plus-plus/feed.xml", &[]);
    for list in ["/feeds.opml", "/tags/"] {
        assert!(!site.get(list).text().contains("c-plus-plus"), "{list}");
    }
}

#[test]
fn a_restart_changes_nothing_and_sees_what_happened_meanwhile() {
    let mut site = Site::with_settings(
        "[site]\nbase_url = 'https://example.org/'\n",
        &[("undated.txt", "No date\n\nThe first-seen moment must be kept over the restart.\n")],
    );
    site.write("a.md", &dated("A", "2026-03-04")).shows(&["No date", "A"]);
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
    site.shows(&["No date", "B"]);
    assert_eq!(site.item("No date"), undated);
}

#[test]
fn a_deleted_catalogue_is_put_back() {
    let mut site = Site::with_settings(
        "[site]\nbase_url = 'https://example.org/'\n",
        &[("old.txt", "No date\n\nIts first-seen moment is in the catalogue alone.\n")],
    );
    // What the path would not give again: the id of a file that was renamed.
    site.rename("old.txt", "new.txt");
    until(|| if site.get("/new.txt").status == 301 { Ok(()) } else { Err(()) }).expect("the rename is seen");
    let before = site.item("No date");
    std::fs::remove_dir_all(site.file(".tidings")).unwrap();
    site.write("a.md", &dated("A", "2026-03-04")).shows(&["No date", "A"]);
    assert_eq!(site.get("/articles/a/").status, 200);
    until(|| if site.file(".tidings/catalogue.sqlite").exists() { Ok(()) } else { Err(()) }).expect("a file");
    site.write("b.md", &dated("B", "2026-03-05")).shows(&["No date", "B", "A"]);
    std::fs::remove_dir_all(site.file(".tidings")).unwrap();
    site.restart();
    site.shows(&["No date", "B", "A"]);
    assert_eq!(site.item("No date"), before);
}

#[test]
fn names_in_every_script_are_fine() {
    let names = ["été.md", "статья.md", "文章.md", "مقال.md", "a b & c#d?e%20.md", "new\nline.md", "🦀.md"];
    let site = Site::empty();
    for (number, name) in names.iter().enumerate() {
        site.write(name, &dated(&format!("Title {number}"), &format!("2026-03-0{}", number + 1)));
    }
    let titles: Vec<String> = (0..names.len()).rev().map(|number| format!("Title {number}")).collect();
    site.shows(&titles.iter().map(String::as_str).collect::<Vec<_>>());
    for item in site.feed("/feed.xml") {
        let path = item.link.strip_prefix(site.base()).expect("an address of the site");
        assert_eq!(site.get(&format!("/{path}")).status, 200, "{path}");
    }
}
