//! What a file looks like from outside.

use serde::{Deserialize, Serialize};
use std::time::UNIX_EPOCH;

/// What a file looked like when it was read: if none of it moved, it need not be read again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct FileStamp {
    /// Nanoseconds since the Unix epoch.
    pub modified: i64,
    /// Bytes.
    pub size: u64,
    /// The inode on Unix, else 0: a file that replaces another within one tick of the clock has another one.
    pub inode: u64,
}

impl FileStamp {
    /// Like no file's: such a file is known and must be read again.
    pub const STALE: Self = Self { modified: i64::MIN, size: u64::MAX, inode: u64::MAX };

    /// The stamp that these metadata give. A time that does not fit (before 1678, after 2262) counts as 0.
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
