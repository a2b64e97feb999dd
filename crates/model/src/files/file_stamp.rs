//! File stamps: a file's times, size and inode, which show whether it must be read again.

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
    /// The time of the last change of content or metadata (`ctime` on Unix), in nanoseconds since the Unix epoch.
    /// Programs can set `modified` to any time, but not this one. 0: unknown.
    #[serde(default)]
    pub changed: i64,
}

impl FileStamp {
    /// A stamp that no file can have: the file is known, but must be read again.
    pub const STALE: Self = Self { modified: i64::MIN, size: u64::MAX, inode: u64::MAX, changed: 0 };

    /// The stamp of a file with this metadata. A time out of range (before 1678, after 2262) counts as 0.
    pub fn from_metadata(metadata: &std::fs::Metadata) -> Self {
        let nanoseconds = match metadata.modified() {
            Ok(modified) => match modified.duration_since(UNIX_EPOCH) {
                Ok(since) => i64::try_from(since.as_nanos()),
                Err(before) => i64::try_from(before.duration().as_nanos()).map(|before| -before),
            },
            Err(_) => Ok(0),
        };
        Self {
            modified: nanoseconds.unwrap_or(0),
            size: metadata.len(),
            inode: inode(metadata),
            changed: changed(metadata),
        }
    }

    /// Whether a file with the stamp `now` is unchanged since this stamp was taken. If one of the two has no
    /// `changed`, as a stamp that an earlier version stored, the other values decide.
    pub fn is_unchanged(self, now: Self) -> bool {
        let is_known = self.changed != 0 && now.changed != 0;
        let changed = if is_known { self.changed } else { now.changed };
        Self { changed, ..self } == now
    }
}

#[cfg(unix)]
fn inode(metadata: &std::fs::Metadata) -> u64 {
    std::os::unix::fs::MetadataExt::ino(metadata)
}

#[cfg(unix)]
fn changed(metadata: &std::fs::Metadata) -> i64 {
    use std::os::unix::fs::MetadataExt;
    metadata.ctime().saturating_mul(1_000_000_000).saturating_add(metadata.ctime_nsec())
}

#[cfg(not(unix))]
fn changed(_metadata: &std::fs::Metadata) -> i64 {
    0
}

#[cfg(not(unix))]
fn inode(_metadata: &std::fs::Metadata) -> u64 {
    0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stamp_without_the_time_of_the_last_change_is_compared_without_it() {
        let stamp = |changed| FileStamp { modified: 5, size: 3, inode: 7, changed };
        for (before, now, unchanged) in [(9, 9, true), (9, 8, false), (0, 9, true), (9, 0, true)] {
            assert_eq!(stamp(before).is_unchanged(stamp(now)), unchanged, "{before} {now}");
        }
        assert!(!stamp(9).is_unchanged(FileStamp { size: 4, ..stamp(9) }));
        assert!(!FileStamp::STALE.is_unchanged(stamp(0)));
    }

    #[test]
    #[cfg(unix)]
    fn an_edit_that_restores_size_and_time_is_noticed() {
        let file = std::env::temp_dir().join(format!("tidings-stamp-{}", std::process::id()));
        std::fs::write(&file, "one").unwrap();
        let before = std::fs::metadata(&file).unwrap();
        std::thread::sleep(std::time::Duration::from_millis(20));
        std::fs::write(&file, "two").unwrap();
        std::fs::File::options()
            .write(true)
            .open(&file)
            .unwrap()
            .set_modified(before.modified().unwrap())
            .unwrap();
        let after = FileStamp::from_metadata(&std::fs::metadata(&file).unwrap());
        std::fs::remove_file(&file).unwrap();
        let before = FileStamp::from_metadata(&before);
        assert_eq!((before.modified, before.size, before.inode), (after.modified, after.size, after.inode));
        assert!(!before.is_unchanged(after));
    }
}
