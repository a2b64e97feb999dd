//! Replaces the times at which articles were first seen, which differ between two fresh starts, by a fixed
//! word.

use chrono::DateTime;
use std::borrow::Cow;
use std::ops::RangeInclusive;

/// The word that replaces a time of the run itself.
const FIRST_SEEN: &str = "FIRST-SEEN";

const WEEKDAYS: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

/// Seconds since 1970 in which a server was started and read.
pub(super) type RunTime = RangeInclusive<i64>;

/// The text with each moment (RFC 3339 or RFC 822) inside the run replaced. An article without a date has
/// such a moment; dates that authors wrote are older and stay.
pub(super) fn without_first_seen<'a>(text: &'a str, run: &RunTime) -> Cow<'a, str> {
    let mut replaced = String::new();
    let mut copied = 0;
    for start in moment_starts(text) {
        if start < copied {
            continue;
        }
        let Some((length, seconds)) = moment_at(text, start) else { continue };
        if run.contains(&seconds) {
            replaced.push_str(text.get(copied..start).unwrap_or_default());
            replaced.push_str(FIRST_SEEN);
            copied = start + length;
        }
    }
    if copied == 0 {
        return Cow::Borrowed(text);
    }
    replaced.push_str(text.get(copied..).unwrap_or_default());
    Cow::Owned(replaced)
}

/// Where a moment may start: ten bytes before a `T`, three bytes before a comma.
fn moment_starts(text: &str) -> impl Iterator<Item = usize> + '_ {
    let candidates = text.bytes().enumerate().filter_map(|(at, byte)| match byte {
        b'T' => at.checked_sub("2026-01-01".len()),
        b',' => at.checked_sub("Mon".len()),
        _ => None,
    });
    candidates.filter(|at| text.is_char_boundary(*at))
}

/// The length of the moment that starts here, and the moment in seconds since 1970.
fn moment_at(text: &str, start: usize) -> Option<(usize, i64)> {
    let rest = text.get(start..)?;
    if rest.get(..3).is_some_and(|word| WEEKDAYS.contains(&word)) {
        let length = ["Mon, 01 Jan 2026 00:00:00 +0000".len(), "Mon, 01 Jan 2026 00:00:00 GMT".len()];
        return length.into_iter().find_map(|length| {
            Some((length, DateTime::parse_from_rfc2822(rest.get(..length)?).ok()?.timestamp()))
        });
    }
    let length = rest.find(|c: char| !(c.is_ascii_digit() || "T:+-.Z".contains(c))).unwrap_or(rest.len());
    Some((length, DateTime::parse_from_rfc3339(rest.get(..length)?).ok()?.timestamp()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn replaced(text: &str) -> String {
        // 2026-03-04T05:06:00Z and ten seconds more.
        without_first_seen(text, &(1_772_600_760..=1_772_600_770)).into_owned()
    }

    #[test]
    fn moments_of_the_run_are_replaced() {
        assert_eq!(replaced("<a>2026-03-04T05:06:07Z</a>"), "<a>FIRST-SEEN</a>");
        assert_eq!(replaced("\"2026-03-04T07:06:07+02:00\", T"), "\"FIRST-SEEN\", T");
        assert_eq!(replaced("<d>Wed, 04 Mar 2026 05:06:07 +0000</d>"), "<d>FIRST-SEEN</d>");
        assert_eq!(replaced("Wed, 04 Mar 2026 05:06:07 GMT"), "FIRST-SEEN");
    }

    #[test]
    fn other_moments_stay() {
        for text in ["2026-03-04T05:06:11Z", "Wed, 04 Mar 2025 05:06:07 GMT", "ü, Tä, T", "", ",", "T"] {
            assert_eq!(replaced(text), text);
        }
    }
}
