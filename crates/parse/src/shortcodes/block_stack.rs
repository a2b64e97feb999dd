//! The pairs of tags that are open at a position of the text, and what happens to their content.

use super::tag::Syntax;

/// What happens to the content of a pair.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum BlockKind {
    /// The content is kept.
    Keep,
    /// The content becomes the value of this variable.
    Capture(String),
    /// The content is repeated for items of a list. It is left out if it refers to something unknown, else
    /// written once.
    Loop,
    /// The first branch is kept. It is stored here once the next branch has begun.
    Branch(Option<String>),
    /// The content is enclosed in an element. The text is the element's end tag.
    Element(String),
    /// The content is the label of a link. The text is the address.
    Anchor(String),
}

/// An open pair of tags.
#[derive(Debug)]
pub(super) struct OpenBlock {
    pub(super) name: String,
    pub(super) syntax: Syntax,
    pub(super) kind: BlockKind,
    /// The resolved content so far.
    pub(super) out: String,
    /// The content refers to something unknown.
    pub(super) refers_to_unknown: bool,
    /// The prefix of the lines in the surrounding Markdown container (list item, quotation).
    pub(super) container: String,
}

impl OpenBlock {
    pub(super) fn root(length: usize) -> Self {
        Self { out: String::with_capacity(length), ..Self::new("", Syntax::Statement, BlockKind::Keep) }
    }

    pub(super) fn new(name: &str, syntax: Syntax, kind: BlockKind) -> Self {
        let (name, container) = (name.to_owned(), String::new());
        Self { name, syntax, kind, out: String::new(), refers_to_unknown: false, container }
    }
}
