//! Settings that change how documents are parsed.

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
