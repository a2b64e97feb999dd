//! What readers and operators get while the program starts: on the thread that reads the folder the clock stands still until
//! the test lets it go on.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that fails says where")]

mod support;

use chrono::{DateTime, Utc};
use std::sync::{Condvar, Mutex};
use support::site::{Answer, Site, dated};

/// One for each test: whether the start may go on.
static GATES: [(Mutex<bool>, Condvar); 2] = [const { (Mutex::new(false), Condvar::new()) }; 2];

fn clock<const TEST: usize>() -> DateTime<Utc> {
    if std::thread::current().name() == Some("ingest") {
        let (open, opened) = &GATES[TEST];
        drop(opened.wait_while(open.lock().unwrap(), |open| !*open).unwrap());
    }
    Utc::now()
}

fn go_on(test: usize) {
    *GATES[test].0.lock().unwrap() = true;
    GATES[test].1.notify_all();
}

fn says_when_to_come_again(answer: &Answer) {
    assert_eq!(answer.status, 503);
    assert!(answer.header("retry-after").parse::<u32>().unwrap() > 0);
    assert_eq!(answer.header("cache-control"), "no-store");
}

#[test]
fn a_first_start_says_not_yet_until_all_is_there() {
    let mut site = Site::stopped(
        &[("a.md", &dated("First", "2026-01-01")), ("b.md", &dated("Second", "2026-01-02"))],
        "",
    );
    site.set_clock(clock::<0>);
    site.begin();
    for path in
        ["/readyz", "/feed.xml", "/atom.xml", "/tags/x/feed.json", "/", "/feeds.opml", "/articles/first/"]
    {
        says_when_to_come_again(&site.get(path));
    }
    assert_eq!(site.get("/style.css").status, 200);
    go_on(0);
    site.is_ready();
    assert_eq!(site.get("/readyz").text(), "ready\n");
    assert_eq!(site.titles("/atom.xml"), ["Second", "First"]);
    assert_eq!(site.get("/articles/first/").status, 200);
    assert_eq!(site.get("/articles/nothing/").status, 404);
    // What is dropped from now on is followed, as ever.
    site.write("c.md", &dated("Third", "2026-01-03"));
    site.shows(&["Third", "Second", "First"]);
}

#[test]
fn a_restart_serves_what_it_remembers_until_it_knows_more() {
    let mut site =
        Site::with(&[("a.md", &dated("Kept", "2026-01-01")), ("b.md", &dated("Gone", "2026-01-02"))]);
    site.shows(&["Gone", "Kept"]);
    site.stop();
    site.write("c.md", &dated("New", "2026-01-03")).remove("b.md");
    site.set_clock(clock::<1>);
    site.begin();
    says_when_to_come_again(&site.get("/readyz"));
    assert_eq!(site.titles("/atom.xml"), ["Gone", "Kept"]);
    let (feed, page) = (site.get("/feed.xml"), site.get("/articles/kept/"));
    assert_eq!((feed.status, page.status, site.get("/articles/new/").status), (200, 200, 404));
    go_on(1);
    site.is_ready();
    assert_eq!(site.titles("/atom.xml"), ["New", "Kept"]);
    assert_ne!(site.get("/feed.xml").header("etag"), feed.header("etag"));
}
