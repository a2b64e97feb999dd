//! A plain text cut into units: paragraphs, list items, quotations, verses.
//!
//! People save text in two ways: one line a paragraph, or paragraphs broken into lines of about 72 columns. The
//! second is told by what a line breaker leaves behind: every line but a paragraph's last is so long that the
//! next line's first word would not have fitted.

/// What a unit is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum UnitKind {
    /// A paragraph, a headline, anything on its own line.
    Text,
    /// An item of a list.
    Item {
        /// It has a number.
        ordered: bool,
    },
    /// A line quoted with `>`.
    Quote,
    /// Several lines whose breaks matter; the text holds them.
    Verse,
    /// A line marked as a heading: `## `, or underlined.
    Heading,
    /// Lines between code fences; the text holds them.
    Code,
    /// A line of dashes or stars that parts two sections.
    Break,
}

/// A piece of the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Unit {
    /// The line of the file at which it begins, from 1.
    pub(crate) line: u32,
    /// Without its marks (bullet, `>`, `##`).
    pub(crate) text: String,
    /// An empty line stands before it.
    pub(crate) gap: bool,
    /// What it is.
    pub(crate) kind: UnitKind,
    /// The mark of a list's item, `-` or `4.`, so that nothing is lost where it turns out to be none.
    pub(crate) number: Option<String>,
}
