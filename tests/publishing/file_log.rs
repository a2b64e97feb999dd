//! The log at its usual level: one line at the arrival of a file says what became of it.
#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a failed test reports where it failed")]

use crate::support::logged::LoggedServer;
use crate::support::site::dated;

#[test]
fn every_dropped_file_has_one_line() {
    let server = LoggedServer::start_at("info", "[content]\nrescan = '1s'\n");
    server.write("post.md", &dated("Post", "2026-03-04"));
    server.logs("INFO published post.md: articles/post/");
    server.write("post.md", &dated("Edited", "2026-03-04"));
    server.logs("INFO updated post.md: articles/post/");
    server.write("draft.md", "---\ntitle: Draft\ndraft: true\n---\nText.\n");
    server.logs("INFO held back draft.md: draft: true");
    server.write("later.md", &dated("Later", "2099-01-02"));
    server.logs("INFO scheduled later.md until 2099-01-02T00:00:00Z");
    server.write("old.md", "---\ntitle: Old\ndate: 2020-01-01\nexpires: 2020-02-01\n---\nText.\n");
    server.logs("INFO held back old.md: expired at 2020-02-01T00:00:00Z");
    server.write("letter.rtf", "{\\rtf1 x}");
    server.logs("INFO ignored letter.rtf: not a supported document type (.rtf); save it as .docx or .odt");
    server.rename("post.md", "renamed.md");
    server.logs("INFO renamed post.md to renamed.md: the address stays articles/post/");
    std::fs::remove_file(server.file("renamed.md")).unwrap();
    server.logs("INFO removed renamed.md: articles/post/");
    // Nothing is told twice by the comparisons of the whole folder, of which two were made by now.
    std::thread::sleep(std::time::Duration::from_millis(2500));
    server.write("draft.md", "---\ntitle: Draft\ndraft: true\n---\nText, edited.\n");
    server.write("end.md", &dated("End", "2026-03-05"));
    server.logs("published end.md");
    let log = server.log();
    for line in
        ["held back draft.md", "scheduled later.md", "held back old.md", "ignored letter.rtf", "updated"]
    {
        assert_eq!(log.matches(line).count(), 1, "{line}:\n{log}");
    }
}

#[test]
fn temporary_files_and_pictures_of_articles_have_no_line() {
    let server = LoggedServer::start_at("info", "");
    server.write("post.md", &dated("Post", "2026-03-04").replace("This", "![](photo.jpg) This"));
    server.logs("published post.md");
    for name in ["photo.jpg", ".hidden.md", "post.md~", "4913", "sedAbC123", "post.md.tmp", "~$post.docx"] {
        server.write(name, "text");
    }
    server.write("end.md", &dated("End", "2026-03-05"));
    server.logs("published end.md");
    let log = server.log();
    assert!(!log.contains("ignored"), "{log}");
}

#[test]
fn a_first_scan_has_one_line_with_counts() {
    let draft = "---\ntitle: Draft\ndraft: true\n---\nText.\n";
    let files = [
        ("a.md", &*dated("A", "2026-03-04")),
        ("d.md", draft),
        ("p.jpg", "x"),
        ("q.jpg", "x"),
        ("README", "x"),
    ];
    let server = LoggedServer::start_over("info", "", &files);
    server.logs(
        ": 1 published, 1 draft, 3 ignored (2 a picture, not a document, 1 it describes the folder and is \
         not an article)",
    );
    let log = server.log();
    assert!(log.contains("read 5 files in ") && !log.contains("ignored p.jpg"), "{log}");
}

#[test]
fn a_file_name_cannot_forge_a_line_or_turn_its_direction() {
    let server = LoggedServer::start_at("info", "");
    server.write("a\nERROR forged \u{1b}[31m.md", &dated("A", "2026-03-04"));
    server.logs("published a\\nERROR forged \\u{1b}[31m.md: articles/");
    server.write("b\u{202e}gpj.rtf", "text");
    server.logs("ignored b\\u{202e}gpj.rtf: ");
    let log = server.log();
    assert!(log.lines().all(|line| !line.starts_with("ERROR")), "{log}");
    assert!(!log.contains(['\u{1b}', '\u{202e}']), "{log}");
}
