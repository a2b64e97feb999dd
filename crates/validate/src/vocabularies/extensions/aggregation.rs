//! The aggregation module: <https://web.resource.org/rss/1.0/modules/aggregation/>.

use super::Element;
use crate::datatypes::{iso8601_moment, uri};

pub(super) const ENTRY: &[Element] = &[
    Element::text("source", &[]).once(),
    Element::text("sourceURL", &[uri]).once(),
    Element::text("timestamp", &[iso8601_moment]).once(),
];
