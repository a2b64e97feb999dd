//! Parses a date with its time and zone at one position of a text.

mod cursor;
mod day;
mod time;

use super::error::DateError;
use super::names::Zone;
use super::tokens::Token;
use crate::settings::DateOrder;
use chrono::{NaiveDate, NaiveTime};
use cursor::Cursor;
use std::ops::Range;

/// The parts of a date as the text gives them.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct DateParts {
    /// The day.
    pub(super) date: NaiveDate,
    /// The time of day, if given.
    pub(super) time: Option<NaiveTime>,
    /// The zone, if given.
    pub(super) zone: Option<Zone>,
    /// The bytes of the text.
    pub(super) range: Range<usize>,
}

/// Parses the date that begins at the token `start`, and returns it with the index of the token after it.
/// `None`: no date begins there.
///
/// # Errors
/// The text has the form of a date, but does not denote exactly one existing day.
pub(super) fn parse_moment(
    text: &str,
    tokens: &[Token],
    start: usize,
    order: Option<DateOrder>,
) -> Result<Option<(DateParts, usize)>, DateError> {
    let mut cursor = Cursor { text, tokens, at: start };
    let (mut time, mut zone) = (None, None);
    let mut found = cursor.attempt(|cursor| day::parse_day(cursor, order));
    // Tried second, since `Mar` is a month in English and a weekday in Spanish.
    if found.is_none() {
        cursor.weekday();
        if let Some((early, early_zone)) = cursor.attempt(time::before_date) {
            (time, zone) = (Some(early?), early_zone);
        }
        found = day_after_words(&mut cursor, order);
    }
    let Some(found) = found else { return Ok(None) };
    let day = found?;
    if let Some(inner) = day.time {
        (time, zone) = (Some(inner?), day.zone);
    }
    if time.is_none()
        && let Some(late) = cursor.attempt(time::after_date)
    {
        time = Some(late?);
    }
    if time.is_some() {
        cursor.attempt(|cursor| cursor.year_again(day.date));
        zone = zone.or_else(|| cursor.attempt(time::zone));
        cursor.attempt(time::zone_name_after_offset);
        cursor.attempt(|cursor| cursor.year_again(day.date));
        cursor.attempt(Cursor::comment);
    } else {
        cursor.attempt(Cursor::last_weekday);
    }
    let first = &tokens[start];
    let last = &tokens[cursor.at - 1];
    let range = first.range.start..last.range.end;
    Ok(Some((DateParts { date: day.date, time, zone, range }, cursor.at)))
}

/// Reads the day, after a weekday or a word such as `den` if necessary.
fn day_after_words(cursor: &mut Cursor<'_>, order: Option<DateOrder>) -> Option<Result<day::Day, DateError>> {
    if let Some(found) = cursor.attempt(|cursor| day::parse_day(cursor, order)) {
        return Some(found);
    }
    cursor.weekday();
    cursor.attempt(|cursor| day::parse_day(cursor, order)).or_else(|| {
        cursor.attempt(|cursor| {
            cursor.before_day()?;
            day::parse_day(cursor, order)
        })
    })
}
