//! The elements that describe a feed, a source or an entry (RFC 4287, 4.2).

use super::construct::{RIGHTS, SUBTITLE, TITLE};
use super::link::LINK;
use super::person::{AUTHOR, CONTRIBUTOR};
use crate::Code;
use crate::datatypes::{
    canonical_id, content_source, iri, no_html, no_space_around, not_blank, rfc3339_date, uri_reference,
    yes_no,
};
use crate::messages::{Finding, Subject};
use crate::vocabularies::extensions::dublin_core::elements::RELATED_WITH_ONE_DATE;
use crate::vocabularies::extensions::rss_modules::creative_commons::CREATIVE_COMMONS;
use crate::vocabularies::schema::{
    Attribute, Content, Context, Element, Grammar, Mixed, Namespace, Node, Table,
};

/// `atom:id`.
pub(crate) const ID: Element = Element::text("id", &[canonical_id, no_space_around]).once();
const UPDATED: Element = Element::text("updated", &[rfc3339_date, no_space_around]).once();
/// `atom:updated` in RSS, where white space around it is accepted.
pub(crate) const UPDATED_IN_RSS: Element = Element::text("updated", &[rfc3339_date]).once();
/// `atom:published` in RSS, where white space around it is accepted.
pub(crate) const PUBLISHED_IN_RSS: Element = Element::text("published", &[rfc3339_date]).once();
const ICON: Element = Element::text("icon", &[not_blank, no_space_around, uri_reference]).once();
const LOGO: Element = Element::text("logo", &[not_blank, no_space_around, uri_reference]).once();
/// `atom:generator`.
pub(crate) const GENERATOR: Element = Element::text("generator", &[no_html, not_blank])
    .once()
    .with(&[Attribute::optional("uri", &[]), Attribute::optional("version", &[])])
    .rules(&[check_generator_uri]);
/// `atom:category`.
pub(crate) const CATEGORY: Element = Element::new("category", Content::Chosen(content_of_category)).with(&[
    Attribute::required("term", Code::MissingAttribute, &[not_blank]),
    Attribute::optional("scheme", &[iri]),
    Attribute::optional("label", &[no_html]),
]);

/// RFC 4287, 4.2.2: text and elements of other vocabularies (`undefinedContent`).
const UNDEFINED: Mixed = Mixed { element: foreign_element, text: |_, _, _| {} };

fn content_of_category(_: &Node<'_>, context: &mut dyn Context<'_>) -> Content {
    if context.is_w3c() { Content::Elements(&Grammar::EMPTY) } else { Content::Mixed(&UNDEFINED) }
}

/// Reports an element of Atom in undefined content.
pub(crate) fn foreign_element(node: &Node<'_>, context: &mut dyn Context<'_>) -> Content {
    if matches!(node.namespace, Namespace::Core | Namespace::Atom) {
        context.report(Finding::new(Code::UndefinedElement).on(node));
    }
    Content::Anything
}

/// Whether search engines may index the feed: an attribute of a feed and a source.
pub(crate) const INDEX: Attribute = Attribute::optional("index", &[yes_no]).of(Namespace::Indexing);

/// The elements with which a feed describes itself, and a source the feed that an entry is from.
pub(crate) const METADATA: &[Table] = &[Table {
    namespace: Namespace::Core,
    elements: &[
        AUTHOR,
        CATEGORY,
        CONTRIBUTOR,
        GENERATOR,
        ICON,
        ID,
        LINK,
        LOGO,
        RIGHTS,
        SUBTITLE,
        TITLE,
        UPDATED,
    ],
}];

/// Extensions with the same meaning as elements of Atom, in feeds and entries.
pub(crate) const EQUIVALENT_EXTENSIONS: &[Table] = &[
    Table { namespace: Namespace::DublinCore, elements: RELATED_WITH_ONE_DATE },
    Table { namespace: Namespace::CreativeCommonsRss, elements: CREATIVE_COMMONS },
];

/// Reports which of these elements of Atom are missing.
pub(crate) fn require(parent: &Node<'_>, names: &[&str], missing: Code, context: &mut dyn Context<'_>) {
    let has = |name: &str| {
        parent.children.iter().any(|child| child.namespace == Namespace::Core && child.local == name)
    };
    for name in names.iter().filter(|name| !has(name)) {
        context.report(Finding::new(missing).on_part(parent, name));
    }
}

fn check_generator_uri(generator: &Node<'_>, context: &mut dyn Context<'_>) {
    let Some(uri) = generator.attribute("uri") else { return };
    let subject = Subject::new(generator.start, generator.name(), context.parent_name()).attribute("uri");
    context.check(generator, &[content_source], uri, subject);
}
