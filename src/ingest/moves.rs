//! Files that change places: completes a batch with the other files of a move, and waits for the second half of an
//! exchange.
//!
//! The watcher reports one rename after the other, and files are read later than they were renamed. So a batch may show
//! the text of one article at the path of another one before anything is reported about the other. Applied at once, the
//! articles would exchange their ids, or one of them would be gone for a moment, with a tombstone.

use super::error::IngestError;
use super::pipeline::Ingest;
use std::collections::BTreeSet;
use std::time::{Instant, SystemTime};
use tidings_catalogue::{ArticleMoves, CatalogueError, Observation};
use tidings_model::{ContentPath, FileStamp};
use tidings_watch::unfinished;

/// The most files that are read in addition to those of a batch: a folder in which everything was renamed is compared
/// by scans, which read all of it.
const MAX_ADDED: usize = 10_000;

/// How often the files of a batch are read again because one of them changed meanwhile.
const MAX_READS: usize = 5;

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
        let Relatives { unread, gone, .. } = self.one_moment(&mut batch)?;
        let ArticleMoves { moved, mut doubtful } = self.catalogue.moves(&batch, self.now())?;
        doubtful.extend(unread);
        // The policy judges a move as one change.
        let renames = moved.into_iter().map(|(from, to)| Observation::Renamed { from, to });
        let renames: Vec<Observation> = renames.filter(|rename| !batch.contains(rename)).collect();
        // After those that were reported: the catalogue follows chains of renames in their order.
        let at = batch.iter().rposition(is_rename).map_or(0, |last| last + 1);
        batch.splice(at..at, renames);
        Ok((self.moved.hold_back(batch, &doubtful, now), gone))
    }

    /// Leaves out renames from paths at which there is a file by now that was not read.
    fn without_stale_renames(&self, batch: Vec<Observation>) -> Vec<Observation> {
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

    /// Adds the relatives of a batch, and reads again what changed after it was read, until all files of the batch were
    /// as they were read at one moment. Otherwise a file that was read before its name was exchanged, and another one
    /// that was read after that, would have the same text. Only moves need that.
    fn one_moment(&self, batch: &mut Vec<Observation>) -> Result<Relatives, CatalogueError> {
        let mut relatives = self.add_relatives(batch)?;
        let has_moves = relatives.exist || batch.iter().any(is_rename);
        for _ in 0..MAX_READS {
            let changed = if has_moves { self.changed_files(batch) } else { Vec::new() };
            if changed.is_empty() {
                break;
            }
            let mut unread = Vec::new();
            for (at, path) in changed {
                let is_unfinished = self.stamp(&path).is_some_and(|stamp| self.is_unfinished(&path, stamp));
                let read = if is_unfinished { None } else { self.reader.observe(&path) };
                match (read, batch.get_mut(at)) {
                    (Some(read), Some(observation)) => *observation = read,
                    _ => unread.push(path),
                }
            }
            relatives = self.add_relatives(batch)?;
            relatives.unread.extend(unread);
        }
        Ok(relatives)
    }

    /// The files that changed after they were read, with their places in the batch.
    fn changed_files(&self, batch: &[Observation]) -> Vec<(usize, ContentPath)> {
        let is_changed = |observation: &Observation| match observation {
            Observation::Renamed { .. } => false,
            Observation::Gone { path } => self.stamp(path).is_some(),
            Observation::Parsed { stamp, .. }
            | Observation::Rejected { stamp, .. }
            | Observation::Ignored { stamp, .. }
            | Observation::NoContent { stamp, .. } => {
                *stamp != FileStamp::STALE
                    && self.stamp(observation.path()).is_none_or(|now| !stamp.is_unchanged(now))
            }
        };
        // The last observation of each path counts.
        let mut seen = BTreeSet::new();
        let mut each: Vec<(usize, ContentPath)> = Vec::new();
        for (at, observation) in batch.iter().enumerate().rev() {
            if seen.insert(observation.path()) && is_changed(observation) {
                each.push((at, observation.path().clone()));
            }
        }
        each
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
                    relatives.exist = true;
                    if self.paths.is_absent(&path) {
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
            return Ok(if self.paths.is_absent(path) {
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
        Ok(self.reader.observe(path).map_or(Look::Unfinished, |read| Look::Changed(Box::new(read))))
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
}

fn is_rename(observation: &Observation) -> bool {
    matches!(observation, Observation::Renamed { .. })
}

/// What became of the known articles that documents of a batch may be.
#[derive(Debug, Default)]
struct Relatives {
    /// Whether there are any.
    exist: bool,
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
