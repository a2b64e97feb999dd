//! The events that a watch sends.

use super::error::WatchError;
use tidings_model::ContentPath;

/// What happened in the folder. All paths are listed ([`crate::is_listed`]).
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FileEvent {
    /// A file was created or changed, and is complete now. It may be gone again by the time it is read: then
    /// treat it as removed.
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
    /// A directory was renamed with everything in it: every known path within `from` is the same path within
    /// `to` now. `Rescan(Some(to))` follows, for what changed meanwhile.
    DirectoryRenamed {
        /// The old path, at which nothing is now.
        from: ContentPath,
        /// The new path.
        to: ContentPath,
    },
    /// Events may be missing for this path and everything within it, or for the whole folder if the path is
    /// `None`: compare the files on disk with the known ones. A new directory is reported this way too,
    /// because its files may be older than its watch.
    Rescan(Option<ContentPath>),
    /// The watch does not work fully, and continues as well as it can. Sent once per cause, not per file.
    Degraded(WatchError),
}
