//! The parser's state that all blocks of a document share.

use crate::formats::markup::{Footnotes, HeadingIds, Unsupported};
use std::collections::HashMap;

/// The state of the whole document.
#[derive(Debug, Default)]
pub(super) struct Context {
    pub(super) notes: Footnotes,
    pub(super) ids: HeadingIds,
    pub(super) unsupported: Unsupported,
    /// Link abbreviations: `#+LINK: key address`.
    pub(super) abbreviations: HashMap<String, String>,
}
