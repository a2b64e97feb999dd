//! The state of a document that all of its blocks share.

use crate::formats::markup::{HeadingIds, Left, Notes};
use std::collections::HashMap;

/// What is known of the whole document while its blocks are read.
#[derive(Debug, Default)]
pub(super) struct Context {
    pub(super) notes: Notes,
    pub(super) ids: HeadingIds,
    pub(super) left: Left,
    /// `#+LINK: key address`.
    pub(super) abbreviations: HashMap<String, String>,
}
