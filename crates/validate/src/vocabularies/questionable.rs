//! Elements that have their place, but not here.

use super::atom::{
    AUTHOR, CATEGORY, CONTENT, CONTRIBUTOR, GENERATOR, ID, LINK, PUBLISHED_IN_RSS, RIGHTS, SUBTITLE, SUMMARY,
    TITLE, UPDATED_IN_RSS,
};
use super::publishing::{CATEGORIES, COLLECTION, WORKSPACE};
use super::{Element, Grammar, Namespace, Node, Root, Table};
use crate::datatypes::uri_reference;
use crate::engine::Judge;
use crate::vocabularies::extensions;

/// What may stand anywhere, if with a warning.
const ANYWHERE: Grammar = Grammar {
    tables: &[
        &[
            Table {
                namespace: Namespace::Known("atom"),
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
            Table { namespace: Namespace::Known("app"), elements: &[WORKSPACE, COLLECTION, CATEGORIES] },
        ],
        extensions::EVERYWHERE,
    ],
    rules: &[],
    takes_text: false,
};

/// The row of an element that has none in what it stands in, but makes sense there, since people invent such
/// places; and its name. In a format's own elements its own vocabulary is as the format says; in those of an
/// extension it is a guest, and so it is with the publishing protocol's documents the other way round.
pub(crate) fn questionable(node: &Node, judge: &Judge<'_>) -> Option<(&'static Element, String)> {
    let is_atom = judge.root().is_some_and(Root::is_atom);
    let stands_in_extension =
        judge.ancestors().next().is_some_and(|parent| matches!(parent.namespace, Namespace::Known(_)));
    let namespace = match node.namespace {
        Namespace::Core if is_atom && stands_in_extension => Namespace::Known("atom"),
        Namespace::Known("app") if judge.root().is_some_and(Root::is_publishing) => return None,
        namespace => namespace,
    };
    ANYWHERE.row(namespace, node.local).map(|row| (row, namespace.qualify(node.local)))
}
