//! What the date syntaxes have in common: digits, and the range of plausible dates.

use crate::Code;
use crate::datatypes::findings::{Findings, Value};
use chrono::{Datelike, NaiveDateTime, TimeDelta};

/// No feed is older: the first feeds are from 1997, the web from 1990.
const FIRST_YEAR: i32 = 1990;

/// Reports a time (in UTC) before [`FIRST_YEAR`] or more than `ahead` in the future.
pub(super) fn check_plausible(
    moment: NaiveDateTime,
    ahead: TimeDelta,
    value: &Value<'_>,
    findings: &mut Findings,
) {
    let is_ahead = value.options.now.is_some_and(|now| moment - now.naive_utc() > ahead);
    if moment.year() < FIRST_YEAR || is_ahead {
        findings.report(Code::ImplausibleDate);
    }
}

/// Parses exactly `count` digits.
pub(super) fn parse_digits(text: &str, count: usize) -> Option<u32> {
    let are_digits = text.len() == count && text.bytes().all(|byte| byte.is_ascii_digit());
    if are_digits { text.parse().ok() } else { None }
}
