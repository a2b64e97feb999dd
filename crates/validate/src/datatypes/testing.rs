//! Tables of values that are right and wrong, for the tests of checks.

use super::{Check, Findings, Value};
use crate::{Code, Options};
use chrono::{DateTime, Utc};

/// The codes that a check says of a value.
pub(super) fn said(check: Check, options: &Options, raw: &str) -> Vec<Code> {
    let mut findings = Findings::default();
    let base = options.location.as_deref().unwrap_or_default();
    let value = Value { raw, options, base, is_attribute: false, source: raw, is_rss2: false };
    check(&value, &mut findings);
    findings.take().into_iter().map(|finding| finding.code).collect()
}

/// Of the good values nothing is said, of the bad ones exactly this.
pub(super) fn table(check: Check, code: Code, good: &[&str], bad: &[&str]) {
    run(&Options::default(), check, code, good, bad);
}

/// The same, at a moment.
pub(super) fn table_at(now: DateTime<Utc>, check: Check, code: Code, good: &[&str], bad: &[&str]) {
    run(&Options { now: Some(now), ..Options::default() }, check, code, good, bad);
}

fn run(options: &Options, check: Check, code: Code, good: &[&str], bad: &[&str]) {
    for raw in good {
        assert_eq!(said(check, options, raw), [], "{raw:?} is right");
    }
    for raw in bad {
        assert_eq!(said(check, options, raw), [code], "{raw:?} is wrong");
    }
}
