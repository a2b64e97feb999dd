//! How often there is something new.

use super::value::moment_or_day;
use super::{Attribute, Element, Judge, Node, true_or_false};
use crate::Code;
use crate::datatypes::{Findings, Value};

/// `podcast:updateFrequency`.
pub(super) const UPDATE_FREQUENCY: Element = Element::text("updateFrequency", &[])
    .with(&[
        Attribute::optional("complete", &[true_or_false]),
        Attribute::optional("dtstart", &[moment_or_day]),
        Attribute::optional("rrule", &[recurrence]),
    ])
    .once()
    .rules(&[counts_from_a_start]);

/// A rule that counts must say from when.
fn counts_from_a_start(frequency: &Node, judge: &mut Judge<'_>) {
    let rule = frequency.attribute("rrule").unwrap_or_default();
    let counts = rule.split(';').any(|part| part.starts_with("COUNT="));
    if counts && frequency.attribute("dtstart").is_none() {
        judge.say_of(frequency, Code::MissingAttribute, &[("attr", "dtstart")]);
    }
}

/// A recurrence rule (RFC 5545, 3.3.10).
fn recurrence(value: &Value<'_>, findings: &mut Findings) {
    let text = value.text().trim_end_matches(';');
    let has_frequency = text.split(';').any(|part| part.starts_with("FREQ="));
    if !has_frequency || !text.split(';').all(is_part) {
        findings.say(Code::InvalidValue);
    }
}

fn is_part(part: &str) -> bool {
    let Some((name, value)) = part.split_once('=') else { return false };
    let are = |is_one: &dyn Fn(&str) -> bool| value.split(',').all(is_one);
    match name {
        "FREQ" => FREQUENCIES.contains(&value),
        "INTERVAL" | "COUNT" => is_number(value, 1, u32::MAX),
        // The namespace's own examples have moments of ISO 8601 here, which are not iCalendar's.
        "UNTIL" => value.starts_with(|c: char| c.is_ascii_digit()),
        "BYSECOND" => are(&|text| is_number(text, 0, 60)),
        "BYMINUTE" => are(&|text| is_number(text, 0, 59)),
        "BYHOUR" => are(&|text| is_number(text, 0, 23)),
        "BYDAY" => are(&is_day),
        "BYMONTHDAY" => are(&|text| is_number(unsigned(text), 1, 31)),
        "BYYEARDAY" | "BYSETPOS" => are(&|text| is_number(unsigned(text), 1, 366)),
        "BYWEEKNO" => are(&|text| is_number(unsigned(text), 1, 53)),
        "BYMONTH" => are(&|text| is_number(text, 1, 12)),
        "WKST" => DAYS.contains(&value),
        _ => false,
    }
}

const FREQUENCIES: &[&str] = &["SECONDLY", "MINUTELY", "HOURLY", "DAILY", "WEEKLY", "MONTHLY", "YEARLY"];

const DAYS: &[&str] = &["MO", "TU", "WE", "TH", "FR", "SA", "SU"];

fn unsigned(text: &str) -> &str {
    text.strip_prefix(['+', '-']).unwrap_or(text)
}

fn is_number(text: &str, least: u32, most: u32) -> bool {
    let are_digits = text.bytes().all(|byte| byte.is_ascii_digit());
    are_digits && text.parse::<u32>().is_ok_and(|number| (least..=most).contains(&number))
}

/// A day of the week, and which of them in the month or year.
fn is_day(text: &str) -> bool {
    let Some((number, day)) = text.len().checked_sub(2).and_then(|at| text.split_at_checked(at)) else {
        return false;
    };
    DAYS.contains(&day) && (number.is_empty() || is_number(unsigned(number), 1, 53))
}

#[cfg(test)]
mod tests {
    use super::is_part;

    #[test]
    fn parts_of_rules() {
        for good in [
            "FREQ=WEEKLY",
            "INTERVAL=2",
            "BYDAY=MO,WE",
            "BYDAY=+4TH",
            "BYDAY=-1FR",
            "BYMONTHDAY=-1",
            "UNTIL=20241231T000000Z",
            "WKST=MO",
        ] {
            assert!(is_part(good), "{good}");
        }
        for bad in
            ["", "FREQ=weekly", "INTERVAL=0", "BYDAY=Mon", "BYDAY=", "BYMONTH=13", "EVERY=1", "BYDAY=é"]
        {
            assert!(!is_part(bad), "{bad}");
        }
    }
}
