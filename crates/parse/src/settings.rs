//! The settings on which the result of parsing a document depends.

use chrono_tz::Tz;

/// The settings of the site that the parser needs.
#[derive(Debug, Clone, PartialEq)]
pub struct ParseSettings {
    /// The time zone of times without a zone.
    pub timezone: Tz,
    /// How `03/04/2026` is read. `None` rejects such a date as ambiguous.
    pub date_order: Option<DateOrder>,
    /// How the front-matter key `status` is interpreted.
    pub status: StatusKey,
}

impl ParseSettings {
    /// The default settings with the given time zone.
    pub const fn in_zone(timezone: Tz) -> Self {
        Self { timezone, date_order: None, status: StatusKey::Auto }
    }
}

/// How the front-matter key `status` is interpreted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StatusKey {
    /// `draft` and similar words make the article a draft, unless its other keys are those of a
    /// specification.
    Auto,
    /// `draft` and similar words always make the article a draft.
    Publication,
    /// The key has no effect on publication.
    Ignore,
}

/// The order of day and month in dates that consist of numbers only.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DateOrder {
    /// 31/12/2026.
    DayFirst,
    /// 12/31/2026.
    MonthFirst,
}
