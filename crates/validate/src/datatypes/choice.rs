//! Values from short lists: booleans, days, hours and periods.

use super::findings::{Findings, Value};
use crate::Code;

/// Requires one of the listed values, and reports `code` for any other.
pub(crate) fn one_of(value: &Value<'_>, allowed: &[&str], code: Code, findings: &mut Findings) {
    if !allowed.contains(&value.text()) {
        findings.report(code);
    }
}

/// Requires one of the listed values in any case, and reports `code` for any other.
pub(crate) fn one_of_in_any_case(value: &Value<'_>, allowed: &[&str], code: Code, findings: &mut Findings) {
    if !allowed.iter().any(|allowed| allowed.eq_ignore_ascii_case(value.text())) {
        findings.report(code);
    }
}

/// `yes` or `no`, without white space around it.
pub(crate) fn yes_no(value: &Value<'_>, findings: &mut Findings) {
    if !matches!(value.raw, "yes" | "no") {
        findings.report(Code::InvalidYesNo);
    }
}

/// `yes`, `no` or `clean` in any case, without white space around it.
pub(crate) fn yes_no_clean(value: &Value<'_>, findings: &mut Findings) {
    if !["yes", "no", "clean"].iter().any(|word| word.eq_ignore_ascii_case(value.raw)) {
        findings.report(Code::InvalidYesNoClean);
    }
}

/// `true` or `false` in any case, without white space around it.
pub(crate) fn true_false(value: &Value<'_>, findings: &mut Findings) {
    if !["true", "false"].iter().any(|word| word.eq_ignore_ascii_case(value.raw)) {
        findings.report(Code::InvalidTrueFalse);
    }
}

/// `true` or `false` in lower case, without white space around it.
pub(crate) fn true_false_in_lower_case(value: &Value<'_>, findings: &mut Findings) {
    if !matches!(value.raw, "true" | "false") {
        findings.report(Code::InvalidTrueFalse);
    }
}

/// `true` or `false` in an attribute of RSS 2.0, such as `isPermaLink`.
pub(crate) fn boolean_attribute(value: &Value<'_>, findings: &mut Findings) {
    if !matches!(value.raw, "true" | "false") {
        findings.report(Code::InvalidBooleanAttribute);
    }
}

/// An hour of `skipHours`, 0 to 23. The first specifications of RSS counted to 24.
pub(crate) fn hour(value: &Value<'_>, findings: &mut Findings) {
    let text = value.text();
    if text == "24" {
        findings.report(Code::UseZeroForMidnight);
    } else if !text.parse::<u8>().is_ok_and(|hour| hour < 24) {
        findings.report(Code::InvalidHour);
    }
}

/// A day of `skipDays`: its English name.
pub(crate) fn day(value: &Value<'_>, findings: &mut Findings) {
    const DAYS: &[&str] = &["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
    one_of(value, DAYS, Code::InvalidDay, findings);
}

/// The update period of the syndication module.
pub(crate) fn update_period(value: &Value<'_>, findings: &mut Findings) {
    const PERIODS: &[&str] = &["hourly", "daily", "weekly", "monthly", "yearly"];
    one_of(value, PERIODS, Code::InvalidUpdatePeriod, findings);
}

#[cfg(test)]
mod tests {
    use super::super::testing::assert_codes;
    use super::*;

    #[test]
    fn words() {
        assert_codes(yes_no, Code::InvalidYesNo, &["yes", "no"], &["", "Yes", " yes", "true"]);
        assert_codes(
            yes_no_clean,
            Code::InvalidYesNoClean,
            &["yes", "No", "CLEAN"],
            &["", "yes ", "explicit"],
        );
        assert_codes(true_false, Code::InvalidTrueFalse, &["true", "FALSE"], &["", "yes", "1", "true\n"]);
        assert_codes(true_false_in_lower_case, Code::InvalidTrueFalse, &["true", "false"], &["True", ""]);
        assert_codes(
            boolean_attribute,
            Code::InvalidBooleanAttribute,
            &["true", "false"],
            &["", "yes", "True"],
        );
        assert_codes(
            update_period,
            Code::InvalidUpdatePeriod,
            &["hourly", " yearly "],
            &["", "Daily", "fortnightly"],
        );
    }

    #[test]
    fn days_and_hours() {
        assert_codes(day, Code::InvalidDay, &["Monday", "Sunday"], &["", "monday", "Mon", "Caturday"]);
        assert_codes(
            hour,
            Code::InvalidHour,
            &["0", "9", "09", "23"],
            &["", "-1", "25", "noon", "9.5", "300"],
        );
        assert_codes(hour, Code::UseZeroForMidnight, &["0"], &["24"]);
    }
}
