//! XHTML's body in an item of RSS, which is older than Atom's content and than `content:encoded`.

use super::{Attribute, Content, Element, Mixed, Namespace, Node, NodeAttribute, Table};
use crate::datatypes::{body_attribute, body_element};
use crate::engine::Judge;

pub(super) const IN_ITEM: &[Table] = &[Table {
    namespace: Namespace::Known("xhtml"),
    elements: &[Element::new("body", Content::Mixed(&BODY)).with(&[Attribute::any()])],
}];

/// XHTML as an item's whole text. What is wrong in it is said of the body.
const BODY: Mixed = Mixed { element: in_body, text: |_, _, _| {} };

fn in_body(node: &Node, judge: &mut Judge<'_>) -> Content {
    judge.examine(node.start, "xhtml:body", "item", |findings| {
        let is_kept = body_element(node.local, findings);
        let own = |attribute: &&NodeAttribute<'_>| is_kept && attribute.namespace == Namespace::None;
        for attribute in node.attributes.iter().filter(own) {
            body_attribute(attribute.local, &attribute.value, findings);
        }
    });
    Content::Mixed(&BODY)
}
