//! Errors of the catalogue. Each message names the file or folder and the remedy.

use rusqlite::ErrorCode;
use std::path::{Path, PathBuf};

/// An error of the catalogue. Its text is one line that names the file or folder and the remedy.
#[derive(Debug, thiserror::Error)]
pub enum CatalogueError {
    /// The state folder does not exist and cannot be created.
    #[error("cannot create the state folder {}: {source}; set another one with --state", folder.display())]
    CreateFolder {
        /// The folder.
        folder: PathBuf,
        /// The reason.
        source: std::io::Error,
    },
    /// The state folder, or a file in it, cannot be written.
    #[error(
        "cannot write to {}: {reason}; make it writable, or set another state folder with --state",
        place.display()
    )]
    ReadOnly {
        /// The folder or file.
        place: PathBuf,
        /// The system's message.
        reason: String,
    },
    /// Another process has the lock.
    #[error(
        "another tidings is running on the state folder {}; stop it, or set another folder with --state",
        folder.display()
    )]
    Locked {
        /// The folder.
        folder: PathBuf,
    },
    /// The file system has no locks or no shared memory, like many network file systems.
    #[error(
        "{} is not suitable for the catalogue: {reason}; set a folder on a local disk with --state",
        folder.display()
    )]
    Unsuitable {
        /// The folder.
        folder: PathBuf,
        /// What is missing.
        reason: String,
    },
    /// The file is damaged, or belongs to another program.
    #[error(
        "{} is damaged or not a catalogue of Tidings ({reason}); stop the program if it is running, then run \
         'tidings catalogue rebuild', which keeps the old file under another name and restores every id and date \
         that can be read from it or from the daily backup",
        file.display()
    )]
    Corrupt {
        /// The file.
        file: PathBuf,
        /// What is wrong with it.
        reason: String,
    },
    /// The file was written by a later version of Tidings.
    #[error(
        "{} has schema {found}, of a newer Tidings than this one, which supports {known}; start the newer one, or set \
         another state folder with --state",
        file.display()
    )]
    NewerSchema {
        /// The file.
        file: PathBuf,
        /// Its version.
        found: u32,
        /// The newest version that this program supports.
        known: u32,
    },
    /// A file of the catalogue is a symbolic link, a named pipe or a directory.
    #[error(
        "{} is not a regular file, and files of the catalogue are never followed through links; move the file \
         here that a link leads to, or set its folder with --state",
        file.display()
    )]
    NotRegular {
        /// The file.
        file: PathBuf,
    },
    /// The disk has no space for the file to grow.
    #[error("the disk of {} is full; make room on it", file.display())]
    DiskFull {
        /// The file.
        file: PathBuf,
    },
    /// The old file cannot be kept while a new one is written.
    #[error(
        "cannot keep {} under another name: {source}; nothing was changed: make room on the disk, and check \
         the folder's permissions",
        file.display()
    )]
    SetAside {
        /// The file.
        file: PathBuf,
        /// The reason.
        source: std::io::Error,
    },
    /// A backup contradicts the catalogue, or has an invalid line.
    #[error(
        "line {line}: {reason}; nothing was imported (a backup can be imported into the catalogue that it was \
         made from, or into an empty one: to start with an empty one, move {} away)",
        file.display()
    )]
    Import {
        /// The catalogue.
        file: PathBuf,
        /// Line in the backup, from 1.
        line: usize,
        /// What is wrong with the line.
        reason: String,
    },
    /// A backup is incomplete, or the file is not a backup.
    #[error("the backup should have {expected} lines after its first, and has {read}; nothing was imported")]
    TruncatedBackup {
        /// The number of lines that its first line declares.
        expected: u64,
        /// The number of lines that it has.
        read: u64,
    },
    /// A backup cannot be read or written.
    #[error("cannot read or write the backup: {0}")]
    Backup(std::io::Error),
    /// Any other error of SQLite.
    #[error("cannot {doing} ({}): {source}; if this happens again, check the disk", file.display())]
    Sql {
        /// The file.
        file: PathBuf,
        /// The operation that failed: 'read a window'.
        doing: &'static str,
        /// SQLite's error.
        source: rusqlite::Error,
    },
}

/// SQLite's code if a link is on the way to a file (`SQLITE_CANTOPEN_SYMLINK`).
const CANTOPEN_SYMLINK: i32 = rusqlite::ffi::SQLITE_CANTOPEN_SYMLINK;

impl CatalogueError {
    /// Classifies an error of SQLite by its remedy.
    pub(crate) fn from_sql(source: rusqlite::Error, file: &Path, doing: &'static str) -> Self {
        let file = file.to_path_buf();
        if let rusqlite::Error::FromSqlConversionFailure(..) = source {
            return Self::Corrupt { file, reason: source.to_string() };
        }
        if source.sqlite_error().is_some_and(|error| error.extended_code == CANTOPEN_SYMLINK) {
            return Self::NotRegular { file };
        }
        match source.sqlite_error_code() {
            Some(ErrorCode::NotADatabase | ErrorCode::DatabaseCorrupt) => {
                Self::Corrupt { file, reason: source.to_string() }
            }
            Some(ErrorCode::ReadOnly | ErrorCode::PermissionDenied | ErrorCode::CannotOpen) => {
                Self::ReadOnly { place: file, reason: source.to_string() }
            }
            Some(ErrorCode::DiskFull) => Self::DiskFull { file },
            _ => Self::Sql { file, doing, source },
        }
    }
}
