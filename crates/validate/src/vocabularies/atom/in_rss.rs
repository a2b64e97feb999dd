//! Elements of Atom in RSS: those of the RSS Board's best practices ("atom:link"), and others that publishers
//! use.

use super::construct::{CONTENT, RIGHTS, SUBTITLE, SUMMARY, TITLE};
use super::link::LINK;
use super::metadata::{CATEGORY, GENERATOR, PUBLISHED_IN_RSS, UPDATED_IN_RSS};
use super::person::{AUTHOR, CONTRIBUTOR};
use crate::Code;
use crate::datatypes::{no_space_around_identifier, not_blank, uri, uri_reference};
use crate::messages::{Finding, Param};
use crate::vocabularies::schema::{Context, Element, IdentifierKind, Namespace, Node, Table};

const ATOM: Namespace = Namespace::Atom;

/// The elements of a channel.
pub(crate) const IN_CHANNEL: &[Table] = &[Table {
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

/// The elements of an item.
pub(crate) const IN_ITEM: &[Table] = &[Table {
    namespace: ATOM,
    elements: &[
        Element::text("id", &[uri, not_blank, no_space_around_identifier]).once().rules(&[claim_id]),
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

fn claim_id(id: &Node, context: &mut dyn Context<'_>) {
    if !id.value().is_empty() && !context.claim_identifier(IdentifierKind::AtomId, id.value()) {
        context.report(Finding::new(Code::DuplicateValue).on(id).param(Param::Value, id.value()));
    }
}
