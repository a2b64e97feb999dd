//! SQLite's write-ahead log is kept short beside the writer, on a thread of its own: it costs two `fsync`s, which may take a
//! tenth of a second, and whoever dropped a file would wait for them.

use super::schema;
use rusqlite::OpenFlags;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{SyncSender, sync_channel};
use std::thread::JoinHandle;
use std::time::Duration;

/// Bytes of log that are worth the effort, and those beyond which its file is cut as well.
const LONG: u64 = 32 * 1024 * 1024;
const TOO_LONG: u64 = 4 * LONG;

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
        let log = schema::beside(file, "-wal");
        let run = {
            let log = log.clone();
            move || nudged.iter().for_each(|()| empty(&place, length(&log) > TOO_LONG))
        };
        let thread = std::thread::Builder::new().name("log".to_owned()).spawn(run).ok();
        Self { log, nudges: Some(nudges), thread }
    }

    /// Something was written.
    pub(super) fn look(&self) {
        if length(&self.log) > LONG
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
/// nobody waiting, unless the log's file is to be cut: that of a first reading has half a gigabyte, whose cutting takes a
/// third of a second, which the first file that is dropped would wait for. A file that cannot be opened was deleted, and is
/// put back by the writer.
fn empty(file: &Path, cuts: bool) {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let how = if cuts { "PRAGMA wal_checkpoint(TRUNCATE)" } else { "PRAGMA wal_checkpoint(PASSIVE)" };
    let emptied = rusqlite::Connection::open_with_flags(file, flags).and_then(|connection| {
        // It would keep the writer waiting while it waits for readers.
        connection.busy_timeout(Duration::ZERO)?;
        connection.query_row(how, [], |_| Ok(()))
    });
    drop(emptied);
}

fn length(log: &Path) -> u64 {
    std::fs::metadata(log).map_or(0, |log| log.len())
}
