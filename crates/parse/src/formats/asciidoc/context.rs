//! The state of a document that all of its blocks share.

use super::attributes::Attributes;
use crate::formats::markup::{Footnotes, HeadingIds, Unsupported};

/// What is known of the whole document while its blocks are read.
#[derive(Debug, Default)]
pub(super) struct Context {
    pub(super) attributes: Attributes,
    pub(super) notes: Footnotes,
    pub(super) ids: HeadingIds,
    pub(super) unsupported: Unsupported,
    /// The text above `// more` as Hugo's users write it.
    pub(super) summary: Option<String>,
}
