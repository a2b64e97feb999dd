//! Friend of a Friend: <http://xmlns.com/foaf/spec/>. The content of its elements is not checked.

use crate::vocabularies::schema::Element;

pub(crate) const FEED: &[Element] = &[Element::any("maker")];

pub(crate) const ENTRY: &[Element] = &[Element::any("maker"), Element::any("primaryTopic")];
