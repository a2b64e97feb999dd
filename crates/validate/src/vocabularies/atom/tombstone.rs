//! Tombstones, which stand for deleted entries: <https://www.rfc-editor.org/rfc/rfc6721>.

use super::construct::TITLE;
use super::link::LINK;
use super::person::AUTHOR;
use super::source::SOURCE;
use crate::Code;
use crate::datatypes::{canonical_id, rfc3339_date};
use crate::vocabularies::extensions;
use crate::vocabularies::schema::{Attribute, Element, Grammar, Namespace, Table};

const TOMBSTONES: Namespace = Namespace::Tombstone;

/// The element of a feed.
pub(crate) const IN_FEED: &[Table] = &[Table { namespace: TOMBSTONES, elements: &[DELETED_ENTRY] }];

/// `at:deleted-entry`.
pub(crate) const DELETED_ENTRY: Element = Element::parent("deleted-entry", &IN_DELETED_ENTRY).with(&[
    Attribute::required("ref", Code::MissingAttribute, &[canonical_id]),
    Attribute::required("when", Code::MissingAttribute, &[rfc3339_date]),
]);

const IN_DELETED_ENTRY: Grammar = Grammar::of(&[
    &[
        Table { namespace: TOMBSTONES, elements: &[AUTHOR.named("by").once(), TITLE.named("comment")] },
        Table { namespace: Namespace::Core, elements: &[LINK, SOURCE] },
        Table { namespace: Namespace::Atom, elements: &[LINK, SOURCE] },
    ],
    extensions::EVERYWHERE,
]);
