//! Checkpoints: moves SQLite's write-ahead log into the database file when the log has grown.
//!
//! They run on a thread of their own. A checkpoint needs two `fsync` calls, which may take a tenth of a
//! second; on the writer's thread, the next dropped file would wait for them.

use super::disk::with_suffix;
use rusqlite::OpenFlags;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{SyncSender, TrySendError, sync_channel};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

/// Length of the log, in bytes, from which a checkpoint is worth its cost.
const CHECKPOINT_LENGTH: u64 = 32 * 1024 * 1024;

/// Length of the log, in bytes, from which its file is truncated as well.
const TRUNCATE_LENGTH: u64 = 4 * CHECKPOINT_LENGTH;

/// Runs checkpoints on request. The thread ends when the value is dropped.
#[derive(Debug)]
pub(crate) struct WalCheckpointer {
    log: PathBuf,
    /// The work of one request.
    run: fn(&Path, bool) -> rusqlite::Result<()>,
    file: PathBuf,
    worker: Option<Worker>,
}

#[derive(Debug)]
struct Worker {
    requests: SyncSender<()>,
    thread: JoinHandle<()>,
}

impl WalCheckpointer {
    /// Starts the thread for the catalogue in this file.
    pub(crate) fn start(file: &Path) -> Self {
        Self::start_with(file, checkpoint)
    }

    fn start_with(file: &Path, run: fn(&Path, bool) -> rusqlite::Result<()>) -> Self {
        let mut checkpointer =
            Self { log: with_suffix(file, "-wal"), run, file: file.to_path_buf(), worker: None };
        checkpointer.start_worker();
        checkpointer
    }

    /// Starts the thread. If the system refuses a thread, the next request tries again.
    fn start_worker(&mut self) {
        let (requests, requested) = sync_channel(1);
        let (file, log, run) = (self.file.clone(), self.log.clone(), self.run);
        let work = move || {
            let mut warning = Warning::default();
            for () in requested {
                let length = length(&log);
                warning.report(run(&file, length > TRUNCATE_LENGTH), &file, length);
            }
        };
        match std::thread::Builder::new().name("checkpoint".to_owned()).spawn(work) {
            Ok(thread) => self.worker = Some(Worker { requests, thread }),
            Err(error) => {
                tracing::warn!(
                    "cannot start the checkpoint thread: {error}; {} may grow",
                    self.log.display()
                );
            }
        }
    }

    /// Requests a checkpoint if the log is long enough. Call it after writing. A thread that has ended by a panic is
    /// started again: a checkpoint begins from nothing each time, so that is safe.
    pub(crate) fn request_if_long(&mut self) {
        if length(&self.log) > CHECKPOINT_LENGTH {
            self.request();
        }
    }

    fn request(&mut self) {
        let sent = self.worker.as_ref().map(|worker| worker.requests.try_send(()));
        match sent {
            // If a checkpoint is under way, the next change requests another one.
            Some(Ok(()) | Err(TrySendError::Full(()))) => return,
            Some(Err(TrySendError::Disconnected(()))) => tracing::error!(
                "the checkpoint thread of {} ended unexpectedly, and is started again; report the panic that the log \
                 shows above",
                self.file.display()
            ),
            None => {}
        }
        self.start_worker();
        if let Some(worker) = &self.worker {
            // The new thread has an empty queue.
            let _ = worker.requests.try_send(());
        }
    }
}

impl Drop for WalCheckpointer {
    fn drop(&mut self) {
        if let Some(Worker { requests, thread }) = self.worker.take() {
            drop(requests);
            let _ = thread.join();
        }
    }
}

/// Moves the committed part of the log into the file, after which the writer restarts the log. A passive
/// checkpoint waits for no reader or writer, and none waits for it. With `truncates`, it also truncates the
/// log file, which has half a gigabyte after the initial bulk load: this takes a third of a second, and
/// otherwise the first dropped file would wait for it.
fn checkpoint(file: &Path, truncates: bool) -> rusqlite::Result<()> {
    let started = Instant::now();
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = rusqlite::Connection::open_with_flags(file, flags)?;
    // With a timeout the writer would wait while this connection waits for readers.
    connection.busy_timeout(Duration::ZERO)?;
    let mode = if truncates { "TRUNCATE" } else { "PASSIVE" };
    let (busy, frames, moved) =
        connection.query_row(&format!("PRAGMA wal_checkpoint({mode})"), [], |row| {
            Ok((row.get::<_, bool>(0)?, row.get::<_, i64>(1)?, row.get::<_, i64>(2)?))
        })?;
    tracing::debug!(
        mode,
        busy,
        frames,
        moved,
        "checkpoint of {} in {} ms",
        file.display(),
        started.elapsed().as_millis()
    );
    Ok(())
}

/// Reports the first of several failed checkpoints in a row.
#[derive(Debug, Default)]
struct Warning {
    is_reported: bool,
}

impl Warning {
    /// Logs a failure, unless the checkpoint before failed as well. A file that is missing was deleted; the
    /// writer restores it and reports that itself. Returns whether a warning was logged.
    fn report(&mut self, result: rusqlite::Result<()>, file: &Path, log_length: u64) -> bool {
        let Err(error) = result else {
            self.is_reported = false;
            return false;
        };
        if !file.exists() || std::mem::replace(&mut self.is_reported, true) {
            return false;
        }
        tracing::warn!(
            "cannot move SQLite's write-ahead log into {}: {error}; the log has {} MB and grows until this succeeds: \
             check the permissions of the folder and the space on its disk",
            file.display(),
            log_length / 1_000_000
        );
        true
    }
}

fn length(log: &Path) -> u64 {
    std::fs::metadata(log).map_or(0, |log| log.len())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::{AtomicUsize, Ordering};

    #[test]
    fn a_failed_checkpoint_is_reported_once_until_one_succeeds() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("catalogue.sqlite");
        std::fs::write(&file, "not a database, ".repeat(100)).unwrap();
        let mut warning = Warning::default();
        assert!(checkpoint(&file, false).is_err());
        assert!(warning.report(checkpoint(&file, false), &file, 1));
        assert!(!warning.report(checkpoint(&file, true), &file, 1));
        assert!(!warning.report(Ok(()), &file, 1));
        assert!(warning.report(checkpoint(&file, false), &file, 1));
    }

    /// How many checkpoints of the test below began.
    static BEGUN: AtomicUsize = AtomicUsize::new(0);

    fn panics_at_first(_file: &Path, _truncates: bool) -> rusqlite::Result<()> {
        assert!(BEGUN.fetch_add(1, Ordering::SeqCst) > 0, "the injected panic");
        Ok(())
    }

    #[test]
    fn a_thread_that_ended_by_a_panic_is_started_again() {
        let folder = tempfile::tempdir().unwrap();
        let mut checkpointer =
            WalCheckpointer::start_with(&folder.path().join("catalogue.sqlite"), panics_at_first);
        let deadline = Instant::now() + Duration::from_secs(30);
        while BEGUN.load(Ordering::SeqCst) < 2 {
            assert!(Instant::now() < deadline, "no second checkpoint");
            checkpointer.request();
            std::thread::sleep(Duration::from_millis(2));
        }
    }

    #[test]
    fn a_checkpoint_moves_the_log_into_the_file() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("catalogue.sqlite");
        let writer = rusqlite::Connection::open(&file).unwrap();
        writer.execute_batch("PRAGMA journal_mode = WAL; PRAGMA wal_autocheckpoint = 0").unwrap();
        writer.execute_batch("CREATE TABLE t (a); INSERT INTO t VALUES (1)").unwrap();
        let log = with_suffix(&file, "-wal");
        assert!(length(&log) > 0);
        checkpoint(&file, true).unwrap();
        assert_eq!(length(&log), 0);
    }
}
