//! Helpers for the tests of checks: tables of valid and invalid values.

use super::findings::{Check, Findings, Value};
use crate::{Code, Options, Profile};
use chrono::{DateTime, Utc};

/// The codes that a check reports for a value.
pub(super) fn reported_codes(check: Check, options: &Options, raw: &str) -> Vec<Code> {
    let mut findings = Findings::default();
    let base = options.location.as_deref().unwrap_or_default();
    let value = Value { raw, options, base, is_attribute: false, source: raw, is_rss2: false };
    check(&value, &mut findings);
    findings.into_vec().into_iter().map(|finding| finding.code).collect()
}

/// Requires no finding for the valid values, and exactly this code for the invalid ones.
pub(super) fn assert_codes(check: Check, code: Code, valid: &[&str], invalid: &[&str]) {
    assert_all(&Options::default(), check, code, valid, invalid);
}

/// The same, with this current time.
pub(super) fn assert_codes_at(
    now: DateTime<Utc>,
    check: Check,
    code: Code,
    valid: &[&str],
    invalid: &[&str],
) {
    assert_all(&Options { now: Some(now), ..Options::default() }, check, code, valid, invalid);
}

/// The same, with the verdicts of the W3C validator.
pub(super) fn assert_codes_of_w3c(check: Check, code: Code, valid: &[&str], invalid: &[&str]) {
    assert_all(&Options { profile: Profile::W3c, ..Options::default() }, check, code, valid, invalid);
}

fn assert_all(options: &Options, check: Check, code: Code, valid: &[&str], invalid: &[&str]) {
    for raw in valid {
        assert_eq!(reported_codes(check, options, raw), [], "{raw:?} is valid");
    }
    for raw in invalid {
        assert_eq!(reported_codes(check, options, raw), [code], "{raw:?} is invalid");
    }
}
