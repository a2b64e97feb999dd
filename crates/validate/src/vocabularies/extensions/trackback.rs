//! TrackBack: <https://madskills.com/public/xml/rss/module/trackback/>.

use super::Element;
use super::rdf_schema::resource;
use crate::datatypes::uri;

/// Addresses as text, in RSS 2.0 and Atom.
pub(in crate::vocabularies) const OF_TEXT: &[Element] =
    &[Element::text("ping", &[uri]).once(), Element::text("about", &[uri])];

/// Addresses as resources, in RSS 1.0.
pub(in crate::vocabularies) const OF_RDF: &[Element] = &[resource("ping").once(), resource("about")];
