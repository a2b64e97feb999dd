//! How long caches and readers may keep a feed before they request it again (`max-age`).

use crate::Http;
use chrono::{DateTime, TimeDelta, Utc};
use tidings_model::median_gap;

/// Number of polls between two changes. A tenth of the gap is also the heuristic lifetime of RFC 9111, 4.2.2.
const POLLS_PER_CHANGE: i64 = 10;

/// `max-age` in seconds of a feed whose entries were published and changed at these moments, within the
/// bounds of the settings: readers poll an hourly feed every few minutes, and a monthly one as rarely as the
/// settings allow.
pub(crate) fn max_age(moments: impl Iterator<Item = DateTime<Utc>>, bounds: &Http) -> u32 {
    within(median_gap(moments), bounds)
}

/// A feed that has not changed yet has no known gap and gets the largest `max-age` of the settings.
fn within(gap: Option<TimeDelta>, bounds: &Http) -> u32 {
    let wanted = gap.map_or(i64::MAX, |gap| gap.num_seconds() / POLLS_PER_CHANGE);
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
