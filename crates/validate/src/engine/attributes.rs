//! The attributes of an element, against its row.

use super::Judge;
use crate::Code;
use crate::vocabularies::{Attribute, Format, Namespace, Need, Node};

/// Judges the attributes of an element that has just opened.
pub(super) fn check(node: &Node, expected: &'static [Attribute], is_text: bool, judge: &mut Judge<'_>) {
    for attribute in expected {
        check_one(node, attribute, judge);
    }
    for attribute in &node.attributes {
        let is_expected = expected.iter().any(|known| known.is_of(attribute.namespace, attribute.local));
        let is_free = match attribute.namespace {
            Namespace::Unknown | Namespace::Obsolete => {
                if judge.is(Format::Rss2) && node.namespace == Namespace::Core {
                    let params = [("attribute", attribute.local)];
                    judge.say_of(node, Code::UseOfExtensionAttr, &params);
                }
                true
            }
            // What a literal is, in RDF.
            Namespace::Known("rdf") if is_text && judge.is(Format::Rss1) => {
                matches!(attribute.local, "parseType" | "datatype" | "resource")
            }
            Namespace::Xml => matches!(attribute.local, "base" | "id" | "lang" | "space"),
            _ => false,
        };
        if !is_expected && !is_free {
            let name = attribute.namespace.qualify(attribute.local);
            let params = [("attribute", name.as_str()), ("element", node.local), ("parent", node.local)];
            judge.say_of(node, Code::UnexpectedAttribute, &params);
        }
    }
}

fn check_one(node: &Node, expected: &Attribute, judge: &mut Judge<'_>) {
    let name = expected.namespace.qualify(expected.name);
    match (node.attribute_in(expected.namespace, expected.name), expected.need) {
        (Some(value), _) => {
            judge.check_attribute(node, expected.checks, value, &name);
        }
        (None, Need::Or(code)) => judge.say_of(node, code, &[("attr", &name)]),
        (None, Need::Optional) => {}
    }
}
