//! The setting `content.watch`: how changes of the folder are found.

/// How changes of the folder are found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WatchMode {
    /// By the system's events, and by periodic scans where the system does not report every change.
    Auto,
    /// By the system's events alone, also where other machines may write.
    Native,
    /// By periodic scans alone.
    Poll,
}
