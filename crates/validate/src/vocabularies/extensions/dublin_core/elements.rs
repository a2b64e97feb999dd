//! Dublin Core, simple and qualified: <https://www.dublincore.org/specifications/dublin-core/dces/>.

use crate::datatypes::{language, no_html, w3cdtf_date};
use crate::vocabularies::schema::Element;

/// The elements that any element may contain.
pub(crate) const EVERYWHERE: &[Element] = &[
    Element::text("title", &[]).once(),
    Element::text("description", &[]).once(),
    Element::text("publisher", &[]),
    Element::text("contributor", &[]),
    Element::text("type", &[]).once(),
    Element::text("format", &[]).once(),
    Element::text("identifier", &[]),
    Element::text("source", &[]).once(),
    Element::text("language", &[language]).once(),
    Element::text("relation", &[]),
    Element::text("coverage", &[]),
    Element::text("rights", &[no_html]).once(),
];

/// Author, subject and date of an item, which may have several dates.
pub(crate) const RELATED: &[Element] = &[CREATOR, SUBJECT, Element::text("date", &[w3cdtf_date])];

/// Author, subject and one date.
pub(crate) const RELATED_WITH_ONE_DATE: &[Element] =
    &[CREATOR, SUBJECT, Element::text("date", &[w3cdtf_date]).once()];

const CREATOR: Element = Element::text("creator", &[]);
const SUBJECT: Element = Element::text("subject", &[]);
