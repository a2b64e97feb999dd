//! The extensions that every element with child elements may contain: feed, entry, image, text input.

use super::dublin_core::{elements, terms};
use super::geography::{coordinates, georss};
use super::rss_modules::rdf_pointers;
use crate::datatypes::{contact, html_fragment_with_addresses, rfc822_date, web_address};
use crate::vocabularies::schema::{Element, Namespace, Table};

/// The set.
pub(crate) const EVERYWHERE: &[Table] = &[
    Table { namespace: Namespace::DublinCore, elements: elements::EVERYWHERE },
    Table { namespace: Namespace::DublinCoreTerms, elements: terms::EVERYWHERE },
    Table { namespace: Namespace::Rdf, elements: rdf_pointers::RDF },
    Table { namespace: Namespace::Rdfs, elements: rdf_pointers::SEE_ALSO },
    Table { namespace: Namespace::Geo, elements: coordinates::GEO },
    Table { namespace: Namespace::GeoUrl, elements: coordinates::DEGREES },
    Table { namespace: Namespace::Icbm, elements: coordinates::DEGREES },
    Table { namespace: Namespace::GeoRss, elements: georss::EVERYWHERE },
    Table { namespace: Namespace::Opml, elements: OPML_HEAD },
];

/// The head of an OPML document as metadata of a feed that was converted from OPML.
const OPML_HEAD: &[Element] = &[
    Element::text("dateCreated", &[rfc822_date]).once(),
    Element::text("dateModified", &[rfc822_date]).once(),
    Element::text("ownerName", &[html_fragment_with_addresses]).once(),
    Element::text("ownerEmail", &[contact]).once(),
    Element::text("ownerId", &[web_address]).once(),
];
