//! Elements of Atom that stand in RSS (RSS Board's best practices, "atom:link", and what publishers make of
//! it).

use super::super::{Element, Namespace, Node, Table};
use super::{
    AUTHOR, CATEGORY, CONTENT, CONTRIBUTOR, GENERATOR, LINK, PUBLISHED_IN_RSS, RIGHTS, SUBTITLE, SUMMARY,
    TITLE, UPDATED_IN_RSS,
};
use crate::Code;
use crate::datatypes::{not_blank, uri, uri_reference};
use crate::engine::Judge;

const ATOM: Namespace = Namespace::Known("atom");

/// What stands in a channel.
pub(in crate::vocabularies) const IN_CHANNEL: &[Table] = &[Table {
    namespace: ATOM,
    elements: &[
        AUTHOR,
        CATEGORY,
        CONTRIBUTOR,
        GENERATOR,
        Element::text("id", &[uri]).once(),
        Element::text("icon", &[not_blank, uri_reference]).once(),
        LINK,
        Element::text("logo", &[not_blank, uri_reference]).once(),
        TITLE,
        SUBTITLE,
        RIGHTS,
        UPDATED_IN_RSS,
    ],
}];

/// What stands in an item.
pub(in crate::vocabularies) const IN_ITEM: &[Table] = &[Table {
    namespace: ATOM,
    elements: &[
        Element::text("id", &[uri, not_blank]).once().rules(&[id_once]),
        LINK,
        CONTENT.named("title").once(),
        SUMMARY,
        AUTHOR.once(),
        CONTRIBUTOR,
        CONTENT,
        PUBLISHED_IN_RSS,
        UPDATED_IN_RSS,
    ],
}];

fn id_once(id: &Node, judge: &mut Judge<'_>) {
    if !id.value().is_empty() && !judge.is_first("atom:id", id.value()) {
        judge.say_of(id, Code::DuplicateValue, &[("value", id.value())]);
    }
}
