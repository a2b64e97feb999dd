//! The comment elements of the Well-Formed Web: <https://wellformedweb.org/CommentAPI/>.

use crate::Code;
use crate::datatypes::uri;
use crate::messages::Finding;
use crate::vocabularies::schema::{Context, Element, Node};

pub(crate) const ENTRY: &[Element] = &[
    Element::text("comment", &[uri]).once(),
    Element::text("commentRss", &[uri]).once(),
    Element::text("commentRSS", &[uri]).once().rules(&[report_misspelling]),
];

/// The first specification misspelt the name. Readers look for `commentRss`.
fn report_misspelling(node: &Node, context: &mut dyn Context<'_>) {
    context.report(Finding::new(Code::CommentRSS).on_open_element(node.start));
}
