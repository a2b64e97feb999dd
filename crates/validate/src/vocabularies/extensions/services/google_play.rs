//! The podcast elements of Google Play, which podcast hosts still write:
//! <https://support.google.com/podcast-publishers/answer/9889544>.

use crate::Code;
use crate::datatypes::{at_most, contact, no_html, web_address, yes_no_clean};
use crate::vocabularies::schema::{Attribute, Element, Grammar};

const AUTHOR: Element = Element::text("author", &[no_html]).once();
const BLOCK: Element = Element::text("block", &[yes_no_clean]).once();
const DESCRIPTION: Element = Element::text("description", &[at_most::<4000>]).once();
const EXPLICIT: Element = Element::text("explicit", &[yes_no_clean]).once();
const IMAGE: Element = Element::parent("image", &Grammar::EMPTY)
    .with(&[Attribute::required("href", Code::MissingAttribute, &[web_address])])
    .once();

/// The elements of a feed.
pub(crate) const FEED: &[Element] = &[
    AUTHOR,
    BLOCK,
    DESCRIPTION,
    EXPLICIT,
    IMAGE,
    Element::parent("category", &Grammar::EMPTY).with(&[Attribute::required(
        "text",
        Code::MissingAttribute,
        &[],
    )]),
    Element::text("email", &[contact]).once(),
    Element::text("owner", &[contact]).once(),
];

/// The elements of an entry.
pub(crate) const ENTRY: &[Element] = &[AUTHOR, BLOCK, DESCRIPTION, EXPLICIT, IMAGE];
