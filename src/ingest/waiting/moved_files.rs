//! The files that are in doubt, and wait for the second half of an exchange.

use std::collections::{BTreeMap, BTreeSet};
use std::time::{Duration, Instant};
use tidings_catalogue::Observation;
use tidings_model::ContentPath;

/// How long a file that is in doubt waits: as long as the watcher waits for a file that was moved aside. A person who
/// exchanges two names over a third one takes longer, but then the third name is reported.
const WAIT: Duration = Duration::from_secs(3);

/// The files that are not applied yet. Their articles stay as they are.
#[derive(Debug)]
pub(in crate::ingest) struct MovedFiles {
    wait: Duration,
    waiting: BTreeMap<ContentPath, Instant>,
    /// Files whose wait is over, until they are applied.
    expired: BTreeSet<ContentPath>,
}

impl MovedFiles {
    /// For a site that is served.
    pub(in crate::ingest) fn live() -> Self {
        Self { wait: WAIT, waiting: BTreeMap::new(), expired: BTreeSet::new() }
    }

    /// For a check or a rebuild, which take the folder as it is.
    pub(in crate::ingest) fn without_wait() -> Self {
        Self { wait: Duration::ZERO, ..Self::live() }
    }

    /// When the next wait is over.
    pub(in crate::ingest) fn next_deadline(&self) -> Option<Instant> {
        self.waiting.values().min().copied()
    }

    /// Returns the files whose wait is over. They must be read again, and are applied then whatever they are.
    pub(in crate::ingest) fn take_expired(&mut self, now: Instant) -> BTreeSet<ContentPath> {
        let is_over = |until: &Instant| *until <= now;
        let over = self.waiting.iter().filter(|(_, until)| is_over(until));
        let over: BTreeSet<ContentPath> = over.map(|(path, _)| path.clone()).collect();
        self.waiting.retain(|_, until| !is_over(until));
        self.expired.extend(over.iter().cloned());
        over
    }

    /// Whether the wait of the file is over.
    pub(in crate::ingest) fn is_expired(&self, path: &ContentPath) -> bool {
        self.expired.contains(path)
    }

    /// Begins or continues the wait of a file. Returns false if it must not wait any longer.
    fn hold(&mut self, path: &ContentPath, now: Instant) -> bool {
        if self.wait.is_zero() || self.expired.contains(path) {
            return false;
        }
        self.waiting.entry(path.clone()).or_insert(now + self.wait);
        true
    }

    /// Splits off the observations of files that are in doubt, unless the wait of one of them is over.
    pub(in crate::ingest) fn hold_back(
        &mut self,
        batch: Vec<Observation>,
        doubtful: &BTreeSet<ContentPath>,
        now: Instant,
    ) -> Vec<Observation> {
        let waits = !doubtful.iter().any(|path| self.is_expired(path));
        let mut rest = Vec::with_capacity(batch.len());
        for observation in batch {
            let path = observation.path();
            if waits && doubtful.contains(path) && self.hold(path, now) {
                tracing::debug!("{path}: waits, because it may be the first half of an exchange of names");
                continue;
            }
            self.waiting.remove(path);
            self.expired.remove(path);
            rest.push(observation);
        }
        rest
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn path(text: &str) -> ContentPath {
        ContentPath::new(text).unwrap()
    }

    fn gone(at: &str) -> Observation {
        Observation::Gone { path: path(at) }
    }

    #[test]
    fn files_in_doubt_wait_once() {
        let (mut moved, start) = (MovedFiles::live(), Instant::now());
        let doubtful = BTreeSet::from([path("a.md"), path("b.md")]);
        let batch = || vec![gone("a.md"), gone("b.md"), gone("c.md")];
        assert_eq!(moved.hold_back(batch(), &doubtful, start), [gone("c.md")]);
        let later = start + WAIT / 2;
        assert_eq!(moved.hold_back(batch(), &doubtful, later), [gone("c.md")]);
        assert_eq!(moved.next_deadline(), Some(start + WAIT), "another look does not make it longer");
        assert_eq!(moved.take_expired(later), BTreeSet::new());
        assert_eq!(moved.take_expired(start + WAIT), doubtful);
        assert_eq!(moved.hold_back(batch(), &doubtful, start + WAIT), batch());
        // The next doubt waits again.
        assert_eq!(moved.hold_back(batch(), &doubtful, start + WAIT), [gone("c.md")]);
        // The second half arrived.
        assert_eq!(moved.hold_back(batch(), &BTreeSet::new(), start + WAIT), batch());
        assert_eq!(moved.next_deadline(), None);
        assert_eq!(MovedFiles::without_wait().hold_back(batch(), &doubtful, start), batch());
    }
}
