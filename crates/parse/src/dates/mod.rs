//! Parses dates in the notations that people and web pages use, in some thirty languages.
//!
//! [`parse_date`] parses a text that is only a date; [`find_dateline`] finds the date in a line of a page.
//! Both are pure functions without a clock, so the same text gives the same date on every machine. An invalid
//! date is an error, never "now" and never the year 1.

mod dateline;
mod error;
mod grammar;
mod names;
mod plausible;
mod resolve;
mod tokens;

pub(super) use dateline::is_label;
pub use dateline::{DateLabel, Dateline, DatelineKind, find_dateline};
pub use error::DateError;
pub(crate) use plausible::implausible_year;

use crate::settings::ParseSettings;
use chrono::{DateTime, FixedOffset};
use std::borrow::Cow;

/// Parses a text that is only a date. A time without a zone is in the site's zone; a date without a time is
/// midnight in that zone.
///
/// # Errors
/// Every variant of [`DateError`], with the original text.
pub fn parse_date(text: &str, settings: &ParseSettings) -> Result<DateTime<FixedOffset>, DateError> {
    let western = western_digits(text);
    let trimmed = western.trim().trim_matches(['"', '\'']);
    let inside = trimmed.strip_prefix(['<', '[']).and_then(|inside| inside.strip_suffix(['>', ']']));
    let trimmed = inside.unwrap_or(trimmed).trim();
    let tokens = tokens::tokenize(trimmed);
    let not_a_date = || DateError::NotADate(text.trim().to_owned());
    let (parts, next) =
        grammar::parse_moment(trimmed, &tokens, 0, settings.date_order)?.ok_or_else(not_a_date)?;
    match tokens.get(next..).unwrap_or_default() {
        [] => Ok(resolve::resolve(&parts, settings)),
        // `2026-03-04 05:06 XYZT`: only the zone is unknown.
        [zone] if parts.time.is_some() && parts.zone.is_none() && zone.is_capital_word(trimmed) => {
            Err(DateError::UnknownZone(text.trim().to_owned()))
        }
        [end] if end.is_mark('.') => Ok(resolve::resolve(&parts, settings)),
        _ => Err(not_a_date()),
    }
}

/// Replaces Arabic, Persian, Hindi and full-width digits by ASCII digits.
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

/// Returns true for a day without a year, such as `Jan 5` and `Published Monday, 3 June`.
pub(super) fn is_day_without_year(text: &str) -> bool {
    let is_clock =
        |word: &str| word.contains(':') || matches!(word, "am" | "pm") || names::zone(word).is_some();
    let words: Vec<String> = dateline::without_label(text)
        .split(|c: char| c.is_whitespace() || matches!(c, ',' | '.'))
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .filter(|word| !is_clock(word))
        .skip_while(|word| names::is_weekday(word))
        // A third word decides already that the text is more than a day.
        .take(3)
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

/// Returns true if the text is a program's notation for 'no date': the zero time of Go, which Hugo ignores as
/// well, and of .NET; the zero date of MySQL, which WordPress stores for drafts.
pub(super) fn is_placeholder_date(text: &str) -> bool {
    ["0001-01-01", "0000-00-00"].iter().any(|zero| text.trim().starts_with(zero))
}

/// Parses seconds (10 digits) or milliseconds (13 digits) since 1970. [`parse_date`] does not, because a
/// number is a time only in machine-made metadata.
pub fn parse_unix_time(text: &str) -> Option<DateTime<FixedOffset>> {
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
