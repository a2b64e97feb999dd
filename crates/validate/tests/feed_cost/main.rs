//! The cost of hostile feeds: every construct at three lengths. The time must be linear in the length, and the
//! memory a bounded multiple of it.
//!
//! The short form runs with the other tests. The long form prints the table of all constructs at 4, 8 and
//! 16 MB: `cargo test --release -p tidings-validate --test feed_cost -- --ignored --nocapture`. The variables
//! `CONSTRUCTS` (a part of their names) and `MEGABYTES` (the greatest length) choose less.
#![allow(clippy::unwrap_used, reason = "a failing test may panic")]

mod constructs;
#[path = "../../../parse/tests/document_cost/measure.rs"]
mod measure;

use constructs::{Construct, all};
use measure::{Cost, measure, superlinear_times};
use std::sync::{Mutex, PoisonError};
use tidings_validate::{Options, validate};

/// Locked by the running test.
static ONE_TEST: Mutex<()> = Mutex::new(());

fn cost_at(construct: &Construct, length: usize) -> (Cost, usize, usize) {
    let bytes = construct.document(length);
    let (cost, messages) = measure(|| validate(&bytes, &Options::default()).messages.len());
    (cost, messages, bytes.len())
}

fn is_superlinear(construct: &Construct, length: usize) -> Option<String> {
    let times = superlinear_times(length, |length| cost_at(construct, length).0.seconds)?;
    Some(format!("{}: {times:.3?} s at {length} bytes, twice and four times that", construct.name))
}

/// Every how many of the constructs the short form measures, beside the one that took quadratic time once.
const SHORT_STEP: usize = 16;

#[test]
fn time_is_linear_in_the_length() {
    let _one = ONE_TEST.lock().unwrap_or_else(PoisonError::into_inner);
    let faults: Vec<String> = all()
        .iter()
        .enumerate()
        .filter(|(number, construct)| number % SHORT_STEP == 0 || construct.name == "html long style")
        .filter_map(|(_, construct)| is_superlinear(construct, 32 * 1024))
        .collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
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
    const LENGTH: usize = 1024 * 1024;
    const FIXED: f64 = 4e6;
    let _one = ONE_TEST.lock().unwrap_or_else(PoisonError::into_inner);
    let faults: Vec<String> = all()
        .iter()
        .filter_map(|construct| {
            let (cost, _, length) = cost_at(construct, LENGTH);
            let is_fault = cost.bytes > FIXED + 10.0 * length as f64;
            is_fault.then(|| format!("{}: {:.0} MB", construct.name, cost.bytes / 1e6))
        })
        .collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
#[ignore = "long: a table of all constructs up to 16 MB, in a release build"]
fn costs_of_feeds_up_to_the_limit() {
    let wanted = std::env::var("CONSTRUCTS").unwrap_or_default();
    let largest: usize = std::env::var("MEGABYTES").ok().and_then(|text| text.parse().ok()).unwrap_or(16);
    let mut faults = Vec::new();
    println!(
        "{:<36} {:>8} {:>8} {:>8} {:>6} {:>7}  messages",
        "construct", "n/4", "n/2", "n", "ratio", "memory"
    );
    for construct in all().iter().filter(|construct| construct.name.contains(&wanted)) {
        let mut costs = Vec::new();
        for part in [16, 4, 2, 1] {
            let measured = cost_at(construct, (largest << 20) / part);
            let is_slow = measured.0.seconds > 10.0;
            costs.push(measured);
            if is_slow {
                break;
            }
        }
        let (last, messages, length) = costs.last().unwrap();
        let shown =
            |at: usize| costs.get(at).map_or("-".to_owned(), |(cost, ..)| format!("{:.2}", cost.seconds));
        let before = costs.get(costs.len().saturating_sub(2)).map_or(0.0, |(cost, ..)| cost.seconds);
        let ratio = last.seconds / before.max(1e-9);
        let memory = last.bytes / *length as f64;
        let is_slow = last.seconds > 2.0 * largest as f64 / 16.0;
        let is_fault = (ratio > 2.5 && last.seconds > 0.1) || is_slow || memory > 10.0;
        println!(
            "{}{:<35} {:>8} {:>8} {:>8} {ratio:>6.2} {memory:>6.1}x  {messages}, {:.0} MB kept",
            if is_fault { "!" } else { " " },
            construct.name,
            shown(1),
            shown(2),
            shown(3),
            last.kept / 1e6,
        );
        if is_fault {
            faults.push(construct.name);
        }
    }
    assert!(faults.is_empty(), "{}: {faults:?}", faults.len());
}
