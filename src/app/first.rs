//! The folder is read for the first time: by all cores, into a catalogue that knows nothing.
//!
//! No subscriber has anything yet that could be shown twice, or too much of, so nothing waits and nothing is held.

use super::reconcile::{finished, look};
use super::report::Tally;
use super::{AppError, Ingest, Progress};
use std::time::Instant;

/// A first reading of which all is read, and not all is written.
pub(super) struct Gathered {
    started: Instant,
    files: usize,
    tally: Tally,
}

/// Reads the folder, but for files that someone is still writing; `show` hears how far it has come.
pub(super) fn read_first(ingest: &mut Ingest, show: &mut dyn FnMut(Progress)) -> Result<Gathered, AppError> {
    let started = Instant::now();
    let scan = look(&ingest.place, None);
    ingest.files.learn_people(scan.files.iter().map(|(path, _)| path));
    let (read, _) = finished(ingest, scan.files);
    let (files, preparer) = (ingest.files.clone(), ingest.catalogue.begin_bulk_load((ingest.clock)())?);
    let (mut progress, mut tally) = (Progress { done: 0, total: read.len() }, Tally::default());
    files.observe_all(
        &read,
        |observation| preparer.prepare(observation),
        |batch| {
            ingest.go_on()?;
            progress.done += batch.len();
            let batch = batch.into_iter().collect::<Result<Vec<_>, _>>()?;
            batch.iter().for_each(|prepared| tally.add(prepared.problems()));
            ingest.catalogue.load_batch(batch)?;
            show(progress);
            Ok::<(), AppError>(())
        },
    )?;
    Ok(Gathered { started, files: read.len(), tally })
}

impl Gathered {
    /// Writes the rest: from here on all feeds are whole.
    pub(super) fn write(self, ingest: &mut Ingest) -> Result<(), AppError> {
        ingest.catalogue.finish_bulk_load()?;
        self.tally.log(&ingest.catalogue, self.files, self.started.elapsed());
        Ok(())
    }
}
