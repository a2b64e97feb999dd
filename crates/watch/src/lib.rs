//! The content folder becomes a stream of [`FileEvent`]s, each sent when its file is whole.
//!
//! Settle, don't debounce: a file that was closed after writing, or renamed into place, is told at once; only
//! one that is still open waits for quiet. Events are hints, and whoever reads them compares the
//! folder with what it knows ([`scan`]) at its start, on [`FileEvent::Rescan`], and now and then.
//!
//! The only module that knows notify. It reads names and metadata, never a file's content.

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

/// What happened in the folder. Paths are those that [`is_listed`] lets through.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FileEvent {
    /// A file was created or changed, and is whole now. By the time it is read it may be gone again: then its
    /// absence counts.
    Complete(ContentPath),
    /// Nothing is there any more: neither a file at this path, nor anything below it if it was a directory.
    Removed(ContentPath),
    /// A file got another name within the folder; at `to` it is whole. Where `to` was a file before, that one
    /// was replaced: it has a new content, and `from` is gone.
    Renamed {
        /// The old path, now free.
        from: ContentPath,
        /// The new one.
        to: ContentPath,
    },
    /// A directory got another name, with everything in it: every known path within `from` is the same path
    /// within `to`. `Rescan(Some(to))` follows, for what changed meanwhile.
    DirectoryRenamed {
        /// The old path, now free.
        from: ContentPath,
        /// The new one.
        to: ContentPath,
    },
    /// Events may be missing for what is within this path (or for all the folder): compare what is there with
    /// what is known. A directory that appeared comes this way too, since its files may be older than its
    /// watch.
    Rescan(Option<ContentPath>),
    /// The watch is worse than it should be; it goes on as well as it can. Sent once per cause, not per file.
    Degraded(WatchError),
}

/// Why the folder cannot be watched, or not as well as it should be.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum WatchError {
    /// There is no such folder, or no more.
    #[error("the content folder {} is not there; create or mount it", .folder.display())]
    Missing {
        /// As given.
        folder: PathBuf,
    },
    /// It is a file.
    #[error("{} is no folder; name the folder that holds the articles", .folder.display())]
    NotAFolder {
        /// As given.
        folder: PathBuf,
    },
    /// It cannot be opened.
    #[error("the content folder {} cannot be read: {reason}", .folder.display())]
    Unreadable {
        /// As given.
        folder: PathBuf,
        /// As the system says it.
        reason: String,
    },
    /// Another folder is at the path now: a share was mounted or unmounted there, or it was replaced.
    #[error("another folder is now at {}; if a share was unmounted, mount it again", .folder.display())]
    Replaced {
        /// As given.
        folder: PathBuf,
    },
    /// `fs.inotify.max_user_watches` is used up.
    #[error(
        "the system watches no more directories; raise the limit with 'sysctl fs.inotify.max_user_watches=1048576'. \
         Until then {} and others are looked through every {} s", .first.display(), .poll.as_secs_f32()
    )]
    TooManyDirectories {
        /// The first directory that is not watched.
        first: PathBuf,
        /// How often it is looked through instead.
        poll: Duration,
    },
    /// `fs.inotify.max_user_instances` is used up, or the process has too many open files.
    #[error(
        "the system starts no more watchers; raise the limit with 'sysctl fs.inotify.max_user_instances=1024' (or \
         'ulimit -n'). Until then the folder is looked through every {} s", .poll.as_secs_f32()
    )]
    TooManyWatchers {
        /// How often the folder is looked through instead.
        poll: Duration,
    },
    /// Other machines can write there, and the system does not tell of it.
    #[error(
        "{} is on {kind}, which does not tell of what other machines write; it is looked through every {} s",
        .directory.display(), .poll.as_secs_f32()
    )]
    Network {
        /// The folder, or the directory in it at which the file system is mounted.
        directory: PathBuf,
        /// The file system's name.
        kind: &'static str,
        /// How often it is looked through.
        poll: Duration,
    },
    /// The platform's watcher does not work.
    #[error("the folder cannot be watched ({reason}); it is looked through every {} s", .poll.as_secs_f32())]
    Platform {
        /// As the platform says it.
        reason: String,
        /// How often the folder is looked through instead.
        poll: Duration,
    },
}
