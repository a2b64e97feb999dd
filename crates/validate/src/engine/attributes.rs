//! Checks the attributes of an element against the element's row.

use super::validator::Validator;
use crate::Code;
use crate::messages::{Finding, Param};
use crate::vocabularies::{Attribute, Context, Format, Namespace, Node, Requirement};

/// Checks the attributes of an element whose start tag was read.
pub(super) fn check(
    node: &Node,
    expected: &'static [Attribute],
    is_text: bool,
    validator: &mut Validator<'_>,
) {
    for attribute in expected {
        check_one(node, attribute, validator);
    }
    for attribute in &node.attributes {
        let is_expected = expected.iter().any(|known| {
            known.is_of(attribute.namespace, attribute.local)
                && known.condition.is_none_or(|condition| condition(node, validator))
        });
        let is_free = match attribute.namespace {
            Namespace::Unknown | Namespace::Obsolete => {
                // The RSS Board's specification allows them; Harvard's text, which the W3C validator follows, does
                // not name them.
                let is_w3c = validator.options.profile.is_w3c();
                if is_w3c && validator.is(Format::Rss2) && node.namespace == Namespace::Core {
                    validator.report(
                        Finding::new(Code::UseOfExtensionAttr)
                            .on(node)
                            .param(Param::Attribute, attribute.local),
                    );
                }
                true
            }
            // The attributes of an RDF literal.
            Namespace::Rdf if is_text && validator.is(Format::Rss1) => {
                matches!(attribute.local, "parseType" | "datatype" | "resource")
            }
            Namespace::Xml => matches!(attribute.local, "base" | "id" | "lang" | "space"),
            _ => false,
        };
        if !is_expected && !is_free {
            let name = attribute.namespace.qualify(attribute.local);
            validator.report(
                Finding::new(Code::UnexpectedAttribute)
                    .on(node)
                    .param(Param::Attribute, name)
                    .element(node.local)
                    .parent(node.local),
            );
        }
    }
}

fn check_one(node: &Node, expected: &Attribute, validator: &mut Validator<'_>) {
    let name = expected.namespace.qualify(expected.name);
    match (node.attribute_in(expected.namespace, expected.name), expected.requirement) {
        (Some(value), _) => {
            validator.check_attribute(node, expected.checks, value, &name);
        }
        (None, Requirement::Required(code)) => {
            validator.report(Finding::new(code).on(node).param(Param::Attr, name))
        }
        (None, Requirement::Optional) => {}
    }
}
