//! Licences: the RSS 1.0 module <https://web.resource.org/cc/> and the RSS 2.0 module
//! <https://backend.userland.com/creativeCommonsRssModule>.

use super::Element;
use crate::datatypes::uri;

/// RDF's licence.
pub(in crate::vocabularies) const CC_LICENSE: &[Element] = &[Element::any("license")];

/// The licence's address.
pub(in crate::vocabularies) const CREATIVE_COMMONS: &[Element] = &[Element::text("license", &[uri])];
