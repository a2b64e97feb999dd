//! What waits and for how long: pure, with the time as an argument.

mod backoff;
mod moved_files;
mod removals;

pub(super) use backoff::Backoff;
pub(super) use moved_files::MovedFiles;
pub(super) use removals::PendingRemovals;
