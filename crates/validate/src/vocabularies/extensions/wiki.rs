//! The wiki module: <https://web.resource.org/rss/1.0/modules/wiki/>.

use super::Element;

pub(super) const ENTRY: &[Element] = &[
    Element::text("diff", &[]),
    Element::text("history", &[]),
    Element::text("importance", &[]),
    Element::text("status", &[]),
    Element::text("version", &[]),
];

pub(super) const FEED: &[Element] = &[Element::text("interwiki", &[])];
