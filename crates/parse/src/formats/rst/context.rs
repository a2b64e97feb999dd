//! The parser's state that all blocks of a document share.

use super::targets::Targets;
use crate::formats::markup::{Footnotes, HeadingIds, Unsupported};

/// The state of the whole document.
#[derive(Debug, Default)]
pub(super) struct Context {
    pub(super) targets: Targets,
    pub(super) notes: Footnotes,
    pub(super) ids: HeadingIds,
    pub(super) unsupported: Unsupported,
    /// The adornment of headings of each level: the character, and whether there is also an overline.
    pub(super) styles: Vec<(char, bool)>,
    /// The text above Nikola's `.. TEASER_END`.
    pub(super) summary: Option<String>,
}
