//! Why a text is not a date, with the way to write one.

use chrono::NaiveDate;

/// Why a text gives no moment.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DateError {
    /// It has none of the forms of a date.
    #[error("'{0}' is not a date; write it as 2026-03-04 or 2026-03-04T05:06:07+01:00")]
    NotADate(String),
    /// It has the form of a date, but there is no such day or time.
    #[error("'{0}' is a date that does not exist")]
    Impossible(String),
    /// Day and month could change places.
    #[error("'{0}' could be read day first or month first; set content.date_order, or write 2026-03-04")]
    Ambiguous(String),
    /// A year and a month without a day; and that month's first day.
    #[error("'{0}' has no day; write the whole date, as in 2026-03-04")]
    Incomplete(String, NaiveDate),
    /// A time in a zone that is not known, or that several countries use.
    #[error("'{0}' has a time zone that is not known; write an offset such as +01:00")]
    UnknownZone(String),
}
