//! Files that lost their content or have conflict marks: the last valid version stays public, and the log has one line.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a failing test may panic")]

use crate::support::logged::LoggedServer;
use crate::support::site::{Site, dated, until};
use std::process::Command;

const CONFLICT: &str = "<<<<<<< HEAD\n---\ntitle: Ours\ndate: 2026-03-04\n---\nOurs, a long sentence of text.\n=======\n\
                        ---\ntitle: Theirs\ndate: 2026-03-04\n---\nTheirs, a long sentence of text.\n>>>>>>> branch\n";

fn damaged() -> Vec<(&'static str, Vec<u8>)> {
    let torn = [dated("Good", "2026-03-04").into_bytes(), vec![0; 512]].concat();
    vec![
        ("0 bytes", Vec::new()),
        ("white space", b"\n \t\n".to_vec()),
        ("a byte order mark", b"\xEF\xBB\xBF".to_vec()),
        ("zero bytes", vec![0; 4096]),
        ("a torn file", torn),
        ("conflict marks", CONFLICT.as_bytes().to_vec()),
        ("0xFF bytes", vec![0xFF; 2048]),
        ("invisible characters", "\u{200B}\u{FEFF}\n\u{2060}\n".into()),
        ("one conflict mark", format!("{}\n>>>>>>> origin/main\n", dated("Good", "2026-03-04")).into()),
        ("a pointer", b"version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12345\n".to_vec()),
        (
            "an error page",
            b"<html><head><title>502 Bad Gateway</title></head><body>nginx</body></html>".to_vec(),
        ),
        ("another kind of file", b"\x89PNG\r\n\x1a\n\x00\x00\x00\x0dIHDR".to_vec()),
    ]
}

fn check(site: &Site) -> String {
    let mut program = Command::new(env!("CARGO_BIN_EXE_tidings"));
    let output = program.arg("check").arg(site.folder()).output().unwrap();
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn a_damaged_file_keeps_its_article_also_through_a_restart() {
    for (kind, bytes) in damaged() {
        let mut site =
            Site::with_settings("[content]\nrescan = '1s'\n", &[("post.md", &dated("Good", "2026-03-04"))]);
        let id = site.item("Good").id;
        std::fs::write(site.file("post.md"), &bytes).unwrap();
        // Events are processed in order: when the news is public, the damaged file has been read.
        site.write("news.md", &dated("News", "2026-03-05"));
        site.expect_titles(&["News", "Good"]);
        until(|| if check(&site).contains("post.md: rejected") { Ok(()) } else { Err(()) }).expect(kind);
        site.restart();
        site.expect_titles(&["News", "Good"]);
        assert_eq!(site.get("/articles/post/").status, 200, "{kind}");
        site.write("post.md", &dated("Better", "2026-03-04"));
        site.expect_titles(&["News", "Better"]);
        assert_eq!(site.item("Better").id, id, "{kind}");
        // A deletion withdraws the article as before.
        site.remove("post.md").expect_titles(&["News"]);
        assert_eq!(site.get("/articles/post/").status, 410, "{kind}");
    }
}

#[test]
fn a_file_that_is_damaged_while_the_server_is_off_keeps_its_article() {
    let mut site = Site::with(&[("a.md", &dated("A", "2026-03-04")), ("b.md", &dated("B", "2026-03-05"))]);
    site.stop();
    site.write("a.md", "");
    site.write("b.md", CONFLICT);
    site.start();
    site.expect_titles(&["B", "A"]);
    // Also after the file is renamed.
    site.rename("a.md", "c.md");
    site.write("news.md", &dated("News", "2026-03-06")).expect_titles(&["News", "B", "A"]);
}

#[test]
fn a_new_file_without_content_is_not_published() {
    let site = Site::empty();
    for (number, (_, bytes)) in damaged().into_iter().enumerate() {
        std::fs::write(site.file(&format!("{number}.md")), bytes).unwrap();
    }
    site.write("news.md", &dated("News", "2026-03-06")).expect_titles(&["News"]);
    let shown = check(&site);
    assert!(shown.contains("0.md: ignored") && shown.contains("not an article: it is empty"), "{shown}");
    assert!(shown.contains("5.md: rejected") && shown.contains("conflict marks"), "{shown}");
}

#[test]
fn the_log_tells_once_of_a_damaged_file_and_once_that_it_is_good_again() {
    let server = LoggedServer::start_at("info", "[content]\nrescan = '1s'\n");
    server.write("post.md", &dated("Good", "2026-03-04"));
    server.logs("published post.md: articles/post/");
    server.write("post.md", "");
    server.logs("post.md: error: the file has lost its content: it is empty (restore the file");
    server.write("post.md", CONFLICT);
    server.logs("post.md: error: line 1, column 1: The file has the conflict marks");
    server.write("post.md", &dated("Good", "2026-03-04"));
    server.logs("resolved post.md: the file is published again");
    let log = server.log();
    assert_eq!(
        (log.matches("lost its content").count(), log.matches("conflict marks").count()),
        (1, 1),
        "{log}"
    );
    assert!(!log.contains("removed"), "{log}");
}
