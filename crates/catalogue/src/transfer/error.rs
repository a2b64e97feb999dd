//! Errors while a backup is read or written, before the catalogue's file is known.

use crate::error::CatalogueError;
use std::path::Path;

/// Why a backup could not be read or written.
#[derive(Debug, thiserror::Error)]
pub(crate) enum TransferError {
    /// A line is invalid, or contradicts the catalogue.
    #[error("line {line}: {reason}")]
    Line { line: usize, reason: String },
    /// The backup has fewer or more lines than its first line declares.
    #[error("it should have {expected} lines after its first, and has {read}")]
    Truncated { expected: u64, read: u64 },
    #[error(transparent)]
    Io(#[from] std::io::Error),
    #[error(transparent)]
    Sql(#[from] rusqlite::Error),
}

impl TransferError {
    /// The same error, for the catalogue in this file.
    pub(crate) fn for_catalogue(self, file: &Path, doing: &'static str) -> CatalogueError {
        match self {
            Self::Line { line, reason } => CatalogueError::Import { file: file.to_path_buf(), line, reason },
            Self::Truncated { expected, read } => CatalogueError::TruncatedBackup { expected, read },
            Self::Io(error) => CatalogueError::Backup(error),
            Self::Sql(error) => CatalogueError::from_sql(error, file, doing),
        }
    }
}
