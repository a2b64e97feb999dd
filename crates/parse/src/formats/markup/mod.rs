//! Helpers that the parsers of Org, AsciiDoc and reStructuredText share: the scanner of inline text, HTML
//! elements, footnotes and ids of headings.
//!
//! The parsers are written for this crate, since no published crate is suitable. Measured in November 2026:
//! orgize 0.10.0-alpha.10 takes 8 s for 24 KB of unpaired stars and overflows the stack in nested lists;
//! rst_parser 0.4.2 panics on markup that it does not implement; asciidoc-parser 0.31.2 does not render
//! blocks, and takes quadratic time for nested ones.

mod footnotes;
mod heading_ids;
mod html;
mod scan;
mod unsupported;

pub(crate) use footnotes::Footnotes;
pub(crate) use heading_ids::HeadingIds;
pub(crate) use html::{
    Admonition, Cell, Row, Table, admonition, code_block, figure, image, is_image, link, player_link,
    without_single_paragraph,
};
pub(crate) use scan::{Scan, closing_bracket, dedented, indentation, is_word};
pub(crate) use unsupported::Unsupported;

/// Deepest nesting of blocks (lists, quotes, directives); deeper ones become one paragraph of text.
pub(crate) const MAX_BLOCK_DEPTH: usize = 12;
/// Deepest nesting of inline marks; deeper ones stay text.
pub(crate) const MAX_MARK_DEPTH: usize = 8;
