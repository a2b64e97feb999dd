//! The Well-Formed Web's comments: <https://wellformedweb.org/CommentAPI/>.

use super::{Element, Node};
use crate::Code;
use crate::datatypes::uri;
use crate::engine::Judge;

pub(super) const ENTRY: &[Element] = &[
    Element::text("comment", &[uri]).once(),
    Element::text("commentRss", &[uri]).once(),
    Element::text("commentRSS", &[uri]).once().rules(&[misspelt]),
];

/// The first specification misspelt the name; readers look for `commentRss`.
fn misspelt(node: &Node, judge: &mut Judge<'_>) {
    judge.say_of_open(Code::CommentRSS, node.start, &[]);
}
