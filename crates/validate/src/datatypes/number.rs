//! Numbers: integers, decimals, numbers with units, percentages and years.

use super::findings::{Findings, Value};
use crate::Code;

/// An integer. An empty value is accepted.
pub(crate) fn integer(value: &Value<'_>, findings: &mut Findings) {
    if !value.text().is_empty() && parse_integer(value.text()).is_none() {
        findings.report(Code::InvalidInteger);
    }
}

/// An integer from 0.
pub(crate) fn non_negative_integer(value: &Value<'_>, findings: &mut Findings) {
    if !matches!(parse_integer(value.text()), Some(Integer { is_negative: false, .. })) {
        findings.report(Code::InvalidNonNegativeInteger);
    }
}

/// An integer from 1.
pub(crate) fn positive_integer(value: &Value<'_>, findings: &mut Findings) {
    if !parse_integer(value.text()).is_some_and(Integer::is_positive) {
        findings.report(Code::InvalidPositiveInteger);
    }
}

/// An integer from 1 to 2³¹ − 1, as in FeedSync.
pub(crate) fn positive_integer_of_31_bits(value: &Value<'_>, findings: &mut Findings) {
    match parse_integer(value.text()) {
        Some(number) if !number.is_positive() => findings.report(Code::InvalidPositiveInteger),
        None => findings.report(Code::InvalidPositiveInteger),
        Some(number) if number.digits.parse::<u32>().map_or(true, |number| number > i32::MAX as u32) => {
            findings.report(Code::IntegerOverflow);
        }
        Some(_) => {}
    }
}

/// An integer from 1 in an attribute, such as a port.
pub(crate) fn positive_integer_attribute(value: &Value<'_>, findings: &mut Findings) {
    if !parse_integer(value.text()).is_some_and(Integer::is_positive) {
        findings.report(Code::InvalidIntegerAttribute);
    }
}

/// The length of an enclosure in bytes. Some publishers write -1 for an unknown length.
pub(crate) fn byte_length(value: &Value<'_>, findings: &mut Findings) {
    match parse_integer(value.text()) {
        None => findings.report(Code::InvalidIntegerAttribute),
        Some(Integer { is_negative: true, digits: "1" }) => findings.report(Code::UseZeroForUnknown),
        Some(Integer { is_negative: true, .. }) => findings.report(Code::InvalidNonNegativeInteger),
        Some(_) => {}
    }
}

/// Integers separated by commas.
pub(crate) fn comma_separated_integers(value: &Value<'_>, findings: &mut Findings) {
    let text = value.text();
    let is_number = |(place, part): (usize, &str)| {
        let part = if place == 0 { part } else { part.trim_start() };
        !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit())
    };
    if !text.split(',').enumerate().all(is_number) {
        findings.report(Code::InvalidCommaSeparatedIntegers);
    }
}

/// An unsigned decimal number.
pub(crate) fn float(value: &Value<'_>, findings: &mut Findings) {
    if rest_after_unsigned(value.text()) != Some("") {
        findings.report(Code::InvalidFloat);
    }
}

/// A decimal number with an optional minus sign.
pub(crate) fn signed_float(value: &Value<'_>, findings: &mut Findings) {
    let text = value.text();
    if rest_after_unsigned(text.strip_prefix('-').unwrap_or(text)) != Some("") {
        findings.report(Code::InvalidFloat);
    }
}

/// A value that starts with an unsigned decimal number.
pub(crate) fn starts_with_float(value: &Value<'_>, findings: &mut Findings) {
    if rest_after_unsigned(value.text()).is_none() {
        findings.report(Code::InvalidFloat);
    }
}

/// A decimal number with an optional sign, such as an elevation.
pub(crate) fn decimal(value: &Value<'_>, findings: &mut Findings) {
    if !is_decimal(value.text()) {
        findings.report(Code::InvalidFloatUnit);
    }
}

/// An unsigned decimal number with an optional unit: `12.50 EUR`.
pub(crate) fn float_with_unit(value: &Value<'_>, findings: &mut Findings) {
    let unit = rest_after_unsigned(value.text()).map(str::trim_start);
    if !unit.is_some_and(|unit| unit.chars().all(|c| c.is_alphanumeric() || c == '_')) {
        findings.report(Code::InvalidFloatUnit);
    }
}

/// An unsigned integer with an optional unit after a space, and with commas as thousands separators at any
/// place: `12,000 miles`.
pub(crate) fn integer_with_unit(value: &Value<'_>, findings: &mut Findings) {
    let number = value.text().split(' ').next().unwrap_or_default().replace(',', "");
    if !matches!(parse_integer(&number), Some(Integer { is_negative: false, .. })) {
        findings.report(Code::InvalidIntUnit);
    }
}

/// A year from 1900 to 4 years after the current one.
pub(crate) fn year(value: &Value<'_>, findings: &mut Findings) {
    use chrono::Datelike;
    let last = value.options.now.map_or(9999, |now| now.year() + 4);
    if !value.text().parse::<i32>().is_ok_and(|year| (1900..=last).contains(&year)) {
        findings.report(Code::InvalidYear);
    }
}

/// A percentage, 0 to 100.
pub(crate) fn percentage(value: &Value<'_>, findings: &mut Findings) {
    if !is_within(value.text(), 0.0, 100.0) {
        findings.report(Code::InvalidPercentage);
    }
}

/// An integer as written, which may have more digits than any integer type.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Integer<'a> {
    is_negative: bool,
    /// Without leading zeros; empty for 0.
    digits: &'a str,
}

impl Integer<'_> {
    fn is_positive(self) -> bool {
        !self.is_negative && !self.digits.is_empty()
    }
}

/// Parses an integer. XML Schema allows white space around it, in attributes too.
fn parse_integer(text: &str) -> Option<Integer<'_>> {
    let text = text.trim();
    let (is_negative, digits) = match text.strip_prefix('-') {
        Some(digits) => (true, digits),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    };
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let digits = digits.trim_start_matches('0');
    Some(Integer { is_negative: is_negative && !digits.is_empty(), digits })
}

/// The rest after an unsigned number, which consists of digits and optionally a dot with or without digits.
/// `None` if the text starts with no digit.
pub(super) fn rest_after_unsigned(text: &str) -> Option<&str> {
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

/// Whether the text is a decimal number with an optional sign.
pub(super) fn is_decimal(text: &str) -> bool {
    rest_after_unsigned(text.strip_prefix(['-', '+']).unwrap_or(text)) == Some("")
}

/// Whether the text is a number from `least` to `most`.
pub(super) fn is_within(text: &str, least: f64, most: f64) -> bool {
    text.parse::<f64>().is_ok_and(|number| (least..=most).contains(&number))
}

#[cfg(test)]
mod tests {
    use super::super::testing::{assert_codes, assert_codes_at};
    use super::*;

    #[test]
    fn whole_numbers() {
        let huge = "99999999999999999999999999";
        assert_codes(
            integer,
            Code::InvalidInteger,
            &["", "0", "-12", "+3", " 7 ", huge],
            &["1.0", "one", "- 1", "1,000"],
        );
        assert_codes(
            non_negative_integer,
            Code::InvalidNonNegativeInteger,
            &["0", "-0", "007", huge],
            &["", "-1", "1.5", "0x1F", "١"],
        );
        assert_codes(
            positive_integer,
            Code::InvalidPositiveInteger,
            &["1", "60", "\n60 ", huge],
            &["", "0", "00", "-1", "a"],
        );
        assert_codes(
            positive_integer_of_31_bits,
            Code::IntegerOverflow,
            &["1", "2147483647"],
            &["2147483648", huge],
        );
        assert_codes(positive_integer_of_31_bits, Code::InvalidPositiveInteger, &["1"], &["0", "-1", ""]);
        assert_codes(
            positive_integer_attribute,
            Code::InvalidIntegerAttribute,
            &["80"],
            &["0", "-1", "http"],
        );
        assert_codes(byte_length, Code::InvalidIntegerAttribute, &["0", "12216320"], &["", "12 MB", "12.5"]);
        assert_codes(byte_length, Code::UseZeroForUnknown, &["1"], &["-1"]);
        assert_codes(byte_length, Code::InvalidNonNegativeInteger, &["10"], &["-10"]);
        assert_codes(
            comma_separated_integers,
            Code::InvalidCommaSeparatedIntegers,
            &["1", "30,29, 29,22"],
            &["", "1,", "1,,2", "a", "1 2", "1 ,2"],
        );
    }

    #[test]
    fn numbers_with_fractions() {
        assert_codes(
            float,
            Code::InvalidFloat,
            &["0", "1.", "25.976"],
            &["", "-1", ".5", "1.2.3", "24 fps", "1e3"],
        );
        assert_codes(signed_float, Code::InvalidFloat, &["-1.5", "2"], &["", "+1", "-", "--1"]);
        assert_codes(starts_with_float, Code::InvalidFloat, &["2 cups", "1.5h"], &["", "about 2"]);
        assert_codes(decimal, Code::InvalidFloatUnit, &["-1.5", "+2", "3."], &["", "high", "3 m", "."]);
        assert_codes(
            float_with_unit,
            Code::InvalidFloatUnit,
            &["5", "5 kg", "12.50EUR"],
            &["", "kg", "$5", "5 per kg"],
        );
        assert_codes(
            integer_with_unit,
            Code::InvalidIntUnit,
            &["12,000 miles", "0"],
            &["", "-1 miles", "far", "1.5 m"],
        );
        assert_codes(
            percentage,
            Code::InvalidPercentage,
            &["0", "8.5", "100"],
            &["", "-1", "100.1", "8%", "nan"],
        );
    }

    #[test]
    fn years() {
        assert_codes(year, Code::InvalidYear, &["1900", "2024"], &["", "1899", "'99", "20 24"]);
        let now = "2024-05-01T00:00:00Z".parse().unwrap();
        assert_codes_at(now, year, Code::InvalidYear, &["2028"], &["2029"]);
    }
}
