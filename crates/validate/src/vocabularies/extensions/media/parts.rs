//! What the tables of Media RSS share.

use crate::Code;
use crate::datatypes::{Check, Findings, Value, html_fragment, no_undeclared_html, one_of};
use crate::messages::{Finding, Param, Subject};
use crate::vocabularies::schema::{Content, Context, Element, Namespace, Node, Table};

/// The namespace.
pub(super) const MEDIA: Namespace = Namespace::Media;

/// A table of elements of Media RSS.
pub(super) const fn media(elements: &'static [Element]) -> Table {
    Table { namespace: MEDIA, elements }
}

/// An attribute that is checked unless it is empty. Findings have the parent of the element as their parent;
/// their subject is the attribute, or the element if the text of the code itself names the attribute.
#[derive(Debug, Clone, Copy)]
pub(super) struct CheckedAttribute {
    name: &'static str,
    check: Check,
    is_about_element: bool,
}

impl CheckedAttribute {
    /// An attribute whose findings have the attribute's name.
    pub(super) const fn attribute(name: &'static str, check: Check) -> Self {
        Self { name, check, is_about_element: false }
    }

    /// An attribute whose findings have the element's name.
    pub(super) const fn element(name: &'static str, check: Check) -> Self {
        Self { name, check, is_about_element: true }
    }
}

/// Checks the attributes of an element.
pub(super) fn check_attributes(
    node: &Node<'_>,
    attributes: &[CheckedAttribute],
    context: &mut dyn Context<'_>,
) {
    let parent = context.parent_name();
    let own_name = node.name();
    for CheckedAttribute { name, check, is_about_element } in attributes {
        let Some(value) = node.attribute(name).filter(|value| !value.is_empty()) else { continue };
        let element = if *is_about_element { &own_name } else { *name };
        let subject = Subject::new(node.start, element, &parent).attribute(name);
        context.check(node, &[*check], value, subject);
    }
}

/// Reports an attribute that is missing or empty.
pub(super) fn require_attribute(node: &Node<'_>, name: &'static str, context: &mut dyn Context<'_>) {
    if node.attribute(name).is_none_or(str::is_empty) {
        context.report(Finding::new(Code::MissingAttribute).on(node).param(Param::Attr, name));
    }
}

/// The content of a text, according to its type.
pub(super) fn content_of_text(text: &Node<'_>, _: &mut dyn Context<'_>) -> Content {
    match text.attribute("type") {
        Some("html") => Content::Text(&[html_fragment]),
        _ => Content::Text(&[no_undeclared_html]),
    }
}

/// The type of a text.
pub(super) fn text_type(value: &Value<'_>, findings: &mut Findings) {
    one_of(value, &["plain", "html"], Code::InvalidMediaTextType, findings);
}
