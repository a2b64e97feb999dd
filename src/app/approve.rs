//! `tidings approve`: reads the changes that the server has put on hold, and approves them.

use super::error::AppError;
use crate::config::Config;
use crate::ingest::{ApprovalFiles, HeldChanges, SitePaths};

/// The changes that the server of this folder has put on hold; `None` if there are none.
///
/// # Errors
/// The folder does not exist, or the list in the state folder cannot be read.
pub fn held_changes(config: &Config) -> Result<Option<HeldChanges>, AppError> {
    Ok(ApprovalFiles::new(&SitePaths::find(config)?).load_held()?)
}

/// Approves the changes on hold that were shown. A running server publishes them at once, otherwise the next start
/// does. A file that is in another state by then stays on hold.
///
/// # Errors
/// The state folder cannot be written to.
pub fn approve(config: &Config, shown: &HeldChanges) -> Result<(), AppError> {
    Ok(ApprovalFiles::new(&SitePaths::find(config)?).approve(shown)?)
}
