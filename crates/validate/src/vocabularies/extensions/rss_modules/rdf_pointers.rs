//! RDF inside other formats: elements that point to a resource, and the small modules of RSS 1.0 that are made of them.

use crate::Code;
use crate::datatypes::uri_reference;
use crate::messages::{Finding, Param};
use crate::vocabularies::schema::{Attribute, Content, Context, Element, Format, Namespace, Node};

/// An element that points with `rdf:resource`, which RDF demands and the other formats do not.
pub(crate) const fn resource(name: &'static str) -> Element {
    Element::new(name, Content::Text(&[])).with(POINTER).rules(&[points])
}

/// The attributes of a pointer.
pub(crate) const POINTER: &[Attribute] =
    &[RESOURCE, Attribute::optional("title", &[]).of(Namespace::DublinCore)];

/// `rdf:resource`, whose value [`points`] judges, since what is wrong with it is said of the element.
pub(crate) const RESOURCE: Attribute = Attribute::optional("resource", &[]).of(Namespace::Rdf);

/// The resource is an address; in RSS 1.0 there is one.
pub(crate) fn points(node: &Node, context: &mut dyn Context<'_>) {
    match node.attribute_in(Namespace::Rdf, "resource") {
        Some(address) => context.check_element(node, &[uri_reference], address),
        None if context.is(Format::Rss1) => {
            context.report(Finding::new(Code::MissingAttribute).on(node).param(Param::Attr, "rdf:resource"))
        }
        None => {}
    }
}

/// RDF in a feed: its own graph, which is not looked at.
pub(crate) const RDF: &[Element] = &[Element::any("RDF"), Element::any("type"), Element::any("Description")];

/// RDF Schema's pointer to more.
pub(crate) const SEE_ALSO: &[Element] = &[resource("seeAlso")];

/// RDF Schema's texts, in RSS 1.0.
pub(crate) const LABELS: &[Element] = &[Element::text("label", &[]), Element::text("comment", &[])];

/// The annotation module: what an item comments on.
pub(crate) const ANNOTATE: &[Element] = &[resource("reference").once()];

/// The changed-page module: who knows of changes.
pub(crate) const CHANGED_PAGES: &[Element] = &[resource("server")];
