//! The daily backup: exports the ledger once a day, on a thread and a connection of its own, so that the
//! writer never waits.

use super::backup_file::{self, backup_path};
use super::error::TransferError;
use crate::storage::connections;
use chrono::{DateTime, TimeDelta, Utc};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::JoinHandle;
use std::time::Instant;

/// Time between two backups.
const INTERVAL: TimeDelta = TimeDelta::days(1);

/// Time before a backup that failed is tried again.
const RETRY: TimeDelta = TimeDelta::hours(1);

/// Writes the backup of a catalogue when it is missing or older than a day.
#[derive(Debug)]
pub(crate) struct DailyExport {
    catalogue: PathBuf,
    /// When the next backup is due. `None`: computed from the age of the existing file.
    next: Option<DateTime<Utc>>,
    /// Whether the file was there when it was last examined or written.
    is_written: bool,
    running: Option<Running>,
}

#[derive(Debug)]
struct Running {
    started: DateTime<Utc>,
    is_cancelled: Arc<AtomicBool>,
    /// Returns whether the backup was written.
    thread: JoinHandle<bool>,
}

impl DailyExport {
    /// The daily backup of the catalogue in this file. Nothing is written until [`Self::run_if_due`].
    pub(crate) fn new(catalogue: &Path) -> Self {
        Self { catalogue: catalogue.to_path_buf(), next: None, is_written: false, running: None }
    }

    /// Clears the time of the next backup, because the backup may have been deleted with the state folder.
    /// The next call of [`Self::run_if_due`] examines the file again.
    pub(crate) fn check_file_again(&mut self) {
        self.next = None;
    }

    /// The same if the file was there and is not there now. A backup that could not be written keeps its pause.
    pub(crate) fn check_file_if_deleted(&mut self) {
        self.take_result();
        if self.is_written && !backup_path(&self.catalogue).exists() {
            self.is_written = false;
            self.check_file_again();
        }
    }

    /// Starts a backup if one is due at `now` and none is being written. Returns at once.
    pub(crate) fn run_if_due(&mut self, now: DateTime<Utc>) {
        self.take_result();
        let next = match self.next {
            Some(next) => next,
            None => {
                let written = written_at(&backup_path(&self.catalogue));
                self.is_written = written.is_some();
                *self.next.insert(next_due(written, now))
            }
        };
        // A date more than one interval ahead means that the clock was set back.
        if self.running.is_some() || (now < next && next - now <= INTERVAL) {
            return;
        }
        self.next = Some(now + INTERVAL);
        self.start(now);
    }

    /// Takes the result of a backup that is complete or has failed.
    fn take_result(&mut self) {
        if let Some(finished) = self.running.take_if(|running| running.thread.is_finished()) {
            let started = finished.started;
            self.is_written = finished.thread.join().unwrap_or(false);
            if !self.is_written {
                self.next = Some(started + RETRY);
            }
        }
    }

    fn start(&mut self, now: DateTime<Utc>) {
        let is_cancelled = Arc::new(AtomicBool::new(false));
        let run = {
            let (catalogue, is_cancelled) = (self.catalogue.clone(), Arc::clone(&is_cancelled));
            move || export_and_log(&catalogue, now, &is_cancelled)
        };
        match std::thread::Builder::new().name("backup".to_owned()).spawn(run) {
            Ok(thread) => self.running = Some(Running { started: now, is_cancelled, thread }),
            Err(error) => {
                tracing::warn!(
                    "cannot start the thread for the daily backup: {error}; trying again in an hour"
                );
                self.next = Some(now + RETRY);
            }
        }
    }

    /// Whether no backup is being written.
    #[cfg(test)]
    pub(crate) fn is_idle(&self) -> bool {
        self.running.is_none()
    }

    /// Waits until the backup that is being written is complete.
    #[cfg(test)]
    pub(crate) fn wait(&mut self) {
        if let Some(running) = self.running.take() {
            assert!(running.thread.join().unwrap(), "the backup was written");
        }
    }
}

impl Drop for DailyExport {
    /// Cancels a backup that is being written. The earlier backup is kept.
    fn drop(&mut self) {
        if let Some(running) = self.running.take() {
            running.is_cancelled.store(true, Ordering::Relaxed);
            let _ = running.thread.join();
        }
    }
}

/// When the next backup is due, given when the last one was written.
fn next_due(last: Option<DateTime<Utc>>, now: DateTime<Utc>) -> DateTime<Utc> {
    // A date in the future comes from a clock that was wrong.
    last.map_or(now, |last| last.min(now) + INTERVAL)
}

/// When the backup was written; `None` if there is none.
fn written_at(path: &Path) -> Option<DateTime<Utc>> {
    Some(path.metadata().ok()?.modified().ok()?.into())
}

/// Writes a backup, and logs the result. Returns false if it has to be tried again.
fn export_and_log(catalogue: &Path, now: DateTime<Utc>, is_cancelled: &AtomicBool) -> bool {
    let (path, started) = (backup_path(catalogue), Instant::now());
    match export(catalogue, &path, now, is_cancelled) {
        Ok(Some(records)) => {
            let milliseconds = started.elapsed().as_millis();
            tracing::debug!("daily backup {}: {records} records in {milliseconds} ms", path.display());
            true
        }
        Ok(None) => {
            tracing::trace!("no daily backup: the catalogue is empty");
            false
        }
        Err(_) if is_cancelled.load(Ordering::Relaxed) => false,
        Err(error) => {
            tracing::warn!(
                "cannot write the daily backup {}: {error}; trying again in an hour",
                path.display()
            );
            false
        }
    }
}

fn export(
    catalogue: &Path,
    path: &Path,
    now: DateTime<Utc>,
    is_cancelled: &AtomicBool,
) -> Result<Option<u64>, TransferError> {
    let connection = connections::open_reader(catalogue)?;
    // Sorting must not hold a large catalogue in memory.
    connection.execute_batch("PRAGMA temp_store = FILE; PRAGMA cache_size = -4096")?;
    // All queries see the same state.
    let snapshot = connection.unchecked_transaction()?;
    backup_file::write(&snapshot, path, now, is_cancelled)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_backup_is_due_if_it_is_missing_or_a_day_old() {
        let moment = |text: &str| text.parse::<DateTime<Utc>>().unwrap();
        let now = moment("2026-03-04T12:00:00Z");
        for (last, expected) in [
            (None, "2026-03-04T12:00:00Z"),
            (Some("2026-03-04T11:00:00Z"), "2026-03-05T11:00:00Z"),
            (Some("2026-03-01T00:00:00Z"), "2026-03-02T00:00:00Z"),
            (Some("2030-01-01T00:00:00Z"), "2026-03-05T12:00:00Z"),
        ] {
            assert_eq!(next_due(last.map(moment), now), moment(expected), "{last:?}");
        }
    }
}
