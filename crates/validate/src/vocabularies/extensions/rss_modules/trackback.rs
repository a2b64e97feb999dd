//! TrackBack: <https://madskills.com/public/xml/rss/module/trackback/>.

use crate::datatypes::uri;
use crate::vocabularies::extensions::rss_modules::rdf_pointers::resource;
use crate::vocabularies::schema::Element;

/// Addresses as text, in RSS 2.0 and Atom.
pub(crate) const OF_TEXT: &[Element] =
    &[Element::text("ping", &[uri]).once(), Element::text("about", &[uri])];

/// Addresses as resources, in RSS 1.0.
pub(crate) const OF_RDF: &[Element] = &[resource("ping").once(), resource("about")];
