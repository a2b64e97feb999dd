//! Why the content folder cannot be published: each error is one line that names the fix.

use crate::config::ConfigError;
use std::path::PathBuf;
use tidings_catalogue::CatalogueError;
use tidings_watch::WatchError;

/// A failure of the whole site. A problem of one file is logged instead.
#[derive(Debug, thiserror::Error)]
pub enum IngestError {
    /// The settings name no content folder.
    #[error(transparent)]
    Config(#[from] ConfigError),
    /// The content folder does not exist.
    #[error("the folder '{}' does not exist (create it, or name another one)", path.display())]
    FolderMissing {
        /// The folder, as given.
        path: PathBuf,
    },
    /// The path of the content folder is that of a file.
    #[error("'{}' is not a folder (name the folder that contains your articles)", path.display())]
    NotAFolder {
        /// The path, as given.
        path: PathBuf,
    },
    /// The content folder cannot be listed.
    #[error("the folder '{}' cannot be read: {source} (check its owner and permissions)", path.display())]
    FolderUnreadable {
        /// The folder, as given.
        path: PathBuf,
        /// The system's error.
        source: std::io::Error,
    },
    /// A file of the state folder cannot be read or written.
    #[error("'{}': {source} (check the state folder's owner and permissions)", path.display())]
    StateFile {
        /// The file.
        path: PathBuf,
        /// The system's error.
        source: std::io::Error,
    },
    /// The thread that reads the folder ended before the server was stopped, after a panic.
    #[error(
        "the thread that reads the folder ended unexpectedly, so the feeds would no longer change; start the server \
         again, and report the panic that the log shows above"
    )]
    ThreadEnded,
    /// The thread that watches the folder ended by a panic again and again.
    #[error(
        "the thread that watches the folder ended unexpectedly several times, so changes would no longer be seen; start \
         the server again, and report the panic that the log shows above"
    )]
    WatchEnded,
    /// The list of files on hold is not readable JSON.
    #[error(
        "'{}' is damaged: {reason} (delete it; the server writes it again if changes are still on hold at its next \
         comparison of the folder)",
        path.display()
    )]
    HeldListDamaged {
        /// The file.
        path: PathBuf,
        /// What is wrong, with line and column.
        reason: String,
    },
    /// The state folder cannot be created or written to.
    #[error(
        "cannot write to '{}': {source} (use --state DIR to keep the catalogue in a folder that you can write to)",
        path.display()
    )]
    StateUnwritable {
        /// The state folder.
        path: PathBuf,
        /// The system's error.
        source: std::io::Error,
    },
    /// The default state folder is a symbolic link.
    #[error(
        "'{}' is a symbolic link, which any program that writes to the folder can make (remove it, or use --state DIR \
         with the folder that it leads to)",
        path.display()
    )]
    StateIsLink {
        /// The link.
        path: PathBuf,
    },
    /// The state folder is where SQLite's locks and shared memory do not work.
    #[error(
        "'{}' is on a network file system ({kind}), where a database is not safe (use --state DIR to keep the \
         catalogue on a local disk)",
        path.display()
    )]
    StateOnNetwork {
        /// The state folder.
        path: PathBuf,
        /// The kind of file system.
        kind: &'static str,
    },
    /// The catalogue cannot be read or written.
    #[error(transparent)]
    Catalogue(#[from] CatalogueError),
    /// The content folder cannot be watched.
    #[error(transparent)]
    Watch(#[from] WatchError),
    /// The program was asked to stop before a scan was complete, which is no failure.
    #[error("stopped on request")]
    Stopped,
}
