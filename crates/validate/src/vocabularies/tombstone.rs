//! Tombstones, the entries that were deleted: <https://www.rfc-editor.org/rfc/rfc6721>.

use super::atom::{AUTHOR, LINK, SOURCE, TITLE};
use super::{Attribute, Element, Grammar, Namespace, Table};
use crate::Code;
use crate::datatypes::{canonical_id, rfc3339_date};
use crate::vocabularies::extensions;

/// The namespace.
pub(super) const ADDRESS: &str = "http://purl.org/atompub/tombstones/1.0";

const TOMBSTONES: Namespace = Namespace::Known("at");

/// What stands in a feed.
pub(super) const IN_FEED: &[Table] = &[Table { namespace: TOMBSTONES, elements: &[DELETED_ENTRY] }];

/// `at:deleted-entry`.
pub(super) const DELETED_ENTRY: Element = Element::parent("deleted-entry", &IN_DELETED_ENTRY).with(&[
    Attribute::required("ref", Code::MissingAttribute, &[canonical_id]),
    Attribute::required("when", Code::MissingAttribute, &[rfc3339_date]),
]);

const IN_DELETED_ENTRY: Grammar = Grammar {
    tables: &[
        &[
            Table { namespace: TOMBSTONES, elements: &[AUTHOR.named("by").once(), TITLE.named("comment")] },
            Table { namespace: Namespace::Core, elements: &[LINK, SOURCE] },
            Table { namespace: Namespace::Known("atom"), elements: &[LINK, SOURCE] },
        ],
        extensions::EVERYWHERE,
    ],
    rules: &[],
    takes_text: false,
};
