//! The Well-Formed Web's comments: <https://wellformedweb.org/CommentAPI/>.

use crate::Code;
use crate::datatypes::uri;
use crate::messages::Finding;
use crate::vocabularies::schema::{Context, Element, Node};

pub(crate) const ENTRY: &[Element] = &[
    Element::text("comment", &[uri]).once(),
    Element::text("commentRss", &[uri]).once(),
    Element::text("commentRSS", &[uri]).once().rules(&[misspelt]),
];

/// The first specification misspelt the name; readers look for `commentRss`.
fn misspelt(node: &Node, context: &mut dyn Context<'_>) {
    context.report(Finding::new(Code::CommentRSS).on_open_element(node.start));
}
