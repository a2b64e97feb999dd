//! Restores a catalogue file that was deleted or replaced while the program has it open.

use super::{connections, disk};
use crate::error::CatalogueError;
use rusqlite::Connection;
use std::fs::File;
use std::path::Path;
use tidings_folder::state_file;

/// Writes the file again through the connection to the deleted one, which exists until it is closed, and
/// opens the new file. The path never has an incomplete file. A file that is at the path by now and is not the open
/// one is set aside; `is_open_file` tells that it is the open one, whose log or lock was deleted.
///
/// # Errors
/// The file cannot be written, or another process has the lock.
pub(crate) fn restore_file(
    deleted: &Connection,
    file: &Path,
    is_open_file: bool,
) -> Result<(Connection, File), CatalogueError> {
    let unsuitable = |error: std::io::Error| CatalogueError::Unsuitable {
        folder: disk::folder_of(file).to_path_buf(),
        reason: error.to_string(),
    };
    let lock = disk::lock(file)?;
    let fresh = disk::with_suffix(file, ".new");
    disk::remove_database(&fresh).map_err(unsuitable)?;
    Connection::open_with_flags(disk::resolved(&fresh), connections::WRITE)
        .and_then(|mut into| connections::copy_pages(deleted, &mut into))
        .map_err(|error| CatalogueError::from_sql(error, file, "restore the catalogue"))?;
    if file.exists() && !is_open_file {
        disk::set_aside(file).map_err(unsuitable)?;
    }
    // A log that remains here belongs to the deleted file.
    disk::remove_journals(file).map_err(unsuitable)?;
    state_file::rename(&fresh, file).map_err(unsuitable)?;
    disk::remove_database(&fresh).map_err(unsuitable)?;
    Ok((connections::open_writer(file)?, lock))
}
