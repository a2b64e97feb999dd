//! The Atom Publishing Protocol's documents: <https://www.rfc-editor.org/rfc/rfc5023>.

use super::atom::{CATEGORY, TITLE};
use super::{Attribute, Element, Grammar, Namespace, Node, Table};
use crate::Code;
use crate::datatypes::{Findings, Value, iri_reference, media_range, no_space_around, rfc3339_date, yes_no};
use crate::engine::Judge;
use crate::vocabularies::extensions;

const PUBLISHING: Namespace = Namespace::Known("app");
const ATOM: Namespace = Namespace::Known("atom");

/// `app:service`.
pub(super) const SERVICE: Element = Element::parent("service", &IN_SERVICE);
/// `app:categories`.
pub(super) const CATEGORIES: Element = Element::parent("categories", &IN_CATEGORIES)
    .with(&[
        Attribute::optional("scheme", &[]),
        Attribute::optional("fixed", &[yes_no]),
        Attribute::optional("href", &[]),
    ])
    .rules(&[here_or_there]);
/// `app:workspace`.
pub(super) const WORKSPACE: Element = Element::parent("workspace", &IN_WORKSPACE);
/// `app:collection`.
pub(super) const COLLECTION: Element = Element::parent("collection", &IN_COLLECTION)
    .with(&[Attribute::required("href", Code::MissingAttribute, &[iri_reference])]);

/// What stands in a feed: the collection that it shows.
pub(super) const IN_FEED: &[Table] = &[Table { namespace: PUBLISHING, elements: &[COLLECTION.once()] }];

/// What stands in an entry.
pub(super) const IN_ENTRY: &[Table] = &[Table {
    namespace: PUBLISHING,
    elements: &[
        Element::text("edited", &[rfc3339_date, no_space_around]).once(),
        Element::parent("control", &IN_CONTROL).once(),
    ],
}];

const IN_CONTROL: Grammar = Grammar {
    tables: &[&[Table { namespace: PUBLISHING, elements: &[Element::text("draft", &[yes_no]).once()] }]],
    rules: &[],
    takes_text: false,
};

const IN_SERVICE: Grammar = Grammar {
    tables: &[&[Table { namespace: PUBLISHING, elements: &[WORKSPACE] }], extensions::EVERYWHERE],
    rules: &[needs_workspace],
    takes_text: false,
};

const IN_WORKSPACE: Grammar = Grammar {
    tables: &[
        &[
            Table { namespace: PUBLISHING, elements: &[COLLECTION] },
            Table { namespace: ATOM, elements: &[TITLE] },
        ],
        extensions::EVERYWHERE,
    ],
    rules: &[needs_title],
    takes_text: false,
};

const IN_COLLECTION: Grammar = Grammar {
    tables: &[
        &[
            Table { namespace: PUBLISHING, elements: &[CATEGORIES, Element::text("accept", &[accepted])] },
            Table { namespace: ATOM, elements: &[TITLE] },
            // In a feed, Atom's is the document's own vocabulary.
            Table { namespace: Namespace::Core, elements: &[TITLE] },
        ],
        extensions::EVERYWHERE,
    ],
    rules: &[needs_title],
    takes_text: false,
};

const IN_CATEGORIES: Grammar = Grammar {
    tables: &[&[
        Table { namespace: ATOM, elements: &[CATEGORY] },
        Table { namespace: Namespace::Core, elements: &[CATEGORY] },
    ]],
    rules: &[],
    takes_text: false,
};

fn needs_workspace(service: &Node, judge: &mut Judge<'_>) {
    if !service.has(PUBLISHING, "workspace") {
        missing(service, "app:workspace", judge);
    }
}

fn needs_title(node: &Node, judge: &mut Judge<'_>) {
    if !node.has(ATOM, "title") && !node.has(Namespace::Core, "title") {
        missing(node, "atom:title", judge);
    }
}

fn missing(node: &Node, element: &str, judge: &mut Judge<'_>) {
    judge.say_of(node, Code::MissingElement, &[("parent", &node.parent_name()), ("element", element)]);
}

/// Section 8.3.4: media ranges, or nothing where nothing is accepted.
fn accepted(value: &Value<'_>, findings: &mut Findings) {
    if !value.text().is_empty() {
        media_range(value, findings);
    }
}

/// Section 7.2.1: categories stand here or elsewhere.
fn here_or_there(categories: &Node, judge: &mut Judge<'_>) {
    if categories.attribute("href").is_none() {
        return;
    }
    for attribute in ["fixed", "scheme"] {
        if categories.attribute(attribute).is_some() {
            judge.say_of(categories, Code::ConflictingCatAttr, &[("attr", attribute)]);
        }
    }
    if !categories.children.is_empty() {
        judge.say_of(categories, Code::ConflictingCatChildren, &[]);
    }
}
