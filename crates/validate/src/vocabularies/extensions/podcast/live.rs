//! What is on the air.

use super::parts::require;
use super::value::moment;
use crate::Code;
use crate::datatypes::{Findings, Value, one_of, uri};
use crate::vocabularies::schema::{Attribute, Content, Element, SharedContent};

/// `podcast:liveItem`: an item, and when it is on the air.
pub(crate) const LIVE_ITEM: Element = Element::new("liveItem", Content::Shared(SharedContent::RssItem))
    .with(&[
        Attribute::required("status", Code::MissingAttribute, &[status]),
        Attribute::required("start", Code::MissingAttribute, &[moment]),
        Attribute::optional("end", &[moment]),
    ])
    .rules(&[|item, context| require(item, "contentLink", context)]);

/// `podcast:contentLink`: where else it can be seen or heard.
pub(crate) const CONTENT_LINK: Element =
    Element::text("contentLink", &[]).with(&[Attribute::required("href", Code::MissingAttribute, &[uri])]);

fn status(value: &Value<'_>, findings: &mut Findings) {
    one_of(value, &["pending", "live", "ended"], Code::InvalidValue, findings);
}
