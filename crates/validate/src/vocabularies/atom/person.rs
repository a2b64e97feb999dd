//! Persons (RFC 4287, 3.2).

use crate::Code;
use crate::datatypes::{email_address, iri_reference, no_email, no_html, no_space_around, not_blank};
use crate::messages::Finding;
use crate::vocabularies::extensions::rss_modules::rdf_pointers::resource;
use crate::vocabularies::schema::{
    Attribute, Content, Context, Element, Grammar, Namespace, Node, Rule, Table,
};
use crate::vocabularies::xhtml::markup::MARKUP;

/// `atom:author`.
pub(crate) const AUTHOR: Element = person("author");
/// `atom:contributor`.
pub(crate) const CONTRIBUTOR: Element = person("contributor");

const fn person(name: &'static str) -> Element {
    Element::parent(name, &PERSON).with(PARSE_TYPE).rules(REQUIRE_NAME)
}

/// An attribute that RDF needs in Atom.
const PARSE_TYPE: &[Attribute] = &[Attribute::optional("parseType", &[]).of(Namespace::Rdf)];
const REQUIRE_NAME: &[Rule] = &[require_name];

const PERSON: Grammar = Grammar::of(&[&[
    Table { namespace: Namespace::Core, elements: PARTS },
    Table { namespace: Namespace::Atom, elements: PARTS },
    Table {
        namespace: Namespace::Foaf,
        elements: &[
            resource("workplaceHomepage"),
            resource("homepage"),
            resource("weblog"),
            Element::text("plan", &[]),
            Element::text("firstName", &[]),
        ],
    },
    Table {
        namespace: Namespace::Xhtml,
        elements: &[Element::new("div", Content::Mixed(&MARKUP)).with(&[Attribute::any()])],
    },
]])
.open();

const PARTS: &[Element] = &[
    Element::text("name", &[no_html, no_email, not_blank]).once(),
    Element::text("email", &[email_address]).once(),
    Element::text("uri", &[not_blank, iri_reference, no_space_around]).once(),
];

fn require_name(person: &Node, context: &mut dyn Context<'_>) {
    if !person.has(Namespace::Core, "name") && !person.has(Namespace::Atom, "name") {
        let parent = person.parent_name();
        context.report(Finding::new(Code::MissingElement).on(person).parent(parent).element("name"));
    }
}
