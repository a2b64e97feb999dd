//! A start, on the thread that reads the folder, while the server answers already.

use super::first::read_first;
use super::live::{Event, Live, publish};
use super::reconcile::{self, reconcile_with};
use super::{AppError, Ingest, News, Progress};
use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender};
use std::time::{Duration, Instant};
use tidings_catalogue::InitialScan;
use tidings_model::ContentPath;
use tidings_server::{Site, StartupStage};
use tidings_watch::{FolderWatch, Scan, WatchSettings, watch};

/// Hears how far a start has come, and `None` when all is served. Dropped when the start has ended, well or not.
pub type Show = Box<dyn FnMut(Option<Progress>) + Send>;

/// What a start needs.
pub(super) struct Start {
    pub(super) ingest: Ingest,
    pub(super) site: Arc<Site>,
    pub(super) watch: WatchSettings,
    pub(super) rescan: Duration,
    pub(super) begins: InitialScan,
    pub(super) show: Show,
}

impl Start {
    /// Brings the catalogue up to date, and follows the folder until told to stop.
    ///
    /// # Errors
    /// The folder cannot be watched, or the catalogue not be written.
    pub(super) fn run(mut self, events: Sender<Event>, received: &Receiver<Event>) -> Result<(), AppError> {
        match self.begin(events) {
            Ok(watch) => {
                Live { ingest: self.ingest, site: self.site, watch, rescan: self.rescan }.run(received);
                Ok(())
            }
            Err(AppError::Stopped) => Ok(()),
            Err(error) => Err(error),
        }
    }

    fn begin(&mut self, events: Sender<Event>) -> Result<FolderWatch, AppError> {
        let sink = move |event| {
            // Nobody listens any more: the program is ending.
            let _ = events.send(Event::File(event));
        };
        let (place, settings) = (self.ingest.place.clone(), self.watch.clone());
        // Watching comes first: a file that is dropped while the scan runs is then seen by one of the two.
        let look = move || {
            let watch = watch(&place.folder, settings, sink)?;
            Ok::<_, AppError>((watch, reconcile::look(&place, None)))
        };
        let (watch, scan) = match self.begins {
            InitialScan::Empty => self.read_first_and(look)?,
            InitialScan::Restored | InitialScan::Done => look()?,
        };
        watch.track_unfinished(self.compare(scan)?);
        let changes = self.ingest.catalogue.publish_due((self.ingest.clock)())?;
        self.site.mark_stale(&changes);
        self.ingest.catalogue.mark_initial_scan_done()?;
        if self.begins != InitialScan::Done {
            self.site.mark_all_stale();
        }
        self.site.readiness().reach(StartupStage::Ready);
        (self.show)(None);
        self.ingest.files.stand_back();
        if self.begins == InitialScan::Empty {
            self.ingest.catalogue.build_deferred_indexes()?;
        }
        Ok(watch)
    }

    /// Reads everything for the first time, and looks through the folder once more while the last of it is written.
    ///
    /// Nobody watches before that: each file that is opened would be told of, which costs as much as writing it down. What
    /// changes meanwhile is found by the comparison, as after any pause.
    fn read_first_and<T: Send>(
        &mut self,
        look: impl FnOnce() -> Result<T, AppError> + Send,
    ) -> Result<T, AppError> {
        let gathered = read_first(&mut self.ingest, &mut telling(&self.site, &mut self.show))?;
        std::thread::scope(|scope| {
            let looking = scope.spawn(look);
            let written = gathered.write(&mut self.ingest);
            let looked = looking.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic));
            written.and(looked)
        })
    }

    /// Returns the files that someone is still writing.
    fn compare(&mut self, scan: Scan) -> Result<BTreeSet<ContentPath>, AppError> {
        let mut publish = publish(&self.site);
        let mut show = telling(&self.site, &mut self.show);
        let mut tell = |news: &News| {
            publish(news);
            show(news.progress);
        };
        if self.begins == InitialScan::Done {
            return reconcile_with(&mut self.ingest, scan, &mut tell);
        }
        // No subscriber has anything yet that could be shown twice, or too much of.
        let grace = std::mem::take(&mut self.ingest.grace);
        self.ingest.flood.set_open(true);
        let unfinished = reconcile_with(&mut self.ingest, scan, &mut tell);
        self.ingest.flood.set_open(false);
        self.ingest.grace = grace;
        unfinished
    }
}

/// Tells whoever wants to know how far it has come.
fn telling<'s>(site: &'s Site, show: &'s mut Show) -> impl FnMut(Progress) + 's {
    let started = Instant::now();
    move |progress| {
        site.readiness().set_time_left(left(progress, started.elapsed()));
        show(Some(progress));
    }
}

/// How long the rest will take if it goes on as it did.
fn left(progress: Progress, passed: Duration) -> Duration {
    let Progress { done, total } = progress;
    let rest = u32::try_from(total.saturating_sub(done)).unwrap_or(u32::MAX);
    passed * rest / u32::try_from(done.max(1)).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_rest_takes_as_long_as_what_is_done_did() {
        let passed = Duration::from_secs(3);
        for (done, total, seconds) in [(0, 0, 0), (100, 400, 9), (400, 400, 0)] {
            assert_eq!(
                left(Progress { done, total }, passed),
                Duration::from_secs(seconds),
                "{done} of {total}"
            );
        }
    }
}
