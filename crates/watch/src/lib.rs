//! Watches the content folder and sends a [`FileEvent`] for each change, as soon as the file is complete.
//!
//! Settle, don't debounce: a file that was closed after writing, or renamed into place, is reported at once. Only a
//! file that is still open waits until it has not changed for a time. Events are hints: the receiver compares the
//! folder with what it knows ([`scan`]) at its start, on [`FileEvent::Rescan`], and periodically.
//!
//! Only this crate uses notify. It reads names and metadata, never the content of a file.

mod folder;
mod listing;
mod mode;
mod network;
mod scan;
mod settle;
mod signals;
mod tree;
mod writers;

pub use folder::{FolderWatch, WatchSettings, watch};
pub use listing::is_listed;
pub use mode::WatchMode;
pub use network::network_file_system;
pub use scan::{Scan, ScanProblem, scan};
pub use writers::{open_for_writing, unfinished};

use std::path::PathBuf;
use std::time::Duration;
use tidings_model::ContentPath;

/// What happened in the folder. All paths are listed ([`is_listed`]).
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FileEvent {
    /// A file was created or changed, and is complete now. It may be gone again by the time it is read: then treat
    /// it as removed.
    Complete(ContentPath),
    /// A file was removed, or a directory with everything in it.
    Removed(ContentPath),
    /// A file was renamed within the folder, and is complete. A file that was at `to` before was replaced.
    Renamed {
        /// The old path, at which nothing is now.
        from: ContentPath,
        /// The new path.
        to: ContentPath,
    },
    /// A directory was renamed with everything in it: every known path within `from` is the same path within `to`
    /// now. `Rescan(Some(to))` follows, for what changed meanwhile.
    DirectoryRenamed {
        /// The old path, at which nothing is now.
        from: ContentPath,
        /// The new path.
        to: ContentPath,
    },
    /// Events may be missing for what is within this path, or for the whole folder if it is `None`: compare what is
    /// there with what is known. A new directory is reported this way too, because its files may be older than its
    /// watch.
    Rescan(Option<ContentPath>),
    /// The watch does not work fully, and continues as well as it can. Sent once per cause, not per file.
    Degraded(WatchError),
}

/// Why the folder cannot be watched, or not fully.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum WatchError {
    /// The folder does not exist.
    #[error("the content folder {} does not exist; create or mount it", .folder.display())]
    Missing {
        /// The folder, as given.
        folder: PathBuf,
    },
    /// A file is at the path of the folder.
    #[error("{} is not a folder; name the folder that contains the articles", .folder.display())]
    NotAFolder {
        /// The folder, as given.
        folder: PathBuf,
    },
    /// The folder cannot be opened.
    #[error("the content folder {} cannot be read: {reason}", .folder.display())]
    Unreadable {
        /// The folder, as given.
        folder: PathBuf,
        /// The system's message.
        reason: String,
    },
    /// Another folder is at the path now: a share was mounted or unmounted there, or the folder was replaced.
    #[error("another folder is at {} now; if a share was unmounted, mount it again", .folder.display())]
    Replaced {
        /// The folder, as given.
        folder: PathBuf,
    },
    /// `fs.inotify.max_user_watches` is used up.
    #[error(
        "the system's limit of watched directories is reached; raise it with 'sysctl \
         fs.inotify.max_user_watches=1048576'. Until then {} and others are scanned every {} s", .first.display(), .poll.as_secs_f32()
    )]
    TooManyDirectories {
        /// The first directory that is not watched.
        first: PathBuf,
        /// How often it is scanned instead.
        poll: Duration,
    },
    /// `fs.inotify.max_user_instances` is used up, or the process has too many open files.
    #[error(
        "the system's limit of watchers is reached; raise it with 'sysctl fs.inotify.max_user_instances=1024' (or \
         'ulimit -n'). Until then the folder is scanned every {} s", .poll.as_secs_f32()
    )]
    TooManyWatchers {
        /// How often the folder is scanned instead.
        poll: Duration,
    },
    /// Other machines can write there, and the system does not report what they write.
    #[error(
        "{} is on {kind}, which does not report what other machines write; it is scanned every {} s",
        .directory.display(), .poll.as_secs_f32()
    )]
    Network {
        /// The folder, or the directory in it at which the file system is mounted.
        directory: PathBuf,
        /// The name of the file system.
        kind: &'static str,
        /// How often it is scanned.
        poll: Duration,
    },
    /// The platform's watcher does not work.
    #[error("the folder cannot be watched ({reason}); it is scanned every {} s", .poll.as_secs_f32())]
    Platform {
        /// The platform's message.
        reason: String,
        /// How often the folder is scanned instead.
        poll: Duration,
    },
}
