//! Brings the catalogue up to date while the server already answers, then runs the event loop.

use super::error::IngestError;
use super::event_loop::{EventLoop, LargeFiles, LoopEvent, StateFolder, publish_to};
use super::initial_scan::InitialLoad;
use super::pipeline::Ingest;
use super::progress::{Progress, ProgressCallback};
use super::reconcile::{reconcile_full_scan, scan_folder};
use super::report::BatchReport;
use super::site_paths::SitePaths;
use super::watch_thread::{Restarts, WatchStarter};
use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender};
use std::time::{Duration, Instant};
use tidings_catalogue::InitialScan;
use tidings_model::ContentPath;
use tidings_server::{Site, StartupStage};
use tidings_watch::{FolderWatch, Removal, RemovalWatch, Scan, WatchSettings};

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
        let state = watch_state(&self.ingest.paths, events.clone());
        let (folder, above_state) = (self.ingest.paths.content.clone(), self.ingest.paths.above_state());
        let watch_starter = WatchStarter { folder, settings: self.watch.clone(), events };
        match self.catch_up(&watch_starter) {
            Ok(watch) => {
                let (Self { ingest, site, rescan, .. }, watch_restarts) = (self, Restarts::default());
                let state = StateFolder { watch: state, above: above_state };
                let events = watch_starter.events.clone();
                let large_files =
                    LargeFiles::new(move |read| events.send(LoopEvent::LargeRead(Box::new(read))).is_ok());
                EventLoop { ingest, site, watch, watch_starter, watch_restarts, state, large_files, rescan }
                    .run(received)
            }
            Err(IngestError::Stopped) => Ok(()),
            Err(error) => Err(error),
        }
    }

    fn catch_up(&mut self, watch_starter: &WatchStarter) -> Result<FolderWatch, IngestError> {
        let paths = self.ingest.paths.clone();
        // The watch begins before the scan: a file that is dropped during the scan is found by one of the
        // two.
        let stop = self.ingest.stop_flag();
        let watch_and_scan = move || {
            let watch = watch_starter.start_when_possible(&stop)?;
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
        self.ingest.note_scan(None, &scan);
        let mut publish = publish_to(&self.site);
        let mut show = show_progress(&self.site, &mut self.show);
        let mut report = |report: &BatchReport| {
            publish(report);
            show(report.progress);
        };
        reconcile_full_scan(&mut self.ingest, scan, &mut report)
    }
}

/// Watches the state folder for removals of what the program keeps there. The program itself writes a file under the
/// suffix `.new` and renames it.
fn watch_state(paths: &SitePaths, events: Sender<LoopEvent>) -> RemovalWatch {
    let catalogue = paths.catalogue_file();
    RemovalWatch::start(&paths.state, move |path, removal| {
        let is_temporary = path.extension().is_some_and(|extension| extension == "new");
        let is_written = removal == Removal::Replaced && path.file_name() != catalogue.file_name();
        if !is_temporary && !is_written {
            // Fails if the event loop has ended, and with it the program.
            let _ = events.send(LoopEvent::StateRemoved);
        }
    })
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::{Overrides, load};
    use crate::ingest::watch_settings;
    use chrono::Utc;
    use std::path::Path;
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::sync::mpsc::channel;
    use tidings_catalogue::CatalogueReader;
    use tidings_model::{BaseUrl, Selection};

    /// How many panics the watch's thread still has in the test below.
    static PANICS_LEFT: AtomicUsize = AtomicUsize::new(0);

    /// A rule of the watch that panics when a file is renamed to `panic.md`.
    fn is_leftover(path: &ContentPath) -> bool {
        if path.as_str() == "panic.md" && PANICS_LEFT.load(Ordering::SeqCst) > 0 {
            PANICS_LEFT.fetch_sub(1, Ordering::SeqCst);
            panic!("the injected panic");
        }
        false
    }

    fn startup(folder: &Path) -> (Startup, CatalogueReader) {
        let overrides = Overrides { folder: Some(folder.to_owned()), ..Overrides::default() };
        let config = load(&overrides, []).unwrap();
        let (ingest, initial_scan) = Ingest::open(&config, Utc::now).unwrap();
        let base = BaseUrl::parse("https://example.org/").unwrap();
        let site = Arc::new(Site::new(&config.server(), base, folder, ingest.catalogue.reader()));
        let watch = WatchSettings { is_leftover, ..watch_settings(&config, &ingest.paths) };
        let reader = ingest.catalogue.reader();
        let rescan = Duration::from_secs(3600);
        (Startup { ingest, site, watch, rescan, initial_scan, show: Box::new(|_| ()) }, reader)
    }

    fn wait_for(condition: impl Fn() -> bool, what: &str) {
        let deadline = Instant::now() + Duration::from_secs(30);
        while !condition() {
            assert!(Instant::now() < deadline, "{what}");
            std::thread::sleep(Duration::from_millis(5));
        }
    }

    /// Renames a file, again and again, until the watch's thread panics: the watch may ask about the first name only.
    fn make_watch_panic(folder: &Path) {
        PANICS_LEFT.store(1, Ordering::SeqCst);
        let (from, to) = (folder.join("x.md"), folder.join("panic.md"));
        let deadline = Instant::now() + Duration::from_secs(30);
        while PANICS_LEFT.load(Ordering::SeqCst) > 0 {
            assert!(Instant::now() < deadline, "no panic");
            std::fs::write(&from, "# X\n\nText.\n").unwrap();
            std::fs::rename(&from, &to).unwrap();
            std::thread::sleep(Duration::from_millis(50));
        }
        std::fs::remove_file(to).unwrap();
    }

    #[test]
    fn a_watch_whose_thread_panicked_is_started_again_but_not_for_ever() {
        let folder = tempfile::tempdir().unwrap();
        let (startup, reader) = startup(folder.path());
        let (site, (events, received)) = (Arc::clone(&startup.site), channel());
        site.readiness().reach(StartupStage::First);
        let sender = events.clone();
        let thread = std::thread::spawn(move || startup.run(sender, &received));
        let titles = || -> Vec<String> {
            let window = reader.window(&Selection::Site, 10).unwrap();
            window.into_iter().flat_map(|window| window.entries).map(|entry| entry.article.title).collect()
        };
        std::fs::write(folder.path().join("first.md"), "# First\n\nText.\n").unwrap();
        wait_for(|| titles() == ["First"], "the first article");
        for round in 1..=3 {
            make_watch_panic(folder.path());
            let title = format!("Round {round}");
            std::fs::write(folder.path().join(format!("{round}.md")), format!("# {title}\n\nText.\n"))
                .unwrap();
            wait_for(|| titles().contains(&title), &title);
        }
        make_watch_panic(folder.path());
        wait_for(|| thread.is_finished(), "the loop ends");
        assert!(matches!(thread.join().unwrap(), Err(IngestError::WatchEnded)));
        drop(events);
    }
}
