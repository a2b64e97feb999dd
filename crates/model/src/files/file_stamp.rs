//! File stamps: a file's modification time, size and inode, which show whether it must be read again.

use serde::{Deserialize, Serialize};
use std::time::UNIX_EPOCH;

/// The state of a file when it was read. If none of these values changed, the file need not be read again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct FileStamp {
    /// Nanoseconds since the Unix epoch.
    pub modified: i64,
    /// Bytes.
    pub size: u64,
    /// The inode number on Unix, otherwise 0. A file that replaces another within one clock tick has a
    /// different inode.
    pub inode: u64,
}

impl FileStamp {
    /// A stamp that no file can have: the file is known, but must be read again.
    pub const STALE: Self = Self { modified: i64::MIN, size: u64::MAX, inode: u64::MAX };

    /// The stamp of a file with this metadata. A time out of range (before 1678, after 2262) counts as 0.
    pub fn from_metadata(metadata: &std::fs::Metadata) -> Self {
        let nanoseconds = match metadata.modified() {
            Ok(modified) => match modified.duration_since(UNIX_EPOCH) {
                Ok(since) => i64::try_from(since.as_nanos()),
                Err(before) => i64::try_from(before.duration().as_nanos()).map(|before| -before),
            },
            Err(_) => Ok(0),
        };
        Self { modified: nanoseconds.unwrap_or(0), size: metadata.len(), inode: inode(metadata) }
    }
}

#[cfg(unix)]
fn inode(metadata: &std::fs::Metadata) -> u64 {
    std::os::unix::fs::MetadataExt::ino(metadata)
}

#[cfg(not(unix))]
fn inode(_metadata: &std::fs::Metadata) -> u64 {
    0
}
