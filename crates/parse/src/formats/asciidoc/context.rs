//! The parser's state that all blocks of a document share.

use super::attributes::Attributes;
use crate::formats::markup::{Footnotes, HeadingIds, Unsupported};

/// The state of the whole document.
#[derive(Debug, Default)]
pub(super) struct Context {
    pub(super) attributes: Attributes,
    pub(super) notes: Footnotes,
    pub(super) ids: HeadingIds,
    pub(super) unsupported: Unsupported,
    /// The number of table cells that are copies of others (`3*|text`).
    pub(super) copied_cells: usize,
    /// The text above `// more`, which is Hugo's summary marker.
    pub(super) summary: Option<String>,
}
