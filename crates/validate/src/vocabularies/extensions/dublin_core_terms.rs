//! Dublin Core's terms, as the RSS 1.0 module has them: <https://web.resource.org/rss/1.0/modules/dcterms/>.

use super::Element;
use super::rdf_schema::resource;
use crate::datatypes::{not_blank, positive_integer, w3cdtf_date};

/// The terms. `medium` is not among them: the module defines it and says that it is not to be used.
pub(super) const EVERYWHERE: &[Element] = &[
    Element::text("alternative", &[]),
    Element::text("abstract", &[]).once(),
    resource("tableOfContents").once(),
    Element::text("created", &[w3cdtf_date]).once(),
    Element::text("issued", &[w3cdtf_date]).once(),
    Element::text("modified", &[w3cdtf_date]).once(),
    Element::text("dateAccepted", &[]).once(),
    Element::text("dateCopyrighted", &[]).once(),
    Element::text("dateSubmitted", &[]).once(),
    Element::text("extent", &[positive_integer, not_blank]).once(),
    Element::text("audience", &[]),
    Element::text("mediator", &[]).once(),
    resource("isVersionOf"),
    resource("hasVersion"),
    resource("isReplacedBy"),
    resource("replaces"),
    resource("isRequiredBy"),
    resource("requires"),
    resource("isPartOf"),
    resource("hasPart"),
    resource("isReferencedBy"),
    resource("references"),
    resource("isFormatOf"),
    resource("hasFormat"),
    resource("conformsTo"),
    Element::any("valid"),
    Element::any("available"),
    Element::any("spatial"),
    Element::any("temporal"),
    Element::any("accessRights"),
    Element::any("accrualMethod"),
    Element::any("accrualPeriodicity"),
    Element::any("accrualPolicy"),
    Element::any("bibliographicCitation"),
    Element::any("educationLevel"),
    Element::any("instructionalMethod"),
    Element::any("license"),
    Element::any("provenance"),
    Element::any("rightsHolder"),
];
