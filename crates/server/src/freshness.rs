//! For how long a feed may be kept without asking again. Pure.

use crate::Http;
use chrono::{DateTime, TimeDelta, Utc};
use tidings_model::median_gap;

/// A reader that asks so many times between two changes sees each of them soon enough, and finds nothing new in all but
/// one of them: RFC 9111, 4.2.2 proposes the same tenth for caches that have to guess.
const POLLS_A_CHANGE: i64 = 10;

/// `max-age` of a feed whose entries were published and changed at these moments, seconds within the bounds of the
/// settings: an hourly one is asked for every few minutes, a monthly one as seldom as the settings allow.
pub(super) fn max_age(moments: impl Iterator<Item = DateTime<Utc>>, bounds: &Http) -> u32 {
    within(median_gap(moments), bounds)
}

/// A feed that never changed yet is asked for as seldom as it may be, or as often: nobody knows, so the longest that the
/// publisher allows holds.
fn within(gap: Option<TimeDelta>, bounds: &Http) -> u32 {
    let wanted = gap.map_or(i64::MAX, |gap| gap.num_seconds() / POLLS_A_CHANGE);
    let wanted = u32::try_from(wanted).unwrap_or(u32::MAX);
    wanted.max(bounds.min_age).min(bounds.max_age)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tenth_of_the_usual_gap_within_the_bounds() {
        let bounds = |min_age, max_age| Http { min_age, max_age, ..Http::default() };
        let cases = [
            (None, bounds(300, 3600), 3600),
            (Some(TimeDelta::minutes(10)), bounds(300, 3600), 300),
            (Some(TimeDelta::hours(2)), bounds(300, 3600), 720),
            (Some(TimeDelta::days(2)), bounds(300, 3600), 3600),
            (Some(TimeDelta::days(2)), bounds(300, 86_400), 17_280),
            (Some(TimeDelta::days(100_000)), bounds(300, 86_400), 86_400),
            (Some(TimeDelta::hours(2)), bounds(900, 60), 60),
        ];
        for (gap, bounds, expected) in cases {
            assert_eq!(
                within(gap, &bounds),
                expected,
                "{gap:?} within {}–{}",
                bounds.min_age,
                bounds.max_age
            );
        }
    }
}
