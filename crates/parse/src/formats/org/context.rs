//! The state of a document that all of its blocks share.

use crate::formats::markup::{Footnotes, HeadingIds, Unsupported};
use std::collections::HashMap;

/// What is known of the whole document while its blocks are read.
#[derive(Debug, Default)]
pub(super) struct Context {
    pub(super) notes: Footnotes,
    pub(super) ids: HeadingIds,
    pub(super) unsupported: Unsupported,
    /// `#+LINK: key address`.
    pub(super) abbreviations: HashMap<String, String>,
}
