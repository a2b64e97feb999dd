//! The XHTML body of an item of RSS, which predates Atom's content and `content:encoded`.

use crate::datatypes::{Findings, body_attribute, body_element};
use crate::messages::Subject;
use crate::vocabularies::schema::{
    Attribute, Content, Context, Element, Mixed, Namespace, Node, NodeAttribute, Table,
};

pub(crate) const IN_ITEM: &[Table] = &[Table {
    namespace: Namespace::Xhtml,
    elements: &[Element::new("body", Content::Mixed(&BODY)).with(&[Attribute::any()])],
}];

/// XHTML as the whole text of an item. Findings are about the body.
const BODY: Mixed = Mixed { element: check_body, text: |_, _, _| {} };

fn check_body(node: &Node, context: &mut dyn Context<'_>) -> Content {
    let mut findings = Findings::default();
    let profile = context.options().profile;
    let is_kept = body_element(node.local, profile, &mut findings);
    let own = |attribute: &&NodeAttribute<'_>| is_kept && attribute.namespace == Namespace::None;
    for attribute in node.attributes.iter().filter(own) {
        body_attribute(attribute.local, &attribute.value, profile, &mut findings);
    }
    context.report_all(findings, "", Subject::new(node.start, "xhtml:body", "item"));
    Content::Mixed(&BODY)
}
