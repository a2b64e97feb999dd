//! An element that is open.

use crate::vocabularies::{Content, Element, Node};

/// An element that is open, and what may stand in it.
#[derive(Debug)]
pub(super) struct Scope<'t> {
    /// What is known of it so far.
    pub(super) node: Node<'t>,
    /// What it may hold; never [`Content::Chosen`], which is decided when it opens.
    pub(super) content: Content,
    /// Its row; none for the root and for what no table knows.
    pub(super) row: Option<&'static Element>,
    /// How many elements started in it so far, whether a table knows them or not.
    pub(super) elements: usize,
    /// Whether it has text of its own so far that is more than white space.
    pub(super) has_text: bool,
}
