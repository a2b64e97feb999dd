//! Friend of a Friend: <http://xmlns.com/foaf/spec/>. Its graphs are not looked at.

use super::Element;

pub(super) const FEED: &[Element] = &[Element::any("maker")];

pub(super) const ENTRY: &[Element] = &[Element::any("maker"), Element::any("primaryTopic")];
