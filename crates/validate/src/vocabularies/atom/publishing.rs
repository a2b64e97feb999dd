//! The documents and elements of the Atom Publishing Protocol: <https://www.rfc-editor.org/rfc/rfc5023>.

use super::construct::TITLE;
use super::metadata::CATEGORY;
use crate::Code;
use crate::datatypes::{Findings, Value, iri_reference, media_range, no_space_around, rfc3339_date, yes_no};
use crate::messages::{Finding, Param};
use crate::vocabularies::extensions;
use crate::vocabularies::schema::{Attribute, Context, Element, Grammar, Namespace, Node, Table};

const PUBLISHING: Namespace = Namespace::AtomPub;
const ATOM: Namespace = Namespace::Atom;

/// `app:service`.
pub(crate) const SERVICE: Element = Element::parent("service", &IN_SERVICE);
/// `app:categories`.
pub(crate) const CATEGORIES: Element = Element::parent("categories", &IN_CATEGORIES)
    .with(&[
        Attribute::optional("scheme", &[]),
        Attribute::optional("fixed", &[yes_no]),
        Attribute::optional("href", &[]),
    ])
    .rules(&[check_href]);
/// `app:workspace`.
pub(crate) const WORKSPACE: Element = Element::parent("workspace", &IN_WORKSPACE);
/// `app:collection`.
pub(crate) const COLLECTION: Element = Element::parent("collection", &IN_COLLECTION)
    .with(&[Attribute::required("href", Code::MissingAttribute, &[iri_reference])]);

/// The element of a feed: the collection that the feed shows.
pub(crate) const IN_FEED: &[Table] = &[Table { namespace: PUBLISHING, elements: &[COLLECTION.once()] }];

/// The elements of an entry.
pub(crate) const IN_ENTRY: &[Table] = &[Table {
    namespace: PUBLISHING,
    elements: &[
        Element::text("edited", &[rfc3339_date, no_space_around]).once(),
        Element::parent("control", &IN_CONTROL).once(),
    ],
}];

const IN_CONTROL: Grammar =
    Grammar::of(&[&[Table { namespace: PUBLISHING, elements: &[Element::text("draft", &[yes_no]).once()] }]]);

const IN_SERVICE: Grammar =
    Grammar::of(&[&[Table { namespace: PUBLISHING, elements: &[WORKSPACE] }], extensions::EVERYWHERE])
        .rules(&[require_workspace]);

const IN_WORKSPACE: Grammar = Grammar::of(&[
    &[
        Table { namespace: PUBLISHING, elements: &[COLLECTION] },
        Table { namespace: ATOM, elements: &[TITLE] },
    ],
    extensions::EVERYWHERE,
])
.rules(&[require_title]);

const IN_COLLECTION: Grammar = Grammar::of(&[
    &[
        Table { namespace: PUBLISHING, elements: &[CATEGORIES, Element::text("accept", &[media_ranges])] },
        Table { namespace: ATOM, elements: &[TITLE] },
        // In a feed, the vocabulary of Atom is the document's own.
        Table { namespace: Namespace::Core, elements: &[TITLE] },
    ],
    extensions::EVERYWHERE,
])
.rules(&[require_title]);

const IN_CATEGORIES: Grammar = Grammar::of(&[&[
    Table { namespace: ATOM, elements: &[CATEGORY] },
    Table { namespace: Namespace::Core, elements: &[CATEGORY] },
]]);

fn require_workspace(service: &Node, context: &mut dyn Context<'_>) {
    if !service.has(PUBLISHING, "workspace") {
        report_missing(service, "app:workspace", context);
    }
}

fn require_title(node: &Node, context: &mut dyn Context<'_>) {
    if !node.has(ATOM, "title") && !node.has(Namespace::Core, "title") {
        report_missing(node, "atom:title", context);
    }
}

fn report_missing(node: &Node, element: &str, context: &mut dyn Context<'_>) {
    context.report(Finding::new(Code::MissingElement).on(node).parent(node.parent_name()).element(element));
}

/// Section 8.3.4: media ranges, or nothing if the collection accepts nothing.
fn media_ranges(value: &Value<'_>, findings: &mut Findings) {
    if !value.text().is_empty() {
        media_range(value, findings);
    }
}

/// Section 7.2.1: the categories are in the element or at another address.
fn check_href(categories: &Node, context: &mut dyn Context<'_>) {
    if categories.attribute("href").is_none() {
        return;
    }
    for attribute in ["fixed", "scheme"] {
        if categories.attribute(attribute).is_some() {
            context
                .report(Finding::new(Code::ConflictingCatAttr).on(categories).param(Param::Attr, attribute));
        }
    }
    if !categories.children.is_empty() {
        context.report(Finding::new(Code::ConflictingCatChildren).on(categories));
    }
}
