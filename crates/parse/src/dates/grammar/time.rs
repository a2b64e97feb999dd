//! The forms of a time of day and of a zone.

use super::Cursor;
use crate::dates::DateError;
use crate::dates::names;
use crate::dates::names::Zone;
use chrono::NaiveTime;

type Found = Option<Result<NaiveTime, DateError>>;

/// A time and what parts it from the date after it: `05:06, 4 March 2026`.
pub(super) fn before_date(cursor: &mut Cursor<'_>) -> Option<(Result<NaiveTime, DateError>, Option<Zone>)> {
    let found = clock(cursor)?;
    let zone = cursor.attempt(zone);
    while cursor.mark(&[',', '-', '–', '—', '|', '•', '·']).is_some() {}
    cursor.word(|word| word == "on");
    Some((found, zone))
}

/// A time and what parts it from the date before it: `T05:06`, ` at 5 pm`, `, 14.05 Uhr`, ` - 05:06`.
pub(super) fn after_date(cursor: &mut Cursor<'_>) -> Found {
    if let Some(found) = cursor.attempt(compact) {
        return Some(found);
    }
    cursor.weekday();
    let mut says_time = false;
    for _ in 0..3 {
        cursor.mark(&[',', '-', '–', '—', '|', '•', '·', '@', '/', '(', ':', '.']);
        says_time |= cursor.word(names::is_at).is_some();
        cursor.mark(&['.']);
    }
    cursor.attempt(clock).or_else(|| cursor.attempt(|cursor| dotted(cursor, says_time)))
}

/// `T050607` and `T0506`, the basic form of ISO 8601; ` 050607`, the same apart.
fn compact(cursor: &mut Cursor<'_>) -> Found {
    let start = cursor.at;
    let is_apart = !cursor.is_glued();
    let is_marked = cursor.word(|word| word == "t").is_some();
    let (number, digits) = cursor.number()?;
    if is_apart == is_marked || (is_apart && digits != 6) {
        return None;
    }
    let (hour, minute, second) = match digits {
        6 => (number / 10_000, number / 100 % 100, number % 100),
        4 => (number / 100, number % 100, 0),
        _ => return None,
    };
    Some(make(cursor, start, hour, minute, second, 0))
}

/// `5:06`, `05:06:07.123`, `5:06 p.m.`, `5 pm`, `14h05`, `14:05 Uhr`, `下午3:05`, `14時05分`.
pub(super) fn clock(cursor: &mut Cursor<'_>) -> Found {
    let start = cursor.at;
    let east_asian = cursor.attempt(east_asian_half);
    let hour = cursor.digits(1..=2)?;
    let mut minute = None;
    let (mut second, mut nanos) = (0, 0);
    if let Some((minutes, seconds)) = cursor.attempt(short_clock) {
        (minute, second) = (Some(minutes), seconds);
    } else if cursor.mark(&[':']).is_some() {
        minute = Some(cursor.digits(2..=2)?);
        if let Some(seconds) = cursor.attempt(|cursor| {
            cursor.mark(&[':'])?;
            cursor.digits(2..=2)
        }) {
            second = seconds;
            nanos = cursor.attempt(fraction).unwrap_or(0);
        }
    } else if cursor.word(|word| word == "h").is_some() {
        minute = Some(cursor.attempt(|cursor| cursor.digits(2..=2)).unwrap_or(0));
    } else if cursor.word(|word| matches!(word, "時" | "时" | "点" | "시")).is_some() {
        minute = Some(cursor.attempt(|cursor| counted(cursor, &["分", "분"])).unwrap_or(0));
        second = cursor.attempt(|cursor| counted(cursor, &["秒", "초"])).unwrap_or(0);
    }
    let half = east_asian.or_else(|| cursor.attempt(half_of_day));
    let hour = match half {
        Some(_) if hour > 12 || hour == 0 => hour,
        Some(Half::Morning) => hour % 12,
        Some(Half::Afternoon) => hour % 12 + 12,
        None => hour,
    };
    // A number alone is no time.
    if minute.is_none() && half.is_none() {
        return None;
    }
    cursor.word(|word| matches!(word, "uhr" | "hrs" | "hours"));
    Some(make(cursor, start, hour, minute.unwrap_or(0), second, nanos))
}

/// `:6:7` of `5:6:7`: without zeros only where all three parts are there.
fn short_clock(cursor: &mut Cursor<'_>) -> Option<(u32, u32)> {
    cursor.mark(&[':'])?;
    let (minute, minute_digits) = cursor.number()?;
    cursor.mark(&[':'])?;
    let (second, second_digits) = cursor.number()?;
    let is_short = minute_digits.min(second_digits) == 1 && minute_digits.max(second_digits) <= 2;
    is_short.then_some((minute, second))
}

/// `14.05 Uhr`, `klo 14.05`: a full stop parts hours and minutes only where a word says that it is a time.
fn dotted(cursor: &mut Cursor<'_>, says_time: bool) -> Found {
    let start = cursor.at;
    let hour = cursor.digits(1..=2)?;
    cursor.mark(&['.'])?;
    let minute = cursor.digits(2..=2)?;
    let half = cursor.attempt(half_of_day);
    let named = cursor.word(|word| word == "uhr").is_some();
    let hour = if matches!(half, Some(Half::Afternoon)) && hour < 12 { hour + 12 } else { hour };
    // `14.05 GMT`: a zone says it too.
    let zoned = { *cursor }.attempt(zone).is_some();
    (says_time || named || zoned || half.is_some()).then(|| make(cursor, start, hour, minute, 0, 0))
}

/// The fraction of a second: nanoseconds.
fn fraction(cursor: &mut Cursor<'_>) -> Option<u32> {
    cursor.mark(&['.', ','])?;
    if !cursor.is_glued() {
        return None;
    }
    let token = cursor.peek()?;
    token.number()?;
    let digits: String =
        cursor.text[token.range.clone()].chars().chain(std::iter::repeat('0')).take(9).collect();
    cursor.at += 1;
    digits.parse().ok()
}

#[derive(Clone, Copy)]
enum Half {
    Morning,
    Afternoon,
}

/// `05分`: the number.
fn counted(cursor: &mut Cursor<'_>, units: &[&str]) -> Option<u32> {
    let number = cursor.digits(1..=2)?;
    cursor.word(|word| units.contains(&word))?;
    Some(number)
}

/// `下午`, `午後`, `오후`, which stand before the hour.
fn east_asian_half(cursor: &mut Cursor<'_>) -> Option<Half> {
    match cursor.word(|word| matches!(word, "上午" | "午前" | "오전" | "下午" | "午後" | "오후"))?
    {
        "上午" | "午前" | "오전" => Some(Half::Morning),
        _ => Some(Half::Afternoon),
    }
}

/// `am`, `p.m.`
fn half_of_day(cursor: &mut Cursor<'_>) -> Option<Half> {
    match cursor.word(|word| matches!(word, "am" | "pm" | "a" | "p"))? {
        "am" => Some(Half::Morning),
        "pm" => Some(Half::Afternoon),
        letter => {
            cursor.mark(&['.'])?;
            cursor.word(|word| word == "m")?;
            cursor.mark(&['.']);
            Some(if letter == "a" { Half::Morning } else { Half::Afternoon })
        }
    }
}

fn make(
    cursor: &Cursor<'_>,
    start: usize,
    hour: u32,
    minute: u32,
    second: u32,
    nanos: u32,
) -> Result<NaiveTime, DateError> {
    // A leap second (RFC 3339, 5.6) is told as the second before it, so that the day stays the same.
    let second = if second == 60 { 59 } else { second };
    NaiveTime::from_hms_nano_opt(hour, minute, second, nanos)
        .ok_or_else(|| DateError::Impossible(cursor.since(start)))
}

/// `Z`, `UTC`, `EST`, `+02:00`, `+0200`, `+02`, `GMT+2`, `Europe/London`, each also in parentheses.
pub(super) fn zone(cursor: &mut Cursor<'_>) -> Option<Zone> {
    let open = cursor.mark(&['(']).is_some();
    let found = cursor
        .attempt(iana)
        .or_else(|| cursor.attempt(offset))
        .or_else(|| cursor.attempt(offset_after_name))
        .or_else(|| cursor.attempt(named))?;
    if open {
        cursor.mark(&[')'])?;
    }
    Some(found)
}

/// Passes over the zone's name after its offset, as Go and Rails print it: `+0000 UTC`, `+0100 CET`.
pub(super) fn zone_again(cursor: &mut Cursor<'_>) -> Option<()> {
    named(cursor).map(|_| ())
}

/// `America/New_York`.
fn iana(cursor: &mut Cursor<'_>) -> Option<Zone> {
    let start = cursor.peek()?.range.start;
    let rest = &cursor.text[start..];
    let name = rest.split([' ', ')', ']', ',']).next()?;
    let zone = name.contains('/').then(|| name.parse().ok())??;
    while cursor.peek().is_some_and(|token| token.range.start < start + name.len()) {
        cursor.at += 1;
    }
    Some(Zone::Rules(zone))
}

/// `+02:00`, `+0200`, `-7`.
fn offset(cursor: &mut Cursor<'_>) -> Option<Zone> {
    let sign = match cursor.mark(&['+', '-', '\u{2212}'])? {
        '+' => 1,
        _ => -1,
    };
    if !cursor.is_glued() {
        return None;
    }
    let (number, digits) = cursor.number()?;
    let (hours, minutes) = match digits {
        1 | 2 => {
            let minutes = cursor.attempt(|cursor| {
                cursor.mark(&[':'])?;
                cursor.digits(2..=2)
            });
            (number, minutes.unwrap_or(0))
        }
        4 => (number / 100, number % 100),
        _ => return None,
    };
    let seconds = i32::try_from(hours * 3600 + minutes * 60).ok()?;
    // RFC 3339 stops at 23:59, and so does chrono.
    (hours <= 23 && minutes <= 59).then_some(Zone::Offset(sign * seconds))
}

/// `JST +0900`: the offset counts, whatever the name.
fn offset_after_name(cursor: &mut Cursor<'_>) -> Option<Zone> {
    let name = cursor.peek().filter(|token| token.is_capital_word(cursor.text))?;
    cursor.at += 1;
    let sign = cursor.peek().filter(|sign| sign.spaced)?;
    let digits = cursor.tokens.get(cursor.at + 1)?.number()?.1;
    let is_offset = name.word().is_some_and(|name| name != "t") && digits == 4 && sign.word().is_none();
    is_offset.then(|| offset(cursor)).flatten()
}

/// `UTC`, `EST`, `GMT+0200`.
fn named(cursor: &mut Cursor<'_>) -> Option<Zone> {
    let token = cursor.peek()?;
    let word = cursor.word(|word| names::zone(word).is_some())?;
    // In lower case `et` is French and `pt` a unit.
    if word.len() > 1 && !cursor.text[token.range.clone()].chars().all(char::is_uppercase) {
        return None;
    }
    if matches!(word, "gmt" | "utc")
        && let Some(shifted) = cursor.attempt(offset)
    {
        return Some(shifted);
    }
    names::zone(word)
}
