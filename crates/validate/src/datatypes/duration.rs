//! Lengths of time.

use super::{Findings, Value};
use crate::Code;

/// Seconds, minutes and seconds, or hours, minutes and seconds, as podcasts have it: `1:02:03`, `62:03`,
/// `3723`.
pub(crate) fn duration(value: &Value<'_>, findings: &mut Findings) {
    let mut parts = value.text().split(':');
    let first = parts.next().unwrap_or_default();
    let is_first = !first.is_empty() && first.bytes().all(|byte| byte.is_ascii_digit());
    let mut others = 0;
    let are_sixtieths = parts.all(|part| {
        others += 1;
        matches!(part.as_bytes(), [b'0'..=b'5', b'0'..=b'9'])
    });
    if !is_first || !are_sixtieths || others > 2 {
        findings.say(Code::InvalidDuration);
    }
}

/// A moment of a recording, normal play time (RFC 2326, 3.6): `now`, seconds, or hours, minutes and seconds.
pub(crate) fn play_time(value: &Value<'_>, findings: &mut Findings) {
    if !is_play_time(value.text()) {
        findings.say(Code::InvalidNPTTime);
    }
}

fn is_play_time(text: &str) -> bool {
    if text == "now" {
        return true;
    }
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    if !fraction.bytes().all(|byte| byte.is_ascii_digit()) {
        return false;
    }
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let is_sixtieth = |text: &str| matches!(text.as_bytes(), [b'0'..=b'5', b'0'..=b'9'] | [b'0'..=b'9']);
    let mut parts = whole.split(':');
    match (parts.next(), parts.next(), parts.next(), parts.next()) {
        (Some(seconds), None, ..) => is_number(seconds),
        (Some(hours), Some(minutes), Some(seconds), None) => {
            is_number(hours) && is_sixtieth(minutes) && is_sixtieth(seconds)
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::table;
    use super::*;

    #[test]
    fn lengths() {
        table(
            duration,
            Code::InvalidDuration,
            &["0", "3723", "62:03", "1:02:03", "100:00:59"],
            &["", "1:2:3", "1:60", "1:02:03:04", "1h", "-1", ":30", "1:02.5", "1:", "PT1H"],
        );
        table(
            play_time,
            Code::InvalidNPTTime,
            &["now", "12", "12.5", "12:05:35.3", "0:00:00", "123.", "1:2:3"],
            &["", "12:05", "12:60:00", "00:00:5a", "later", ".5", "1:02:03:04", "-1"],
        );
    }
}
