//! What is not for the public: articles in no feed, embargoes, and files that belong to another file.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a failing test may panic")]

use crate::support::site::{Site, until};
use chrono::{DateTime, Utc};

fn post(title: &str, keys: &str) -> String {
    format!("---\ntitle: {title}\ndate: 2026-03-01\n{keys}---\nThe text of {title}.\n")
}

#[test]
fn an_article_in_no_feed_has_a_page_only() {
    let site = Site::with(&[
        ("a.md", &post("Listed", "tags: [shared]\n")),
        ("b.md", &post("Alone", "tags: [shared, alone]\nauthor: Jane\nrss: false\n")),
    ]);
    site.expect_titles(&["Listed"]);
    assert_eq!(site.get("/articles/alone/").status, 200);
    assert!(site.get("/articles/alone/").text().contains("The text of Alone."));
    for path in
        ["/", "/feeds.opml", "/tags/", "/authors/", "/tags/shared/", "/tags/shared/feed.xml", "/feed.json"]
    {
        let text = site.get(path).text();
        assert!(
            !text.contains("Alone") && !text.contains("alone") && !text.contains("jane"),
            "{path}: {text}"
        );
    }
    // The key is removed, and added to the other article.
    site.write("b.md", &post("Alone", "tags: [shared, alone]\n"));
    until(|| if site.titles("/feed.xml").len() == 2 { Ok(()) } else { Err(()) }).expect("both are listed");
    site.write("a.md", &post("Listed", "disable_feed: true\n"));
    site.expect_titles(&["Alone"]);
    assert_eq!(site.get("/articles/listed/").status, 200);
    assert_eq!(site.get("/tags/shared/feed.xml").text().matches("<item>").count(), 1);
}

fn clock_before() -> DateTime<Utc> {
    "2026-06-01T00:00:00Z".parse().unwrap()
}

fn clock_after() -> DateTime<Utc> {
    "2026-09-02T00:00:00Z".parse().unwrap()
}

#[test]
fn an_embargo_ends_at_its_date_which_is_then_the_date_of_the_article() {
    let mut site = Site::stopped(
        &[
            ("a.md", &post("Held", "publishDate: 2026-09-01\n")),
            ("b.md", &post("Old", "publishDate: 2026-03-02\n")),
        ],
        "",
    );
    site.set_clock(clock_before);
    site.start();
    site.expect_titles(&["Old"]);
    assert_ne!(site.get("/articles/held/").status, 200);
    site.set_clock(clock_after);
    site.restart();
    site.expect_titles(&["Held", "Old"]);
    assert_eq!(site.item("Held").published, Some("2026-09-01T00:00:00Z".parse().unwrap()));
    assert_eq!(site.item("Old").published, Some("2026-03-01T00:00:00Z".parse().unwrap()));
}

#[test]
fn files_beside_the_index_of_a_post_are_its_attachments() {
    let site = Site::with_settings(
        "[content]\ngrace = '0s'\n",
        &[
            ("2026/trip/index.md", &post("Trip", "")),
            ("2026/trip/notes.txt", "Notes of the trip\n\nSome numbers.\n"),
            ("2026/trip/data/page.html", "<p>The output of a program, as a page of its own.</p>"),
            ("2026/trip/other.md", &post("With a date of its own", "")),
            ("posts/index.md", &post("All posts", "")),
            ("posts/a.md", "# A post beside a list\n\nText.\n"),
            ("garden/index.md", "# The garden\n\nBeans.\n"),
            ("garden/beans.md", "# Beans\n\nOf the garden, which has no date.\n"),
        ],
    );
    let titles = || {
        let mut titles = site.titles("/feed.xml");
        titles.sort();
        titles
    };
    let shown =
        ["A post beside a list", "All posts", "Beans", "The garden", "Trip", "With a date of its own"];
    assert_eq!(titles(), shown);
    // Without the post, its attachments are articles; with it, they are attachments again.
    site.remove("2026/trip/index.md");
    let has_notes = || titles().iter().any(|title| title.starts_with("Notes"));
    until(|| if has_notes() { Ok(()) } else { Err(titles()) }).expect("the notes are published");
    site.write("2026/trip/index.md", &post("Trip", ""));
    until(|| if titles() == shown { Ok(()) } else { Err(titles()) }).expect("the notes are an attachment");
}

#[test]
fn the_frames_of_a_saved_page_belong_to_it() {
    let page = "<!DOCTYPE html><html><head><title>A walk</title><meta name=\"date\" content=\"2026-03-01\"></head>\
                <body><article><h1>A walk</h1><p>We walked far, and it was a good day.</p></article></body></html>";
    let frame = "<html><body><p>An advertisement that was saved along with the page.</p></body></html>";
    let site = Site::with(&[
        ("walk.html", page),
        ("walk_files/saved_resource.html", frame),
        ("other_files/a.md", &post("In a folder without a page", "")),
    ]);
    site.expect_titles(&["A walk", "In a folder without a page"]);
}

#[test]
fn an_edited_copy_beside_the_original_is_no_article_until_the_original_is_gone() {
    let site = Site::with_settings(
        "[content]\ngrace = '0s'\n",
        &[("post.md", &post("The post", "")), ("Journey.md", &post("Journey", ""))],
    );
    let id = site.item("The post").id;
    site.write("post (1).md", &post("The post", "tags: [more]\n"));
    site.write("Journey 2.md", &post("Journey, continued", ""));
    let titles = || {
        let mut titles = site.titles("/feed.xml");
        titles.sort();
        titles
    };
    let shown = ["Journey", "Journey, continued", "The post"];
    until(|| if titles() == shown { Ok(()) } else { Err(titles()) }).expect("the second part is published");
    site.write("post (1).md", &post("The post", ""));
    site.remove("post.md");
    until(|| {
        let known = site.get("/articles/post/").status;
        let ids: Vec<_> =
            site.feed("/feed.xml").into_iter().filter(|item| item.title == "The post").collect();
        if known == 200 && ids.len() == 1 && ids[0].id == id { Ok(()) } else { Err(ids) }
    })
    .expect("the copy continues the article");
}

#[test]
fn the_settings_can_include_each_file_that_a_rule_leaves_out() {
    let include = "[content]\ninclude = ['*.md', 'drafts/a.md', 'vendor/b.md', 'trip/notes.txt', 'trip/index.md', \
                   '#recycle/c.md', 'CLAUDE.md', 'deploy']\n";
    let site = Site::with_settings(
        include,
        &[
            ("drafts/a.md", &post("In drafts", "")),
            ("vendor/b.md", &post("In vendor", "")),
            ("trip/index.md", &post("Trip", "")),
            ("trip/notes.txt", "Notes of the trip\n\nSome numbers.\n"),
            ("#recycle/c.md", &post("In the bin", "")),
            ("CLAUDE.md", &post("About Claude", "")),
            ("deploy", "#!/bin/sh\n\nThe script of a film\n"),
            ("d.md", &post("Password", "password: hunter2\n")),
        ],
    );
    let mut titles = site.titles("/feed.xml");
    titles.sort();
    assert_eq!(titles.len(), 7, "{titles:?}");
    for title in ["About Claude", "In drafts", "In the bin", "In vendor", "Notes of the trip", "Trip"] {
        assert!(titles.iter().any(|shown| shown == title), "{title} in {titles:?}");
    }
}

#[test]
fn files_of_secrets_are_neither_articles_nor_served_where_an_article_links_them() {
    let secrets = [
        ("phones.txt", "otpauth://totp/Shop:ann?secret=AAAA&issuer=Shop\n"),
        ("readers.csv", "Name,E-mail\nAnn,ann@example.org\n"),
        ("members.jsonl", "{\"email\":\"ann@example.org\"}\n{\"email\":\"ben@example.org\"}\n"),
        ("cluster.yaml", "apiVersion: v1\nkind: Config\nclusters:\nusers:\n"),
        ("vault.md", "$ANSIBLE_VAULT;1.1;AES256\n6162\n"),
        ("people.ldif", "dn: uid=ann,dc=example\n"),
    ];
    let mut links: String = secrets.iter().map(|(name, _)| format!("[a file]({name})\n")).collect();
    links.push_str("[numbers](numbers.csv)\n");
    let mut files: Vec<(&str, &str)> = secrets.to_vec();
    let article = format!("---\ntitle: Files\ndate: 2026-03-01\n---\n{links}");
    files.extend([("numbers.csv", "year,bees\n2026,12\n"), ("files.md", article.as_str())]);
    let site = Site::with(&files);
    site.expect_titles(&["Files"]);
    assert_eq!(site.get("/numbers.csv").status, 200);
    for (name, _) in secrets {
        assert_eq!(site.get(&format!("/{name}")).status, 404, "{name}");
    }
}
