//! An empty folder in place of one that had articles is more often a share that is not mounted than a publisher who
//! withdraws everything. Pure; the moment is passed in.

use std::time::{Duration, Instant};
use tidings_model::ContentPath;
use tidings_watch::Scan;

/// Whether the folder is away, and since when.
#[derive(Debug)]
pub(super) struct Absence {
    wait: Duration,
    since: Option<Instant>,
    /// It stayed empty for so long that it is taken at its word.
    is_over: bool,
}

impl Absence {
    /// Takes an empty folder at its word when it has been so for this long.
    pub(super) fn new(wait: Duration) -> Self {
        Self { wait, since: None, is_over: false }
    }

    /// Whether what a comparison of the whole folder found, which knew so many files and calls these gone, says nothing of
    /// them. Of a folder that is
    /// not there at all the scan itself says so, for as long as that may be.
    pub(super) fn is_away(&mut self, scan: &Scan, known: usize, gone: &[ContentPath], now: Instant) -> bool {
        // What the scan could not see it does not call gone.
        if scan.files.is_empty() && gone.len() < known {
            return false;
        }
        if known == 0 || !scan.files.is_empty() {
            if self.since.take().is_some() && !self.is_over {
                tracing::info!("there are files in the folder again");
            }
            self.is_over = false;
            return false;
        }
        let is_new = self.since.is_none();
        let since = *self.since.get_or_insert(now);
        self.is_over = now.saturating_duration_since(since) >= self.wait;
        if self.is_over {
            tracing::warn!("the folder is empty, so its {known} files count as deleted");
        } else if is_new {
            tracing::error!(
                "the folder is empty, where {known} files were; what was published stays so for {} s: mount it, or, if it \
                 was emptied on purpose, wait or lower 'content.absence'",
                self.wait.as_secs()
            );
        }
        !self.is_over
    }

    /// When an empty folder is taken at its word.
    pub(super) fn until(&self) -> Option<Instant> {
        self.since.filter(|_| !self.is_over).map(|since| since + self.wait)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tidings_watch::scan;

    #[test]
    fn an_empty_folder_is_away_for_a_time() {
        let folder = tempfile::tempdir().unwrap();
        let path = ContentPath::new("a.md").unwrap();
        let gone = std::slice::from_ref(&path);
        let look = || scan(folder.path(), None, &[]);
        let (mut absence, now, wait) =
            (Absence::new(Duration::from_secs(9)), Instant::now(), Duration::from_secs(9));
        assert!(!absence.is_away(&look(), 0, &[], now), "nothing was ever there");
        assert!(absence.is_away(&look(), 1, gone, now));
        assert_eq!(absence.until(), Some(now + wait));
        // It comes back, and goes once more.
        std::fs::write(folder.path().join("b.md"), "B").unwrap();
        assert!(!absence.is_away(&look(), 1, gone, now + wait / 2));
        std::fs::remove_file(folder.path().join("b.md")).unwrap();
        assert!(absence.is_away(&look(), 1, gone, now + wait));
        assert!(!absence.is_away(&look(), 1, gone, now + wait * 2));
        assert_eq!(absence.until(), None);
        // What can't be seen is the scan's to say.
        let missing = scan(&folder.path().join("none"), None, &[]);
        assert!(!absence.is_away(&missing, 1, &[], now) && !missing.vouches_for(&path));
    }
}
