//! A part of the server fails: the server notices, and stops with an error instead of serving stale feeds.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a failing test may panic")]

mod support;

#[path = "failures/damaged_catalogue.rs"]
mod damaged_catalogue;
#[cfg(target_os = "linux")]
#[path = "failures/open_files.rs"]
mod open_files;

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
