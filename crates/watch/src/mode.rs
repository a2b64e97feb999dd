//! The setting `content.watch`.

/// By what the folder's changes are found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WatchMode {
    /// By the system's events; what the system does not tell of is looked through at intervals.
    Auto,
    /// By the system's events also where other machines may write.
    Native,
    /// By looking at intervals.
    Poll,
}
