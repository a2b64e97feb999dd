//! Licences: the RSS 1.0 module <https://web.resource.org/cc/> and the RSS 2.0 module
//! <https://backend.userland.com/creativeCommonsRssModule>.

use crate::datatypes::uri;
use crate::vocabularies::schema::Element;

/// The licence as RDF.
pub(crate) const CC_LICENSE: &[Element] = &[Element::any("license")];

/// The address of the licence.
pub(crate) const CREATIVE_COMMONS: &[Element] = &[Element::text("license", &[uri])];
