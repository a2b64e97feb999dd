//! Responses during startup. The clock blocks the ingest thread until the test lets it continue.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a failing test may panic")]

mod support;

use chrono::{DateTime, Utc};
use std::sync::{Condvar, Mutex};
use support::site::{Answer, Site, dated};

/// For each test, whether the startup may continue.
static GATES: [(Mutex<bool>, Condvar); 2] = [const { (Mutex::new(false), Condvar::new()) }; 2];

fn clock<const TEST: usize>() -> DateTime<Utc> {
    if std::thread::current().name() == Some("ingest") {
        let (open, opened) = &GATES[TEST];
        drop(opened.wait_while(open.lock().unwrap(), |open| !*open).unwrap());
    }
    Utc::now()
}

fn continue_startup(test: usize) {
    *GATES[test].0.lock().unwrap() = true;
    GATES[test].1.notify_all();
}

fn expect_retry_later(answer: &Answer) {
    assert_eq!(answer.status, 503);
    assert!(answer.header("retry-after").parse::<u32>().unwrap() > 0);
    assert_eq!(answer.header("cache-control"), "no-store");
}

#[test]
fn the_first_start_answers_503_until_the_whole_folder_is_read() {
    let mut site = Site::stopped(
        &[("a.md", &dated("First", "2026-01-01")), ("b.md", &dated("Second", "2026-01-02"))],
        "",
    );
    site.set_clock(clock::<0>);
    site.start_without_waiting();
    for path in
        ["/readyz", "/feed.xml", "/atom.xml", "/tags/x/feed.json", "/", "/feeds.opml", "/articles/first/"]
    {
        expect_retry_later(&site.get(path));
    }
    assert_eq!(site.get("/style.css").status, 200);
    continue_startup(0);
    site.wait_until_ready();
    assert_eq!(site.get("/readyz").text(), "ready\n");
    assert_eq!(site.titles("/atom.xml"), ["Second", "First"]);
    assert_eq!(site.get("/articles/first/").status, 200);
    assert_eq!(site.get("/articles/nothing/").status, 404);
    // From now on, new files are published as usual.
    site.write("c.md", &dated("Third", "2026-01-03"));
    site.expect_titles(&["Third", "Second", "First"]);
}

#[test]
fn a_restart_serves_the_stored_articles_until_the_scan_is_complete() {
    let mut site =
        Site::with(&[("a.md", &dated("Kept", "2026-01-01")), ("b.md", &dated("Gone", "2026-01-02"))]);
    site.expect_titles(&["Gone", "Kept"]);
    site.stop();
    site.write("c.md", &dated("New", "2026-01-03")).remove("b.md");
    site.set_clock(clock::<1>);
    site.start_without_waiting();
    expect_retry_later(&site.get("/readyz"));
    assert_eq!(site.titles("/atom.xml"), ["Gone", "Kept"]);
    let (feed, page) = (site.get("/feed.xml"), site.get("/articles/kept/"));
    assert_eq!((feed.status, page.status, site.get("/articles/new/").status), (200, 200, 404));
    continue_startup(1);
    site.wait_until_ready();
    // The removal waits, because the server may have been stopped in the middle of a save.
    assert_eq!(site.titles("/atom.xml"), ["New", "Gone", "Kept"]);
    site.expect_titles(&["New", "Kept"]);
    assert_ne!(site.get("/feed.xml").header("etag"), feed.header("etag"));
}
