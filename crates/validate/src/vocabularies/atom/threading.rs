//! Threading: <https://www.rfc-editor.org/rfc/rfc4685>, and the RSS 1.0 module of that name. The attributes
//! of links stand with links.

use crate::Code;
use crate::datatypes::{canonical_id, is_media_type, link_target, non_negative_integer};
use crate::messages::{Finding, Param, Subject};
use crate::vocabularies::schema::{
    Attribute, Content, Context, Element, Format, Mixed, Namespace, Node, Table,
};

const THREADING: Namespace = Namespace::Threading;

/// What stands in a feed.
pub(crate) const FEED: Table = Table { namespace: THREADING, elements: &[IN_REPLY_TO] };

/// What stands in an entry.
pub(crate) const ENTRY: Table = Table {
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

fn not_defined(node: &Node, context: &mut dyn Context<'_>) -> Content {
    let parent = context.parent_name();
    context.report(Finding::new(Code::UndefinedElement).at(node.start).element(node.local).parent(parent));
    Content::Anything
}

/// Where the original is found and what it is. What is wrong is said of the attribute, with the feed or entry
/// as its parent.
fn what_is_replied_to(reply: &Node, context: &mut dyn Context<'_>) {
    let parent = context.parent_name();
    let address = |name: &str, context: &mut dyn Context<'_>| {
        if let Some(value) = reply.attribute(name) {
            context.check(reply, &[link_target], value, Subject::new(reply.start, name, &parent));
        }
    };
    address("href", context);
    if let Some(id) = reply.attribute("ref") {
        context.check(reply, &[canonical_id], id, Subject::new(reply.start, "ref", &parent));
    }
    address("source", context);
    if let Some(kind) = reply.attribute("type").filter(|kind| !is_media_type(kind)) {
        context.report(
            Finding::new(Code::InvalidMIMEType)
                .on(reply)
                .param(Param::Attr, "type")
                .param(Param::Value, kind),
        );
    }
}

/// The RSS 1.0 module's only element.
fn only_in_rdf(children: &Node, context: &mut dyn Context<'_>) {
    if !context.is(Format::Rss1) {
        context.report(Finding::new(Code::UndefinedElement).on(children));
    }
}
