//! Saves by editors, step by step as the editors make them: the article keeps its id, its address and its date, and
//! no temporary file is published.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a failing test may panic")]

use crate::support::site::{Site, dated, until};
use std::path::PathBuf;
use std::time::Duration;

/// One step of a save. Names are relative to the content folder.
enum Step {
    Write(&'static str),
    Rename(&'static str, &'static str),
    Link(&'static str, &'static str),
    Delete(&'static str),
}
use Step::{Delete, Link, Rename, Write};

/// The steps of a save of `post.md`, and the editors that save so.
const SAVES: &[(&str, &[Step])] = &[
    // IntelliJ's SafeFileOutputStream ("use safe write"), on by default.
    (
        "JetBrains",
        &[
            Write("post.md___jb_tmp___"),
            Rename("post.md", "post.md___jb_old___"),
            Rename("post.md___jb_tmp___", "post.md"),
            Delete("post.md___jb_old___"),
        ],
    ),
    // `backupcopy=no`: the original becomes the backup.
    ("vim", &[Rename("post.md", "post.md~"), Write("post.md"), Delete("post.md~")]),
    // `make-backup-files` with backup by renaming.
    ("emacs", &[Rename("post.md", "post.md~"), Write("post.md")]),
    // GNU sed's temporary file `sedXXXXXX` in the folder of the original.
    ("sed -i", &[Write("sedAbC123"), Rename("sedAbC123", "post.md")]),
    ("perl -i", &[Delete("post.md"), Write("post.md")]),
    // GLib's g_file_replace with a backup.
    (
        "gedit",
        &[
            Write(".goutputstream-XA3B1Z"),
            Link("post.md", "post.md~"),
            Rename(".goutputstream-XA3B1Z", "post.md"),
        ],
    ),
    (
        "a tool with a process id",
        &[Write("post.md.tmp.93809.4dbd"), Rename("post.md.tmp.93809.4dbd", "post.md")],
    ),
    (
        "Word",
        &[
            Write("~WRD0000.tmp"),
            Rename("post.md", "~WRL0001.tmp"),
            Rename("~WRD0000.tmp", "post.md"),
            Delete("~WRL0001.tmp"),
        ],
    ),
];

fn carry_out(site: &Site, step: &Step, text: &str) {
    let at = |name: &str| -> PathBuf { site.file(name) };
    match step {
        Write(name) => std::fs::write(at(name), text).unwrap(),
        Rename(from, to) => std::fs::rename(at(from), at(to)).unwrap(),
        Link(from, to) => std::fs::hard_link(at(from), at(to)).unwrap(),
        Delete(name) => std::fs::remove_file(at(name)).unwrap(),
    }
}

/// Saves with each editor's steps and a pause between them. What the article must keep is compared after each save.
fn save_with_pauses(pause: Duration) {
    for (editor, steps) in SAVES {
        let site =
            Site::with(&[("post.md", "---\ntitle: Post\n---\n\nThe first version, without a date.\n")]);
        let before = site.item("Post");
        let text = format!("---\ntitle: Post\n---\n\nThe version that {editor} saved.\n");
        for step in *steps {
            carry_out(&site, step, &text);
            std::thread::sleep(pause);
        }
        let saved = || site.get("/articles/post/").text().contains("saved").then_some(()).ok_or(());
        until(saved).unwrap_or_else(|()| panic!("{editor}: the new version is not published"));
        let after = site.item("Post");
        assert_eq!(
            (&after.id, &after.link, after.published),
            (&before.id, &before.link, before.published),
            "{editor}"
        );
        assert_eq!(site.feed("/feed.xml").len(), 1, "{editor}: a temporary file was published");
    }
}

#[test]
fn a_save_keeps_the_article() {
    save_with_pauses(Duration::ZERO);
}

#[test]
fn a_slow_save_keeps_the_article() {
    save_with_pauses(Duration::from_millis(300));
}

/// While the original is moved aside for two seconds, subscribers still see the article.
#[test]
fn an_article_stays_public_while_its_file_is_moved_aside() {
    let site = Site::with(&[("post.md", &dated("Post", "2026-03-01"))]);
    let before = site.item("Post");
    site.write("post.md___jb_tmp___", &dated("Post", "2026-03-01"));
    site.rename("post.md", "post.md___jb_old___");
    let pause = std::time::Instant::now();
    while pause.elapsed() < Duration::from_secs(2) {
        assert_eq!(site.get("/articles/post/").status, 200);
        std::thread::sleep(Duration::from_millis(50));
    }
    site.rename("post.md___jb_tmp___", "post.md");
    std::fs::remove_file(site.file("post.md___jb_old___")).unwrap();
    site.write("other.md", &dated("Other", "2026-03-02")).expect_titles(&["Other", "Post"]);
    assert_eq!(site.item("Post").id, before.id);
}

/// An article whose file is renamed to a backup name for good is removed.
#[test]
fn an_article_that_stays_moved_aside_is_removed() {
    let site = Site::with(&[("a.md", &dated("A", "2026-03-01")), ("b.md", &dated("B", "2026-03-02"))]);
    site.rename("b.md", "b.md.bak");
    site.expect_titles(&["A"]);
}
