//! The time from the bytes of a file to an article, by format, and of the sanitiser; for comparison, the time
//! of the libraries alone.
//!
//! `cargo bench --bench parse [-- FILTER]`

#![allow(clippy::expect_used, reason = "a measurement that cannot be taken ends with its reason")]

mod support;

use criterion::{BatchSize, Criterion, Throughput};
use std::hint::black_box;
use support::{FORMATS, article, document, settings, text};
use tidings_model::ContentPath;
use tidings_parse::document::read;
use tidings_parse::{parse, sanitize};

fn main() {
    let mut criterion = Criterion::default().configure_from_args();
    by_format(&mut criterion);
    alone(&mut criterion);
    criterion.final_summary();
}

/// Reading decodes the file and splits off the front matter; parsing makes a sanitised article.
fn by_format(criterion: &mut Criterion) {
    let settings = settings();
    for extension in FORMATS {
        let (path, file) = (ContentPath::new(&format!("a.{extension}")).expect("a path"), text(1, extension));
        assert_eq!(article(document(1, extension)).title, "Article 1", "{extension} is read as it is meant");
        let mut group = criterion.benchmark_group(extension);
        group.throughput(Throughput::Bytes(file.len() as u64));
        group.bench_function("read", |bencher| bencher.iter(|| read(&path, black_box(file.as_bytes()))));
        let document = document(1, extension);
        group.bench_function("parse", |bencher| {
            bencher.iter_batched(
                || document.clone(),
                |document| parse(document, &settings),
                BatchSize::SmallInput,
            );
        });
        group.finish();
    }
}

/// The lower bounds for the same article: CommonMark to HTML, and one pass of ammonia with its default
/// settings.
fn alone(criterion: &mut Criterion) {
    let markdown = document(1, "md").body;
    let mut html = String::new();
    pulldown_cmark::html::push_html(&mut html, pulldown_cmark::Parser::new(&markdown));
    let mut group = criterion.benchmark_group("sanitise");
    group.throughput(Throughput::Bytes(html.len() as u64));
    group.bench_function("ours", |bencher| bencher.iter(|| sanitize(black_box(&html))));
    group.bench_function("ammonia alone", |bencher| bencher.iter(|| ammonia::clean(black_box(&html))));
    group.finish();
    let mut group = criterion.benchmark_group("md");
    group.throughput(Throughput::Bytes(markdown.len() as u64));
    group.bench_function("pulldown-cmark alone", |bencher| {
        bencher.iter(|| {
            let mut html = String::new();
            pulldown_cmark::html::push_html(&mut html, pulldown_cmark::Parser::new(black_box(&markdown)));
            html
        });
    });
    group.finish();
}
