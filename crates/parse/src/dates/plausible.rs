//! Warns of dates whose year is probably a mistake. The article keeps its date.

use chrono::{DateTime, Datelike, FixedOffset};
use tidings_model::Problem;

/// Years in which an article was probably published. There is no clock here, so the end is fixed.
const PLAUSIBLE: std::ops::Range<i32> = 1970..2100;

/// The difference between the Solar Hijri year, which Iran uses, and the Gregorian year in spring, with the years in
/// which it is used.
const SOLAR_HIJRI: (std::ops::Range<i32>, i32) = (1349..1479, 621);

/// The same for the Thai solar calendar.
const THAI: (std::ops::Range<i32>, i32) = (2513..2643, -543);

/// A warning if the year of a date is before 1970 or from 2100 on. `origin` says where the date is written: 'the
/// date in "published"'.
pub(crate) fn implausible_year(moment: DateTime<FixedOffset>, origin: &str) -> Option<Problem> {
    let year = moment.year();
    if PLAUSIBLE.contains(&year) {
        return None;
    }
    let calendars = [(SOLAR_HIJRI, "Solar Hijri"), (THAI, "Thai")];
    let other = calendars.iter().find(|((years, _), _)| years.contains(&year));
    let message = match other {
        Some(((_, difference), name)) => format!(
            "{origin} is in the year {year}; in the {name} calendar that would be {}",
            year.saturating_add(*difference)
        ),
        None if year < PLAUSIBLE.start => format!("{origin} is in the year {year}, before the web and 1970"),
        None => format!("{origin} is in the year {year}, so the article stays scheduled until then"),
    };
    Some(Problem::warning(message, "correct the year of the Gregorian calendar, unless it is meant"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn years_that_are_probably_mistakes() {
        let told = |date: &str| {
            let moment = DateTime::parse_from_rfc3339(&format!("{date}T00:00:00Z")).unwrap();
            implausible_year(moment, "The date").map(|problem| problem.message)
        };
        for date in ["1970-01-01", "2026-03-04", "2099-12-31"] {
            assert_eq!(told(date), None, "{date}");
        }
        for (date, part) in [
            ("1404-12-10", "would be 2025"),
            ("2569-03-01", "would be 2026"),
            ("0206-03-01", "before the web"),
            ("1969-12-31", "before the web"),
            ("2206-03-01", "scheduled until then"),
        ] {
            assert!(told(date).unwrap().contains(part), "{date}");
        }
    }
}
