//! The cost of hostile documents: every construct of every format, repeated, nested or left open, at three
//! lengths. The time must be linear in the length, and the memory a bounded multiple of it.
//!
//! The short form runs with the other tests. The long form prints the table of all constructs at 4, 8 and
//! 16 MB: `cargo test --release -p tidings-parse --test document_cost -- --ignored --nocapture`. The variables
//! `CONSTRUCTS` (a part of their names) and `MEGABYTES` (the greatest length) choose less.
//!
//! Memory is that of the whole process, so this is a program of its own in which one test runs at a time.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a failing test may panic")]

mod constructs;
mod measure;

use constructs::{Construct, all};
use measure::{Cost, measure, superlinear_times};
use std::sync::{Mutex, PoisonError};
use tidings_model::ContentPath;
use tidings_parse::document::{self, DocumentOutcome};
use tidings_parse::{ParseOutcome, ParseSettings, parse};

const SETTINGS: ParseSettings = ParseSettings::in_zone(chrono_tz::Tz::UTC);

/// Locked by the running test.
static ONE_TEST: Mutex<()> = Mutex::new(());

/// Parses a document as the server does; returns the outcome in a word.
fn parse_document(path: &str, bytes: &[u8]) -> &'static str {
    let path = ContentPath::new(path).unwrap();
    match document::read(&path, bytes) {
        DocumentOutcome::Document(document) => match parse(*document, &SETTINGS) {
            ParseOutcome::Article(_) => "article",
            ParseOutcome::NotArticle(_) | ParseOutcome::NoContent(_) => "no article",
            ParseOutcome::Rejected { .. } => "rejected",
        },
        DocumentOutcome::NotArticle(_) | DocumentOutcome::NoContent(_) => "no document",
        DocumentOutcome::Rejected(_) => "rejected",
    }
}

/// The cost of a construct at one length.
fn cost_at(construct: &Construct, length: usize) -> (Cost, &'static str, usize) {
    let (path, bytes) = (construct.path(), construct.document(length));
    let (cost, outcome) = measure(|| parse_document(&path, &bytes));
    (cost, outcome, bytes.len())
}

fn is_superlinear(construct: &Construct, length: usize) -> Option<String> {
    let times = superlinear_times(length, |length| cost_at(construct, length).0.seconds)?;
    Some(format!("{}: {times:.3?} s at {length} bytes, twice and four times that", construct.name))
}

/// Constructs that took quadratic time or much memory once: the short form of the tests of all constructs.
const SHORT: [&str; 12] = [
    "html: attributes of one element",
    "md: table rows",
    "md: setext lines",
    "md: shortcodes, nested braces",
    "mdx: open comments",
    "mdx: nested braces",
    "org: inline footnotes",
    "org: prose",
    "rst: automatic footnotes",
    "adoc: footnotes",
    "txt: labels",
    "ipynb: source lines",
];

#[test]
fn time_is_linear_in_the_length() {
    let _one = ONE_TEST.lock().unwrap_or_else(PoisonError::into_inner);
    let is_short = |construct: &&Construct| SHORT.contains(&construct.name.as_str());
    let faults: Vec<String> =
        all().iter().filter(is_short).filter_map(|construct| is_superlinear(construct, 16 * 1024)).collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    assert_eq!(all().iter().filter(is_short).count(), SHORT.len(), "each name is that of a construct");
}

#[test]
#[ignore = "long: all constructs, in a release build"]
fn time_is_linear_in_the_length_for_every_construct() {
    let _one = ONE_TEST.lock().unwrap_or_else(PoisonError::into_inner);
    let faults: Vec<String> =
        all().iter().filter_map(|construct| is_superlinear(construct, 32 * 1024)).collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
#[ignore = "long: all constructs, in a release build"]
fn memory_is_a_bounded_multiple_of_the_length_for_every_construct() {
    const LENGTH: usize = 256 * 1024;
    // Tables of the libraries, and the budgets that short documents have: 100,000 elements are about 50 MB, and with an
    // attribute each 130 MB.
    const FIXED: f64 = 160e6;
    let _one = ONE_TEST.lock().unwrap_or_else(PoisonError::into_inner);
    let faults: Vec<String> = all()
        .iter()
        .filter_map(|construct| {
            let (cost, _, length) = cost_at(construct, LENGTH);
            let limit = FIXED + 20.0 * length as f64;
            (cost.bytes > limit).then(|| format!("{}: {:.0} MB", construct.name, cost.bytes / 1e6))
        })
        .collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
#[ignore = "long: a table of all constructs up to 16 MB, in a release build"]
fn costs_of_documents_up_to_the_limit() {
    let wanted = std::env::var("CONSTRUCTS").unwrap_or_default();
    let largest: usize = std::env::var("MEGABYTES").ok().and_then(|text| text.parse().ok()).unwrap_or(16);
    let mut faults = Vec::new();
    println!(
        "{:<36} {:>8} {:>8} {:>8} {:>6} {:>7}  outcome",
        "construct", "n/4", "n/2", "n", "ratio", "memory"
    );
    for construct in all().iter().filter(|construct| construct.name.contains(&wanted)) {
        let mut costs = Vec::new();
        // One step below the first length warms caches and statics.
        for part in [16, 4, 2, 1] {
            let measured = cost_at(construct, (largest << 20) / part);
            let is_slow = measured.0.seconds > 10.0;
            costs.push(measured);
            if is_slow {
                break;
            }
        }
        let (last, outcome, length) = costs.last().unwrap();
        let shown =
            |at: usize| costs.get(at).map_or("-".to_owned(), |(cost, ..)| format!("{:.2}", cost.seconds));
        let before = costs.get(costs.len().saturating_sub(2)).map_or(0.0, |(cost, ..)| cost.seconds);
        let ratio = last.seconds / before.max(1e-9);
        let memory = costs.iter().map(|(cost, _, length)| cost.bytes / *length as f64).fold(0.0, f64::max);
        let at_end = last.bytes / *length as f64;
        let is_fault = (ratio > 2.5 && last.seconds > 0.1)
            || last.seconds > 2.0 * largest as f64 / 16.0
            || at_end > 20.0;
        println!(
            "{}{:<35} {:>8} {:>8} {:>8} {ratio:>6.2} {at_end:>6.1}x  {outcome}, at most {memory:.0}x, {:.0} MB kept",
            if is_fault { "!" } else { " " },
            construct.name,
            shown(1),
            shown(2),
            shown(3),
            last.kept / 1e6,
        );
        if is_fault {
            faults.push(construct.name.clone());
        }
    }
    assert!(faults.is_empty(), "{}: {faults:?}", faults.len());
}
