//! The Dublin Core terms of the RSS 1.0 module: <https://web.resource.org/rss/1.0/modules/dcterms/>.

use crate::datatypes::{not_blank, positive_integer, w3cdtf_date};
use crate::vocabularies::extensions::rss_modules::rdf_pointers::resource;
use crate::vocabularies::schema::Element;

/// The terms without `medium`, which the module defines but advises against.
pub(crate) const EVERYWHERE: &[Element] = &[
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
