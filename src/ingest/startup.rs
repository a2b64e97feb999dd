//! Brings the catalogue up to date while the server already answers, then runs the event loop.

use super::error::IngestError;
use super::event_loop::{EventLoop, publish_to};
use super::initial_scan::InitialLoad;
use super::pipeline::Ingest;
use super::progress::{Progress, ProgressCallback};
use super::reconcile::{reconcile_full_scan, scan_folder};
use super::report::BatchReport;
use super::work::LoopEvent;
use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender};
use std::time::{Duration, Instant};
use tidings_catalogue::InitialScan;
use tidings_model::ContentPath;
use tidings_server::{Site, StartupStage};
use tidings_watch::{FolderWatch, RemovalWatch, Scan, WatchSettings, watch};

/// Everything that the start needs.
pub(crate) struct Startup {
    pub(crate) ingest: Ingest,
    pub(crate) site: Arc<Site>,
    pub(crate) watch: WatchSettings,
    /// How often the whole folder is compared with the catalogue.
    pub(crate) rescan: Duration,
    /// The progress of the initial scan when the program started.
    pub(crate) initial_scan: InitialScan,
    pub(crate) show: ProgressCallback,
}

impl Startup {
    /// Brings the catalogue up to date, and runs the event loop until [`LoopEvent::Stop`] arrives. The
    /// folder's events are sent to `events`, whose other end is `received`.
    ///
    /// # Errors
    /// The folder cannot be watched, or the catalogue cannot be written before everything is served.
    pub(crate) fn run(
        mut self,
        events: Sender<LoopEvent>,
        received: &Receiver<LoopEvent>,
    ) -> Result<(), IngestError> {
        let state_events = events.clone();
        let state = RemovalWatch::start(&self.ingest.paths.state, move || {
            // Fails if the event loop has ended, and with it the program.
            let _ = state_events.send(LoopEvent::StateRemoved);
        });
        let above_state = self.ingest.paths.above_state();
        match self.catch_up(events) {
            Ok(watch) => {
                let Self { ingest, site, rescan, .. } = self;
                EventLoop { ingest, site, watch, state, above_state, rescan }.run(received);
                Ok(())
            }
            Err(IngestError::Stopped) => Ok(()),
            Err(error) => Err(error),
        }
    }

    fn catch_up(&mut self, events: Sender<LoopEvent>) -> Result<FolderWatch, IngestError> {
        let sink = move |event| {
            // Fails if the event loop has ended, and with it the program.
            let _ = events.send(LoopEvent::File(event));
        };
        let (paths, settings) = (self.ingest.paths.clone(), self.watch.clone());
        // The watch begins before the scan: a file that is dropped during the scan is found by one of the
        // two.
        let watch_and_scan = move || {
            let watch = watch(&paths.content, settings, sink)?;
            Ok::<_, IngestError>((watch, scan_folder(&paths, None)))
        };
        let (watch, scan) = match self.initial_scan {
            InitialScan::Empty => self.load_and(watch_and_scan)?,
            InitialScan::Restored | InitialScan::Done => watch_and_scan()?,
        };
        self.ingest.open_files = Some(watch.open_files());
        watch.track_unfinished(self.reconcile(scan)?);
        let changes = self.ingest.catalogue.publish_due(self.ingest.now())?;
        self.site.mark_stale(&changes);
        self.ingest.catalogue.mark_initial_scan_done()?;
        self.ingest.policy.go_live();
        if self.initial_scan != InitialScan::Done {
            self.site.mark_all_stale();
        }
        self.site.readiness().reach(StartupStage::Ready);
        (self.show)(None);
        self.ingest.reader.lower_priority();
        if self.initial_scan == InitialScan::Empty {
            self.ingest.catalogue.build_deferred_indexes()?;
        }
        Ok(watch)
    }

    /// Loads the whole folder into the empty catalogue, and calls `watch_and_scan` while the last of it is
    /// written.
    ///
    /// The watch does not begin earlier, because each file that is opened would cause an event, which costs
    /// as much as to write the article. The comparison with the scan finds what changed meanwhile.
    fn load_and<T: Send>(
        &mut self,
        watch_and_scan: impl FnOnce() -> Result<T, IngestError> + Send,
    ) -> Result<T, IngestError> {
        let load = InitialLoad::read(&mut self.ingest, &mut show_progress(&self.site, &mut self.show))?;
        std::thread::scope(|scope| {
            let scanning = scope.spawn(watch_and_scan);
            let written = load.finish(&mut self.ingest);
            let scanned = scanning.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic));
            written.and(scanned)
        })
    }

    /// Applies what a scan found; returns the files that are still being written.
    fn reconcile(&mut self, scan: Scan) -> Result<BTreeSet<ContentPath>, IngestError> {
        self.ingest.recurring.log_scan(None, &scan.problems);
        let mut publish = publish_to(&self.site);
        let mut show = show_progress(&self.site, &mut self.show);
        let mut report = |report: &BatchReport| {
            publish(report);
            show(report.progress);
        };
        reconcile_full_scan(&mut self.ingest, scan, &mut report)
    }
}

/// Returns a function that passes the progress to the caller of the start, and the remaining time to the
/// site, for `Retry-After`.
fn show_progress<'s>(site: &'s Site, show: &'s mut ProgressCallback) -> impl FnMut(Progress) + 's {
    let started = Instant::now();
    move |progress| {
        site.readiness().set_time_left(progress.time_left(started.elapsed()));
        show(Some(progress));
    }
}
