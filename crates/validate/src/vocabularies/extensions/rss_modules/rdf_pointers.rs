//! Elements that point to an RDF resource, and the small modules of RSS 1.0 that consist of them.

use crate::Code;
use crate::datatypes::uri_reference;
use crate::messages::{Finding, Param};
use crate::vocabularies::schema::{Attribute, Content, Context, Element, Format, Namespace, Node};

/// An element that points to a resource with `rdf:resource`. RDF requires the attribute; other formats do
/// not.
pub(crate) const fn resource(name: &'static str) -> Element {
    Element::new(name, Content::Text(&[])).with(POINTER).rules(&[check_resource])
}

/// The attributes of such an element.
pub(crate) const POINTER: &[Attribute] =
    &[RESOURCE, Attribute::optional("title", &[]).of(Namespace::DublinCore)];

/// `rdf:resource`. The rule [`check_resource`] checks its value, since the findings are about the element.
pub(crate) const RESOURCE: Attribute = Attribute::optional("resource", &[]).of(Namespace::Rdf);

/// The resource is an address. RSS 1.0 requires it.
pub(crate) fn check_resource(node: &Node, context: &mut dyn Context<'_>) {
    match node.attribute_in(Namespace::Rdf, "resource") {
        Some(address) => context.check_element(node, &[uri_reference], address),
        None if context.is(Format::Rss1) => {
            context.report(Finding::new(Code::MissingAttribute).on(node).param(Param::Attr, "rdf:resource"))
        }
        None => {}
    }
}

/// An RDF graph in a feed, whose content is not checked.
pub(crate) const RDF: &[Element] = &[Element::any("RDF"), Element::any("type"), Element::any("Description")];

/// RDF Schema's `seeAlso`.
pub(crate) const SEE_ALSO: &[Element] = &[resource("seeAlso")];

/// RDF Schema's texts, in RSS 1.0.
pub(crate) const LABELS: &[Element] = &[Element::text("label", &[]), Element::text("comment", &[])];

/// The annotation module: the resource that an item comments on.
pub(crate) const ANNOTATE: &[Element] = &[resource("reference").once()];

/// The changed-page module: the server that reports changes.
pub(crate) const CHANGED_PAGES: &[Element] = &[resource("server")];
