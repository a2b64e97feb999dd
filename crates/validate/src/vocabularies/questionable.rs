//! Elements that have their place, but not here.

use crate::datatypes::uri_reference;
use crate::vocabularies::atom::construct::{CONTENT, RIGHTS, SUBTITLE, SUMMARY, TITLE};
use crate::vocabularies::atom::link::LINK;
use crate::vocabularies::atom::metadata::{CATEGORY, GENERATOR, ID, PUBLISHED_IN_RSS, UPDATED_IN_RSS};
use crate::vocabularies::atom::person::{AUTHOR, CONTRIBUTOR};
use crate::vocabularies::atom::publishing::{CATEGORIES, COLLECTION, WORKSPACE};
use crate::vocabularies::extensions;
use crate::vocabularies::schema::{Context, DetectedFormat, Element, Grammar, Namespace, Node, Table};

/// What may stand anywhere, if with a warning.
const ANYWHERE: Grammar = Grammar::of(&[
    &[
        Table {
            namespace: Namespace::Atom,
            elements: &[
                AUTHOR,
                CATEGORY,
                CONTENT,
                CONTRIBUTOR,
                GENERATOR,
                Element::text("icon", &[uri_reference]).once(),
                ID,
                LINK,
                Element::text("logo", &[uri_reference]).once(),
                PUBLISHED_IN_RSS,
                RIGHTS,
                SUBTITLE,
                SUMMARY,
                TITLE,
                UPDATED_IN_RSS,
            ],
        },
        Table { namespace: Namespace::AtomPub, elements: &[WORKSPACE, COLLECTION, CATEGORIES] },
    ],
    extensions::EVERYWHERE,
]);

/// The row of an element that has none in what it stands in, but makes sense there, since people invent such
/// places; and its name. In a format's own elements its own vocabulary is as the format says; in those of an
/// extension it is a guest, and so it is with the publishing protocol's documents the other way round.
pub(crate) fn questionable(node: &Node, context: &dyn Context<'_>) -> Option<(&'static Element, String)> {
    let is_atom = context.format().is_some_and(DetectedFormat::is_atom);
    let stands_in_extension =
        context.ancestors().next().is_some_and(|parent| parent.namespace.is_extension());
    let namespace = match node.namespace {
        Namespace::Core if is_atom && stands_in_extension => Namespace::Atom,
        Namespace::AtomPub if context.format().is_some_and(DetectedFormat::is_publishing) => return None,
        namespace => namespace,
    };
    ANYWHERE.row(namespace, node.local).map(|row| (row, namespace.qualify(node.local)))
}
