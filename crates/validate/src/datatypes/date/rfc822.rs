//! RFC 822 as RFC 2822 and 5322 mended it.

use super::{check_plausible, digits};
use crate::Code;
use crate::datatypes::{Findings, Value};
use chrono::{Datelike, NaiveDate, NaiveDateTime, TimeDelta};

/// Clocks of publishers go ahead by some minutes; what is dated further ahead is a mistake or an
/// announcement.
const AHEAD: TimeDelta = TimeDelta::minutes(10);

const DAYS: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

const MONTHS: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// Names of zones (RFC 822, 5.1), and the hours that they are ahead of UTC.
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

/// A date as RSS 2.0 has it: RFC 822 with a year of four digits, as RFC 2822 and 5322 write it.
///
/// What RFC 822 allows besides (comments, years of two digits, any case, any white space, zones of one
/// letter) is a [`Code::ProblematicalRFC822Date`]: many readers don't understand it.
pub(crate) fn rfc822_date(value: &Value<'_>, findings: &mut Findings) {
    let plain = without_comments(value.text());
    let written = plain.as_deref().unwrap_or(value.text());
    let Some(date) = read(written) else { return findings.say(Code::InvalidRFC2822Date) };
    let Some(moment) = date.moment() else { return findings.say(Code::InvalidRFC2822Date) };
    if plain.is_some() || !date.is_plain(value.text()) {
        return findings.say(Code::ProblematicalRFC822Date);
    }
    match date.day_name {
        Some(said) if said != date.weekday(moment) => findings
            .say_with(Code::IncorrectDOW, &[("value", DAYS.get(said as usize).copied().unwrap_or_default())]),
        _ => check_plausible(moment - TimeDelta::minutes(date.zone.ahead.into()), AHEAD, value, findings),
    }
}

/// A date's parts as they are written.
#[derive(Debug)]
struct Written<'a> {
    /// From Monday, 0.
    day_name: Option<u32>,
    day: &'a str,
    /// From January, 0.
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
    /// In minutes.
    ahead: i32,
    /// Whether readers know it: a sign and four digits that make an offset in use, or a name in capitals.
    is_plain: bool,
}

impl Written<'_> {
    /// The moment in its zone, if there is such a day and such a time.
    fn moment(&self) -> Option<NaiveDateTime> {
        let year = self.year.parse::<i32>().ok()?;
        // RFC 5322, 4.3.
        let year = match (self.year.len(), year) {
            (2, 0..=49) => year + 2000,
            (2, _) => year + 1900,
            _ => year,
        };
        let date = NaiveDate::from_ymd_opt(year, self.month + 1, self.day.parse().ok()?)?;
        // A leap second; none of the readers counts it.
        date.and_hms_opt(self.time.hour, self.time.minute, self.time.second.min(59))
    }

    fn weekday(&self, moment: NaiveDateTime) -> u32 {
        moment.weekday().num_days_from_monday()
    }

    /// Whether it is written as every reader knows it: `Sat, 07 Sep 2002 09:42:31 GMT`, and no other
    /// character.
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

fn read(text: &str) -> Option<Written<'_>> {
    let (day_name, rest) = match text.split_once(',') {
        Some((name, rest)) => (Some(place_of(name.trim(), &DAYS)?), rest),
        None => (None, text),
    };
    let mut words = rest.split_whitespace();
    let day = words.next()?;
    digits(day, 1).or_else(|| digits(day, 2))?;
    let month = place_of(words.next()?, &MONTHS)?;
    let year = words.next()?;
    digits(year, 4).or_else(|| digits(year, 2))?;
    let time = read_time(words.next()?)?;
    let zone = read_zone(words.next()?)?;
    words.next().is_none().then_some(Written { day_name, day, month, year, time, zone })
}

fn place_of(word: &str, names: &[&str]) -> Option<u32> {
    let place = names.iter().position(|name| name.eq_ignore_ascii_case(word))?;
    u32::try_from(place).ok()
}

fn read_time(text: &str) -> Option<Time<'_>> {
    let mut parts = text.split(':');
    let hour = digits(parts.next()?, 2)?;
    let minute = digits(parts.next()?, 2)?;
    let second = parts.next().map_or(Some(0), |second| digits(second, 2))?;
    let is_time = hour < 24 && minute < 60 && second <= 60 && parts.next().is_none();
    is_time.then_some(Time { text, hour, minute, second })
}

fn read_zone(text: &str) -> Option<Zone<'_>> {
    if let Some((name, hours)) = ZONES.iter().find(|(name, _)| name.eq_ignore_ascii_case(text)) {
        return Some(Zone { text, ahead: hours * 60, is_plain: *name == text });
    }
    // Zones of one letter, which RFC 822 got backwards; RFC 5322, 4.3 says to take them for UTC.
    if let [b'a'..=b'i' | b'k'..=b'z' | b'A'..=b'I' | b'K'..=b'Z'] = text.as_bytes() {
        return Some(Zone { text, ahead: 0, is_plain: false });
    }
    let unsigned = text.strip_prefix(['+', '-']).unwrap_or(text);
    let offset = i32::try_from(digits(unsigned, 4)?).ok()?;
    let (hours, minutes) = (offset / 100, offset % 100);
    let ahead = (hours * 60 + minutes) * if text.starts_with('-') { -1 } else { 1 };
    let is_signed = unsigned.len() < text.len();
    // No zone is further from UTC than 14 hours, and all are by quarters of an hour.
    (minutes < 60 && hours < 24).then_some(Zone { text, ahead, is_plain: is_signed && minutes % 15 == 0 })
}

/// The text with a space for each of its comments, if it has some. They nest, and a backslash quotes (RFC
/// 822, 3.3).
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
    use super::super::super::testing::{table, table_at};
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
        table(rfc822_date, Code::InvalidRFC2822Date, &good, &bad);
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
        table(rfc822_date, Code::ProblematicalRFC822Date, &[], &problematical);
    }

    #[test]
    fn days_of_the_week_and_plausible_dates() {
        table(
            rfc822_date,
            Code::IncorrectDOW,
            &["07 Sep 2002 09:42:31 GMT"],
            &["Sun, 07 Sep 2002 09:42:31 GMT"],
        );
        table(
            rfc822_date,
            Code::ImplausibleDate,
            &["01 Jan 1990 00:00 GMT", "01 Jan 2990 00:00 GMT"],
            &["31 Dec 1989 23:59 GMT", "Thu, 01 Jan 1970 00:00:00 GMT"],
        );
        let now = "2024-05-01T12:00:00Z".parse().unwrap();
        let good = ["Wed, 01 May 2024 12:09:00 GMT", "Wed, 01 May 2024 14:00:00 +0200"];
        table_at(now, rfc822_date, Code::ImplausibleDate, &good, &["Wed, 01 May 2024 14:00:00 GMT"]);
    }
}
