//! An element whose end tag the engine has not reached yet.

use crate::vocabularies::{Content, Element, Node};

/// An open element and what it may contain.
#[derive(Debug)]
pub(super) struct OpenElement<'t> {
    /// The element as far as it was read.
    pub(super) node: Node<'t>,
    /// What it may contain; never [`Content::Chosen`], which is resolved when the element opens.
    pub(super) content: Content,
    /// Its row; `None` for the root and for elements that no table has.
    pub(super) row: Option<&'static Element>,
    /// The number of child elements that started so far, whether a table has them or not.
    pub(super) elements: usize,
    /// Whether it has text of its own so far that is not only white space.
    pub(super) has_text: bool,
}
