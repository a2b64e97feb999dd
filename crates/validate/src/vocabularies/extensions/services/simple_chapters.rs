//! Podlove's simple chapters: <https://podlove.org/simple-chapters>.

use crate::Code;
use crate::datatypes::{not_blank, play_time, uri_reference, web_address};
use crate::vocabularies::atom::link::LINK;
use crate::vocabularies::schema::{Attribute, Element, Grammar, Namespace, Table};

/// The elements of an entry.
pub(crate) const ENTRY: &[Element] =
    &[Element::parent("chapters", &CHAPTERS).with(&[Attribute::optional("version", &[not_blank])]).once()];

const CHAPTERS: Grammar = Grammar::of(&[
    &[Table {
        namespace: Namespace::SimpleChapters,
        elements: &[Element::parent("chapter", &Grammar::EMPTY).with(&[
            Attribute::required("start", Code::MissingAttribute, &[play_time]),
            Attribute::required("title", Code::MissingAttribute, &[not_blank]),
            Attribute::optional("href", &[uri_reference]),
            Attribute::optional("image", &[web_address]),
        ])],
    }],
    &[Table { namespace: Namespace::Atom, elements: &[LINK] }],
]);
