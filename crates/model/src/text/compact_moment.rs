//! The moment at the start of a file's name, in digits without signs between them.

use chrono::{NaiveDate, NaiveDateTime};

/// The signs between the moment and the words of a name.
const SIGNS: [char; 4] = ['-', '_', ' ', '.'];

/// The moment at the start of a name, and the words after it: `20260304-title`, org-roam's `20260304101500-title`, a
/// Zettelkasten's `202603041015 title`, Denote's `20260304T101500--title`. A day without a time is its midnight. `None`
/// if the name begins with no moment that exists.
pub fn compact_moment(name: &str) -> Option<(NaiveDateTime, &str)> {
    let day = name.get(..8).filter(|day| day.bytes().all(|byte| byte.is_ascii_digit()))?;
    let rest = &name[8..];
    let date = NaiveDate::from_ymd_opt(
        day[..4].parse().ok().filter(|year| (1970..2200).contains(year))?,
        day[4..6].parse().ok()?,
        day[6..].parse().ok()?,
    )?;
    let (has_sign, rest) = match rest.strip_prefix('T') {
        Some(time) => (true, time),
        None => (false, rest),
    };
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    let (time, rest) = rest.split_at(digits);
    let part = |range| time.get(range).map_or(Some(0), |digits: &str| digits.parse().ok());
    let is_time = matches!(time.len(), 4 | 6) || (time.is_empty() && !has_sign);
    let at = date.and_hms_opt(part(0..2)?, part(2..4)?, part(4..6)?).filter(|_| is_time)?;
    let words = rest.trim_start_matches(SIGNS);
    (rest.is_empty() || words.len() < rest.len()).then_some((at, words))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_begin_with_a_moment() {
        let cases = [
            ("20260304-a-title", Some(("2026-03-04T00:00:00", "a-title"))),
            ("20260304_x", Some(("2026-03-04T00:00:00", "x"))),
            ("20260304", Some(("2026-03-04T00:00:00", ""))),
            ("202603041015 a title", Some(("2026-03-04T10:15:00", "a title"))),
            ("20260304101509-a_title", Some(("2026-03-04T10:15:09", "a_title"))),
            ("20260304T101509--a-title__tag", Some(("2026-03-04T10:15:09", "a-title__tag"))),
            ("20260304T--x", None),
            ("20260304x", None),
            ("2026030410-x", None),
            ("20261304-x", None),
            ("202603042515-x", None),
            ("19450508-x", None),
            ("99999999999999", None),
            ("+0260304-x", None),
            ("2026030\u{e9}-x", None),
            ("2026", None),
        ];
        for (name, expected) in cases {
            let found = compact_moment(name).map(|(at, rest)| (at.format("%FT%T").to_string(), rest));
            let found = found.as_ref().map(|(at, rest)| (at.as_str(), *rest));
            assert_eq!(found, expected, "{name}");
        }
    }
}
