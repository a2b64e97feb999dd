//! People (RFC 4287, 3.2).

use super::super::{Attribute, Content, Element, Grammar, Namespace, Node, Rule, Table, xhtml};
use crate::Code;
use crate::datatypes::{email_address, iri_reference, no_email, no_html, no_space_around, not_blank};
use crate::engine::Judge;
use crate::vocabularies::extensions::resource;

/// `atom:author`.
pub(in crate::vocabularies) const AUTHOR: Element = person("author");
/// `atom:contributor`.
pub(in crate::vocabularies) const CONTRIBUTOR: Element = person("contributor");

const fn person(name: &'static str) -> Element {
    Element::parent(name, &PERSON).with(PARSE_TYPE).rules(NEEDS_NAME)
}

/// RDF reads Atom with it.
const PARSE_TYPE: &[Attribute] = &[Attribute::optional("parseType", &[]).of(Namespace::Known("rdf"))];
const NEEDS_NAME: &[Rule] = &[needs_name];

const PERSON: Grammar = Grammar {
    tables: &[&[
        Table { namespace: Namespace::Core, elements: PARTS },
        Table { namespace: Namespace::Known("atom"), elements: PARTS },
        Table {
            namespace: Namespace::Known("foaf"),
            elements: &[
                resource("workplaceHomepage"),
                resource("homepage"),
                resource("weblog"),
                Element::text("plan", &[]),
                Element::text("firstName", &[]),
            ],
        },
        Table {
            namespace: Namespace::Known("xhtml"),
            elements: &[Element::new("div", Content::Mixed(&xhtml::MARKUP)).with(&[Attribute::any()])],
        },
    ]],
    rules: &[],
    takes_text: false,
};

const PARTS: &[Element] = &[
    Element::text("name", &[no_html, no_email, not_blank]).once(),
    Element::text("email", &[email_address]).once(),
    Element::text("uri", &[not_blank, iri_reference, no_space_around]).once(),
];

fn needs_name(person: &Node, judge: &mut Judge<'_>) {
    if !person.has(Namespace::Core, "name") && !person.has(Namespace::Known("atom"), "name") {
        let parent = person.parent_name();
        judge.say_of(person, Code::MissingElement, &[("parent", &parent), ("element", "name")]);
    }
}
