//! The event module: <https://web.resource.org/rss/1.0/modules/event/>. Its dates may be in the future.

use crate::datatypes::iso8601_moment_at_any_time;
use crate::vocabularies::schema::Element;

pub(crate) const ENTRY: &[Element] = &[
    Element::text("startdate", &[iso8601_moment_at_any_time]).once(),
    Element::text("enddate", &[iso8601_moment_at_any_time]).once(),
    Element::any("location"),
    Element::any("organizer"),
    Element::text("type", &[]).once(),
];
