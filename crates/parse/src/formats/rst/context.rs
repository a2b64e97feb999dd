//! The state of a document that all of its blocks share.

use super::targets::Targets;
use crate::formats::markup::{Footnotes, HeadingIds, Unsupported};

/// What is known of the whole document while its blocks are read.
#[derive(Debug, Default)]
pub(super) struct Context {
    pub(super) targets: Targets,
    pub(super) notes: Footnotes,
    pub(super) ids: HeadingIds,
    pub(super) unsupported: Unsupported,
    /// How headings of each level look: the sign, and whether a line stands above as well.
    pub(super) styles: Vec<(char, bool)>,
    /// The text above Nikola's `.. TEASER_END`.
    pub(super) summary: Option<String>,
}
