//! How often a feed changes, computed from the times of its past changes.

use chrono::{DateTime, TimeDelta, Utc};

/// Changes at most this far apart count as one: a corrected typing error, two files dropped at once.
const SAME_CHANGE: TimeDelta = TimeDelta::minutes(2);

/// The median time between two changes, given the times of all changes in any order. One long holiday or one
/// busy day does not affect a median. `None` if there are too few changes.
pub fn median_gap(moments: impl IntoIterator<Item = DateTime<Utc>>) -> Option<TimeDelta> {
    let mut moments: Vec<DateTime<Utc>> = moments.into_iter().collect();
    moments.sort_unstable();
    let pairs = moments.iter().zip(moments.iter().skip(1));
    let mut gaps: Vec<TimeDelta> =
        pairs.map(|(one, next)| *next - *one).filter(|gap| *gap > SAME_CHANGE).collect();
    gaps.sort_unstable();
    gaps.get(gaps.len() / 2).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn gap(minutes: &[i64]) -> Option<i64> {
        let start: DateTime<Utc> = "2026-01-01T00:00:00Z".parse().unwrap();
        let moments = minutes.iter().map(|minutes| start + TimeDelta::minutes(*minutes));
        median_gap(moments).map(|gap| gap.num_minutes())
    }

    #[test]
    fn the_median_of_gaps() {
        let cases: [(&[i64], Option<i64>); 7] = [
            (&[], None),
            (&[5], None),
            (&[5, 5, 6], None),
            (&[0, 60], Some(60)),
            (&[180, 0, 60, 120], Some(60)),
            (&[0, 60, 120, 10_000, 10_060], Some(60)),
            (&[0, 1, 1440, 1441, 2880], Some(1439)),
        ];
        for (minutes, expected) in cases {
            assert_eq!(gap(minutes), expected, "{minutes:?}");
        }
    }
}
