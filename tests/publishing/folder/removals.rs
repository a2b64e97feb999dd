//! Files that vanish for a moment: subscribers must not notice. Files that are deleted for good, or must not be public
//! any longer: subscribers must.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a failing test may panic")]

use crate::support::site::{Site, dated, until};
use std::time::{Duration, Instant};

/// Asserts during `pause` that the article is public and that no feed has a tombstone.
fn stays_public(site: &Site, pause: Duration) {
    let began = Instant::now();
    while began.elapsed() < pause {
        assert_eq!(site.get("/articles/post/").status, 200);
        assert!(!site.get("/atom.xml").text().contains("deleted-entry"));
        std::thread::sleep(Duration::from_millis(50));
    }
}

/// The text of an undated article, whose date only the catalogue has.
fn undated(text: &str) -> String {
    format!("---\ntitle: Post\n---\n\n{text}\n")
}

/// Some programs save by `rm` and `write`, and a network drive may need seconds between the two.
#[test]
fn an_article_stays_public_while_its_file_is_deleted_and_written_again() {
    let site = Site::with(&[("post.md", &undated("The first version."))]);
    let before = site.item("Post");
    for (milliseconds, text) in [(0, "Saved one."), (300, "Saved two."), (2_000, "Saved three.")] {
        site.remove("post.md");
        stays_public(&site, Duration::from_millis(milliseconds));
        site.write("post.md", &undated(text));
        let is_new = || site.get("/articles/post/").text().contains(text).then_some(()).ok_or(());
        until(is_new).expect("the new version is published");
        stays_public(&site, Duration::from_millis(100));
    }
    // Longer than the wait: the removal was cancelled, not only delayed.
    stays_public(&site, Duration::from_secs(4));
    let after = site.item("Post");
    assert_eq!((after.id, after.link, after.published), (before.id, before.link, before.published));
}

/// `git stash; git stash pop`, or a look at another branch: files and their directory vanish and return.
#[test]
fn a_directory_that_vanishes_for_a_moment_is_not_withdrawn() {
    let site = Site::with(&[("posts/post.md", &undated("One.")), ("a.md", &dated("A", "2020-01-01"))]);
    let before = site.feed("/atom.xml");
    std::fs::remove_file(site.file("posts/post.md")).unwrap();
    std::fs::remove_dir(site.file("posts")).unwrap();
    stays_public(&site, Duration::from_millis(1_500));
    site.write("posts/post.md", &undated("One."));
    stays_public(&site, Duration::from_secs(4));
    assert_eq!(site.feed("/atom.xml"), before);
}

/// While the original is moved aside, the server is killed or stopped and starts again.
#[test]
fn a_restart_while_the_original_is_moved_aside_withdraws_nothing() {
    let mut site = Site::with(&[("post.md", &undated("One."))]);
    let before = site.item("Post");
    site.write("post.md___jb_tmp___", &undated("Two."));
    site.rename("post.md", "post.md___jb_old___");
    site.restart();
    stays_public(&site, Duration::from_secs(1));
    site.rename("post.md___jb_tmp___", "post.md");
    site.remove("post.md___jb_old___");
    until(|| site.get("/articles/post/").text().contains("Two.").then_some(()).ok_or(())).expect("the save");
    stays_public(&site, Duration::from_secs(4));
    assert_eq!(site.item("Post").id, before.id);
}

#[test]
fn a_deleted_article_is_withdrawn_and_a_draft_at_once() {
    let files = [("post.md", undated("One.")), ("b.md", dated("B", "2020-01-01"))];
    let files: Vec<(&str, &str)> = files.iter().map(|(name, text)| (*name, text.as_str())).collect();
    // A long wait shows that a draft does not wait.
    let mut site = Site::with_settings("[content]\nremoval_delay = '10m'\n", &files);
    site.write("b.md", &dated("B", "2020-01-01").replace("date:", "draft: true\ndate:"))
        .expect_titles(&["Post"]);
    site.set_settings("[content]\nremoval_delay = '500ms'\n");
    site.restart();
    site.remove("post.md").expect_titles(&[]);
    assert_eq!(site.get("/articles/post/").status, 410);
    assert!(site.get("/atom.xml").text().contains("deleted-entry"));
}

/// A move by copying and deleting does not wait for the removal.
#[test]
fn a_move_is_published_before_the_wait_of_the_removal_is_over() {
    let site = Site::with_settings(
        "[content]\nremoval_delay = '10m'\ngrace = '10m'\n",
        &[("a.md", &dated("A", "2020-01-01"))],
    );
    let before = site.item("A");
    std::fs::copy(site.file("a.md"), site.file("moved.md")).unwrap();
    std::thread::sleep(Duration::from_millis(300));
    site.remove("a.md");
    until(|| if site.get("/moved.md").status == 301 { Ok(()) } else { Err(()) }).expect("the move is seen");
    // Deleted first, then written under another name.
    let text = std::fs::read_to_string(site.file("moved.md")).unwrap();
    site.remove("moved.md");
    std::thread::sleep(Duration::from_millis(300));
    site.write("again.md", &text);
    until(|| if site.get("/again.md").status == 301 { Ok(()) } else { Err(()) }).expect("the move is seen");
    assert_eq!(site.feed("/atom.xml"), [before]);
}

/// `cp -p` or `touch -r` after an edit in place: size and modification time are those of before.
#[test]
fn an_edit_that_keeps_size_and_time_is_noticed_at_the_next_start() {
    let mut site = Site::with(&[("post.md", &undated("Version one."))]);
    let modified = std::fs::metadata(site.file("post.md")).unwrap().modified().unwrap();
    site.stop();
    std::fs::write(site.file("post.md"), undated("Version two.")).unwrap();
    std::fs::File::options().write(true).open(site.file("post.md")).unwrap().set_modified(modified).unwrap();
    site.start();
    until(|| site.get("/articles/post/").text().contains("Version two.").then_some(()).ok_or(()))
        .expect("the edit");
}

/// `chmod -R`, or a backup that is restored: every file is read again, and nothing is announced.
#[cfg(unix)]
#[test]
fn changed_permissions_change_nothing_that_subscribers_see() {
    use std::os::unix::fs::PermissionsExt;
    let mut site = Site::with_settings(
        "[site]\nbase_url = 'https://example.org/'\n",
        &[("post.md", &undated("One.")), ("b.md", &dated("B", "2020-01-01"))],
    );
    let before = site.get("/atom.xml");
    site.stop();
    for name in ["post.md", "b.md"] {
        std::fs::set_permissions(site.file(name), std::fs::Permissions::from_mode(0o600)).unwrap();
    }
    site.start();
    let after = site.get("/atom.xml");
    assert_eq!((after.header("etag"), after.text()), (before.header("etag"), before.text()));
}
