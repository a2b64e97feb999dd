//! Removals of known files: which of them wait for the file to return, and what ends the wait early.

mod continuation;
mod pending_removals;

pub(super) use continuation::ArticleMarks;
pub(super) use pending_removals::PendingRemovals;
