//! Atom 1.0: <https://www.rfc-editor.org/rfc/rfc4287>.
//!
//! The same rows serve Atom's own documents and the elements of Atom that stand in RSS.

mod construct;
mod feed;
mod in_rss;
mod link;
mod person;
mod relation;

pub(super) use construct::{CONTENT, RIGHTS, SUBTITLE, SUMMARY, TITLE};
pub(super) use feed::{
    CATEGORY, ENTRY, FEED, GENERATOR, ID, PUBLISHED_IN_RSS, SOURCE, UPDATED_IN_RSS, VERSION_OF_ENTRY, links,
};
pub(super) use in_rss::{IN_CHANNEL, IN_ITEM};
pub(super) use link::{LINK, relation_of};
pub(super) use person::{AUTHOR, CONTRIBUTOR};
pub(super) use relation::is_history;

/// The namespace of Atom 1.0.
pub(super) const ADDRESS: &str = "http://www.w3.org/2005/Atom";

/// The namespaces of what came before it.
pub(super) const OBSOLETE: &[&str] = &["http://purl.org/atom/ns#"];
