//! The forms of a date, a time and a zone, tried at one place of a text.

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

/// What a text says of a moment.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct DateParts {
    /// The day.
    pub(super) date: NaiveDate,
    /// The time of day, if it gives one.
    pub(super) time: Option<NaiveTime>,
    /// The zone, if it gives one.
    pub(super) zone: Option<Zone>,
    /// Bytes of the text.
    pub(super) range: Range<usize>,
}

/// Reads a moment that begins at token `start`; gives it and the index of the token after it. `None`: no date
/// begins there.
///
/// # Errors
/// What has the form of a date, but is no day, or not one day.
pub(super) fn parse_moment(
    text: &str,
    tokens: &[Token],
    start: usize,
    order: Option<DateOrder>,
) -> Result<Option<(DateParts, usize)>, DateError> {
    let mut cursor = Cursor { text, tokens, at: start };
    let (mut time, mut zone) = (None, None);
    let mut found = cursor.attempt(|cursor| day::parse_day(cursor, order));
    // Only then, since `Mar` is a month in English and a weekday in Spanish.
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

/// The day, behind a weekday or a word such as `den` if need be.
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
