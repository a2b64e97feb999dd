//! What is on the air.

use super::value::moment;
use super::{Attribute, Content, Element, needs};
use crate::Code;
use crate::datatypes::{Findings, Value, one_of, uri};
use crate::vocabularies::rss2::item;

/// `podcast:liveItem`: an item, and when it is on the air.
pub(super) const LIVE_ITEM: Element = Element::new("liveItem", Content::Chosen(|_, _| item::ITEM.content))
    .with(&[
        Attribute::required("status", Code::MissingAttribute, &[status]),
        Attribute::required("start", Code::MissingAttribute, &[moment]),
        Attribute::optional("end", &[moment]),
    ])
    .rules(&[|item, judge| needs(item, "contentLink", judge)]);

/// `podcast:contentLink`: where else it can be seen or heard.
pub(super) const CONTENT_LINK: Element =
    Element::text("contentLink", &[]).with(&[Attribute::required("href", Code::MissingAttribute, &[uri])]);

fn status(value: &Value<'_>, findings: &mut Findings) {
    one_of(value, &["pending", "live", "ended"], Code::InvalidValue, findings);
}
