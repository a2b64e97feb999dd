//! A start, on the thread that reads the folder, while the server answers already.

use super::first::read_first;
use super::live::{Event, Live, publish};
use super::reconcile::reconcile;
use super::{AppError, Ingest, News, Progress};
use crate::article::ContentPath;
use crate::catalogue::FirstReading;
use crate::server::{Site, Stage};
use crate::watch::{FolderWatch, WatchSettings, watch};
use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender};
use std::time::{Duration, Instant};

/// Hears how far a start has come, and `None` when all is served. Dropped when the start has ended, well or not.
pub type Show = Box<dyn FnMut(Option<Progress>) + Send>;

/// What a start needs.
pub(super) struct Start {
    pub(super) ingest: Ingest,
    pub(super) site: Arc<Site>,
    pub(super) watch: WatchSettings,
    pub(super) rescan: Duration,
    pub(super) begins: FirstReading,
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
        // Nobody watches while everything is read for the first time: each file that is opened would be told of, which
        // costs as much as writing it down. What changes meanwhile is found by the comparison below, as after any pause.
        if self.begins == FirstReading::Blank {
            read_first(&mut self.ingest, &mut telling(&self.site, &mut self.show))?;
        }
        let sink = move |event| {
            // Nobody listens any more: the program is ending.
            let _ = events.send(Event::File(event));
        };
        // Watching comes first: a file that is dropped while the scan runs is then seen by one of the two.
        let watch = watch(&self.ingest.place.folder, self.watch.clone(), sink)?;
        watch.hold(self.compare()?);
        let changes = self.ingest.catalogue.turn((self.ingest.clock)())?;
        self.site.mark_stale(&changes);
        self.ingest.catalogue.was_read_whole()?;
        if self.begins != FirstReading::Done {
            self.site.mark_all_stale();
        }
        self.site.readiness().reach(Stage::Ready);
        (self.show)(None);
        self.ingest.files.stand_back();
        if self.begins == FirstReading::Blank {
            self.ingest.catalogue.settle()?;
        }
        Ok(watch)
    }

    /// Returns the files that someone is still writing.
    fn compare(&mut self) -> Result<BTreeSet<ContentPath>, AppError> {
        let mut publish = publish(&self.site);
        let mut show = telling(&self.site, &mut self.show);
        let mut tell = |news: &News| {
            publish(news);
            show(news.progress);
        };
        if self.begins == FirstReading::Done {
            return reconcile(&mut self.ingest, None, &mut tell);
        }
        // No subscriber has anything yet that could be shown twice, or too much of.
        let grace = std::mem::take(&mut self.ingest.grace);
        self.ingest.flood.set_open(true);
        let unfinished = reconcile(&mut self.ingest, None, &mut tell);
        self.ingest.flood.set_open(false);
        self.ingest.grace = grace;
        unfinished
    }
}

/// Tells whoever wants to know how far it has come.
fn telling<'s>(site: &'s Site, show: &'s mut Show) -> impl FnMut(Progress) + 's {
    let started = Instant::now();
    move |progress| {
        site.readiness().expect(left(progress, started.elapsed()));
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
