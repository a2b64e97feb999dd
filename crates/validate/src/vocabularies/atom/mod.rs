//! Atom 1.0, <https://www.rfc-editor.org/rfc/rfc4287>, and its extensions by other RFCs.
//!
//! The same rows serve Atom documents and the elements of Atom in RSS.

pub(crate) mod construct;
pub(crate) mod entry;
pub(crate) mod feed;
pub(crate) mod feed_history;
pub(crate) mod in_rss;
pub(crate) mod link;
pub(crate) mod metadata;
pub(crate) mod person;
pub(crate) mod publishing;
pub(crate) mod relation;
mod relation_table;
pub(crate) mod source;
pub(crate) mod threading;
pub(crate) mod tombstone;
