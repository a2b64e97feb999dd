//! What can go wrong with the file, and what to do about it.

use rusqlite::ErrorCode;
use std::path::{Path, PathBuf};

/// Why the catalogue could not do something. Its text is one line that names the place and the remedy.
#[derive(Debug, thiserror::Error)]
pub enum CatalogueError {
    /// The state folder does not exist and cannot be made.
    #[error("cannot create the state folder {}: {source}; name another one with --state", folder.display())]
    CreateFolder {
        /// The folder.
        folder: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// The state folder, or the file in it, does not take writes.
    #[error("cannot write to {}: {reason}; make it writable, or name another state folder with --state", place.display())]
    ReadOnly {
        /// Folder or file.
        place: PathBuf,
        /// What the system said.
        reason: String,
    },
    /// Another process has the catalogue.
    #[error(
        "another tidings is running on the state folder {}; stop it, or name another folder with --state",
        folder.display()
    )]
    Locked {
        /// The folder.
        folder: PathBuf,
    },
    /// The file system has no locks or no shared memory, as network file systems.
    #[error("{} cannot hold the catalogue: {reason}; name a folder on a local disk with --state", folder.display())]
    Unsuitable {
        /// The folder.
        folder: PathBuf,
        /// What is missing.
        reason: String,
    },
    /// The file is damaged, or somebody else's.
    #[error(
        "{} is damaged or no catalogue of Tidings ({reason}); stop the program if it runs, and mend it with 'tidings \
         catalogue rebuild', which keeps the file aside, and every id and date that can still be read",
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
        "{} has schema {found}, of a newer Tidings than this one, which knows {known}; start the newer one, or name \
         another state folder with --state",
        file.display()
    )]
    NewerSchema {
        /// The file.
        file: PathBuf,
        /// Its version.
        found: u32,
        /// The newest that this program knows.
        known: u32,
    },
    /// No room for the file to grow.
    #[error("the disk of {} is full; make room on it", file.display())]
    DiskFull {
        /// The file.
        file: PathBuf,
    },
    /// The old file cannot be kept aside while a new one is made.
    #[error("cannot set {} aside: {source}; nothing was changed: make room, and see who may write there", file.display())]
    SetAside {
        /// The file.
        file: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// A backup cannot be taken in.
    #[error("line {line}: {reason}; nothing was imported{}", import_remedy(file))]
    Import {
        /// The catalogue.
        file: PathBuf,
        /// Of the backup, from 1.
        line: usize,
        /// What is wrong with it.
        reason: String,
    },
    /// A backup was cut short, or is none.
    #[error("the backup should have {expected} lines after its first, and has {read}; nothing was imported")]
    TruncatedBackup {
        /// As its first line says.
        expected: u64,
        /// As there are.
        read: u64,
    },
    /// A backup cannot be read or written.
    #[error("cannot read or write the backup: {0}")]
    Backup(std::io::Error),
    /// Anything else that SQLite says.
    #[error("cannot {doing} ({}): {source}; if it stays so, see whether the disk is sound", file.display())]
    Sql {
        /// The file.
        file: PathBuf,
        /// What was tried: 'read a window'.
        doing: &'static str,
        /// What SQLite said.
        source: rusqlite::Error,
    },
}

impl CatalogueError {
    /// Sorts SQLite's errors by what a person can do about them.
    pub(super) fn from_sql(source: rusqlite::Error, file: &Path, doing: &'static str) -> Self {
        let file = file.to_path_buf();
        if let rusqlite::Error::FromSqlConversionFailure(..) = source {
            return Self::Corrupt { file, reason: source.to_string() };
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

fn import_remedy(file: &Path) -> String {
    format!(
        " (a backup fits a catalogue that it was made of, or an empty one: move {} away to begin with one)",
        file.display()
    )
}

/// What can go wrong with a backup, before it is known which file it is for.
#[derive(Debug)]
pub(super) enum ImportError {
    Line { line: usize, reason: String },
    Cut { expected: u64, read: u64 },
    Io(std::io::Error),
    Sql(rusqlite::Error),
}

impl From<rusqlite::Error> for ImportError {
    fn from(error: rusqlite::Error) -> Self {
        Self::Sql(error)
    }
}

impl From<std::io::Error> for ImportError {
    fn from(error: std::io::Error) -> Self {
        Self::Io(error)
    }
}

impl ImportError {
    pub(super) fn of_file(self, file: &Path, doing: &'static str) -> CatalogueError {
        match self {
            Self::Line { line, reason } => CatalogueError::Import { file: file.to_path_buf(), line, reason },
            Self::Cut { expected, read } => CatalogueError::TruncatedBackup { expected, read },
            Self::Io(error) => CatalogueError::Backup(error),
            Self::Sql(error) => CatalogueError::from_sql(error, file, doing),
        }
    }
}
