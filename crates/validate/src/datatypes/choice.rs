//! Values of which there are only a few.

use super::{Findings, Value};
use crate::Code;

/// One of these, letter for letter; anything else is this message.
pub(crate) fn one_of(value: &Value<'_>, allowed: &[&str], code: Code, findings: &mut Findings) {
    if !allowed.contains(&value.text()) {
        findings.say(code);
    }
}

/// One of these in any case; anything else is this message.
pub(crate) fn one_of_in_any_case(value: &Value<'_>, allowed: &[&str], code: Code, findings: &mut Findings) {
    if !allowed.iter().any(|allowed| allowed.eq_ignore_ascii_case(value.text())) {
        findings.say(code);
    }
}

/// `yes` or `no`, without space around it.
pub(crate) fn yes_no(value: &Value<'_>, findings: &mut Findings) {
    if !matches!(value.raw, "yes" | "no") {
        findings.say(Code::InvalidYesNo);
    }
}

/// `yes`, `no` or `clean` in any case, without space around it.
pub(crate) fn yes_no_clean(value: &Value<'_>, findings: &mut Findings) {
    if !["yes", "no", "clean"].iter().any(|word| word.eq_ignore_ascii_case(value.raw)) {
        findings.say(Code::InvalidYesNoClean);
    }
}

/// `true` or `false` in any case, without space around it.
pub(crate) fn true_false(value: &Value<'_>, findings: &mut Findings) {
    if !["true", "false"].iter().any(|word| word.eq_ignore_ascii_case(value.raw)) {
        findings.say(Code::InvalidTrueFalse);
    }
}

/// `true` or `false` in lower case, without space around it.
pub(crate) fn true_false_in_lower_case(value: &Value<'_>, findings: &mut Findings) {
    if !matches!(value.raw, "true" | "false") {
        findings.say(Code::InvalidTrueFalse);
    }
}

/// `true` or `false` in an attribute of RSS 2.0: `isPermaLink`.
pub(crate) fn boolean_attribute(value: &Value<'_>, findings: &mut Findings) {
    if !matches!(value.raw, "true" | "false") {
        findings.say(Code::InvalidBooleanAttribute);
    }
}

/// `0` or `1`, without space around it.
pub(crate) fn zero_one(value: &Value<'_>, findings: &mut Findings) {
    if !matches!(value.raw, "0" | "1") {
        findings.say(Code::InvalidZeroOne);
    }
}

/// An hour to skip, 0 to 23. The first specifications of RSS counted to 24.
pub(crate) fn hour(value: &Value<'_>, findings: &mut Findings) {
    let text = value.text();
    if text == "24" {
        findings.say(Code::UseZeroForMidnight);
    } else if !text.parse::<u8>().is_ok_and(|hour| hour < 24) {
        findings.say(Code::InvalidHour);
    }
}

/// A day to skip, by its English name.
pub(crate) fn day(value: &Value<'_>, findings: &mut Findings) {
    const DAYS: &[&str] = &["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
    one_of(value, DAYS, Code::InvalidDay, findings);
}

/// How often a feed is written, as the syndication module has it.
pub(crate) fn update_period(value: &Value<'_>, findings: &mut Findings) {
    const PERIODS: &[&str] = &["hourly", "daily", "weekly", "monthly", "yearly"];
    one_of(value, PERIODS, Code::InvalidUpdatePeriod, findings);
}

/// A colour as KML has it: four pairs of hexadecimal digits.
pub(crate) fn colour(value: &Value<'_>, findings: &mut Findings) {
    let text = value.text();
    if text.len() != 8 || !text.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        findings.say(Code::InvalidColor);
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::table;
    use super::*;

    #[test]
    fn words() {
        table(yes_no, Code::InvalidYesNo, &["yes", "no"], &["", "Yes", " yes", "true"]);
        table(yes_no_clean, Code::InvalidYesNoClean, &["yes", "No", "CLEAN"], &["", "yes ", "explicit"]);
        table(true_false, Code::InvalidTrueFalse, &["true", "FALSE"], &["", "yes", "1", "true\n"]);
        table(true_false_in_lower_case, Code::InvalidTrueFalse, &["true", "false"], &["True", ""]);
        table(boolean_attribute, Code::InvalidBooleanAttribute, &["true", "false"], &["", "yes", "True"]);
        table(zero_one, Code::InvalidZeroOne, &["0", "1"], &["", "2", "true"]);
        table(
            update_period,
            Code::InvalidUpdatePeriod,
            &["hourly", " yearly "],
            &["", "Daily", "fortnightly"],
        );
    }

    #[test]
    fn days_hours_and_colours() {
        table(day, Code::InvalidDay, &["Monday", "Sunday"], &["", "monday", "Mon", "Caturday"]);
        table(hour, Code::InvalidHour, &["0", "9", "09", "23"], &["", "-1", "25", "noon", "9.5", "300"]);
        table(hour, Code::UseZeroForMidnight, &["0"], &["24"]);
        table(colour, Code::InvalidColor, &["ff0000FF"], &["", "#ff0000", "ff0000", "red", "gg000000"]);
    }
}
