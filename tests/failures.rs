//! A part of the server fails: the server notices, and stops with an error instead of serving stale feeds.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a failing test may panic")]

mod support;

#[path = "failures/damaged_catalogue.rs"]
mod damaged_catalogue;

use chrono::{DateTime, Utc};
use std::sync::atomic::{AtomicBool, Ordering};
use support::site::{Site, dated};

/// Whether the clock of the test below panics.
static CLOCK_PANICS: AtomicBool = AtomicBool::new(false);

/// The system's clock until [`CLOCK_PANICS`] is set. Only the ingest thread reads it after the start.
fn clock() -> DateTime<Utc> {
    assert!(!CLOCK_PANICS.load(Ordering::Relaxed), "the injected panic");
    Utc::now()
}

#[test]
fn a_panic_of_the_ingest_thread_stops_the_server_with_an_error() {
    let mut site = Site::stopped(&[("a.md", &dated("A", "2026-03-01"))], "");
    site.set_clock(clock);
    site.start();
    site.expect_titles(&["A"]);
    CLOCK_PANICS.store(true, Ordering::Relaxed);
    site.write("b.md", &dated("B", "2026-03-02"));
    let error = site.wait_for_failure();
    assert!(error.contains("the thread that reads the folder ended unexpectedly"), "{error}");
}

#[cfg(target_os = "linux")]
#[test]
fn the_soft_limit_of_open_files_is_raised() {
    use std::io::{BufRead as _, BufReader};
    use std::process::{Command, Stdio};

    let folder = tempfile::tempdir().unwrap();
    let script = "ulimit -S -n 128; exec \"$0\" serve --listen 127.0.0.1:0 \"$1\"";
    let mut server = Command::new("sh")
        .args(["-c", script, env!("CARGO_BIN_EXE_tidings")])
        .arg(folder.path())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    // The first line is printed after the limit is raised.
    let mut line = String::new();
    BufReader::new(server.stdout.take().unwrap()).read_line(&mut line).unwrap();
    let limits = std::fs::read_to_string(format!("/proc/{}/limits", server.id())).unwrap();
    server.kill().unwrap();
    server.wait().unwrap();
    let open_files = limits.lines().find(|line| line.starts_with("Max open files")).unwrap();
    let soft: u64 = open_files.split_whitespace().nth(3).unwrap().parse().unwrap();
    assert!(soft > 1024, "{open_files}");
}
