//! Numbers.

use super::{Findings, Value};
use crate::Code;

/// A whole number. No text at all is let through: an empty element says nothing wrong.
pub(crate) fn integer(value: &Value<'_>, findings: &mut Findings) {
    if !value.text().is_empty() && whole(value.text()).is_none() {
        findings.say(Code::InvalidInteger);
    }
}

/// A whole number from 0.
pub(crate) fn non_negative_integer(value: &Value<'_>, findings: &mut Findings) {
    if !matches!(whole(value.text()), Some(Whole { is_negative: false, .. })) {
        findings.say(Code::InvalidNonNegativeInteger);
    }
}

/// A whole number from 1.
pub(crate) fn positive_integer(value: &Value<'_>, findings: &mut Findings) {
    if !whole(value.text()).is_some_and(Whole::is_positive) {
        findings.say(Code::InvalidPositiveInteger);
    }
}

/// A whole number from 1 to 2³¹ − 1, as FeedSync counts.
pub(crate) fn positive_integer_of_31_bits(value: &Value<'_>, findings: &mut Findings) {
    match whole(value.text()) {
        Some(number) if !number.is_positive() => findings.say(Code::InvalidPositiveInteger),
        None => findings.say(Code::InvalidPositiveInteger),
        Some(number) if number.digits.parse::<u32>().map_or(true, |number| number > i32::MAX as u32) => {
            findings.say(Code::IntegerOverflow);
        }
        Some(_) => {}
    }
}

/// A whole number from 1 in an attribute: a port.
pub(crate) fn positive_integer_attribute(value: &Value<'_>, findings: &mut Findings) {
    if !whole(value.text()).is_some_and(Whole::is_positive) {
        findings.say(Code::InvalidIntegerAttribute);
    }
}

/// The length of an enclosure: a number of bytes from 0. Some write -1 for a length that they do not know.
pub(crate) fn byte_length(value: &Value<'_>, findings: &mut Findings) {
    match whole(value.text()) {
        None => findings.say(Code::InvalidIntegerAttribute),
        Some(Whole { is_negative: true, digits: "1" }) => findings.say(Code::UseZeroForUnknown),
        Some(Whole { is_negative: true, .. }) => findings.say(Code::InvalidNonNegativeInteger),
        Some(_) => {}
    }
}

/// Whole numbers with commas between them.
pub(crate) fn comma_separated_integers(value: &Value<'_>, findings: &mut Findings) {
    let text = value.text();
    let is_number = |(place, part): (usize, &str)| {
        let part = if place == 0 { part } else { part.trim_start() };
        !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit())
    };
    if !text.split(',').enumerate().all(is_number) {
        findings.say(Code::InvalidCommaSeparatedIntegers);
    }
}

/// A number with or without a fraction, without a sign.
pub(crate) fn float(value: &Value<'_>, findings: &mut Findings) {
    if unsigned_prefix(value.text()) != Some("") {
        findings.say(Code::InvalidFloat);
    }
}

/// A number with or without a fraction, with or without a minus.
pub(crate) fn signed_float(value: &Value<'_>, findings: &mut Findings) {
    let text = value.text();
    if unsigned_prefix(text.strip_prefix('-').unwrap_or(text)) != Some("") {
        findings.say(Code::InvalidFloat);
    }
}

/// Something that starts with a number.
pub(crate) fn starts_with_float(value: &Value<'_>, findings: &mut Findings) {
    if unsigned_prefix(value.text()).is_none() {
        findings.say(Code::InvalidFloat);
    }
}

/// A number with or without a sign and a fraction: a height above the sea.
pub(crate) fn decimal(value: &Value<'_>, findings: &mut Findings) {
    if !is_decimal(value.text()) {
        findings.say(Code::InvalidFloatUnit);
    }
}

/// A number with or without a fraction, and a unit after it: `12.50 EUR`.
pub(crate) fn float_with_unit(value: &Value<'_>, findings: &mut Findings) {
    let unit = unsigned_prefix(value.text()).map(str::trim_start);
    if !unit.is_some_and(|unit| unit.chars().all(|c| c.is_alphanumeric() || c == '_')) {
        findings.say(Code::InvalidFloatUnit);
    }
}

/// A whole number, with commas between its thousands as one likes, and a unit after a space: `12,000 miles`.
pub(crate) fn integer_with_unit(value: &Value<'_>, findings: &mut Findings) {
    let number = value.text().split(' ').next().unwrap_or_default().replace(',', "");
    if !matches!(whole(&number), Some(Whole { is_negative: false, .. })) {
        findings.say(Code::InvalidIntUnit);
    }
}

/// A year from 1900 to shortly ahead.
pub(crate) fn year(value: &Value<'_>, findings: &mut Findings) {
    use chrono::Datelike;
    let last = value.options.now.map_or(9999, |now| now.year() + 4);
    if !value.text().parse::<i32>().is_ok_and(|year| (1900..=last).contains(&year)) {
        findings.say(Code::InvalidYear);
    }
}

/// Degrees, -90 to 90.
pub(crate) fn latitude(value: &Value<'_>, findings: &mut Findings) {
    if !is_within(value.text(), -90.0, 90.0) {
        findings.say(Code::InvalidLatitude);
    }
}

/// Degrees, -180 to 180.
pub(crate) fn longitude(value: &Value<'_>, findings: &mut Findings) {
    if !is_within(value.text(), -180.0, 180.0) {
        findings.say(Code::InvalidLongitude);
    }
}

/// Degrees, -360 to 360.
pub(crate) fn angle(value: &Value<'_>, findings: &mut Findings) {
    if !is_within(value.text(), -360.0, 360.0) {
        findings.say(Code::InvalidAngle);
    }
}

/// 0 to 100.
pub(crate) fn percentage(value: &Value<'_>, findings: &mut Findings) {
    if !is_within(value.text(), 0.0, 100.0) {
        findings.say(Code::InvalidPercentage);
    }
}

/// A pair of coordinates: latitude, a space, longitude.
pub(crate) fn position(value: &Value<'_>, findings: &mut Findings) {
    let text = value.text();
    let Some((latitude, longitude)) = text.split_once([' ', ',']) else {
        return findings.say(Code::InvalidCoord);
    };
    if !is_decimal(latitude) || !is_decimal(longitude) {
        findings.say(Code::InvalidCoord);
    } else if text.contains(',') {
        findings.say(Code::CoordComma);
    }
}

/// Two pairs of coordinates or more: a line, a polygon, a box. A comma in a pair alone is easily understood; among
/// many nobody can tell whether it parts the numbers or the pairs.
pub(crate) fn position_list(value: &Value<'_>, findings: &mut Findings) {
    let (mut count, mut are_numbers) = (0, true);
    for number in value.text().split_whitespace() {
        count += 1;
        are_numbers &= is_decimal(number);
    }
    if !are_numbers || count < 4 || count % 2 == 1 {
        findings.say(Code::InvalidCoordList);
    }
}

/// Two pairs of coordinates: the lower corner of a box and its upper one.
pub(crate) fn bounding_box(value: &Value<'_>, findings: &mut Findings) {
    match value.text().split_whitespace().count() {
        4 => position_list(value, findings),
        _ => findings.say(Code::InvalidCoordList),
    }
}

/// A pair of coordinates and a radius in metres.
pub(crate) fn circle(value: &Value<'_>, findings: &mut Findings) {
    match value.text().rsplit_once([' ', ',']) {
        Some((centre, radius)) if unsigned_prefix(radius) == Some("") => {
            position(&Value { raw: centre, ..*value }, findings);
        }
        _ => findings.say(Code::InvalidCoord),
    }
}

/// A whole number as written; it may have more digits than any type holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Whole<'a> {
    is_negative: bool,
    /// Without zeros before it; nothing for 0.
    digits: &'a str,
}

impl Whole<'_> {
    fn is_positive(self) -> bool {
        !self.is_negative && !self.digits.is_empty()
    }
}

/// A whole number; XML Schema lets white space stand around it, also in an attribute.
fn whole(text: &str) -> Option<Whole<'_>> {
    let text = text.trim();
    let (is_negative, digits) = match text.strip_prefix('-') {
        Some(digits) => (true, digits),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    };
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let digits = digits.trim_start_matches('0');
    Some(Whole { is_negative: is_negative && !digits.is_empty(), digits })
}

/// What follows a number without a sign, if there is one: digits, and a point with or without digits.
fn unsigned_prefix(text: &str) -> Option<&str> {
    let rest = text.trim_start_matches(|c: char| c.is_ascii_digit());
    if rest.len() == text.len() {
        return None;
    }
    let fraction = rest.strip_prefix('.').unwrap_or(rest);
    Some(if fraction.len() < rest.len() {
        fraction.trim_start_matches(|c: char| c.is_ascii_digit())
    } else {
        rest
    })
}

fn is_decimal(text: &str) -> bool {
    unsigned_prefix(text.strip_prefix(['-', '+']).unwrap_or(text)) == Some("")
}

fn is_within(text: &str, least: f64, most: f64) -> bool {
    text.parse::<f64>().is_ok_and(|number| (least..=most).contains(&number))
}

#[cfg(test)]
mod tests {
    use super::super::testing::{table, table_at};
    use super::*;

    #[test]
    fn whole_numbers() {
        let huge = "99999999999999999999999999";
        table(
            integer,
            Code::InvalidInteger,
            &["", "0", "-12", "+3", " 7 ", huge],
            &["1.0", "one", "- 1", "1,000"],
        );
        table(
            non_negative_integer,
            Code::InvalidNonNegativeInteger,
            &["0", "-0", "007", huge],
            &["", "-1", "1.5", "0x1F", "١"],
        );
        table(
            positive_integer,
            Code::InvalidPositiveInteger,
            &["1", "60", "\n60 ", huge],
            &["", "0", "00", "-1", "a"],
        );
        table(
            positive_integer_of_31_bits,
            Code::IntegerOverflow,
            &["1", "2147483647"],
            &["2147483648", huge],
        );
        table(positive_integer_of_31_bits, Code::InvalidPositiveInteger, &["1"], &["0", "-1", ""]);
        table(positive_integer_attribute, Code::InvalidIntegerAttribute, &["80"], &["0", "-1", "http"]);
        table(byte_length, Code::InvalidIntegerAttribute, &["0", "12216320"], &["", "12 MB", "12.5"]);
        table(byte_length, Code::UseZeroForUnknown, &["1"], &["-1"]);
        table(byte_length, Code::InvalidNonNegativeInteger, &["10"], &["-10"]);
        table(
            comma_separated_integers,
            Code::InvalidCommaSeparatedIntegers,
            &["1", "30,29, 29,22"],
            &["", "1,", "1,,2", "a", "1 2", "1 ,2"],
        );
    }

    #[test]
    fn numbers_with_fractions() {
        table(float, Code::InvalidFloat, &["0", "1.", "25.976"], &["", "-1", ".5", "1.2.3", "24 fps", "1e3"]);
        table(signed_float, Code::InvalidFloat, &["-1.5", "2"], &["", "+1", "-", "--1"]);
        table(starts_with_float, Code::InvalidFloat, &["2 cups", "1.5h"], &["", "about 2"]);
        table(decimal, Code::InvalidFloatUnit, &["-1.5", "+2", "3."], &["", "high", "3 m", "."]);
        table(
            float_with_unit,
            Code::InvalidFloatUnit,
            &["5", "5 kg", "12.50EUR"],
            &["", "kg", "$5", "5 per kg"],
        );
        table(
            integer_with_unit,
            Code::InvalidIntUnit,
            &["12,000 miles", "0"],
            &["", "-1 miles", "far", "1.5 m"],
        );
        table(percentage, Code::InvalidPercentage, &["0", "8.5", "100"], &["", "-1", "100.1", "8%", "nan"]);
    }

    #[test]
    fn years() {
        table(year, Code::InvalidYear, &["1900", "2024"], &["", "1899", "'99", "20 24"]);
        let now = "2024-05-01T00:00:00Z".parse().unwrap();
        table_at(now, year, Code::InvalidYear, &["2028"], &["2029"]);
    }

    #[test]
    fn places() {
        table(
            latitude,
            Code::InvalidLatitude,
            &["90", "-90.0", "45.256", "+3"],
            &["", "90.1", "45N", "inf", "1,5"],
        );
        table(longitude, Code::InvalidLongitude, &["180", "-71.92"], &["180.01", "-200", "W"]);
        table(angle, Code::InvalidAngle, &["0", "360", "-360"], &["361", "north"]);
        table(
            position,
            Code::InvalidCoord,
            &["45.256 -71.92", "1 2"],
            &["", "45.256", "1 2 3", "a b", "1  2", "1, 2"],
        );
        table(position, Code::CoordComma, &["1 2"], &["45.256,-71.92"]);
        table(
            position_list,
            Code::InvalidCoordList,
            &["1 2 3 4", "45.256 -110.45\n46.46 -109.48 43.84 -109.86"],
            &["", "1 2", "1 2 3", "1 2 3 4 5", "a b c d", "1,2,3,4", "1, 2 3, 4", "1,2 3 4", "1,2 3,4"],
        );
        table(
            bounding_box,
            Code::InvalidCoordList,
            &["42.943 -71.032 43.039 -69.856"],
            &["", "1 2", "1 2 3", "1 2 3 4 5 6", "1,2 3,4"],
        );
        table(
            circle,
            Code::InvalidCoord,
            &["42.943 -71.032 500"],
            &["", "1 2", "1 2 far", "1 2 -3", "1 2 3 4"],
        );
    }
}
