//! Files that change places: completes a batch with the other files of a move, and waits for the second half of an
//! exchange.
//!
//! The watcher reports one rename after the other, and files are read later than they were renamed. So a batch may show
//! the text of one article at the path of another one before anything is reported about the other. Applied at once, the
//! articles would exchange their ids, or one of them would be gone for a moment, with a tombstone.

use super::error::IngestError;
use super::pipeline::Ingest;
use super::reading::FileReader;
use std::collections::{BTreeMap, BTreeSet};
use std::convert::Infallible;
use std::io::ErrorKind;
use std::time::{Duration, Instant, SystemTime};
use tidings_catalogue::{ArticleMoves, CatalogueError, Observation};
use tidings_model::{ContentPath, FileStamp};
use tidings_watch::unfinished;

/// How long a file that is in doubt waits: as long as the watcher waits for a file that was moved aside. A person who
/// exchanges two names over a third one takes longer, but then the third name is reported.
const WAIT: Duration = Duration::from_secs(3);

/// The most files that are read in addition to those of a batch: a folder in which everything was renamed is compared
/// by scans, which read all of it.
const MAX_ADDED: usize = 10_000;

/// The files that are not applied yet. Their articles stay as they are.
#[derive(Debug)]
pub(super) struct MovedFiles {
    wait: Duration,
    waiting: BTreeMap<ContentPath, Instant>,
    /// Files whose wait is over, until they are applied.
    expired: BTreeSet<ContentPath>,
}

impl MovedFiles {
    /// For a site that is served.
    pub(super) fn live() -> Self {
        Self { wait: WAIT, waiting: BTreeMap::new(), expired: BTreeSet::new() }
    }

    /// For a check or a rebuild, which take the folder as it is.
    pub(super) fn without_wait() -> Self {
        Self { wait: Duration::ZERO, ..Self::live() }
    }

    /// When the next wait is over.
    pub(super) fn next_deadline(&self) -> Option<Instant> {
        self.waiting.values().min().copied()
    }

    /// Returns the files whose wait is over. They must be read again, and are applied then whatever they are.
    pub(super) fn take_expired(&mut self, now: Instant) -> BTreeSet<ContentPath> {
        let is_over = |until: &Instant| *until <= now;
        let over = self.waiting.extract_if(.., |_, until| is_over(until)).map(|(path, _)| path);
        let over: BTreeSet<ContentPath> = over.collect();
        self.expired.extend(over.iter().cloned());
        over
    }

    /// Whether the wait of the file is over.
    pub(super) fn is_expired(&self, path: &ContentPath) -> bool {
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
    fn hold_back(
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

impl Ingest {
    /// Completes a batch with the files that belong to it. Returns what can be applied now, and the files that are gone
    /// and whose articles other files of the batch may be.
    ///
    /// # Errors
    /// The catalogue cannot be read.
    pub(super) fn complete_moves(
        &mut self,
        batch: Vec<Observation>,
        now: Instant,
    ) -> Result<(Vec<Observation>, BTreeSet<ContentPath>), IngestError> {
        let mut batch = self.without_stale_renames(batch);
        let Relatives { unread, gone } = self.add_relatives(&mut batch)?;
        let ArticleMoves { moved, mut doubtful } = self.catalogue.moves(&batch, self.now())?;
        doubtful.extend(unread);
        // The policy judges a move as one change.
        let renames = moved.into_iter().map(|(from, to)| Observation::Renamed { from, to });
        let renames: Vec<Observation> = renames.filter(|rename| !batch.contains(rename)).collect();
        // After those that were reported: the catalogue follows chains of renames in their order.
        let is_rename = |observation: &Observation| matches!(observation, Observation::Renamed { .. });
        let at = batch.iter().rposition(is_rename).map_or(0, |last| last + 1);
        batch.splice(at..at, renames);
        Ok((self.moved.hold_back(batch, &doubtful, now), gone))
    }

    /// Leaves out renames from paths at which there is a file by now that was not read.
    fn without_stale_renames(&self, batch: Vec<Observation>) -> Vec<Observation> {
        let is_rename = |observation: &Observation| matches!(observation, Observation::Renamed { .. });
        if !batch.iter().any(is_rename) {
            return batch;
        }
        let read: BTreeSet<ContentPath> = batch
            .iter()
            .filter(|observation| !is_rename(observation))
            .map(|observation| observation.path().clone())
            .collect();
        let is_stale = |observation: &Observation| {
            let from = observation.path();
            is_rename(observation) && !read.contains(from) && self.stamp(from).is_some()
        };
        batch.into_iter().filter(|observation| !is_stale(observation)).collect()
    }

    /// Reads the files of known articles that a document of the batch may be, if they changed too.
    fn add_relatives(&self, batch: &mut Vec<Observation>) -> Result<Relatives, CatalogueError> {
        let mut known: BTreeSet<ContentPath> =
            batch.iter().map(|observation| observation.path().clone()).collect();
        let mut relatives = Relatives::default();
        let (mut next, limit) = (0, batch.len() + MAX_ADDED);
        while next < batch.len() && batch.len() < limit {
            let mut more = Vec::new();
            if let Some(Observation::Parsed { article, .. }) = batch.get(next) {
                for path in self.catalogue.relatives(article)? {
                    if self.is_absent(&path) {
                        relatives.gone.insert(path.clone());
                    }
                    if known.contains(&path) {
                        continue;
                    }
                    match self.look_at(&path)? {
                        Look::Unchanged => {}
                        Look::Unfinished => relatives.unread.push(article.path.clone()),
                        Look::Changed(observation) => {
                            known.insert(path);
                            more.push(*observation);
                        }
                    }
                }
            }
            batch.extend(more);
            next += 1;
        }
        Ok(relatives)
    }

    /// Compares a known file with the catalogue, and reads it if it changed.
    fn look_at(&self, path: &ContentPath) -> Result<Look, CatalogueError> {
        let Some(stamp) = self.stamp(path) else {
            return Ok(if self.is_absent(path) {
                Look::Changed(Box::new(Observation::Gone { path: path.clone() }))
            } else {
                Look::Unchanged
            });
        };
        let known = self.catalogue.known_files(Some(path))?;
        if known.get(path).is_some_and(|known| known.is_unchanged(stamp)) {
            return Ok(Look::Unchanged);
        }
        if self.is_unfinished(path, stamp) {
            return Ok(Look::Unfinished);
        }
        Ok(read_one(&self.reader, path).map_or(Look::Unfinished, |read| Look::Changed(Box::new(read))))
    }

    fn is_unfinished(&self, path: &ContentPath, stamp: FileStamp) -> bool {
        let file = [(path.clone(), stamp)];
        let is_known = || self.open_files.as_ref().is_some_and(|open| open.get().contains(path));
        !unfinished(&self.paths.content, &file, SystemTime::now(), self.limits).is_empty() || is_known()
    }

    fn stamp(&self, path: &ContentPath) -> Option<FileStamp> {
        let metadata =
            path.in_folder(&self.paths.content).metadata().ok().filter(std::fs::Metadata::is_file)?;
        Some(FileStamp::from_metadata(&metadata))
    }

    fn is_absent(&self, path: &ContentPath) -> bool {
        let is_missing = |kind| matches!(kind, ErrorKind::NotFound | ErrorKind::NotADirectory);
        let found = path.in_folder(&self.paths.content).symlink_metadata();
        found.is_err_and(|error| is_missing(error.kind()))
    }
}

/// What became of the known articles that documents of a batch may be.
#[derive(Debug, Default)]
struct Relatives {
    /// The paths of the documents for which a file could not be read yet.
    unread: Vec<ContentPath>,
    /// The files that are gone.
    gone: BTreeSet<ContentPath>,
}

/// What a known file is now.
enum Look {
    /// As it was.
    Unchanged,
    /// It is being written.
    Unfinished,
    /// It was read, or is gone.
    Changed(Box<Observation>),
}

/// Reads one file. `None` if it changed meanwhile.
fn read_one(reader: &FileReader, path: &ContentPath) -> Option<Observation> {
    let mut read = None;
    let result: Result<(), Infallible> = reader.observe_all(
        std::slice::from_ref(path),
        |observation| observation,
        |observations| {
            read = observations.into_iter().next();
            Ok(())
        },
    );
    match result {
        Ok(()) => read,
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
