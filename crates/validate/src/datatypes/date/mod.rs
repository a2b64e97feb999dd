//! Dates as feeds have them: RFC 822 in RSS and OPML, RFC 3339 and other profiles of ISO 8601 elsewhere.

mod iso8601;
mod rfc822;

pub(crate) use iso8601::{
    iso8601_date, iso8601_moment, iso8601_moment_at_any_time, rfc3339_date, w3cdtf_date,
};
pub(crate) use rfc822::rfc822_date;

use super::{Findings, Value};
use crate::Code;
use chrono::{Datelike, NaiveDateTime, TimeDelta};

/// No feed is older: the first ones are of 1997, and the web of 1990.
const FIRST_YEAR: i32 = 1990;

/// Says so when a moment (in UTC) lies before there were feeds, or further ahead than clocks differ.
fn check_plausible(moment: NaiveDateTime, ahead: TimeDelta, value: &Value<'_>, findings: &mut Findings) {
    let is_ahead = value.options.now.is_some_and(|now| moment - now.naive_utc() > ahead);
    if moment.year() < FIRST_YEAR || is_ahead {
        findings.say(Code::ImplausibleDate);
    }
}

/// Digits, exactly so many.
fn digits(text: &str, count: usize) -> Option<u32> {
    let are_digits = text.len() == count && text.bytes().all(|byte| byte.is_ascii_digit());
    if are_digits { text.parse().ok() } else { None }
}
