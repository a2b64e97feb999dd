//! Keeps the article of a deleted file for a moment: many programs save by deleting a file and writing it again.

use std::collections::{BTreeMap, BTreeSet};
use std::time::{Duration, Instant};
use tidings_catalogue::Observation;
use tidings_model::ContentPath;

/// Known files that are gone, each until its time is over or the file is back. Without the wait subscribers would
/// see the article disappear (410, and a tombstone in the Atom feed) and return.
#[derive(Debug)]
pub(in crate::ingest) struct PendingRemovals {
    wait: Duration,
    waiting: BTreeMap<ContentPath, Instant>,
    /// Removals whose wait is over, until they are applied.
    expired: BTreeSet<ContentPath>,
}

impl PendingRemovals {
    /// Removals wait for `wait`; with a wait of zero every removal is applied at once.
    pub(in crate::ingest) fn new(wait: Duration) -> Self {
        Self { wait, waiting: BTreeMap::new(), expired: BTreeSet::new() }
    }

    /// Whether removals are applied at once.
    pub(in crate::ingest) fn is_immediate(&self) -> bool {
        self.wait.is_zero()
    }

    /// Takes the removals of a batch that must wait out of the batch. `may_wait` says whether the removal of a file
    /// may wait at all. A file that the batch observes at its path again is not gone any more.
    ///
    /// # Errors
    /// The first error of `may_wait`.
    pub(in crate::ingest) fn hold_back<E>(
        &mut self,
        batch: Vec<Observation>,
        now: Instant,
        mut may_wait: impl FnMut(&ContentPath) -> Result<bool, E>,
    ) -> Result<Vec<Observation>, E> {
        if self.wait.is_zero() {
            return Ok(batch);
        }
        let mut rest = Vec::with_capacity(batch.len());
        for observation in batch {
            match &observation {
                Observation::Gone { path } => {
                    if !self.expired.remove(path) && may_wait(path)? {
                        self.waiting.entry(path.clone()).or_insert(now + self.wait);
                        continue;
                    }
                    self.waiting.remove(path);
                }
                Observation::Renamed { from, to } => {
                    self.forget(from);
                    self.forget(to);
                }
                Observation::Parsed { .. }
                | Observation::Rejected { .. }
                | Observation::Ignored { .. }
                | Observation::NoContent { .. } => {
                    self.forget(observation.path());
                }
            }
            rest.push(observation);
        }
        Ok(rest)
    }

    /// Removes and returns the files whose wait is over. Those that are still gone must be observed as gone again,
    /// and that removal waits no longer.
    pub(in crate::ingest) fn take_expired(&mut self, now: Instant) -> BTreeSet<ContentPath> {
        let is_expired = |until: &Instant| *until <= now;
        let over = self.waiting.iter().filter(|(_, until)| is_expired(until));
        let expired: BTreeSet<ContentPath> = over.map(|(path, _)| path.clone()).collect();
        self.waiting.retain(|_, until| !is_expired(until));
        self.expired.extend(expired.iter().cloned());
        expired
    }

    /// Lets these files wait once more, because it cannot be determined whether they are gone.
    pub(in crate::ingest) fn wait_again(
        &mut self,
        files: impl IntoIterator<Item = ContentPath>,
        now: Instant,
    ) {
        for path in files {
            self.expired.remove(&path);
            self.waiting.insert(path, now + self.wait);
        }
    }

    /// When the next wait is over.
    pub(in crate::ingest) fn next_deadline(&self) -> Option<Instant> {
        self.waiting.values().min().copied()
    }

    fn forget(&mut self, path: &ContentPath) {
        self.waiting.remove(path);
        self.expired.remove(path);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::convert::Infallible;
    use tidings_model::FileStamp;

    const WAIT: Duration = Duration::from_secs(3);

    fn path(text: &str) -> ContentPath {
        ContentPath::new(text).unwrap()
    }

    fn gone(text: &str) -> Observation {
        Observation::Gone { path: path(text) }
    }

    fn found(text: &str) -> Observation {
        Observation::Ignored { path: path(text), stamp: FileStamp::STALE, reason: String::new() }
    }

    /// The observations of a batch that are applied now. Files with 'unknown' in their names may not wait.
    fn applied(removals: &mut PendingRemovals, batch: Vec<Observation>, now: Instant) -> Vec<Observation> {
        let may_wait = |path: &ContentPath| Ok::<_, Infallible>(!path.as_str().contains("unknown"));
        removals.hold_back(batch, now, may_wait).unwrap()
    }

    #[test]
    fn a_removal_waits_once() {
        let (mut removals, now) = (PendingRemovals::new(WAIT), Instant::now());
        assert_eq!(applied(&mut removals, vec![gone("a.md"), gone("unknown"), found("b.md")], now).len(), 2);
        // A second report does not prolong the wait.
        assert_eq!(applied(&mut removals, vec![gone("a.md")], now + WAIT / 2), []);
        assert_eq!(removals.next_deadline(), Some(now + WAIT));
        assert!(removals.take_expired(now + WAIT / 2).is_empty());
        assert_eq!(removals.take_expired(now + WAIT), BTreeSet::from([path("a.md")]));
        assert_eq!(applied(&mut removals, vec![gone("a.md")], now + WAIT), [gone("a.md")]);
        assert_eq!(removals.next_deadline(), None);
        assert_eq!(applied(&mut removals, vec![gone("a.md")], now + WAIT), [], "a new removal waits again");
    }

    #[test]
    fn a_file_that_is_back_is_not_removed() {
        let renamed = |from: &str, to: &str| Observation::Renamed { from: path(from), to: path(to) };
        for back in [found("a.md"), renamed("b.md", "a.md"), renamed("a.md", "b.md")] {
            let (mut removals, now) = (PendingRemovals::new(WAIT), Instant::now());
            assert_eq!(applied(&mut removals, vec![gone("a.md")], now), []);
            assert_eq!(applied(&mut removals, vec![back.clone()], now), [back]);
            assert!(removals.take_expired(now + WAIT).is_empty());
        }
    }

    #[test]
    fn a_removal_that_must_not_wait_ends_its_wait() {
        let (mut removals, now) = (PendingRemovals::new(WAIT), Instant::now());
        assert_eq!(applied(&mut removals, vec![gone("a.md")], now), []);
        let may_wait = |_: &ContentPath| Ok::<_, Infallible>(false);
        assert_eq!(removals.hold_back(vec![gone("a.md")], now, may_wait).unwrap(), [gone("a.md")]);
        assert_eq!(removals.next_deadline(), None);
    }

    #[test]
    fn a_removal_that_cannot_be_verified_waits_again() {
        let (mut removals, now) = (PendingRemovals::new(WAIT), Instant::now());
        applied(&mut removals, vec![gone("a.md")], now);
        let expired = removals.take_expired(now + WAIT);
        removals.wait_again(expired, now + WAIT);
        assert_eq!(applied(&mut removals, vec![gone("a.md")], now + WAIT), []);
        assert_eq!(removals.next_deadline(), Some(now + WAIT * 2));
    }

    #[test]
    fn without_a_wait_nothing_is_held_back() {
        let (mut removals, now) = (PendingRemovals::new(Duration::ZERO), Instant::now());
        assert_eq!(applied(&mut removals, vec![gone("a.md")], now), [gone("a.md")]);
    }
}
