//! Dates of RFC 822, as RFC 2822 and RFC 5322 amended it.

use super::shared::{check_plausible, parse_digits};
use crate::Code;
use crate::datatypes::findings::{Findings, Value};
use crate::messages::{Finding, Param};
use chrono::{Datelike, NaiveDate, NaiveDateTime, TimeDelta};

/// How far in the future a date may be before it is implausible. Publishers' clocks are ahead by some
/// minutes; a later date is a mistake or an announcement.
const MAX_AHEAD: TimeDelta = TimeDelta::minutes(10);

const DAYS: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

const MONTHS: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// Names of zones (RFC 822, 5.1), and their offsets from UTC in hours.
const ZONES: [(&str, i32); 11] = [
    ("GMT", 0),
    ("UT", 0),
    ("Z", 0),
    ("EST", -5),
    ("EDT", -4),
    ("CST", -6),
    ("CDT", -5),
    ("MST", -7),
    ("MDT", -6),
    ("PST", -8),
    ("PDT", -7),
];

/// A date of RSS 2.0: RFC 822 with a four-digit year, as RFC 2822 and RFC 5322 write it.
///
/// Forms that RFC 822 also allows (comments, two-digit years, any case, any white space, one-letter zones)
/// are a [`Code::ProblematicalRFC822Date`], because many readers do not understand them.
pub(crate) fn rfc822_date(value: &Value<'_>, findings: &mut Findings) {
    let plain = without_comments(value.text());
    let written = plain.as_deref().unwrap_or(value.text());
    let Some(date) = parse_date(written) else { return findings.report(Code::InvalidRFC2822Date) };
    let Some(moment) = date.moment() else { return findings.report(Code::InvalidRFC2822Date) };
    if plain.is_some() || !date.is_plain(value.text()) {
        return findings.report(Code::ProblematicalRFC822Date);
    }
    match date.day_name {
        Some(day_name) if day_name != date.weekday(moment) => findings.push(
            Finding::new(Code::IncorrectDOW)
                .param(Param::Value, DAYS.get(day_name as usize).copied().unwrap_or_default()),
        ),
        _ => check_plausible(moment - TimeDelta::minutes(date.zone.ahead.into()), MAX_AHEAD, value, findings),
    }
}

/// The parts of a date as written.
#[derive(Debug)]
struct DateParts<'a> {
    /// From Monday, which is 0.
    day_name: Option<u32>,
    day: &'a str,
    /// From January, which is 0.
    month: u32,
    year: &'a str,
    time: Time<'a>,
    zone: Zone<'a>,
}

#[derive(Debug)]
struct Time<'a> {
    text: &'a str,
    hour: u32,
    minute: u32,
    second: u32,
}

#[derive(Debug)]
struct Zone<'a> {
    text: &'a str,
    /// The offset from UTC in minutes.
    ahead: i32,
    /// Whether all readers support the zone: a sign and four digits that are an offset in use, or a name in
    /// capitals.
    is_plain: bool,
}

impl DateParts<'_> {
    /// The local time, if the day and the time exist.
    fn moment(&self) -> Option<NaiveDateTime> {
        let year = self.year.parse::<i32>().ok()?;
        // Two-digit years (RFC 5322, 4.3).
        let year = match (self.year.len(), year) {
            (2, 0..=49) => year + 2000,
            (2, _) => year + 1900,
            _ => year,
        };
        let date = NaiveDate::from_ymd_opt(year, self.month + 1, self.day.parse().ok()?)?;
        // A leap second is treated as the second before it; no reader counts it.
        date.and_hms_opt(self.time.hour, self.time.minute, self.time.second.min(59))
    }

    fn weekday(&self, moment: NaiveDateTime) -> u32 {
        moment.weekday().num_days_from_monday()
    }

    /// Whether the text has the form that all readers understand, `Sat, 07 Sep 2002 09:42:31 GMT`, without
    /// any other character.
    fn is_plain(&self, text: &str) -> bool {
        let name =
            |names: &[&'static str], place: u32| names.get(place as usize).copied().unwrap_or_default();
        let rest = match self.day_name {
            Some(day) => text.strip_prefix(name(&DAYS, day)).and_then(|rest| rest.strip_prefix(", ")),
            None => Some(text),
        };
        let words = [self.day, name(&MONTHS, self.month), self.year, self.time.text, self.zone.text];
        self.year.len() == 4 && self.zone.is_plain && rest.is_some_and(|rest| rest.split(' ').eq(words))
    }
}

fn parse_date(text: &str) -> Option<DateParts<'_>> {
    let (day_name, rest) = match text.split_once(',') {
        Some((name, rest)) => (Some(index_of(name.trim(), &DAYS)?), rest),
        None => (None, text),
    };
    let mut words = rest.split_whitespace();
    let day = words.next()?;
    parse_digits(day, 1).or_else(|| parse_digits(day, 2))?;
    let month = index_of(words.next()?, &MONTHS)?;
    let year = words.next()?;
    parse_digits(year, 4).or_else(|| parse_digits(year, 2))?;
    let time = parse_time(words.next()?)?;
    let zone = parse_zone(words.next()?)?;
    words.next().is_none().then_some(DateParts { day_name, day, month, year, time, zone })
}

fn index_of(word: &str, names: &[&str]) -> Option<u32> {
    let place = names.iter().position(|name| name.eq_ignore_ascii_case(word))?;
    u32::try_from(place).ok()
}

fn parse_time(text: &str) -> Option<Time<'_>> {
    let mut parts = text.split(':');
    let hour = parse_digits(parts.next()?, 2)?;
    let minute = parse_digits(parts.next()?, 2)?;
    let second = parts.next().map_or(Some(0), |second| parse_digits(second, 2))?;
    let is_time = hour < 24 && minute < 60 && second <= 60 && parts.next().is_none();
    is_time.then_some(Time { text, hour, minute, second })
}

fn parse_zone(text: &str) -> Option<Zone<'_>> {
    if let Some((name, hours)) = ZONES.iter().find(|(name, _)| name.eq_ignore_ascii_case(text)) {
        return Some(Zone { text, ahead: hours * 60, is_plain: *name == text });
    }
    // RFC 822 defined one-letter zones with the wrong sign; RFC 5322, 4.3 treats them as UTC.
    if let [b'a'..=b'i' | b'k'..=b'z' | b'A'..=b'I' | b'K'..=b'Z'] = text.as_bytes() {
        return Some(Zone { text, ahead: 0, is_plain: false });
    }
    let unsigned = text.strip_prefix(['+', '-']).unwrap_or(text);
    let offset = i32::try_from(parse_digits(unsigned, 4)?).ok()?;
    let (hours, minutes) = (offset / 100, offset % 100);
    let ahead = (hours * 60 + minutes) * if text.starts_with('-') { -1 } else { 1 };
    let is_signed = unsigned.len() < text.len();
    // No zone is more than 14 hours from UTC, and all offsets are multiples of 15 minutes.
    (minutes < 60 && hours < 24).then_some(Zone { text, ahead, is_plain: is_signed && minutes % 15 == 0 })
}

/// The text with each comment replaced by a space, or `None` if it contains no comment. Comments nest, and a
/// backslash quotes a character (RFC 822, 3.3).
fn without_comments(text: &str) -> Option<String> {
    if !text.contains(['(', '\\']) {
        return None;
    }
    let (mut plain, mut depth) = (String::with_capacity(text.len()), 0_usize);
    let mut characters = text.chars();
    while let Some(character) = characters.next() {
        match character {
            '\\' => _ = characters.next(),
            '(' => depth += 1,
            ')' if depth > 0 => {
                depth -= 1;
                plain.push(' ');
            }
            _ if depth == 0 => plain.push(character),
            _ => {}
        }
    }
    Some(plain)
}

#[cfg(test)]
mod tests {
    use super::super::super::testing::{assert_codes, assert_codes_at};
    use super::*;

    #[test]
    fn plain_dates() {
        let good = [
            "Sat, 07 Sep 2002 09:42:31 GMT",
            "7 Sep 2002 09:42 UT",
            "Sun, 29 Feb 2004 00:00:00 -0800",
            "Mon, 1 Jan 2024 12:00:00 +0545",
            "Thu, 31 Dec 1998 23:59:60 Z",
            " Fri, 28 Feb 2003 01:02:03 PDT\n",
        ];
        let bad = [
            "",
            "2002-09-07T00:00:01Z",
            "Sat, 07 Sep 2002",
            "Sat, 07 Sep 2002 09:42:31",
            "Sat 07 Sep 2002 09:42:31 GMT",
            "Saturday, 07 Sep 2002 09:42:31 GMT",
            "Sat, 07 September 2002 09:42:31 GMT",
            "Sa, 07 Sep 2002 09:42:31 GMT",
            "Sat, 7. Sep 2002 09:42:31 GMT",
            "Sat, 07 Sep 2002 9:42:31 GMT",
            "Sat, 07 Sep 2002 09.42.31 GMT",
            "Sat, 07 Sep 2002 24:00:00 GMT",
            "Sat, 07 Sep 2002 09:60:00 GMT",
            "Sat, 07 Sep 2002 09:42:31 CET",
            "Sat, 07 Sep 2002 09:42:31 +01:00",
            "Sat, 07 Sep 2002 09:42:31 GMT+1",
            "Sat, 07 Sep 2002 09:42:31 +0260",
            "Sat, 07 Sep 2002 09:42:31 J",
            "Fri, 29 Feb 2002 09:42:31 GMT",
            "Sat, 31 Jun 2002 09:42:31 GMT",
            "Sat, 00 Jun 2002 09:42:31 GMT",
            "07 Sep 002 09:42:31 GMT",
            "Sam, 07 Sep 2002 09:42:31 GMT",
            "Sat, 07 Sep 2002 09:42:31 GMT GMT",
        ];
        assert_codes(rfc822_date, Code::InvalidRFC2822Date, &good, &bad);
    }

    #[test]
    fn problematical_dates() {
        let problematical = [
            "Sat, 07 Sep 02 09:42:31 GMT",
            "sat, 07 sep 2002 09:42:31 gmt",
            "Sat,07 Sep 2002 09:42:31 GMT",
            "Sat, 07  Sep 2002 09:42:31 GMT",
            "Sat, 07 Sep 2002 09:42:31 GMT (a (nested) comment)",
            "Sat, 07 Sep 2002 09:42:31 A",
            "Sat, 07 Sep 2002 09:42:31 0000",
            "Sat, 07 Sep 2002 09:42:31 +0012",
        ];
        assert_codes(rfc822_date, Code::ProblematicalRFC822Date, &[], &problematical);
    }

    #[test]
    fn days_of_the_week_and_plausible_dates() {
        assert_codes(
            rfc822_date,
            Code::IncorrectDOW,
            &["07 Sep 2002 09:42:31 GMT"],
            &["Sun, 07 Sep 2002 09:42:31 GMT"],
        );
        assert_codes(
            rfc822_date,
            Code::ImplausibleDate,
            &["01 Jan 1990 00:00 GMT", "01 Jan 2990 00:00 GMT"],
            &["31 Dec 1989 23:59 GMT", "Thu, 01 Jan 1970 00:00:00 GMT"],
        );
        let now = "2024-05-01T12:00:00Z".parse().unwrap();
        let good = ["Wed, 01 May 2024 12:09:00 GMT", "Wed, 01 May 2024 14:00:00 +0200"];
        assert_codes_at(now, rfc822_date, Code::ImplausibleDate, &good, &["Wed, 01 May 2024 14:00:00 GMT"]);
    }
}
