//! References to other feeds.

use super::parts::{PODCAST, podcast, require};
use crate::Code;
use crate::datatypes::{Findings, Value, one_of, uuid, web_address};
use crate::messages::{Finding, Param};
use crate::vocabularies::schema::{Attribute, Context, Element, Grammar, Node};

/// `podcast:remoteItem`: another feed, or an item of another feed.
pub(crate) const REMOTE_ITEM: Element = Element::parent("remoteItem", &Grammar::EMPTY).with(&[
    Attribute::required("feedGuid", Code::MissingAttribute, &[uuid]),
    Attribute::optional("feedUrl", &[web_address]),
    Attribute::optional("itemGuid", &[]),
    Attribute::optional("medium", &[medium]),
    Attribute::optional("title", &[]),
]);

/// `podcast:podroll`: recommended feeds.
pub(crate) const PODROLL: Element = Element::parent("podroll", &Grammar::of(&[&[podcast(&[REMOTE_ITEM])]]))
    .once()
    .rules(&[|podroll, context| require(podroll, "remoteItem", context)]);

/// `podcast:publisher`: the feed of the publisher.
pub(crate) const PUBLISHER: Element =
    Element::parent("publisher", &Grammar::of(&[&[podcast(&[REMOTE_ITEM.once()])]]))
        .once()
        .rules(&[|publisher, context| require(publisher, "remoteItem", context), check_medium]);

/// The kinds of feeds, sorted. The `L` at the end of a name stands for a list of that kind.
const MEDIUMS: &[&str] = &[
    "audiobook",
    "audiobookL",
    "blog",
    "blogL",
    "course",
    "courseL",
    "film",
    "filmL",
    "mixed",
    "music",
    "musicL",
    "newsletter",
    "newsletterL",
    "podcast",
    "podcastL",
    "publisher",
    "publisherL",
    "video",
    "videoL",
];

/// The kind of a feed.
pub(crate) fn medium(value: &Value<'_>, findings: &mut Findings) {
    one_of(value, MEDIUMS, Code::InvalidValue, findings);
}

fn check_medium(publisher: &Node, context: &mut dyn Context<'_>) {
    for item in publisher.all(PODCAST, "remoteItem") {
        match item.attribute("medium") {
            Some("publisher") => {}
            Some(other) => {
                context.report(
                    Finding::new(Code::InvalidValue).on_part(item, "medium").param(Param::Value, other),
                );
            }
            None => context.report(
                Finding::new(Code::MissingAttribute).on_child(item, publisher).param(Param::Attr, "medium"),
            ),
        }
    }
}
