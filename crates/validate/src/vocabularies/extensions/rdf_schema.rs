//! RDF inside other formats: elements that point to a resource, and the small modules of RSS 1.0 that are made of them.

use super::{Attribute, Content, Element, Format, Namespace, Node};
use crate::Code;
use crate::datatypes::uri_reference;
use crate::engine::Judge;

/// An element that points with `rdf:resource`, which RDF demands and the other formats do not.
pub(in crate::vocabularies) const fn resource(name: &'static str) -> Element {
    Element::new(name, Content::Text(&[])).with(POINTER).rules(&[points])
}

/// The attributes of a pointer.
pub(super) const POINTER: &[Attribute] =
    &[RESOURCE, Attribute::optional("title", &[]).of(Namespace::Known("dc"))];

/// `rdf:resource`, whose value [`points`] judges, since what is wrong with it is said of the element.
pub(super) const RESOURCE: Attribute = Attribute::optional("resource", &[]).of(Namespace::Known("rdf"));

/// The resource is an address; in RSS 1.0 there is one.
pub(super) fn points(node: &Node, judge: &mut Judge<'_>) {
    match node.attribute_in(Namespace::Known("rdf"), "resource") {
        Some(address) => judge.check_element(node, &[uri_reference], address),
        None if judge.is(Format::Rss1) => {
            judge.say_of(node, Code::MissingAttribute, &[("attr", "rdf:resource")])
        }
        None => {}
    }
}

/// RDF in a feed: its own graph, which is not looked at.
pub(super) const RDF: &[Element] = &[Element::any("RDF"), Element::any("type"), Element::any("Description")];

/// RDF Schema's pointer to more.
pub(super) const SEE_ALSO: &[Element] = &[resource("seeAlso")];

/// RDF Schema's texts, in RSS 1.0.
pub(in crate::vocabularies) const LABELS: &[Element] =
    &[Element::text("label", &[]), Element::text("comment", &[])];

/// The annotation module: what an item comments on.
pub(super) const ANNOTATE: &[Element] = &[resource("reference").once()];

/// The changed-page module: who knows of changes.
pub(super) const CHANGED_PAGES: &[Element] = &[resource("server")];
