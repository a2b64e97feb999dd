//! The time from the rename of a file into the folder until a poll gets it, by the number of existing
//! articles.
//!
//! `cargo bench --bench rename_to_feed [-- 10 10000 …]` prints the median and the 99th percentile for each
//! number. The server runs in this process, and the client polls without pause, so that no polling interval
//! is measured. The benchmark asserts nothing, since times depend on the machine.
#![allow(clippy::expect_used, reason = "a measurement that cannot be taken ends with its reason")]

#[path = "../tests/support/mod.rs"]
mod support;

use std::io::Write;
use std::time::{Duration, Instant};
use support::site::{Site, dated};

/// Renames measured for each number of articles.
const ROUNDS: usize = 200;

fn main() {
    let numbers: Vec<usize> = std::env::args().skip(1).filter_map(|argument| argument.parse().ok()).collect();
    let numbers = if numbers.is_empty() { vec![10, 10_000] } else { numbers };
    let mut out = std::io::stdout().lock();
    for number in numbers {
        let times = measure(number);
        let (median, slow) = (times[times.len() / 2], times[times.len() * 99 / 100]);
        let _ = writeln!(out, "{number:>7} articles: median {median:?}, 99th percentile {slow:?}");
    }
}

fn measure(articles: usize) -> Vec<Duration> {
    let mut site = Site::stopped(&[], "");
    let text = "A sentence that is neither short nor long, as most of them are. ".repeat(60);
    for number in 0..articles {
        let day = number % 28 + 1;
        let article =
            format!("{}\n{text}\n", dated(&format!("Article {number}"), &format!("2020-01-{day:02}")));
        site.write(&format!("{:03}/article-{number}.md", number / 1000), &article);
    }
    site.start();
    site.get("/feed.xml");
    let mut times: Vec<Duration> = (0..ROUNDS).map(|round| one(&site, round)).collect();
    times.sort();
    times
}

fn one(site: &Site, round: usize) -> Duration {
    let title = format!("Dropped {round}");
    let beside = site.elsewhere("dropped.md");
    std::fs::write(&beside, dated(&title, &format!("2021-01-01T00:{:02}:{:02}Z", round / 60, round % 60)))
        .expect("a file is written");
    let started = Instant::now();
    std::fs::rename(beside, site.file(&format!("dropped-{round}.md"))).expect("a rename");
    while !site.get("/feed.xml").text().contains(&title) {}
    started.elapsed()
}
