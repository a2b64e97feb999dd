//! Single byte ranges, RFC 9110, section 14.

/// The part of a file to send.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// All of it: 200.
    Whole,
    /// The bytes from `first` to `last`, both included: 206.
    Bytes {
        /// From 0.
        first: u64,
        /// At least `first`, less than the size.
        last: u64,
    },
    /// The range lies outside the file: 416.
    Unsatisfiable,
}

/// The part of `size` bytes that a `Range` field names. The whole is sent for several ranges, for other units
/// and for a malformed field, as 14.2 allows: media players ask for one range.
pub fn part(field: &str, size: u64) -> Part {
    let Some(range) = single(field) else { return Part::Whole };
    let (first, last) = match range {
        // The last N bytes; an N larger than the file means all of it.
        (None, Some(suffix)) if suffix > 0 => (size.saturating_sub(suffix), u64::MAX),
        (None, _) => return Part::Unsatisfiable,
        (Some(first), Some(last)) if last < first => return Part::Whole,
        (Some(first), last) => (first, last.unwrap_or(u64::MAX)),
    };
    match first < size {
        true => Part::Bytes { first, last: last.min(size - 1) },
        false => Part::Unsatisfiable,
    }
}

/// First and last of `bytes=1-2`, `bytes=1-` or `bytes=-2`.
fn single(field: &str) -> Option<(Option<u64>, Option<u64>)> {
    let (unit, range) = field.split_once('=')?;
    let (first, last) = range.trim().split_once('-')?;
    let known = unit.trim().eq_ignore_ascii_case("bytes") && !(first.is_empty() && last.is_empty());
    known.then_some(())?;
    Some((number(first)?, number(last)?))
}

/// `Some(None)` for an empty string, `None` for anything but digits. A number that overflows becomes
/// `u64::MAX`.
fn number(digits: &str) -> Option<Option<u64>> {
    match digits {
        "" => Some(None),
        _ if digits.bytes().all(|byte| byte.is_ascii_digit()) => {
            Some(Some(digits.parse().unwrap_or(u64::MAX)))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn ranges_of_ten_bytes() {
        let bytes = |first, last| Part::Bytes { first, last };
        let cases = [
            ("bytes=0-4", bytes(0, 4)),
            ("bytes=5-", bytes(5, 9)),
            ("bytes=-3", bytes(7, 9)),
            ("bytes=-30", bytes(0, 9)),
            ("bytes=0-99", bytes(0, 9)),
            ("bytes=9-9", bytes(9, 9)),
            ("Bytes= 2-3", bytes(2, 3)),
            ("bytes=0-99999999999999999999999", bytes(0, 9)),
            ("bytes=10-", Part::Unsatisfiable),
            ("bytes=99999999999999999999999-", Part::Unsatisfiable),
            ("bytes=-0", Part::Unsatisfiable),
            ("bytes=4-2", Part::Whole),
            ("bytes=0-1,3-4", Part::Whole),
            ("bytes=-", Part::Whole),
            ("bytes=a-b", Part::Whole),
            ("bytes=+1-2", Part::Whole),
            ("items=0-1", Part::Whole),
            ("bytes", Part::Whole),
            ("", Part::Whole),
        ];
        for (field, expected) in cases {
            assert_eq!(part(field, 10), expected, "{field}");
        }
        assert_eq!(part("bytes=0-", 0), Part::Unsatisfiable);
        assert_eq!(part("bytes=-5", 0), Part::Unsatisfiable);
    }

    proptest! {
        #[test]
        fn a_part_lies_within_the_file(field in "bytes=[0-9]{0,20}-[0-9]{0,20}", size in 0u64..1000) {
            if let Part::Bytes { first, last } = part(&field, size) {
                prop_assert!(first <= last && last < size);
            }
        }
    }
}
