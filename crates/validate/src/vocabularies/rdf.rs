//! RDF/XML, as far as RSS 0.90, 1.0 and 1.1 need it: <https://www.w3.org/TR/rdf-syntax-grammar/>.

use super::{Content, Mixed, Namespace, Node, NodeAttribute};
use crate::Code;
use crate::engine::Judge;

const RDF: Namespace = Namespace::Known("rdf");

/// What RDF asks of the elements that no table describes: they are RDF as well.
pub(super) const EXTENSION: Mixed = Mixed { element: extension, text: text_of_extension };

/// An extension whose `rdf:parseType` says that it is a literal: no RDF, whatever is in it.
const LITERAL: Mixed = Mixed { element: |_, _| Content::Mixed(&LITERAL), text: |_, _, _| {} };

/// An element in an extension, or in an element that is said to hold text.
fn extension(node: &Node, judge: &mut Judge<'_>) -> Content {
    let Some(parent) = judge.ancestors().next() else { return Content::Anything };
    if is_literal(parent) {
        return Content::Mixed(&LITERAL);
    }
    let parent_name = parent.local.to_owned();
    if (judge.has_text_before() || is_plain(parent)) && judge.elements_before() == 0 {
        judge.say_of(node, Code::InvalidRDF, &[("message", "mixed content")]);
    }
    if is_literal(node) {
        return Content::Mixed(&LITERAL);
    }
    if is_of_rss11(node.namespace, judge) {
        judge.say_of(node, Code::UndefinedElement, &[("parent", &parent_name)]);
    }
    for attribute in &node.attributes {
        if is_of_rss11(attribute.namespace, judge) {
            let params = [("attribute", attribute.local), ("parent", &node.name())];
            judge.say_of(node, Code::UnexpectedAttribute, &params);
        }
    }
    about_once(node, &parent_name, judge);
    Content::Mixed(&EXTENSION)
}

/// Whether what readers show as text or HTML is in the element: no resource is meant, so an element in it is part of
/// a text, which only `rdf:parseType` may say.
fn is_plain(node: &Node) -> bool {
    match node.namespace {
        Namespace::Core | Namespace::Known("rss090") => matches!(node.local, "title" | "description"),
        Namespace::Known("content") => node.local == "encoded",
        _ => false,
    }
}

/// Text behind an element, where there was none before.
fn text_of_extension(text: &str, offset: usize, judge: &mut Judge<'_>) {
    let Some(open) = judge.ancestors().next() else { return };
    let is_mixed = !text.trim().is_empty() && judge.elements_before() > 0 && !judge.has_text_before();
    if is_mixed && !is_literal(open) {
        judge.say_of_open(Code::InvalidRDF, offset, &[("message", "mixed content")]);
    }
}

fn is_literal(node: &Node) -> bool {
    node.attribute_in(RDF, "parseType") == Some("Literal")
}

/// RSS 1.1's own elements stand only where it says.
fn is_of_rss11(namespace: Namespace, judge: &Judge<'_>) -> bool {
    let is_rss11 = judge.ancestors().last().is_some_and(|root| root.local == "Channel");
    namespace == Namespace::Known("rss11") || is_rss11 && namespace == Namespace::Core
}

/// A resource is described once.
pub(super) fn about_once(node: &Node, parent: &str, judge: &mut Judge<'_>) {
    let Some(about) = node.attribute_in(RDF, "about") else { return };
    if !judge.is_first("rdf:about", about) {
        judge.say(Code::DuplicateValue, node.start, "rdf:about", parent, &[("value", about)]);
    }
}

/// What an element is, in RDF/XML's stripes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stripe {
    /// `rdf:RDF`.
    Document,
    /// A resource.
    Node,
    /// What is said of one.
    Property,
    /// Part of a literal.
    Literal,
}

/// The attributes and names that RDF/XML keeps to itself.
const CORE_TERMS: &[&str] = &[
    "RDF",
    "ID",
    "about",
    "parseType",
    "resource",
    "nodeID",
    "datatype",
    "aboutEach",
    "aboutEachPrefix",
    "bagID",
];

/// RDF/XML's grammar (section 7.2), of an element that opens.
pub(super) fn syntax(node: &Node, judge: &mut Judge<'_>) {
    let mut path: Vec<&Node> = judge.ancestors().collect();
    path.reverse();
    let mut stripe = None;
    for ancestor in path.into_iter().chain([node]) {
        stripe = Some(match stripe {
            None if ancestor.namespace == RDF => Stripe::Document,
            None | Some((Stripe::Document, _)) => Stripe::Node,
            Some((Stripe::Literal, _)) => Stripe::Literal,
            Some((Stripe::Node, _)) => Stripe::Property,
            Some((Stripe::Property, Some("Resource"))) => Stripe::Property,
            Some((Stripe::Property, None | Some("Collection"))) => Stripe::Node,
            Some((Stripe::Property, Some(_))) => Stripe::Literal,
        })
        .map(|stripe| (stripe, parse_type(ancestor)));
    }
    match stripe {
        Some((Stripe::Node, _)) => {
            only_node(node, judge);
            node_element(node, judge);
        }
        Some((Stripe::Property, _)) => property_element(node, judge),
        _ => {}
    }
}

fn parse_type<'n>(node: &'n Node<'_>) -> Option<&'n str> {
    term(node, "parseType")
}

/// An attribute of RDF's; the oldest documents write some of them without the prefix.
fn term<'n>(node: &'n Node<'_>, name: &str) -> Option<&'n str> {
    node.attributes.iter().find(|attribute| is_term(attribute, &[name])).map(|found| found.value.as_ref())
}

fn is_term(attribute: &NodeAttribute, names: &[&str]) -> bool {
    let is_bare = attribute.namespace == Namespace::None
        && matches!(attribute.local, "about" | "ID" | "type" | "resource" | "parseType");
    (attribute.namespace == RDF || is_bare) && names.contains(&attribute.local)
}

/// A property is about one resource (7.2.15), unless it is a collection.
fn only_node(node: &Node, judge: &mut Judge<'_>) {
    let Some(property) = judge.ancestors().next() else { return };
    let is_document = property.namespace == RDF && property.local == "RDF";
    let is_pointer = term(property, "resource").is_some() || term(property, "nodeID").is_some();
    let is_said = is_pointer || judge.elements_before() > 0;
    if !is_document && parse_type(property).is_none() && is_said {
        invalid(node, judge, "a property has one value", node.local);
    }
}

fn node_element(node: &Node, judge: &mut Judge<'_>) {
    if node.namespace == RDF && (CORE_TERMS.contains(&node.local) || node.local == "li") {
        invalid(node, judge, "no name of a node", node.local);
    }
    let identities = ["ID", "nodeID", "about"].iter().filter(|name| term(node, name).is_some()).count();
    if identities > 1 {
        invalid(node, judge, "at most one of rdf:ID, rdf:nodeID and rdf:about", node.local);
    }
    identifiers(node, judge);
    for attribute in &node.attributes {
        let is_free = is_term(attribute, &["ID", "nodeID", "about"]);
        if !is_free && (is_term(attribute, CORE_TERMS) || is_term(attribute, &["Description", "li"])) {
            invalid(node, judge, "no attribute of a node", attribute.local);
        }
    }
}

fn property_element(node: &Node, judge: &mut Judge<'_>) {
    if node.namespace == RDF && (CORE_TERMS.contains(&node.local) || node.local == "Description") {
        invalid(node, judge, "no name of a property", node.local);
    }
    if term(node, "resource").is_some() && term(node, "nodeID").is_some() {
        invalid(node, judge, "at most one of rdf:resource and rdf:nodeID", node.local);
    }
    identifiers(node, judge);
    let has_parse_type = parse_type(node).is_some();
    for attribute in &node.attributes {
        let is_wrong = if has_parse_type {
            attribute.namespace != Namespace::Xml && !is_term(attribute, &["parseType", "ID"])
        } else {
            !is_term(attribute, &["ID", "resource", "nodeID", "datatype"])
                && (is_term(attribute, CORE_TERMS) || is_term(attribute, &["Description", "li"]))
        };
        if is_wrong {
            invalid(node, judge, "no attribute of a property", attribute.local);
        }
    }
}

/// `rdf:ID` and `rdf:nodeID` are names, and an ID is used once.
fn identifiers(node: &Node, judge: &mut Judge<'_>) {
    for name in ["ID", "nodeID"] {
        let Some(value) = term(node, name) else { continue };
        let is_start = |first: char| first.is_alphabetic() || first == '_';
        let is_rest = |c: char| c.is_alphanumeric() || "-._\u{b7}".contains(c);
        if !value.starts_with(is_start) || !value.chars().all(is_rest) {
            invalid(node, judge, "no name", value);
        }
        if name == "ID" && !judge.is_first("rdf:ID", value) {
            invalid(node, judge, "used before", value);
        }
    }
}

fn invalid(node: &Node, judge: &mut Judge<'_>, message: &str, value: &str) {
    judge.say_of(node, Code::InvalidRDF, &[("message", message), ("value", value)]);
}
