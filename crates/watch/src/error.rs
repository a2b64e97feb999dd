//! Why a folder cannot be watched, or not fully: each error is one line that names the fix.

use std::io;
use std::path::PathBuf;
use std::time::Duration;

/// The error numbers `EMFILE` and `ENFILE`, which are the same on every Unix.
const TOO_MANY_OPEN_FILES: [i32; 2] = [24, 23];

/// Whether a file cannot be opened because the process or the system has too many open.
pub fn is_too_many_open_files(error: &io::Error) -> bool {
    cfg!(unix) && error.raw_os_error().is_some_and(|code| TOO_MANY_OPEN_FILES.contains(&code))
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
    /// The folder cannot be opened, because the process or the system has too many files open. It can be opened later.
    #[error(
        "the content folder {} cannot be read because too many files are open; raise the limit ('ulimit -n', or \
         LimitNOFILE= in the systemd unit)", .folder.display()
    )]
    TooManyOpenFiles {
        /// The folder, as given.
        folder: PathBuf,
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
         fs.inotify.max_user_watches=1048576'. Until then {} and others are scanned every {} s",
        .first.display(), .poll.as_secs_f32()
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
         'ulimit -n'). Until then the folder is scanned every {} s",
        .poll.as_secs_f32()
    )]
    TooManyWatchers {
        /// How often the folder is scanned instead.
        poll: Duration,
    },
    /// The directory is on a network file system, and the system does not report what other machines write to
    /// it.
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
