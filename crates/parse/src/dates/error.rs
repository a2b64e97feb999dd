//! The reasons why a text is not a usable date. Each message shows how to write the date.

use chrono::NaiveDate;

/// Why a text is not a usable date.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DateError {
    /// The text has none of the supported forms.
    #[error("'{0}' is not a date; write it as 2026-03-04 or 2026-03-04T05:06:07+01:00")]
    NotADate(String),
    /// The text has the form of a date, but the day or time does not exist.
    #[error("'{0}' is a date that does not exist")]
    Impossible(String),
    /// Day and month could be exchanged.
    #[error("'{0}' could be read day first or month first; set content.date_order, or write 2026-03-04")]
    Ambiguous(String),
    /// A year and a month without a day, with the first day of that month.
    #[error("'{0}' has no day; write the whole date, as in 2026-03-04")]
    Incomplete(String, NaiveDate),
    /// A time in a zone that is unknown, or whose abbreviation several countries use.
    #[error("'{0}' has a time zone that is not known; write an offset such as +01:00")]
    UnknownZone(String),
}
