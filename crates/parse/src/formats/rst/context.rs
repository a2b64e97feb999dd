//! The state of a document that all of its blocks share.

use super::targets::Targets;
use crate::formats::markup::{HeadingIds, Left, Notes};

/// What is known of the whole document while its blocks are read.
#[derive(Debug, Default)]
pub(super) struct Context {
    pub(super) targets: Targets,
    pub(super) notes: Notes,
    pub(super) ids: HeadingIds,
    pub(super) left: Left,
    /// How headings of each level look: the sign, and whether a line stands above as well.
    pub(super) styles: Vec<(char, bool)>,
    /// The text above Nikola's `.. TEASER_END`.
    pub(super) summary: Option<String>,
}
