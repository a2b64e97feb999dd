//! Dublin Core, simple and qualified: <https://www.dublincore.org/specifications/dublin-core/dces/>.

use super::Element;
use crate::datatypes::{language, no_html, w3cdtf_date};

/// What says something that no format's own element says, or says it of anything.
pub(super) const EVERYWHERE: &[Element] = &[
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

/// Who, what about and when: of an item, which may have several dates.
pub(in crate::vocabularies) const RELATED: &[Element] =
    &[CREATOR, SUBJECT, Element::text("date", &[w3cdtf_date])];

/// The same where there is one date.
pub(in crate::vocabularies) const RELATED_ONE_DATE: &[Element] =
    &[CREATOR, SUBJECT, Element::text("date", &[w3cdtf_date]).once()];

const CREATOR: Element = Element::text("creator", &[]);
const SUBJECT: Element = Element::text("subject", &[]);
