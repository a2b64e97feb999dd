//! Elements with a meaning that occur in a place where they are not defined.

use crate::datatypes::uri_reference;
use crate::vocabularies::atom::construct::{CONTENT, RIGHTS, SUBTITLE, SUMMARY, TITLE};
use crate::vocabularies::atom::link::LINK;
use crate::vocabularies::atom::metadata::{CATEGORY, GENERATOR, ID, PUBLISHED_IN_RSS, UPDATED_IN_RSS};
use crate::vocabularies::atom::person::{AUTHOR, CONTRIBUTOR};
use crate::vocabularies::atom::publishing::{CATEGORIES, COLLECTION, WORKSPACE};
use crate::vocabularies::extensions;
use crate::vocabularies::schema::{Context, DetectedFormat, Element, Grammar, Namespace, Node, Table};

/// The elements that may occur anywhere, with a warning.
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

/// The row and the name of an element that has no row in its parent, but whose meaning there is clear. In a
/// format's own elements, the format's own vocabulary is limited to what the format defines; in elements of
/// an extension it counts as an extension. In documents of the publishing protocol, its own elements are
/// limited in the same way.
pub(crate) fn questionable(node: &Node, context: &dyn Context<'_>) -> Option<(&'static Element, String)> {
    let is_atom = context.format().is_some_and(DetectedFormat::is_atom);
    let is_in_extension = context.ancestors().next().is_some_and(|parent| parent.namespace.is_extension());
    let namespace = match node.namespace {
        Namespace::Core if is_atom && is_in_extension => Namespace::Atom,
        Namespace::AtomPub if context.format().is_some_and(DetectedFormat::is_publishing) => return None,
        namespace => namespace,
    };
    ANYWHERE
        .row(namespace, node.local, context.options().profile)
        .map(|row| (row, namespace.qualify(node.local)))
}
