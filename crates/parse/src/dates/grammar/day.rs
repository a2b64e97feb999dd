//! Reads the notations of a day.

use super::cursor::Cursor;
use super::time;
use crate::dates::error::DateError;
use crate::dates::names;
use crate::dates::names::Zone;
use crate::settings::DateOrder;
use chrono::{NaiveDate, NaiveTime};

/// A day, and the time if it is written inside the day, as in the output of `date(1)`.
pub(super) struct Day {
    pub(super) date: NaiveDate,
    pub(super) time: Option<Result<NaiveTime, DateError>>,
    pub(super) zone: Option<Zone>,
}

type DayResult = Option<Result<Day, DateError>>;

/// Reads a day in any notation, longest notations first.
pub(super) fn parse_day(cursor: &mut Cursor<'_>, order: Option<DateOrder>) -> DayResult {
    let forms: [fn(&mut Cursor<'_>) -> DayResult; 8] = [
        year_first,
        compact,
        day_name_year,
        name_day_year,
        name_day_time_year,
        year_name_day,
        east_asian,
        vietnamese,
    ];
    for form in forms {
        if let Some(found) = cursor.attempt(form) {
            return Some(found);
        }
    }
    cursor
        .attempt(|cursor| numbers_only(cursor, order))
        .or_else(|| cursor.attempt(year_and_month))
        .or_else(|| cursor.attempt(name_and_year))
}

fn build_day(cursor: &Cursor<'_>, start: usize, year: u32, month: u32, day: u32) -> Result<Day, DateError> {
    // Some programs write year 1 for 'no date' (Go's zero time, .NET's MinValue).
    let date = i32::try_from(year).ok().filter(|year| *year >= 1000);
    let date = date.and_then(|year| NaiveDate::from_ymd_opt(year, month, day));
    match date {
        Some(date) => Ok(Day { date, time: None, zone: None }),
        None => Err(DateError::Impossible(cursor.since(start))),
    }
}

/// `2026-03-04`, `2026/3/4`, `2026.03.04`, `2026. 3. 4.`
fn year_first(cursor: &mut Cursor<'_>) -> DayResult {
    let start = cursor.at;
    let year = cursor.digits(4..=4)?;
    let mark = cursor.mark(&['-', '/', '.', '‐', '‑', '–'])?;
    let month = cursor.digits(1..=2)?;
    cursor.mark(&[mark])?;
    let day = cursor.digits(1..=2)?;
    Some(build_day(cursor, start, year, month, day))
}

/// `20260304`, also directly before a time: `20260304T050607Z`.
fn compact(cursor: &mut Cursor<'_>) -> DayResult {
    let start = cursor.at;
    let number = cursor.digits(8..=8)?;
    let (year, month, day) = (number / 10_000, number / 100 % 100, number % 100);
    // Eight digits are often something else; only years of the 20th to 22nd century are accepted.
    (1900..2200).contains(&year).then(|| build_day(cursor, start, year, month, day))
}

/// `4 March 2026`, `4th of March, 2026`, `4. März 2026`, `1er mars 2026`, `4 de marzo de 2026`, `04-Mar-26`.
fn day_name_year(cursor: &mut Cursor<'_>) -> DayResult {
    let start = cursor.at;
    let day = cursor.digits(1..=2)?;
    ordinal(cursor);
    cursor.mark(&['.', '-', '/', ',']);
    cursor.word(names::is_of);
    // `4 d'abril de 2026`.
    cursor.mark(&['\'', '’']);
    let month = month(cursor)?;
    cursor.mark(&['.']);
    cursor.mark(&['-', '/', ',']);
    cursor.word(names::is_of);
    let year = year(cursor)?;
    Some(build_day(cursor, start, year, month, day))
}

/// `March 4, 2026`, `Mar. 4th 2026`.
fn name_day_year(cursor: &mut Cursor<'_>) -> DayResult {
    let start = cursor.at;
    let month = month(cursor)?;
    cursor.mark(&['.']);
    cursor.mark(&['-', '/', ',']);
    cursor.word(|word| word == "the");
    let day = cursor.digits(1..=2)?;
    ordinal(cursor);
    cursor.mark(&[',', '-', '/', '.', '،']);
    let year = cursor.digits(4..=4)?;
    Some(build_day(cursor, start, year, month, day))
}

/// `Sep  3 11:21:31 CEST 2021`, as `ctime` and `date(1)` write it.
fn name_day_time_year(cursor: &mut Cursor<'_>) -> DayResult {
    let start = cursor.at;
    let month = month(cursor)?;
    let day = cursor.digits(1..=2)?;
    cursor.mark(&[',']);
    let time = time::clock(cursor)?;
    let zone = cursor.attempt(time::zone);
    let year = cursor.digits(4..=4)?;
    Some(build_day(cursor, start, year, month, day).map(|day| Day { time: Some(time), zone, ..day }))
}

/// `2026 March 4`, `2026-Mar-04`.
fn year_name_day(cursor: &mut Cursor<'_>) -> DayResult {
    let start = cursor.at;
    let year = cursor.digits(4..=4)?;
    cursor.mark(&['-', '/', ',', '.']);
    let month = month(cursor)?;
    cursor.mark(&['-', '/', ',', '.']);
    let day = cursor.digits(1..=2)?;
    ordinal(cursor);
    Some(build_day(cursor, start, year, month, day))
}

/// `2026年3月4日`, `2026년 3월 4일`.
fn east_asian(cursor: &mut Cursor<'_>) -> DayResult {
    let start = cursor.at;
    let year = cursor.digits(4..=4)?;
    cursor.word(|word| matches!(word, "年" | "년"))?;
    let month = cursor.digits(1..=2)?;
    cursor.word(|word| matches!(word, "月" | "월"))?;
    let day = cursor.digits(1..=2)?;
    // 日 and the following word are one token: 日星期三.
    cursor.word(|word| word.starts_with(['日', '号', '일']))?;
    Some(build_day(cursor, start, year, month, day))
}

/// `4 tháng 3 năm 2026`, `4 tháng 3, 2026`.
fn vietnamese(cursor: &mut Cursor<'_>) -> DayResult {
    let start = cursor.at;
    let day = cursor.digits(1..=2)?;
    cursor.word(|word| word == "tháng")?;
    let month = cursor.digits(1..=2)?;
    cursor.mark(&[',']);
    cursor.word(|word| word == "năm");
    let year = cursor.digits(4..=4)?;
    Some(build_day(cursor, start, year, month, day))
}

/// `31/12/2026`, `12/31/2026`, `04.03.2026`, and with `content.date_order` also `03/04/2026` and `3/4/26`.
fn numbers_only(cursor: &mut Cursor<'_>, order: Option<DateOrder>) -> DayResult {
    let start = cursor.at;
    let first = cursor.digits(1..=2)?;
    let mark = cursor.mark(&['/', '.', '-'])?;
    let second = cursor.digits(1..=2)?;
    cursor.mark(&[mark])?;
    let (year, digits) = cursor.number()?;
    if !matches!(digits, 2 | 4) || (digits == 2 && mark == '-') {
        return None;
    }
    // More numbers follow in a decimal or a version: 10.12.2026.4.
    if cursor.is_glued() && cursor.peek().is_some_and(|next| next.number().is_some()) {
        return None;
    }
    let day_first = match order {
        // With full stops the order is always day, month, year.
        _ if mark == '.' => true,
        Some(DateOrder::DayFirst) => second <= 12,
        Some(DateOrder::MonthFirst) => first > 12,
        None if first == second => true,
        None if digits == 2 || (first <= 12 && second <= 12) => {
            return Some(Err(DateError::Ambiguous(cursor.since(start))));
        }
        None => first > 12,
    };
    let (day, month) = if day_first { (first, second) } else { (second, first) };
    let year = if digits == 2 { century(year) } else { year };
    Some(build_day(cursor, start, year, month, day))
}

/// `March 2026`, if it is the whole text.
fn name_and_year(cursor: &mut Cursor<'_>) -> DayResult {
    let start = cursor.at;
    let month = month(cursor)?;
    cursor.mark(&['.']);
    cursor.mark(&[',']);
    cursor.word(names::is_of);
    let year = cursor.digits(4..=4)?;
    (start == 0 && cursor.peek().is_none()).then(|| incomplete(cursor, start, year, month)).flatten()
}

/// `2026-03`, `2026/03`, `2026年3月`, if it is the whole text: an error about the missing day.
fn year_and_month(cursor: &mut Cursor<'_>) -> DayResult {
    let start = cursor.at;
    let year = cursor.digits(4..=4)?;
    let is_spelled = cursor.word(|word| matches!(word, "年" | "년")).is_some();
    let sign = if is_spelled { ' ' } else { cursor.mark(&['-', '/'])? };
    let month = cursor.digits(if sign == ' ' { 1..=2 } else { 2..=2 })?;
    if is_spelled {
        cursor.word(|word| matches!(word, "月" | "월"))?;
    }
    // Inside a text, `2025/12` may be two years, and words may follow a month.
    let is_whole = start == 0 && cursor.peek().is_none();
    let ends = is_whole || (sign == '-' && cursor.peek().is_none_or(|next| next.is_spaced));
    ends.then(|| incomplete(cursor, start, year, month)).flatten()
}

fn incomplete(cursor: &Cursor<'_>, start: usize, year: u32, month: u32) -> DayResult {
    let year = i32::try_from(year).ok().filter(|year| (1900..2200).contains(year))?;
    let first = NaiveDate::from_ymd_opt(year, month, 1)?;
    Some(Err(DateError::Incomplete(cursor.since(start), first)))
}

fn month(cursor: &mut Cursor<'_>) -> Option<u32> {
    names::month(cursor.word(|word| names::month(word).is_some())?)
}

/// Skips the `th` of `4th`, the `er` of `1er`, and `º`.
fn ordinal(cursor: &mut Cursor<'_>) {
    if !cursor.is_glued() {
        return;
    }
    cursor.attempt(|cursor| {
        cursor.mark(&['-']);
        cursor.mark(&['°', 'º']).map(|_| ()).or_else(|| cursor.word(names::is_ordinal).map(|_| ()))
    });
}

/// Reads a year with four digits, or with two as in RFC 2822, 4.3; `2026 г.` with its abbreviation.
fn year(cursor: &mut Cursor<'_>) -> Option<u32> {
    cursor.mark(&['\'', '’']);
    let (year, digits) = cursor.number()?;
    let year = match digits {
        4 => year,
        3 => 1900 + year,
        // `4 March 11:05` is a day and a time.
        2 if cursor.peek().is_none_or(|next| !next.is_mark(':')) => century(year),
        _ => return None,
    };
    if digits == 4 {
        cursor.attempt(|cursor| {
            cursor.word(names::is_year_end)?;
            cursor.mark(&['.']);
            Some(())
        });
    }
    Some(year)
}

/// RFC 2822, 4.3: 00 to 49 are years of this century, 50 to 99 of the last.
fn century(year: u32) -> u32 {
    if year < 50 { 2000 + year } else { 1900 + year }
}
