//! Other feeds.

use super::{Attribute, EMPTY, Element, Grammar, Judge, Node, PODCAST, needs, podcast};
use crate::Code;
use crate::datatypes::{Findings, Value, one_of, uuid, web_address};

/// `podcast:remoteItem`: another feed, or an item of it.
pub(super) const REMOTE_ITEM: Element = Element::parent("remoteItem", &EMPTY).with(&[
    Attribute::required("feedGuid", Code::MissingAttribute, &[uuid]),
    Attribute::optional("feedUrl", &[web_address]),
    Attribute::optional("itemGuid", &[]),
    Attribute::optional("medium", &[medium]),
    Attribute::optional("title", &[]),
]);

/// `podcast:podroll`: feeds that one may like as well.
pub(super) const PODROLL: Element = Element::parent("podroll", &Grammar::of(&[&[podcast(&[REMOTE_ITEM])]]))
    .once()
    .rules(&[|podroll, judge| needs(podroll, "remoteItem", judge)]);

/// `podcast:publisher`: the feed of who publishes this one.
pub(super) const PUBLISHER: Element =
    Element::parent("publisher", &Grammar::of(&[&[podcast(&[REMOTE_ITEM.once()])]]))
        .once()
        .rules(&[|publisher, judge| needs(publisher, "remoteItem", judge), is_publisher]);

/// Each is also a list of such, with an `L` behind its name; sorted.
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

/// What a feed is.
pub(super) fn medium(value: &Value<'_>, findings: &mut Findings) {
    one_of(value, MEDIUMS, Code::InvalidValue, findings);
}

fn is_publisher(publisher: &Node, judge: &mut Judge<'_>) {
    for item in publisher.all(PODCAST, "remoteItem") {
        match item.attribute("medium") {
            Some("publisher") => {}
            Some(other) => {
                let parent = item.parent_name();
                judge.say(Code::InvalidValue, item.start, "medium", &parent, &[("value", other)]);
            }
            None => judge.say_of_child(publisher, item, Code::MissingAttribute, &[("attr", "medium")]),
        }
    }
}
