//! `atom:source`: the feed that an entry is from (RFC 4287, 4.2.11).

use super::feed_history::check_history;
use super::link::check_alternates;
use super::metadata::{EQUIVALENT_EXTENSIONS, INDEX, METADATA, require};
use super::publishing;
use crate::Code;
use crate::vocabularies::extensions;
use crate::vocabularies::schema::{Context, Element, Grammar, Node};

/// `atom:source`.
pub(crate) const SOURCE: Element = Element::parent("source", &IN_SOURCE).once().with(&[INDEX]);

const IN_SOURCE: Grammar = Grammar::of(&[
    METADATA,
    publishing::IN_FEED,
    extensions::ACCESS,
    EQUIVALENT_EXTENSIONS,
    extensions::FEED,
    extensions::FEED_OR_ENTRY,
    extensions::EVERYWHERE,
])
.rules(&[check_source]);

fn check_source(source: &Node<'_>, context: &mut dyn Context<'_>) {
    require(source, &["title", "id", "updated"], Code::MissingSourceElement, context);
    check_alternates(source, context);
    check_history(source, context);
}
