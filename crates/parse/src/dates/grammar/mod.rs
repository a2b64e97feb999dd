//! The forms of a date, a time and a zone, tried at one place of a text.

mod day;
mod time;

use super::DateError;
use super::names::{self, Zone};
use super::tokens::{Kind, Token};
use crate::DateOrder;
use chrono::{NaiveDate, NaiveTime};
use std::ops::Range;

/// What a text says of a moment.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct DocumentOutcome {
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
pub(super) fn moment(
    text: &str,
    tokens: &[Token],
    start: usize,
    order: Option<DateOrder>,
) -> Result<Option<(DocumentOutcome, usize)>, DateError> {
    let mut cursor = Cursor { text, tokens, at: start };
    let (mut time, mut zone) = (None, None);
    let mut found = cursor.attempt(|cursor| day::day(cursor, order));
    // Only then, since `Mar` is a month in English and a weekday in Spanish.
    if found.is_none() {
        cursor.weekday();
        if let Some((early, early_zone)) = cursor.attempt(time::before_date) {
            (time, zone) = (Some(early?), early_zone);
        }
        found = cursor.day_after_words(order);
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
        cursor.attempt(time::zone_again);
        cursor.attempt(|cursor| cursor.year_again(day.date));
        cursor.attempt(Cursor::remark);
    } else {
        cursor.attempt(Cursor::last_weekday);
    }
    let first = &tokens[start];
    let last = &tokens[cursor.at - 1];
    let range = first.range.start..last.range.end;
    Ok(Some((DocumentOutcome { date: day.date, time, zone, range }, cursor.at)))
}

/// A place among the tokens.
#[derive(Clone, Copy)]
struct Cursor<'t> {
    text: &'t str,
    tokens: &'t [Token],
    at: usize,
}

impl<'t> Cursor<'t> {
    /// Runs a reader; if it finds nothing, goes back to where it began.
    fn attempt<T>(&mut self, read: impl FnOnce(&mut Self) -> Option<T>) -> Option<T> {
        let before = self.at;
        let found = read(self);
        if found.is_none() {
            self.at = before;
        }
        found
    }

    fn peek(&self) -> Option<&'t Token> {
        self.tokens.get(self.at)
    }

    /// A number: its value and how many digits it has.
    fn number(&mut self) -> Option<(u32, usize)> {
        let number = self.peek()?.number()?;
        self.at += 1;
        Some(number)
    }

    /// A number with so many digits.
    fn digits(&mut self, digits: std::ops::RangeInclusive<usize>) -> Option<u32> {
        self.number().filter(|(_, length)| digits.contains(length)).map(|(value, _)| value)
    }

    /// A word that the test accepts.
    fn word(&mut self, accepts: impl FnOnce(&str) -> bool) -> Option<&'t str> {
        let word = self.peek()?.word()?;
        if !accepts(word) {
            return None;
        }
        self.at += 1;
        Some(word)
    }

    /// One of these marks.
    fn mark(&mut self, marks: &[char]) -> Option<char> {
        match self.peek()?.kind {
            Kind::Mark(mark) if marks.contains(&mark) => {
                self.at += 1;
                Some(mark)
            }
            _ => None,
        }
    }

    /// Whether the next token follows without a space.
    fn is_glued(&self) -> bool {
        self.peek().is_some_and(|token| !token.spaced)
    }

    /// Passes over a weekday and the mark after it: `Wed,` `(Mi.)` `Quarta-feira,`. It must be followed by
    /// something, since `mar` and `so` are words of their own.
    fn weekday(&mut self) {
        self.attempt(|cursor| {
            let open = cursor.mark(&['(', '[']).is_some();
            cursor.word(names::is_weekday)?;
            if cursor.mark(&['-']).is_some() {
                cursor.word(names::is_weekday)?;
            }
            cursor.mark(&['.']);
            if open {
                cursor.mark(&[')', ']'])?;
            }
            cursor.mark(&[',', '،', '、']);
            cursor.peek().map(|_| ())
        });
    }

    /// The day, behind a weekday or a word such as `den` if need be.
    fn day_after_words(&mut self, order: Option<DateOrder>) -> Option<Result<day::Day, DateError>> {
        if let Some(found) = self.attempt(|cursor| day::day(cursor, order)) {
            return Some(found);
        }
        self.weekday();
        self.attempt(|cursor| day::day(cursor, order)).or_else(|| {
            self.attempt(|cursor| {
                cursor.before_day()?;
                day::day(cursor, order)
            })
        })
    }

    /// Passes over `den` of `den 4. März`; the day's number must follow.
    fn before_day(&mut self) -> Option<()> {
        self.word(names::is_before_day)?;
        self.mark(&['.']);
        self.peek()?.number().map(|_| ())
    }

    /// Passes over a weekday with which the text ends: `4 Mart 2026 Çarşamba`, `2026. december 4., szerda`.
    fn last_weekday(&mut self) -> Option<()> {
        self.mark(&['.']);
        let open = self.mark(&[',', '(', '（']);
        // In brackets Korean has the first syllable alone, which elsewhere is a word of its own.
        let is_first = |word: &str| matches!(word, "월" | "화" | "수" | "목" | "금" | "토" | "일");
        self.word(|word| names::is_weekday(word) || (open.is_some() && is_first(word)))?;
        self.mark(&[')', '）', '.']);
        self.peek().is_none().then_some(())
    }

    /// Passes over the year where it stands a second time, as in `2026-03-04 05:06:07 2026 -0700`: half of what
    /// `date(1)` prints, pasted behind a date.
    fn year_again(&mut self, date: NaiveDate) -> Option<()> {
        let year = self.digits(4..=4)?;
        (i32::try_from(year) == Ok(chrono::Datelike::year(&date))).then_some(())
    }

    /// Passes over what RFC 2822 calls a comment, and over RFC 9557's suffix: `(Eastern European Time)`,
    /// `[Europe/Paris]`.
    fn remark(&mut self) -> Option<()> {
        let close = if self.mark(&['(', '['])? == '(' { ')' } else { ']' };
        let length = self.tokens[self.at..].iter().take(12).position(|token| token.is_mark(close))?;
        let is_name = |token: &Token| token.word().is_some() || matches!(token.kind, Kind::Mark('/' | '_'));
        if !self.tokens[self.at..self.at + length].iter().all(is_name) {
            return None;
        }
        self.at += length + 1;
        Some(())
    }

    /// The text from token `start` up to the cursor.
    fn since(&self, start: usize) -> String {
        match (self.tokens.get(start), self.tokens.get(self.at.wrapping_sub(1))) {
            (Some(first), Some(last)) => {
                self.text.get(first.range.start..last.range.end).unwrap_or_default().to_owned()
            }
            _ => String::new(),
        }
    }
}
