//! SQLite's write-ahead log is kept short beside the writer, on a thread of its own: it costs two `fsync`s, which may take a
//! tenth of a second, and whoever dropped a file would wait for them.

use super::schema;
use rusqlite::OpenFlags;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{SyncSender, sync_channel};
use std::thread::JoinHandle;

/// Bytes of log that are worth the effort.
const LONG: u64 = 8 * 1024 * 1024;

/// Empties the log into the file when it has grown. Ends when it is dropped.
#[derive(Debug)]
pub(super) struct LogKeeper {
    log: PathBuf,
    nudges: Option<SyncSender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl LogKeeper {
    /// Of the catalogue in this file. Without a thread, if the system refuses one, the log is emptied at the end only.
    pub(super) fn start(file: &Path) -> Self {
        let (nudges, nudged) = sync_channel(1);
        let place = file.to_path_buf();
        let run = move || nudged.iter().for_each(|()| empty(&place));
        let thread = std::thread::Builder::new().name("log".to_owned()).spawn(run).ok();
        Self { log: schema::beside(file, "-wal"), nudges: Some(nudges), thread }
    }

    /// Something was written.
    pub(super) fn look(&self) {
        if std::fs::metadata(&self.log).is_ok_and(|log| log.len() > LONG)
            && let Some(nudges) = &self.nudges
        {
            // If it is at work already, the next change will tell it.
            let _ = nudges.try_send(());
        }
    }
}

impl Drop for LogKeeper {
    fn drop(&mut self) {
        self.nudges = None;
        if let Some(thread) = self.thread.take() {
            // It has nothing to say.
            let _ = thread.join();
        }
    }
}

/// Moves what is committed from the log into the file; the writer then begins the log anew. Waits for nobody and keeps
/// nobody waiting. A file that cannot be opened was deleted, and is put back by the writer.
fn empty(file: &Path) {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let emptied = rusqlite::Connection::open_with_flags(file, flags)
        .and_then(|connection| connection.query_row("PRAGMA wal_checkpoint(PASSIVE)", [], |_| Ok(())));
    drop(emptied);
}
