//! Files that were moved aside: a save by some editors renames the original to a backup name, writes the new version
//! under the old name, and deletes the backup. The article stays as it is until the file is back, or for
//! [`WAIT`] at most. Pure: the time is a parameter.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};
use tidings_model::ContentPath;

/// How long a file that was moved aside may be absent before its article is removed. Editors need milliseconds;
/// 2 s were seen between the steps of a save onto a slow network drive.
const WAIT: Duration = Duration::from_secs(3);

/// Paths of articles whose files were renamed to a name that is not an article's, each with its deadline.
#[derive(Debug, Default)]
pub(super) struct MovedAside {
    deadlines: BTreeMap<ContentPath, Instant>,
}

impl MovedAside {
    /// Records that the file at `path` was moved aside. A second time does not extend the deadline.
    pub(super) fn add(&mut self, path: ContentPath, now: Instant) {
        self.deadlines.entry(path).or_insert(now + WAIT);
    }

    /// Records that `path` is read anyway, because a file is there again or something else happened to it.
    pub(super) fn remove(&mut self, path: &ContentPath) {
        self.deadlines.remove(path);
    }

    /// Returns the paths whose deadline has passed, and forgets them. They must be read now: if nothing is there,
    /// the article is removed.
    pub(super) fn take_expired(&mut self, now: Instant) -> Vec<ContentPath> {
        let expired: Vec<ContentPath> = self
            .deadlines
            .iter()
            .filter(|(_, deadline)| **deadline <= now)
            .map(|(path, _)| path.clone())
            .collect();
        expired.iter().for_each(|path| self.remove(path));
        expired
    }

    /// The next deadline.
    pub(super) fn next_deadline(&self) -> Option<Instant> {
        self.deadlines.values().min().copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn path(text: &str) -> ContentPath {
        ContentPath::new(text).unwrap()
    }

    #[test]
    fn a_path_expires_once_after_the_wait() {
        let (mut aside, now) = (MovedAside::default(), Instant::now());
        aside.add(path("a.md"), now);
        aside.add(path("a.md"), now + WAIT / 2);
        assert_eq!(aside.next_deadline(), Some(now + WAIT));
        assert!(aside.take_expired(now + WAIT / 2).is_empty());
        assert_eq!(aside.take_expired(now + WAIT), [path("a.md")]);
        assert!(aside.take_expired(now + WAIT).is_empty());
        assert_eq!(aside.next_deadline(), None);
    }

    #[test]
    fn a_file_that_is_back_does_not_expire() {
        let (mut aside, now) = (MovedAside::default(), Instant::now());
        aside.add(path("a.md"), now);
        aside.remove(&path("a.md"));
        assert!(aside.take_expired(now + WAIT).is_empty());
    }
}
