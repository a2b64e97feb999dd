//! ISO 8601 in its profiles.

use super::{check_plausible, digits};
use crate::Code;
use crate::datatypes::{Findings, Value};
use chrono::{NaiveDate, NaiveDateTime, TimeDelta};

/// What is dated further ahead is a mistake or an announcement. A day, since a date without a zone may be
/// any.
const AHEAD: TimeDelta = TimeDelta::days(1);

/// A date as Atom has it: RFC 3339, with `T` and `Z` in capitals (RFC 4287, 3.3).
pub(crate) fn rfc3339_date(value: &Value<'_>, findings: &mut Findings) {
    let date = read(value.text()).filter(|date| date.precision == Precision::Second && date.zone.is_some());
    check(date, Code::InvalidRFC3339Date, value, findings);
}

/// A date as Dublin Core has it: the W3C's profile of ISO 8601, from a year alone to fractions of a second. A
/// time needs a zone.
pub(crate) fn w3cdtf_date(value: &Value<'_>, findings: &mut Findings) {
    let date = read(value.text()).filter(|date| date.precision <= Precision::Day || date.zone.is_some());
    check(date, Code::InvalidW3CDTFDate, value, findings);
}

/// A date of ISO 8601, with or without a time, with or without a zone, which lies in the past.
pub(crate) fn iso8601_moment(value: &Value<'_>, findings: &mut Findings) {
    check(read(value.text()), Code::InvalidISO8601DateTime, value, findings);
}

/// The same, which may lie ahead: an event.
pub(crate) fn iso8601_moment_at_any_time(value: &Value<'_>, findings: &mut Findings) {
    if read(value.text()).is_none() {
        findings.say(Code::InvalidISO8601DateTime);
    }
}

/// A date of ISO 8601 without a time.
pub(crate) fn iso8601_date(value: &Value<'_>, findings: &mut Findings) {
    match read(value.text()) {
        None => findings.say(Code::InvalidISO8601DateTime),
        Some(date) if date.precision != Precision::Day => findings.say(Code::InvalidISO8601Date),
        Some(_) => {}
    }
}

fn check(date: Option<Date>, invalid: Code, value: &Value<'_>, findings: &mut Findings) {
    match date {
        None => findings.say(invalid),
        Some(date) => {
            let moment = date.local - TimeDelta::minutes(date.zone.unwrap_or(0).into());
            check_plausible(moment, AHEAD, value, findings);
        }
    }
}

/// How much of a date is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Precision {
    Year,
    Month,
    Day,
    Minute,
    Second,
}

#[derive(Debug, Clone, Copy)]
struct Date {
    local: NaiveDateTime,
    precision: Precision,
    /// Minutes ahead of UTC, where a zone is written.
    zone: Option<i32>,
}

/// `2003`, `2003-12`, `2003-12-13`, and with `T18:30`, `:02`, `.25` and a zone after it.
fn read(text: &str) -> Option<Date> {
    let (date, time) = match text.split_once('T') {
        Some((date, time)) => (date, Some(time)),
        None => (text, None),
    };
    let mut parts = date.split('-');
    let year = i32::try_from(digits(parts.next()?, 4)?).ok()?;
    let (month, day) = (parts.next(), parts.next());
    let precision = match (month, day) {
        (None, _) => Precision::Year,
        (_, None) => Precision::Month,
        _ => Precision::Day,
    };
    let number = |part: Option<&str>| part.map_or(Some(1), |part| digits(part, 2));
    let day = NaiveDate::from_ymd_opt(year, number(month)?, number(day)?)?;
    match time {
        _ if year == 0 || parts.next().is_some() => None,
        None => Some(Date { local: day.and_hms_opt(0, 0, 0)?, precision, zone: None }),
        Some(time) if precision == Precision::Day => read_time(day, time),
        Some(_) => None,
    }
}

fn read_time(day: NaiveDate, text: &str) -> Option<Date> {
    let (time, zone) = match text.find(['Z', '+', '-']) {
        Some(at) => (text.get(..at)?, Some(read_zone(text.get(at..)?)?)),
        None => (text, None),
    };
    let mut parts = time.split(':');
    let (hour, minute) = (digits(parts.next()?, 2)?, digits(parts.next()?, 2)?);
    let second = parts.next();
    let precision = if second.is_some() { Precision::Second } else { Precision::Minute };
    let second = second.map_or(Some(0), read_second)?;
    if parts.next().is_some() || !is_time(hour, minute, second, zone.unwrap_or(0)) {
        return None;
    }
    Some(Date { local: day.and_hms_opt(hour, minute, second.min(59))?, precision, zone })
}

/// Whether there is such a time. A leap second is the last one of a day in UTC (RFC 3339, 5.7).
fn is_time(hour: u32, minute: u32, second: u32, zone: i32) -> bool {
    let minute_in_utc = i64::from(hour) * 60 + i64::from(minute) - i64::from(zone);
    hour < 24
        && minute < 60
        && (second < 60 || second == 60 && minute_in_utc.rem_euclid(24 * 60) == 24 * 60 - 1)
}

/// Seconds, with or without a fraction of at least one digit.
fn read_second(text: &str) -> Option<u32> {
    match text.split_once('.') {
        None => digits(text, 2),
        Some((second, fraction)) => {
            let is_fraction = !fraction.is_empty() && fraction.bytes().all(|byte| byte.is_ascii_digit());
            digits(second, 2).filter(|_| is_fraction)
        }
    }
}

/// `Z`, or a sign, hours and minutes.
fn read_zone(text: &str) -> Option<i32> {
    if text == "Z" {
        return Some(0);
    }
    let sign = if text.starts_with('-') { -1 } else { 1 };
    let (hours, minutes) = text.strip_prefix(['+', '-'])?.split_once(':')?;
    let (hours, minutes) = (digits(hours, 2)?, digits(minutes, 2)?);
    let ahead = i32::try_from(hours * 60 + minutes).ok()?;
    (hours < 24 && minutes < 60).then_some(sign * ahead)
}

#[cfg(test)]
mod tests {
    use super::super::super::testing::{table, table_at};
    use super::*;

    #[test]
    fn dates_of_rfc3339() {
        let good = [
            "2003-12-13T18:30:02Z",
            "2003-12-13T18:30:02.25Z",
            "2003-12-13T18:30:02+01:00",
            "2003-12-13T18:30:02.123456789-00:00",
            "2004-02-29T00:00:00Z",
            "1998-12-31T23:59:60Z",
            "1998-12-31T15:59:60.5-08:00",
            " 2003-12-13T18:30:02Z\n",
        ];
        let bad = [
            "",
            "2003",
            "2003-12-13",
            "2003-12-13T18:30Z",
            "2003-12-13T18:30:02",
            "2003-12-13 18:30:02Z",
            "2003-12-13t18:30:02z",
            "2003-12-13T18:30:02.Z",
            "2003-12-13T18:30:02,5Z",
            "2003-12-13T18:30:02+0100",
            "2003-12-13T18:30:02+01",
            "2003-12-13T18:30:02+24:00",
            "2003-12-13T18:30:02+01:60",
            "2003-12-13T18:30:02 +01:00",
            "2003-12-13T18:30:02ZZ",
            "2003-13-13T18:30:02Z",
            "2003-02-29T18:30:02Z",
            "2003-06-31T18:30:02Z",
            "2003-00-13T18:30:02Z",
            "2003-12-13T24:00:00Z",
            "2003-12-13T18:60:02Z",
            "2003-12-13T18:30:61Z",
            "2003-12-13T18:30:60Z",
            "20031213T183002Z",
            "2003-1-3T18:30:02Z",
            "03-12-13T18:30:02Z",
            "+2003-12-13T18:30:02Z",
            "2003-12-13T18:30:02-",
            "Sat, 13 Dec 2003 18:30:02 GMT",
        ];
        table(rfc3339_date, Code::InvalidRFC3339Date, &good, &bad);
    }

    #[test]
    fn dates_of_other_profiles() {
        let w3c = ["2003", "2003-12", "2003-12-13", "2003-12-13T18:30Z", "2003-12-13T18:30:02.25+01:00"];
        table(w3cdtf_date, Code::InvalidW3CDTFDate, &w3c, &["", "03", "2003-12-13T18:30", "2003-12T18:30Z"]);
        table(w3cdtf_date, Code::InvalidW3CDTFDate, &[], &["2003-12-13Z", "2003-12-13T18Z", "2003-12-13-01"]);
        let moments = ["2003", "2003-12-13T18:30", "2003-12-13T18:30:02Z"];
        table(iso8601_moment, Code::InvalidISO8601DateTime, &moments, &["", "2003-12-32", "tomorrow"]);
        table(iso8601_moment_at_any_time, Code::InvalidISO8601DateTime, &["2999-01-01"], &["1 Jan 2999"]);
        table(
            iso8601_date,
            Code::InvalidISO8601Date,
            &["2003-12-13", "2999-12-31"],
            &["2003-12", "2003-12-13T18:30Z"],
        );
        table(iso8601_date, Code::InvalidISO8601DateTime, &[], &["", "2003-02-30"]);
    }

    #[test]
    fn plausible_dates() {
        let past = ["1989-12-31T23:59:59Z", "0103-12-13T18:30:02Z"];
        table(rfc3339_date, Code::ImplausibleDate, &["1990-01-01T00:00:00Z", "9999-01-01T00:00:00Z"], &past);
        table(w3cdtf_date, Code::ImplausibleDate, &["1990"], &["1989-12"]);
        let now = "2024-05-01T12:00:00Z".parse().unwrap();
        let good = ["2024-05-02T12:00:00Z", "2024-05-02T14:00:00+02:00"];
        table_at(
            now,
            rfc3339_date,
            Code::ImplausibleDate,
            &good,
            &["2024-05-02T12:00:01Z", "2103-01-01T00:00:00Z"],
        );
    }
}
