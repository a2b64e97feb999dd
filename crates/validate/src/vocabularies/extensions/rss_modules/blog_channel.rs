//! The blogChannel module: <https://backend.userland.com/blogChannelModule>.

use crate::datatypes::uri;
use crate::vocabularies::schema::Element;

pub(crate) const FEED: &[Element] = &[
    Element::text("blogRoll", &[uri]).once(),
    Element::text("mySubscriptions", &[uri]).once(),
    Element::text("blink", &[uri]).once(),
    Element::text("changes", &[uri]).once(),
];
