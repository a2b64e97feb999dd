//! How often something changes, from its history. Pure.

use chrono::{DateTime, TimeDelta, Utc};

/// Changes so near to each other are one: a correction of a slip, two files dropped at once.
const ONE_SITTING: TimeDelta = TimeDelta::minutes(2);

/// The usual time from one change to the next, as the median of the gaps between the given moments (in any order): one
/// long holiday or one busy day does not move it. `None`: too little has changed to tell.
pub fn median_gap(moments: impl IntoIterator<Item = DateTime<Utc>>) -> Option<TimeDelta> {
    let mut moments: Vec<DateTime<Utc>> = moments.into_iter().collect();
    moments.sort_unstable();
    let pairs = moments.iter().zip(moments.iter().skip(1));
    let mut gaps: Vec<TimeDelta> =
        pairs.map(|(one, next)| *next - *one).filter(|gap| *gap > ONE_SITTING).collect();
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
