//! Dublin Core, simple and qualified: <https://www.dublincore.org/specifications/dublin-core/dces/>.

use crate::datatypes::{language, no_html, w3cdtf_date};
use crate::vocabularies::schema::Element;

/// The elements that any element may contain. Each is optional and repeatable (DCMES 1.1); the W3C validator
/// allows some of them once.
pub(crate) const EVERYWHERE: &[Element] = &[
    Element::text("title", &[]).once_in_w3c(),
    Element::text("description", &[]).once_in_w3c(),
    Element::text("publisher", &[]),
    Element::text("contributor", &[]),
    Element::text("type", &[]).once_in_w3c(),
    Element::text("format", &[]).once_in_w3c(),
    Element::text("identifier", &[]),
    Element::text("source", &[]).once_in_w3c(),
    Element::text("language", &[language]).once_in_w3c(),
    Element::text("relation", &[]),
    Element::text("coverage", &[]),
    Element::text("rights", &[no_html]).once_in_w3c(),
];

/// Author, subject and date of an item, which may have several dates.
pub(crate) const RELATED: &[Element] = &[CREATOR, SUBJECT, Element::text("date", &[w3cdtf_date])];

/// Author, subject and one date.
pub(crate) const RELATED_WITH_ONE_DATE: &[Element] =
    &[CREATOR, SUBJECT, Element::text("date", &[w3cdtf_date]).once_in_w3c()];

const CREATOR: Element = Element::text("creator", &[]);
const SUBJECT: Element = Element::text("subject", &[]);
