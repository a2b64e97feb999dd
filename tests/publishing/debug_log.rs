//! The debug log (`TIDINGS_LOG=debug`) shows why a dropped file does not appear in the feed.
//!
//! The log has a line with the path for each stage that the file passes, and for each reason to wait.
#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a failed test reports where it failed")]

use crate::support::logged::LoggedServer;
use crate::support::site::dated;
use std::fs::File;
use std::io::Write;

#[test]
fn each_stage_of_a_dropped_file_has_a_line() {
    let server = LoggedServer::start("");
    server.write("a.md", &dated("A", "2026-03-04"));
    for stage in [
        "a.md: event received: Created",
        "a.md: event received: Closed",
        "a.md: settled: the file is complete",
        "a.md: parsed as an article with the title 'A'",
        "a.md: applied to the catalogue",
        "a.md: change: published articles/a/",
    ] {
        server.logs(stage);
    }
    std::fs::rename(server.file("a.md"), server.file("b.md")).unwrap();
    server.logs("b.md: settled: renamed from a.md");
    std::fs::remove_file(server.file("b.md")).unwrap();
    server.logs("b.md: settled: removed");
}

#[test]
fn a_file_that_is_not_published_has_a_line_with_the_reason() {
    let server = LoggedServer::start("");
    server.write("draft.md", "---\ntitle: Draft\ndraft: true\n---\nText.\n");
    server.logs("draft.md: no change that subscribers see; the file is draft");
    server.write("broken.md", "---\ntitle: [\n---\nText.\n");
    server.logs("broken.md: rejected: ");
    server.write("data.bin", "text");
    server.logs("data.bin: ignored: ");
}

#[test]
fn a_file_that_is_still_written_has_a_line() {
    let server = LoggedServer::start("[content]\nsettle = '200ms'\n");
    let mut file = File::create(server.file("slow.md")).unwrap();
    file.write_all(b"The first half").unwrap();
    server.logs("slow.md: not settled: a process has the file open for writing");
}

#[test]
fn a_possible_move_has_a_line_with_its_original_and_the_time() {
    let server = LoggedServer::start("[content]\ngrace = '1s'\n");
    let text = dated("A", "2026-03-04");
    server.write("a.md", &text);
    server.logs("a.md: change: published articles/a/");
    server.write("copy.md", &text);
    server.logs("copy.md: waits for up to 1.0 s, because it has the content of a.md");
    server.logs("copy.md: change: published articles/copy/");
}

#[test]
fn a_change_on_hold_has_a_line_with_the_excess() {
    let server = LoggedServer::start("[feeds]\nflood = 'hold'\nflood_limit = 1\n");
    server.write("a.md", &dated("A", "2026-03-04"));
    server.write("b.md", &dated("B", "2026-03-05"));
    server.logs("b.md: change: published articles/b/");
    server.logs("a.md: change: published articles/a/");
    for file in ["a.md", "b.md"] {
        server.write(file, &dated("New title", "2026-03-05"));
    }
    server.logs(".md: on hold until it is approved or restored: the main feed would show its subscribers ");
}
