//! Keeps articles public while the content folder looks unmounted.
//!
//! If a folder had files and is empty now, a share that is not mounted is a likelier reason than a publisher
//! who deleted everything.

use std::time::{Duration, Instant};
use tidings_model::ContentPath;
use tidings_watch::Scan;

/// What a scan of the whole folder found, in numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::ingest) struct ScanSummary {
    /// Files in the folder.
    pub(in crate::ingest) found: usize,
    /// Files that the catalogue has.
    pub(in crate::ingest) known: usize,
    /// Known files that the scan proves to be absent.
    pub(in crate::ingest) gone: usize,
}

impl ScanSummary {
    /// Counts the files of a scan.
    pub(in crate::ingest) fn new(scan: &Scan, known: usize, gone: &[ContentPath]) -> Self {
        Self { found: scan.files.len(), known, gone: gone.len() }
    }
}

/// What the folder looks like after a scan.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::ingest) enum FolderState {
    /// Files are in the folder, none were ever known, or the folder could not be read (then the scan proves
    /// no file to be absent).
    Normal,
    /// Files are in the folder again, after it looked unmounted.
    Returned,
    /// The folder is empty for the first time: it looks unmounted for as long as `wait`.
    Unmounted {
        /// How long the articles stay public.
        wait: Duration,
    },
    /// The folder is still empty, and still looks unmounted.
    StillUnmounted,
    /// The folder was empty for so long that its files count as deleted.
    Emptied,
}

impl FolderState {
    /// Whether the scan must be ignored, because it proves nothing about the known files.
    pub(in crate::ingest) fn ignores_scan(self) -> bool {
        matches!(self, Self::Unmounted { .. } | Self::StillUnmounted)
    }
}

/// Records since when the folder has been empty.
#[derive(Debug)]
pub(super) struct UnmountedGuard {
    wait: Duration,
    empty_since: Option<Instant>,
    /// Whether the folder has been empty for `wait`.
    is_accepted: bool,
}

impl UnmountedGuard {
    /// An empty folder counts as unmounted for `wait`, and as emptied on purpose from then on.
    pub(super) fn new(wait: Duration) -> Self {
        Self { wait, empty_since: None, is_accepted: false }
    }

    /// Records a scan of the whole folder and returns what the folder looks like. A folder that does not
    /// exist at all is no matter of this guard: its scan proves no file to be absent.
    pub(super) fn observe(&mut self, scan: ScanSummary, now: Instant) -> FolderState {
        if scan.found == 0 && scan.gone < scan.known {
            return FolderState::Normal;
        }
        if scan.known == 0 || scan.found > 0 {
            let looked_unmounted = self.empty_since.take().is_some() && !self.is_accepted;
            self.is_accepted = false;
            return if looked_unmounted { FolderState::Returned } else { FolderState::Normal };
        }
        let is_new = self.empty_since.is_none();
        let since = *self.empty_since.get_or_insert(now);
        self.is_accepted = now.saturating_duration_since(since) >= self.wait;
        match (self.is_accepted, is_new) {
            (true, _) => FolderState::Emptied,
            (false, true) => FolderState::Unmounted { wait: self.wait },
            (false, false) => FolderState::StillUnmounted,
        }
    }

    /// When an empty folder counts as emptied on purpose; `None` while it does not look unmounted.
    pub(super) fn deadline(&self) -> Option<Instant> {
        self.empty_since.filter(|_| !self.is_accepted).map(|since| since + self.wait)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tidings_watch::scan;

    #[test]
    fn an_empty_folder_looks_unmounted_for_a_time() {
        let folder = tempfile::tempdir().unwrap();
        let path = ContentPath::new("a.md").unwrap();
        let gone = std::slice::from_ref(&path);
        let (now, wait) = (Instant::now(), Duration::from_secs(9));
        let mut guard = UnmountedGuard::new(wait);
        let summary = |known, gone| ScanSummary::new(&scan(folder.path(), None, &[]), known, gone);
        assert_eq!(guard.observe(summary(0, &[]), now), FolderState::Normal, "no file was ever known");
        assert_eq!(guard.observe(summary(1, gone), now), FolderState::Unmounted { wait });
        assert!(guard.observe(summary(1, gone), now).ignores_scan());
        assert_eq!(guard.deadline(), Some(now + wait));
        // The folder is mounted again, and unmounted once more.
        std::fs::write(folder.path().join("b.md"), "B").unwrap();
        assert_eq!(guard.observe(summary(1, gone), now + wait / 2), FolderState::Returned);
        std::fs::remove_file(folder.path().join("b.md")).unwrap();
        assert!(guard.observe(summary(1, gone), now + wait).ignores_scan());
        assert_eq!(guard.observe(summary(1, gone), now + wait * 2), FolderState::Emptied);
        assert_eq!(guard.deadline(), None);
        // A folder that does not exist: the scan proves nothing to be absent.
        let missing = scan(&folder.path().join("none"), None, &[]);
        let state = guard.observe(ScanSummary::new(&missing, 1, &[]), now);
        assert!(!state.ignores_scan() && !missing.proves_absence_of(&path));
    }
}
