//! The policy of publishing: what subscribers see now, what waits, and what is put on hold.
//!
//! It decides which observations of a batch reach the catalogue, which wait as possible copies, which are put
//! on hold, and whether a scan of the folder must be ignored.
//!
//! All decisions follow from values that are passed in, the time included. Only [`PublishTarget`] gives
//! access to the catalogue and to the disk.

mod bulk_change_guard;
mod decision;
mod duplicate_content;
mod excess;
mod file_state;
mod groups;
mod pending_copies;
mod publish_policy;
mod publish_target;
mod unmounted_guard;

pub(super) use bulk_change_guard::{ExcessAction, HeldBefore};
pub(super) use decision::{Decision, HeldPart};
pub(super) use excess::Excess;
pub use file_state::{FileState, FileStates};
pub(super) use publish_policy::{PolicySettings, PublishPolicy};
pub(super) use publish_target::PublishTarget;
pub(super) use unmounted_guard::{FolderState, ScanSummary};
