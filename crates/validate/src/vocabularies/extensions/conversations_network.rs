//! The Conversations Network's namespace: <https://conversationsnetwork.org/rssNamespace-1.0/>.

use super::Element;
use crate::datatypes::{float, iso8601_moment, non_negative_integer, positive_integer, web_address};

pub(super) const ENTRY: &[Element] = &[
    Element::text("introMilliseconds", &[non_negative_integer]).once(),
    Element::text("image", &[web_address]).once(),
    Element::text("ratingAverage", &[float]).once(),
    Element::text("ratingCount", &[non_negative_integer]).once(),
    Element::text("ratingIndividual", &[positive_integer]).once(),
    Element::text("ratingTimestamp", &[iso8601_moment]).once(),
];
