//! Threading: <https://www.rfc-editor.org/rfc/rfc4685>, and the RSS 1.0 module of that name. The attributes
//! of links stand with links.

use super::{Attribute, Content, Element, Format, Mixed, Namespace, Node, Table};
use crate::Code;
use crate::datatypes::{canonical_id, is_media_type, link_target, non_negative_integer};
use crate::engine::Judge;

const THREADING: Namespace = Namespace::Known("thr");

/// What stands in a feed.
pub(super) const FEED: Table = Table { namespace: THREADING, elements: &[IN_REPLY_TO] };

/// What stands in an entry.
pub(super) const ENTRY: Table = Table {
    namespace: THREADING,
    elements: &[
        IN_REPLY_TO,
        Element::text("total", &[non_negative_integer]).once(),
        Element::new("children", Content::Anything).rules(&[only_in_rdf]),
    ],
};

const IN_REPLY_TO: Element = Element::new("in-reply-to", Content::Mixed(&IGNORED))
    .with(&[
        Attribute::optional("href", &[]),
        Attribute::optional("ref", &[]),
        Attribute::optional("source", &[]),
        Attribute::optional("type", &[]),
    ])
    .rules(&[what_is_replied_to]);

const IGNORED: Mixed = Mixed { element: not_defined, text: |_, _, _| {} };

fn not_defined(node: &Node, judge: &mut Judge<'_>) -> Content {
    let parent = judge.parent_name();
    judge.say(Code::UndefinedElement, node.start, node.local, &parent, &[]);
    Content::Anything
}

/// Where the original is found and what it is. What is wrong is said of the attribute, with the feed or entry
/// as its parent.
fn what_is_replied_to(reply: &Node, judge: &mut Judge<'_>) {
    let parent = judge.parent_name();
    let address = |name: &str, judge: &mut Judge<'_>| {
        if let Some(value) = reply.attribute(name) {
            judge.check(reply, &[link_target], value, name, &parent, &[]);
        }
    };
    address("href", judge);
    if let Some(id) = reply.attribute("ref") {
        judge.check(reply, &[canonical_id], id, "ref", &parent, &[]);
    }
    address("source", judge);
    if let Some(kind) = reply.attribute("type").filter(|kind| !is_media_type(kind)) {
        judge.say_of(reply, Code::InvalidMIMEType, &[("attr", "type"), ("value", kind)]);
    }
}

/// The RSS 1.0 module's only element.
fn only_in_rdf(children: &Node, judge: &mut Judge<'_>) {
    if !judge.is(Format::Rss1) {
        judge.say_of(children, Code::UndefinedElement, &[]);
    }
}
