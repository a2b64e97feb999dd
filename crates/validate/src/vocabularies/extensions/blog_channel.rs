//! The blogChannel module: <https://backend.userland.com/blogChannelModule>.

use super::Element;
use crate::datatypes::uri;

pub(super) const FEED: &[Element] = &[
    Element::text("blogRoll", &[uri]).once(),
    Element::text("mySubscriptions", &[uri]).once(),
    Element::text("blink", &[uri]).once(),
    Element::text("changes", &[uri]).once(),
];
