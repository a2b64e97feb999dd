//! The rules of RDF/XML that RSS 0.90, 1.0 and 1.1 need: <https://www.w3.org/TR/rdf-syntax-grammar/>.

use crate::Code;
use crate::messages::{Finding, Param};
use crate::vocabularies::schema::{Content, Context, IdentifierKind, Mixed, Namespace, Node, NodeAttribute};

const RDF: Namespace = Namespace::Rdf;

/// The check of elements that no table has, which are RDF as well.
pub(crate) const EXTENSION: Mixed = Mixed { element: extension, text: text_of_extension };

/// The content of an extension that is a literal by its `rdf:parseType`: not RDF.
const LITERAL: Mixed = Mixed { element: |_, _| Content::Mixed(&LITERAL), text: |_, _, _| {} };

/// Checks an element in an extension, or in an element with text.
fn extension(node: &Node, context: &mut dyn Context<'_>) -> Content {
    let Some(parent) = context.ancestors().next() else { return Content::Anything };
    if is_literal(parent) {
        return Content::Mixed(&LITERAL);
    }
    let parent_name = parent.local.to_owned();
    if (context.has_text_before() || is_plain(parent)) && context.elements_before() == 0 {
        context.report(Finding::new(Code::InvalidRDF).on(node).param(Param::Message, "mixed content"));
    }
    if is_literal(node) {
        return Content::Mixed(&LITERAL);
    }
    if is_of_rss11(node.namespace, context) {
        context.report(Finding::new(Code::UndefinedElement).on(node).parent(&parent_name));
    }
    for attribute in &node.attributes {
        if is_of_rss11(attribute.namespace, context) {
            context.report(
                Finding::new(Code::UnexpectedAttribute)
                    .on(node)
                    .param(Param::Attribute, attribute.local)
                    .parent(node.name()),
            );
        }
    }
    claim_resource(node, &parent_name, context);
    Content::Mixed(&EXTENSION)
}

/// Whether readers show the element as text or HTML. Such an element contains no resource, so an element in
/// it is part of a text, which requires `rdf:parseType`.
fn is_plain(node: &Node) -> bool {
    match node.namespace {
        Namespace::Core | Namespace::Rss090 => matches!(node.local, "title" | "description"),
        Namespace::Content => node.local == "encoded",
        _ => false,
    }
}

/// Reports text after a child element if there was no text before.
fn text_of_extension(text: &str, offset: usize, context: &mut dyn Context<'_>) {
    let Some(open) = context.ancestors().next() else { return };
    let is_mixed = !text.trim().is_empty() && context.elements_before() > 0 && !context.has_text_before();
    if is_mixed && !is_literal(open) {
        context.report(
            Finding::new(Code::InvalidRDF).on_open_element(offset).param(Param::Message, "mixed content"),
        );
    }
}

fn is_literal(node: &Node) -> bool {
    node.attribute_in(RDF, "parseType") == Some("Literal")
}

/// Whether the namespace is that of RSS 1.1, whose elements may occur only where RSS 1.1 defines them.
fn is_of_rss11(namespace: Namespace, context: &dyn Context<'_>) -> bool {
    let is_rss11 = context.ancestors().last().is_some_and(|root| root.local == "Channel");
    namespace == Namespace::Rss11 || is_rss11 && namespace == Namespace::Core
}

/// Reports a resource that is described a second time.
pub(crate) fn claim_resource(node: &Node, parent: &str, context: &mut dyn Context<'_>) {
    let Some(about) = node.attribute_in(RDF, "about") else { return };
    if !context.claim_identifier(IdentifierKind::RdfAbout, about) {
        context.report(
            Finding::new(Code::DuplicateValue)
                .at(node.start)
                .element("rdf:about")
                .parent(parent)
                .param(Param::Value, about),
        );
    }
}

/// What an element is in RDF/XML, where nodes and properties alternate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stripe {
    /// `rdf:RDF`.
    Document,
    /// A resource.
    Node,
    /// A property of a resource.
    Property,
    /// Part of a literal.
    Literal,
}

/// The attributes and names that RDF/XML reserves.
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

/// Checks an element that starts against the grammar of RDF/XML (section 7.2).
pub(crate) fn check_syntax(node: &Node, context: &mut dyn Context<'_>) {
    let mut path: Vec<&Node> = context.ancestors().collect();
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
            check_single_node(node, context);
            check_node_element(node, context);
        }
        Some((Stripe::Property, _)) => check_property_element(node, context),
        _ => {}
    }
}

fn parse_type<'n>(node: &'n Node<'_>) -> Option<&'n str> {
    term(node, "parseType")
}

/// The value of an attribute of RDF. The oldest documents write some of them without the prefix.
fn term<'n>(node: &'n Node<'_>, name: &str) -> Option<&'n str> {
    node.attributes.iter().find(|attribute| is_term(attribute, &[name])).map(|found| found.value.as_ref())
}

fn is_term(attribute: &NodeAttribute, names: &[&str]) -> bool {
    let is_bare = attribute.namespace == Namespace::None
        && matches!(attribute.local, "about" | "ID" | "type" | "resource" | "parseType");
    (attribute.namespace == RDF || is_bare) && names.contains(&attribute.local)
}

/// A property has one value (7.2.15), unless it is a collection.
fn check_single_node(node: &Node, context: &mut dyn Context<'_>) {
    let Some(property) = context.ancestors().next() else { return };
    let is_document = property.namespace == RDF && property.local == "RDF";
    let is_pointer = term(property, "resource").is_some() || term(property, "nodeID").is_some();
    let has_value = is_pointer || context.elements_before() > 0;
    if !is_document && parse_type(property).is_none() && has_value {
        report_invalid(node, context, "a property has one value", node.local);
    }
}

fn check_node_element(node: &Node, context: &mut dyn Context<'_>) {
    if node.namespace == RDF && (CORE_TERMS.contains(&node.local) || node.local == "li") {
        report_invalid(node, context, "no name of a node", node.local);
    }
    let identities = ["ID", "nodeID", "about"].iter().filter(|name| term(node, name).is_some()).count();
    if identities > 1 {
        report_invalid(node, context, "at most one of rdf:ID, rdf:nodeID and rdf:about", node.local);
    }
    check_identifiers(node, context);
    for attribute in &node.attributes {
        let is_free = is_term(attribute, &["ID", "nodeID", "about"]);
        if !is_free && (is_term(attribute, CORE_TERMS) || is_term(attribute, &["Description", "li"])) {
            report_invalid(node, context, "no attribute of a node", attribute.local);
        }
    }
}

fn check_property_element(node: &Node, context: &mut dyn Context<'_>) {
    if node.namespace == RDF && (CORE_TERMS.contains(&node.local) || node.local == "Description") {
        report_invalid(node, context, "no name of a property", node.local);
    }
    if term(node, "resource").is_some() && term(node, "nodeID").is_some() {
        report_invalid(node, context, "at most one of rdf:resource and rdf:nodeID", node.local);
    }
    check_identifiers(node, context);
    let has_parse_type = parse_type(node).is_some();
    for attribute in &node.attributes {
        let is_wrong = if has_parse_type {
            attribute.namespace != Namespace::Xml && !is_term(attribute, &["parseType", "ID"])
        } else {
            !is_term(attribute, &["ID", "resource", "nodeID", "datatype"])
                && (is_term(attribute, CORE_TERMS) || is_term(attribute, &["Description", "li"]))
        };
        if is_wrong {
            report_invalid(node, context, "no attribute of a property", attribute.local);
        }
    }
}

/// `rdf:ID` and `rdf:nodeID` are names, and each ID is used once.
fn check_identifiers(node: &Node, context: &mut dyn Context<'_>) {
    for name in ["ID", "nodeID"] {
        let Some(value) = term(node, name) else { continue };
        let is_start = |first: char| first.is_alphabetic() || first == '_';
        let is_rest = |c: char| c.is_alphanumeric() || "-._\u{b7}".contains(c);
        if !value.starts_with(is_start) || !value.chars().all(is_rest) {
            report_invalid(node, context, "no name", value);
        }
        if name == "ID" && !context.claim_identifier(IdentifierKind::RdfId, value) {
            report_invalid(node, context, "used before", value);
        }
    }
}

fn report_invalid(node: &Node, context: &mut dyn Context<'_>, message: &str, value: &str) {
    context.report(
        Finding::new(Code::InvalidRDF).on(node).param(Param::Message, message).param(Param::Value, value),
    );
}
