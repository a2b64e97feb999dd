//! The administration module: <https://web.resource.org/rss/1.0/modules/admin/>.

use super::Element;
use super::rdf_schema::resource;

pub(super) const FEED: &[Element] = &[resource("generatorAgent").once(), resource("errorReportsTo").once()];
