//! The initial scan: reads the whole folder on all cores into an empty catalogue.
//!
//! No subscriber has read anything yet, so nothing can be shown twice: no copy waits and nothing is put on
//! hold.

use super::error::IngestError;
use super::pipeline::Ingest;
use super::progress::Progress;
use super::reconcile::{scan_folder, split_unfinished};
use super::report::{FileOutcome, ProblemTally, Unreadable};
use std::time::Instant;

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
        ingest.recurring.log_scan(None, &scan.problems);
        ingest.reader.read_author_files(scan.files.iter().map(|(path, _)| path));
        let (paths, _) = split_unfinished(ingest, scan.files);
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
