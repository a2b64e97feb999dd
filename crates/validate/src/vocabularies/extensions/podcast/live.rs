//! Live streams.

use super::parts::require;
use super::value::date_time;
use crate::Code;
use crate::datatypes::{Findings, Value, one_of, uri};
use crate::vocabularies::schema::{Attribute, Content, Element, SharedContent};

/// `podcast:liveItem`: an item and the time of its live stream.
pub(crate) const LIVE_ITEM: Element = Element::new("liveItem", Content::Shared(SharedContent::RssItem))
    .with(&[
        Attribute::required("status", Code::MissingAttribute, &[status]),
        Attribute::required("start", Code::MissingAttribute, &[date_time]),
        Attribute::optional("end", &[date_time]),
    ])
    .rules(&[|item, context| require(item, "contentLink", context)]);

/// `podcast:contentLink`: another address of the live stream.
pub(crate) const CONTENT_LINK: Element =
    Element::text("contentLink", &[]).with(&[Attribute::required("href", Code::MissingAttribute, &[uri])]);

fn status(value: &Value<'_>, findings: &mut Findings) {
    one_of(value, &["pending", "live", "ended"], Code::InvalidValue, findings);
}
