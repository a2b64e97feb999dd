//! The pairs of tags that are open.

use super::tag::Syntax;

/// What becomes of what stands between a pair's tags.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum BlockKind {
    /// It is kept.
    Keep,
    /// It gets a name.
    Capture(String),
    /// It is shown for each of some things: left out if it speaks of what is unknown.
    Loop,
    /// The first branch is shown; it is here once the next has begun.
    Branch(Option<String>),
    /// It stands in an element, which this ends.
    Element(String),
    /// It is a link's text.
    Anchor(String),
}

/// One open pair.
#[derive(Debug)]
pub(super) struct OpenBlock {
    pub(super) name: String,
    pub(super) syntax: Syntax,
    pub(super) kind: BlockKind,
    /// What it holds so far.
    pub(super) out: String,
    /// Whether it speaks of what is unknown.
    pub(super) refers_to_unknown: bool,
    /// With which the lines of the container host it begin.
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
