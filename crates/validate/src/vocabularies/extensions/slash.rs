//! The Slash module: <https://web.resource.org/rss/1.0/modules/slash/>.

use super::Element;
use crate::datatypes::{comma_separated_integers, non_negative_integer};

pub(super) const ENTRY: &[Element] = &[
    Element::text("comments", &[non_negative_integer]).once(),
    Element::text("section", &[]),
    Element::text("department", &[]),
    Element::text("hit_parade", &[comma_separated_integers]).once(),
];
