//! The initial scan: reads the whole folder on all cores into an empty catalogue.
//!
//! No subscriber has read anything yet, so nothing can be shown twice: no copy waits and nothing is put on
//! hold.

use super::error::IngestError;
use super::pipeline::Ingest;
use super::progress::Progress;
use super::reconcile::{scan_folder, sort_originals_first};
use super::report::{FileOutcome, ProblemTally, Unreadable};
use std::time::{Duration, Instant, SystemTime};
use tidings_model::{ContentPath, FileStamp};
use tidings_watch::{WriterLimits, unfinished};

/// The longest pause before the second look at the folder.
const LONGEST_PAUSE: Duration = Duration::from_secs(5);

/// An initial scan whose files are all read, but not all written to the catalogue.
pub(super) struct InitialLoad {
    started: Instant,
    files: usize,
    tally: ProblemTally,
}

impl InitialLoad {
    /// Reads the folder, without the files that are still being written, and calls `show` with the progress.
    ///
    /// # Errors
    /// The catalogue cannot be written, or the program was asked to stop.
    pub(super) fn read(ingest: &mut Ingest, show: &mut dyn FnMut(Progress)) -> Result<Self, IngestError> {
        let started = Instant::now();
        let scan = scan_folder(&ingest.paths, None);
        ingest.note_scan(None, &scan);
        ingest.reader.read_author_files(scan.files.iter().map(|(path, _)| path));
        let paths = complete_files(ingest, scan.files);
        let (reader, preparer) = (ingest.reader.clone(), ingest.catalogue.begin_bulk_load(ingest.now())?);
        let mut progress = Progress { done: 0, total: paths.len() };
        let mut tally = ProblemTally::default();
        let now = ingest.now();
        reader.observe_all(
            &paths,
            |observation| {
                let marks = (Unreadable::of(&observation), FileOutcome::of(&observation, now));
                (marks, preparer.prepare(observation))
            },
            |batch| {
                ingest.check_stopped()?;
                progress.done += batch.len();
                let (marks, batch): (Vec<_>, Vec<_>) = batch.into_iter().unzip();
                for (unreadable, outcome) in marks {
                    // The tally logs unreadable files at the end.
                    unreadable.into_iter().for_each(|file| ingest.recurring.add(file));
                    outcome.into_iter().for_each(|outcome| tally.add_outcome(outcome));
                }
                let batch = batch.into_iter().collect::<Result<Vec<_>, _>>()?;
                batch.iter().for_each(|prepared| tally.add(prepared.problems()));
                ingest.catalogue.load_batch(batch)?;
                show(progress);
                Ok::<(), IngestError>(())
            },
        )?;
        Ok(Self { started, files: paths.len(), tally })
    }

    /// Writes the rest: from here on all feeds are complete.
    ///
    /// # Errors
    /// The catalogue cannot be written.
    pub(super) fn finish(self, ingest: &mut Ingest) -> Result<(), IngestError> {
        ingest.catalogue.finish_bulk_load()?;
        self.tally.log(&ingest.catalogue, self.files, self.started.elapsed());
        Ok(())
    }
}

/// The files that are complete, in the order in which they are to be read.
///
/// If most files are so new that they may be incomplete, and who writes them cannot be seen (another user copied the
/// folder just before the start, or it is on a file server), a second look after a moment decides: otherwise the
/// server would be ready with an empty feed. Files that changed meanwhile are left to the watch.
fn complete_files(ingest: &Ingest, files: Vec<(ContentPath, FileStamp)>) -> Vec<ContentPath> {
    let folder = ingest.paths.content.clone();
    let mut waiting = unfinished(&folder, &files, SystemTime::now(), ingest.limits);
    let mut files = files;
    if waiting.len() > files.len() / 2 {
        std::thread::sleep(ingest.limits.settle.min(LONGEST_PAUSE));
        let again = scan_folder(&ingest.paths, None).files;
        let limits = WriterLimits { settle: Duration::ZERO, ..ingest.limits };
        waiting = unfinished(&folder, &again, SystemTime::now(), limits);
        // Both lists are in the order of the paths.
        let is_changed = |file: &(ContentPath, FileStamp)| again.binary_search(file).is_err();
        waiting.extend(files.iter().filter(|file| is_changed(file)).map(|(path, _)| path.clone()));
    }
    files.retain(|(path, _)| !waiting.contains(path));
    sort_originals_first(&mut files);
    files.into_iter().map(|(path, _)| path).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::{Overrides, load};
    use chrono::Utc;

    #[test]
    fn files_whose_writers_cannot_be_seen_are_read_if_they_stay_the_same() {
        let folder = tempfile::tempdir().unwrap();
        for name in ["a.md", "b.md"] {
            std::fs::write(folder.path().join(name), "# Title\n\nText.\n").unwrap();
        }
        let overrides = Overrides { folder: Some(folder.path().to_owned()), ..Overrides::default() };
        let (ingest, _) = Ingest::open(&load(&overrides, []).unwrap(), Utc::now).unwrap();
        let files = scan_folder(&ingest.paths, None).files;
        let names = |paths: Vec<ContentPath>| paths.iter().map(ToString::to_string).collect::<Vec<_>>();
        assert_eq!(names(complete_files(&ingest, files.clone())), ["a.md", "b.md"]);
        let open = std::fs::File::options().append(true).open(folder.path().join("b.md")).unwrap();
        assert_eq!(names(complete_files(&ingest, files)), ["a.md"]);
        drop(open);
    }
}
