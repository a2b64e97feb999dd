//! Dates in every form that people and pages write.
//!
//! [`parse_date`] reads a text that is a date and nothing else; [`find_dateline`] finds the line of a page that
//! dates it. Both are pure: no clock, so that the same text gives the same moment on every machine, and a date
//! that cannot be is an error, never "now" and never the year 1.

mod dateline;
mod grammar;
mod names;
mod resolve;
mod tokens;

pub(super) use dateline::is_label;
pub use dateline::{Dateline, DatelineKind, Says, find_dateline};

use super::ParseSettings;
use chrono::{DateTime, FixedOffset, NaiveDate};
use std::borrow::Cow;

/// Why a text gives no moment.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DateError {
    /// It has none of the forms of a date.
    #[error("'{0}' is not a date; write it as 2026-03-04 or 2026-03-04T05:06:07+01:00")]
    NotADate(String),
    /// It has the form of a date, but there is no such day or time.
    #[error("'{0}' is a date that does not exist")]
    Impossible(String),
    /// Day and month could change places.
    #[error("'{0}' could be read day first or month first; set content.date_order, or write 2026-03-04")]
    Ambiguous(String),
    /// A year and a month without a day; and that month's first day.
    #[error("'{0}' has no day; write the whole date, as in 2026-03-04")]
    Incomplete(String, NaiveDate),
    /// A time in a zone that is not known, or that several countries use.
    #[error("'{0}' has a time zone that is not known; write an offset such as +01:00")]
    UnknownZone(String),
}

/// Reads a text that is a date and nothing else. A time without a zone is in the site's zone; a date without a
/// time is midnight there.
///
/// # Errors
/// Every variant of [`DateError`], with the text as it stands.
pub fn parse_date(text: &str, settings: &ParseSettings) -> Result<DateTime<FixedOffset>, DateError> {
    let western = western_digits(text);
    let trimmed = western.trim().trim_matches(['"', '\'']);
    let inside = trimmed.strip_prefix(['<', '[']).and_then(|inside| inside.strip_suffix(['>', ']']));
    let trimmed = inside.unwrap_or(trimmed).trim();
    let tokens = tokens::tokenize(trimmed);
    let not_a_date = || DateError::NotADate(text.trim().to_owned());
    let (reading, next) =
        grammar::moment(trimmed, &tokens, 0, settings.date_order)?.ok_or_else(not_a_date)?;
    match tokens.get(next..).unwrap_or_default() {
        [] => Ok(resolve::resolve(&reading, settings)),
        // `2026-03-04 05:06 XYZT`: only the zone is not understood.
        [zone] if reading.time.is_some() && reading.zone.is_none() && zone.is_capital_word(trimmed) => {
            Err(DateError::UnknownZone(text.trim().to_owned()))
        }
        [end] if end.is_mark('.') => Ok(resolve::resolve(&reading, settings)),
        _ => Err(not_a_date()),
    }
}

/// The text with the digits of Arabic, Persian, Hindi and of full width as ASCII's.
fn western_digits(text: &str) -> Cow<'_, str> {
    const ZEROS: [char; 4] = ['\u{660}', '\u{6F0}', '\u{966}', '\u{FF10}'];
    let digit = |c: char| {
        ZEROS.iter().find_map(|zero| (c as u32).checked_sub(*zero as u32).filter(|value| *value < 10))
    };
    if text.is_ascii() || !text.chars().any(|c| digit(c).is_some()) {
        return Cow::Borrowed(text);
    }
    text.chars().map(|c| digit(c).and_then(|value| char::from_digit(value, 10)).unwrap_or(c)).collect()
}

/// `Jan 5`, `Published Monday, 3 June`: a day that only the page's own year makes a date.
pub(super) fn is_day_without_year(text: &str) -> bool {
    let is_clock =
        |word: &str| word.contains(':') || matches!(word, "am" | "pm") || names::zone(word).is_some();
    let words: Vec<String> = dateline::without_label(text)
        .split(|c: char| c.is_whitespace() || matches!(c, ',' | '.'))
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .filter(|word| !is_clock(word))
        .skip_while(|word| names::is_weekday(word))
        .collect();
    let is_day = |word: &str| word.parse().is_ok_and(|day: u32| (1..=31).contains(&day));
    match words.as_slice() {
        [first, second] => {
            (names::month(first).is_some() && is_day(second))
                || (is_day(first) && names::month(second).is_some())
        }
        _ => false,
    }
}

/// Whether the text is how programs write that there is no date: Go's zero time, which Hugo passes over, and .NET's; and
/// MySQL's zero, which WordPress keeps for drafts.
pub(super) fn is_no_date(text: &str) -> bool {
    ["0001-01-01", "0000-00-00"].iter().any(|zero| text.trim().starts_with(zero))
}

/// Reads seconds (10 digits) or milliseconds (13 digits) since 1970. Apart from [`parse_date`], since only a
/// machine's metadata means a number so.
pub fn parse_unix(text: &str) -> Option<DateTime<FixedOffset>> {
    let text = text.trim();
    if !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let number: i64 = text.parse().ok()?;
    let moment = match text.len() {
        10 => DateTime::from_timestamp(number, 0)?,
        13 => DateTime::from_timestamp_millis(number)?,
        _ => return None,
    };
    Some(moment.fixed_offset())
}

#[cfg(test)]
mod tests;
