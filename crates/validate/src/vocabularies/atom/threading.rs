//! Threading, <https://www.rfc-editor.org/rfc/rfc4685>, and the RSS 1.0 module of that name. The attributes
//! of links are in `link`.

use super::metadata::foreign_element;
use crate::Code;
use crate::datatypes::{canonical_id, is_media_type, link_target, non_negative_integer};
use crate::messages::{Finding, Param, Subject};
use crate::vocabularies::schema::{
    Attribute, Content, Context, Element, Format, Mixed, Namespace, Node, Table,
};

const THREADING: Namespace = Namespace::Threading;

/// The element of a feed.
pub(crate) const FEED: Table = Table { namespace: THREADING, elements: &[IN_REPLY_TO] };

/// The elements of an entry.
pub(crate) const ENTRY: Table = Table {
    namespace: THREADING,
    elements: &[
        IN_REPLY_TO,
        Element::text("total", &[non_negative_integer]).once(),
        Element::new("children", Content::Anything).rules(&[require_rdf]),
    ],
};

const IN_REPLY_TO: Element = Element::new("in-reply-to", Content::Mixed(&IGNORED))
    .with(&[
        Attribute::optional("href", &[]),
        Attribute::optional("ref", &[]),
        Attribute::optional("source", &[]),
        Attribute::optional("type", &[]),
    ])
    .rules(&[check_reply]);

const IGNORED: Mixed = Mixed { element: report_undefined, text: |_, _, _| {} };

/// RFC 4685, 3: the content is undefined, as that of an `atom:category`; the W3C validator allows none.
fn report_undefined(node: &Node, context: &mut dyn Context<'_>) -> Content {
    if !context.is_w3c() {
        return foreign_element(node, context);
    }
    let parent = context.parent_name();
    context.report(Finding::new(Code::UndefinedElement).at(node.start).element(node.local).parent(parent));
    Content::Anything
}

/// Checks the addresses, the id and the type of the original entry. Findings are about the attribute, and
/// their parent is the feed or entry.
fn check_reply(reply: &Node, context: &mut dyn Context<'_>) {
    let parent = context.parent_name();
    let address = |name: &str, context: &mut dyn Context<'_>| {
        if let Some(value) = reply.attribute(name) {
            context.check(reply, &[link_target], value, Subject::new(reply.start, name, &parent));
        }
    };
    if !context.is_w3c() && reply.attribute("ref").is_none() {
        context.report(Finding::new(Code::MissingAttribute).on(reply).param(Param::Attr, "ref"));
    }
    address("href", context);
    if let Some(id) = reply.attribute("ref") {
        context.check(reply, &[canonical_id], id, Subject::new(reply.start, "ref", &parent));
    }
    address("source", context);
    let profile = context.options().profile;
    if let Some(media_type) = reply.attribute("type").filter(|media_type| !is_media_type(media_type, profile))
    {
        context.report(
            Finding::new(Code::InvalidMIMEType)
                .on(reply)
                .param(Param::Attr, "type")
                .param(Param::Value, media_type),
        );
    }
}

/// `children` is the only element of the RSS 1.0 module.
fn require_rdf(children: &Node, context: &mut dyn Context<'_>) {
    if !context.is(Format::Rss1) {
        context.report(Finding::new(Code::UndefinedElement).on(children));
    }
}
