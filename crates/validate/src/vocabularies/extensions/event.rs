//! The event module: <https://web.resource.org/rss/1.0/modules/event/>. Events lie in the past and in the future.

use super::Element;
use crate::datatypes::iso8601_moment_at_any_time;

pub(super) const ENTRY: &[Element] = &[
    Element::text("startdate", &[iso8601_moment_at_any_time]).once(),
    Element::text("enddate", &[iso8601_moment_at_any_time]).once(),
    Element::any("location"),
    Element::any("organizer"),
    Element::text("type", &[]).once(),
];
