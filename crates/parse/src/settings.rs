//! The settings on which the result of parsing a document depends.

use chrono_tz::Tz;

/// What parsing must know of the site.
#[derive(Debug, Clone, PartialEq)]
pub struct ParseSettings {
    /// Zone of times that name none.
    pub timezone: Tz,
    /// How `03/04/2026` is read; `None` refuses it.
    pub date_order: Option<DateOrder>,
    /// What the key `status` says.
    pub status: StatusKey,
}

impl ParseSettings {
    /// The defaults, with a zone.
    pub const fn in_zone(timezone: Tz) -> Self {
        Self { timezone, date_order: None, status: StatusKey::Auto }
    }
}

/// What the key `status` of front matter says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StatusKey {
    /// `draft` and the like hold an article back, but where its other keys are a specification's.
    Auto,
    /// `draft` and the like always hold an article back.
    Publication,
    /// Nothing about publication.
    Ignore,
}

/// Order of day and month in dates written with numbers only.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DateOrder {
    /// 31/12/2026.
    DayFirst,
    /// 12/31/2026.
    MonthFirst,
}
