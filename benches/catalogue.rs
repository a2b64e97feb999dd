//! The time of the catalogue to apply a file and to read a window, with 10,000 articles.
//!
//! `cargo bench --bench catalogue [-- FILTER]`

#![allow(clippy::expect_used, reason = "a measurement that cannot be taken ends with its reason")]

mod support;

use criterion::{BatchSize, Criterion};
use std::hint::black_box;
use support::{article, catalogue, document, observation};
use tidings_model::Selection;

/// Articles in the archive.
const ARCHIVE: usize = 10_000;

fn main() {
    let mut criterion = Criterion::default().configure_from_args();
    let mut catalogue = catalogue(ARCHIVE);
    let reader = catalogue.reader();
    for entries in [20, 50] {
        let name = format!("window of {entries} in {ARCHIVE}");
        criterion.bench_function(&name, |bencher| {
            bencher.iter(|| reader.window(black_box(&Selection::Site), entries))
        });
    }
    assert!(reader.entry("article-77").is_ok_and(|entry| entry.is_some()), "it is there");
    criterion.bench_function("article by its slug", |bencher| {
        bencher.iter(|| reader.entry(black_box("article-77")))
    });
    let like = article(document(0, "md"));
    let (mut number, now) = (ARCHIVE, "2026-04-01T00:00:00Z".parse().expect("a moment"));
    criterion.bench_function("a file taken in", |bencher| {
        let next = || {
            number += 1;
            vec![observation(&like, number)]
        };
        bencher.iter_batched(next, |batch| catalogue.apply(batch, now), BatchSize::PerIteration);
    });
    criterion.final_summary();
}
