//! The administration module: <https://web.resource.org/rss/1.0/modules/admin/>.

use crate::vocabularies::extensions::rss_modules::rdf_pointers::resource;
use crate::vocabularies::schema::Element;

pub(crate) const FEED: &[Element] = &[resource("generatorAgent").once(), resource("errorReportsTo").once()];
