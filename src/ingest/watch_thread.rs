//! Starts the watch on the content folder, and starts it again if its thread ends by a panic.

use super::error::IngestError;
use super::event_loop::LoopEvent;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::Sender;
use std::time::{Duration, Instant};
use tidings_watch::{FileEvent, FolderWatch, WatchError, WatchSettings, watch};

/// The largest number of restarts within [`RESTART_WINDOW`]: a thread that ends again and again will not watch the
/// folder, and a supervisor should see that.
const MAX_RESTARTS: usize = 3;

/// The time over which restarts are counted.
const RESTART_WINDOW: Duration = Duration::from_secs(3600);

/// The pause before the folder is opened again if too many files were open.
const RETRY: Duration = Duration::from_secs(1);

/// Starts watches that send their events to the event loop.
pub(super) struct WatchStarter {
    pub(super) folder: PathBuf,
    pub(super) settings: WatchSettings,
    pub(super) events: Sender<LoopEvent>,
}

impl WatchStarter {
    /// Starts a watch.
    ///
    /// # Errors
    /// Those of [`watch`].
    pub(super) fn start(&self) -> Result<FolderWatch, WatchError> {
        let sink = WatchSink { events: self.events.clone() };
        watch(&self.folder, self.settings.clone(), move |event| sink.send(event))
    }

    /// Starts a watch. If too many files are open, waits until some are closed: connections may take all descriptors
    /// before the folder is opened for the first time.
    ///
    /// # Errors
    /// Those of [`watch`] except [`WatchError::TooManyOpenFiles`]; [`IngestError::Stopped`] if `stop` is set
    /// meanwhile.
    pub(super) fn start_when_possible(&self, stop: &AtomicBool) -> Result<FolderWatch, IngestError> {
        let mut is_logged = false;
        loop {
            match self.start() {
                Err(error @ WatchError::TooManyOpenFiles { .. }) => {
                    if !std::mem::replace(&mut is_logged, true) {
                        tracing::warn!("{error}; until then it is tried again every second");
                    }
                }
                result => return Ok(result?),
            }
            if stop.load(Ordering::Relaxed) {
                return Err(IngestError::Stopped);
            }
            std::thread::sleep(RETRY);
        }
    }
}

/// The end of the watch's events, owned by the watch's thread.
struct WatchSink {
    events: Sender<LoopEvent>,
}

impl WatchSink {
    fn send(&self, event: FileEvent) {
        // Fails if the event loop has ended, and with it the program.
        let _ = self.events.send(LoopEvent::File(event));
    }
}

impl Drop for WatchSink {
    /// Reports that the thread ends by a panic. A watch that is stopped drops its sink as well.
    fn drop(&mut self) {
        if std::thread::panicking() {
            let _ = self.events.send(LoopEvent::WatchEnded);
        }
    }
}

/// The restarts of the last time.
#[derive(Debug, Default)]
pub(super) struct Restarts {
    at: Vec<Instant>,
}

impl Restarts {
    /// Records a restart.
    ///
    /// # Errors
    /// [`IngestError::WatchEnded`] if there were too many.
    pub(super) fn record(&mut self, now: Instant) -> Result<(), IngestError> {
        self.at.retain(|at| now.saturating_duration_since(*at) < RESTART_WINDOW);
        if self.at.len() >= MAX_RESTARTS {
            return Err(IngestError::WatchEnded);
        }
        self.at.push(now);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn restarts_are_limited_within_an_hour() {
        let (mut restarts, start) = (Restarts::default(), Instant::now());
        for minutes in [0, 1, 2] {
            restarts.record(start + Duration::from_secs(60 * minutes)).unwrap();
        }
        assert!(matches!(restarts.record(start + Duration::from_secs(3599)), Err(IngestError::WatchEnded)));
        restarts.record(start + Duration::from_secs(3600)).unwrap();
    }
}
