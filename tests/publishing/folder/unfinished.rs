//! Files that are still being written: nothing of them is published, however long their writer pauses.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a failing test may panic")]

use crate::support::site::{Site, dated, until};
use std::fs::File;
use std::io::Write;
use std::time::Duration;

/// Writes the first half of an article and returns the open file. The half is a valid article.
fn first_half(site: &Site, name: &str) -> File {
    let mut file = File::create(site.file(name)).unwrap();
    file.write_all(dated("Slow", "2026-03-04").as_bytes()).unwrap();
    file.flush().unwrap();
    file
}

fn second_half(mut file: File) {
    file.write_all(b"\nThe second half.\n").unwrap();
}

fn is_whole(site: &Site) {
    until(|| site.get("/articles/slow/").text().contains("The second half.").then_some(()).ok_or(()))
        .expect("the whole article is published");
}

/// The default settle time is two seconds.
#[test]
fn a_writer_that_pauses_for_longer_than_the_settle_time() {
    let site = Site::with_settings("[content]\nrescan = '1s'\n", &[]);
    let file = first_half(&site, "slow.md");
    std::thread::sleep(Duration::from_millis(4_500));
    // Other files are published meanwhile.
    site.write("other.md", &dated("Other", "2026-03-05")).expect_titles(&["Other"]);
    second_half(file);
    is_whole(&site);
    site.expect_titles(&["Other", "Slow"]);
}

/// The events of the writer were before the start, so only the list of open files shows that it is not done.
#[test]
fn a_file_that_is_open_at_the_start() {
    for earlier in [&[][..], &[("a.md", "An article\n\nof an earlier start.\n")]] {
        let mut site = Site::stopped(earlier, "");
        if !earlier.is_empty() {
            site.start();
            site.stop();
        }
        let file = first_half(&site, "slow.md");
        // Longer than the settle time: the age of the file does not show it.
        std::thread::sleep(Duration::from_millis(2_500));
        site.start();
        assert_eq!(site.get("/articles/slow/").status, 404);
        std::thread::sleep(Duration::from_millis(2_500));
        assert_eq!(site.get("/articles/slow/").status, 404);
        second_half(file);
        is_whole(&site);
    }
}

/// With repeated scans instead of events.
#[test]
fn an_open_file_is_not_published_by_a_scan() {
    let site = Site::with_settings("[content]\nwatch = 'poll'\npoll = '200ms'\nsettle = '400ms'\n", &[]);
    let file = first_half(&site, "slow.md");
    site.write("other.md", &dated("Other", "2026-03-05")).expect_titles(&["Other"]);
    std::thread::sleep(Duration::from_millis(1_500));
    assert_eq!(site.titles("/atom.xml"), ["Other"]);
    second_half(file);
    is_whole(&site);
}

#[test]
fn check_reads_every_file_as_it_is() {
    let site = Site::stopped(&[], "");
    let _file = first_half(&site, "slow.md");
    let output = std::process::Command::new(env!("CARGO_BIN_EXE_tidings"))
        .arg("check")
        .arg(site.folder())
        .output()
        .unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(text.contains("slow.md"), "{text}");
}
