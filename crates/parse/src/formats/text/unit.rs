//! The units of a plain text: paragraphs, list items, quotations, verses.
//!
//! Text files have one line per paragraph, or paragraphs wrapped at about 72 columns. Wrapping is recognised
//! by its effect: every line except the last of a paragraph is so long that the first word of the next line
//! would not have fitted.

/// The kind of a unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum UnitKind {
    /// A paragraph, a headline, anything on its own line.
    Text,
    /// An item of a list.
    Item {
        /// Whether the item is numbered.
        ordered: bool,
    },
    /// A line quoted with `>`.
    Quote,
    /// Several lines whose line breaks are kept; `text` contains them.
    Verse,
    /// A line marked as a heading by `## ` or an underline.
    Heading,
    /// Lines between code fences; `text` contains them.
    Code,
    /// A line of dashes or stars between two sections.
    Break,
}

/// A unit of the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Unit {
    /// The line of the file on which it begins, from 1.
    pub(crate) line: u32,
    /// The text without its marks (bullet, `>`, `##`).
    pub(crate) text: String,
    /// Whether an empty line precedes it.
    pub(crate) gap: bool,
    /// The kind of the unit.
    pub(crate) kind: UnitKind,
    /// The bullet or number of a list item, `-` or `4.`; needed if the unit turns out not to be an item.
    pub(crate) number: Option<String>,
}
