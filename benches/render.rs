//! The time from a window of fifty articles to the bytes of a feed, by format; for comparison, the time of
//! the libraries to write the same feed.
//!
//! `cargo bench --bench render [-- FILTER]`

#![allow(clippy::expect_used, reason = "a measurement that cannot be taken ends with its reason")]

mod support;

use criterion::{BatchSize, Criterion, Throughput};
use std::hint::black_box;
use support::catalogue;
use tidings::config::Config;
use tidings_feed::{Feed, FeedFormat};
use tidings_model::{BaseUrl, Selection};

fn main() {
    let mut criterion = Criterion::default().configure_from_args();
    let window =
        catalogue(50).reader().window(&Selection::Site, 50).expect("it can be read").expect("articles");
    let base = BaseUrl::parse("https://example.org/").expect("an address");
    let config = Config::default();
    let feed = |window| Feed::new(&config.site, &base, &config.feeds, window);
    let kept = feed(window.clone());
    for format in FeedFormat::ALL {
        let bytes = kept.render(format);
        let mut group = criterion.benchmark_group(format.name());
        group.throughput(Throughput::Bytes(bytes.len() as u64));
        group.bench_function("ours", |bencher| {
            bencher.iter_batched(
                || window.clone(),
                |window| feed(window).render(format),
                BatchSize::SmallInput,
            );
        });
        // As the server renders a feed again: the unchanged entries are cached.
        group.bench_function("ours, of kept items", |bencher| {
            bencher.iter(|| black_box(&kept).render(format));
        });
        alone(&mut group, format, &bytes);
        group.finish();
    }
    criterion.final_summary();
}

/// The lower bound: the finished feed, parsed once by the library of the format and written repeatedly.
fn alone<M: criterion::measurement::Measurement>(
    group: &mut criterion::BenchmarkGroup<'_, M>,
    format: FeedFormat,
    bytes: &[u8],
) {
    match format {
        FeedFormat::Rss => {
            let channel = rss::Channel::read_from(bytes).expect("RSS");
            group.bench_function("rss alone", |bencher| {
                bencher.iter(|| black_box(&channel).write_to(Vec::with_capacity(bytes.len())));
            });
        }
        FeedFormat::Atom => {
            let feed = atom_syndication::Feed::read_from(bytes).expect("Atom");
            group.bench_function("atom_syndication alone", |bencher| {
                bencher.iter(|| black_box(&feed).write_to(Vec::with_capacity(bytes.len())));
            });
        }
        FeedFormat::Json => {
            let feed: serde_json::Value = serde_json::from_slice(bytes).expect("JSON");
            group.bench_function("serde_json alone", |bencher| {
                bencher.iter(|| serde_json::to_vec(black_box(&feed)));
            });
        }
    }
}
