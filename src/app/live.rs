//! The one loop: events in, changes out.
//!
//! ```text
//! FileEvent ──▶ Plan ──▶ FileReader ──▶ Observation ──▶ Catalogue ──▶ Change ──▶ Site (stale feeds)
//!                ▲ scan (start, lost events, now and then)   ▲ turn (a moment has come)
//! ```
//!
//! It runs on a thread of its own, since SQLite and files block, and holds no rules.

use super::approval::Approval;
use super::plan::Plan;
use super::reconcile::reconcile;
use super::report::{log, log_changes};
use super::{AppError, Ingest, News};
use std::collections::BTreeSet;
use std::ops::ControlFlow;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::time::{Duration, Instant};
use tidings_catalogue::{CatalogueError, Observation};
use tidings_model::ContentPath;
use tidings_parse::document::directory_of_authors_file;
use tidings_server::Site;
use tidings_watch::{FileEvent, FolderWatch};

/// What wakes the loop.
#[derive(Debug)]
pub(super) enum Event {
    /// The folder.
    File(FileEvent),
    /// The program ends.
    Stop,
}

/// Events taken together at the most, so that a flood of them still shows its first articles soon.
const BATCH: usize = 5000;

/// Articles of them that are applied together: the more, the fewer pages of the catalogue are written twice.
const AT_ONCE: usize = 2000;

/// Pause before the folder is compared again after the catalogue failed (a full disk, say).
const RETRY: Duration = Duration::from_secs(10);

/// How often to look for an approval while something is held.
const APPROVAL: Duration = Duration::from_millis(500);

/// Pause before what is held is judged anew after something happened in the folder: it may have been put back.
const SECOND_THOUGHT: Duration = Duration::from_secs(5);

/// Longest sleep while an article waits for its moment: the clock may be put forward, or the machine have slept.
const CLOCK: Duration = Duration::from_secs(5);

/// The loop's state.
pub(super) struct Live {
    pub(super) ingest: Ingest,
    pub(super) site: Arc<Site>,
    pub(super) watch: FolderWatch,
    pub(super) rescan: Duration,
}

impl Live {
    /// Runs until told to stop, or until nobody can tell any more.
    pub(super) fn run(mut self, events: &Receiver<Event>) {
        self.follow(events);
        if let Err(error) = self.keep_catalogue() {
            tracing::error!("{error}");
        }
    }

    fn follow(&mut self, events: &Receiver<Event>) {
        let mut next_rescan = Instant::now() + self.rescan;
        let mut failed = false;
        loop {
            self.ingest.catalogue.export_daily((self.ingest.clock)());
            let mut plan = Plan::default();
            if wait(&mut plan, events, self.patience(next_rescan, failed)).is_break() {
                return;
            }
            let is_quiet = plan == Plan::default();
            if self.ingest.approval.as_ref().is_some_and(Approval::is_given) {
                plan.rescan_all = true;
            }
            let is_absence_over = self.ingest.absence.until().is_some_and(|until| until <= Instant::now());
            if Instant::now() >= next_rescan || is_absence_over {
                plan.rescan_all = true;
                next_rescan = Instant::now() + self.rescan;
            }
            let done = self.carry_out(plan);
            // Also after an error, which may come of the very loss.
            let kept = self.keep_catalogue();
            let done = done.and(self.publish_due()).and(kept);
            if !is_quiet && !self.ingest.flood.held().is_empty() {
                next_rescan = next_rescan.min(Instant::now() + SECOND_THOUGHT);
            }
            if matches!(done, Err(AppError::Stopped)) {
                return;
            }
            failed = done.is_err();
            if let Err(error) = done {
                // What was not applied is not lost: its stamp is not in the catalogue, so the comparison finds it.
                tracing::error!("{error}; trying again in {} s", RETRY.as_secs());
                next_rescan = Instant::now() + RETRY;
            }
        }
    }

    /// How long to wait for an event: until the next comparison, until an article is due or expires, or a copy has waited
    /// long enough. After a failure the comparison alone counts, lest what could not be done be tried without a pause.
    fn patience(&self, next_rescan: Instant, failed: bool) -> Duration {
        let until_rescan = next_rescan.saturating_duration_since(Instant::now());
        let next_due = self.ingest.catalogue.next_due().ok().flatten().filter(|_| !failed);
        let now = (self.ingest.clock)();
        let until_turn = next_due.map(|moment| (moment - now).to_std().unwrap_or_default().min(CLOCK));
        let next_copy = self.ingest.grace.next().filter(|_| !failed);
        let until_copy = next_copy.map(|moment| moment.saturating_duration_since(Instant::now()));
        let until_approval = (!self.ingest.flood.held().is_empty()).then_some(APPROVAL);
        let absence = self.ingest.absence.until().filter(|_| !failed);
        let until_absence = absence.map(|moment| moment.saturating_duration_since(Instant::now()));
        [until_turn, until_copy, until_approval, until_absence]
            .into_iter()
            .flatten()
            .fold(until_rescan, Duration::min)
    }

    fn carry_out(&mut self, plan: Plan) -> Result<(), AppError> {
        plan.troubles.iter().for_each(|trouble| tracing::warn!("{trouble}"));
        let rescan = plan.topmost_rescans();
        let mut read = plan.read;
        let mut batch: Vec<Observation> = Vec::new();
        for (from, to) in plan.renamed.into_iter().chain(self.files_of(&plan.renamed_directories)?) {
            read.insert(to.clone());
            batch.push(Observation::Renamed { from, to });
        }
        for path in plan.gone.iter().chain(&plan.replaced) {
            let within = self.ingest.catalogue.known_files(Some(path))?.into_keys();
            batch.extend(within.filter(|known| known != path).map(|path| Observation::Gone { path }));
        }
        batch.extend(plan.gone.iter().cloned().map(|path| Observation::Gone { path }));
        read.extend(self.ingest.grace.freed(&batch));
        read.extend(self.ingest.grace.due(Instant::now()));
        read.extend(self.referring(read.iter().chain(&plan.gone))?);
        let told_of = self.told_of(read.iter().chain(&plan.gone))?;
        self.ingest.files.learn_people(read.iter().chain(&plan.gone));
        read.extend(told_of);
        let read: Vec<ContentPath> = read.into_iter().collect();
        // Files that may be two halves of one thing are judged together.
        let is_together = !batch.is_empty() || self.ingest.flood.holds_back();
        let (files, ingest, mut tell) = (self.ingest.files.clone(), &mut self.ingest, publish(&self.site));
        files.observe_all(
            &read,
            |observation| observation,
            |more| {
                batch.extend(more);
                let is_enough = batch.len() >= AT_ONCE && !is_together;
                // The next ones are read meanwhile.
                if is_enough { ingest.apply(std::mem::take(&mut batch), &mut tell) } else { Ok(()) }
            },
        )?;
        if !batch.is_empty() {
            ingest.apply(batch, &mut tell)?;
        }
        drop(tell);
        if plan.rescan_all {
            return self.reconcile(None);
        }
        rescan.iter().try_for_each(|directory| self.reconcile(Some(directory)))
    }

    /// A renamed directory is so many renamed files.
    fn files_of(
        &self,
        directories: &[(ContentPath, ContentPath)],
    ) -> Result<Vec<(ContentPath, ContentPath)>, CatalogueError> {
        let mut renamed = Vec::new();
        for (from, to) in directories {
            let known = self.ingest.catalogue.known_files(Some(from))?;
            renamed
                .extend(known.into_keys().filter_map(|file| Some((file.clone(), file.rebased(from, to)?))));
        }
        renamed.sort();
        Ok(renamed)
    }

    /// Articles that speak of these files: a picture that came, went or grew changes what they say of its length.
    fn referring<'a>(
        &self,
        files: impl Iterator<Item = &'a ContentPath>,
    ) -> Result<BTreeSet<ContentPath>, CatalogueError> {
        let mut articles = BTreeSet::new();
        for file in files {
            articles.extend(self.ingest.catalogue.articles_referencing(file)?);
        }
        Ok(articles)
    }

    /// Articles for which these files, as far as they are people files, say who is who.
    fn told_of<'a>(
        &self,
        files: impl Iterator<Item = &'a ContentPath>,
    ) -> Result<BTreeSet<ContentPath>, CatalogueError> {
        let mut articles = BTreeSet::new();
        for directory in files.filter_map(directory_of_authors_file) {
            articles
                .extend(self.ingest.catalogue.known_files(ContentPath::new(directory).as_ref())?.into_keys());
        }
        Ok(articles)
    }

    fn reconcile(&mut self, below: Option<&ContentPath>) -> Result<(), AppError> {
        let unfinished = reconcile(&mut self.ingest, below, &mut publish(&self.site))?;
        self.watch.track_unfinished(unfinished);
        Ok(())
    }

    fn keep_catalogue(&mut self) -> Result<(), AppError> {
        if self.ingest.catalogue.restore_deleted_file()? {
            let file = self.ingest.place.catalogue();
            tracing::warn!(
                "{} was deleted or replaced while in use, and is written anew; keep it from whatever deletes unknown files \
                 (rsync --delete --exclude=.tidings), or use --state DIR",
                file.display()
            );
        }
        Ok(())
    }

    fn publish_due(&mut self) -> Result<(), AppError> {
        let changes = self.ingest.catalogue.publish_due((self.ingest.clock)())?;
        self.site.mark_stale(&changes);
        log_changes(&changes);
        Ok(())
    }
}

/// The feeds first: the reader who asks next must see what changed.
pub(super) fn publish(site: &Site) -> impl FnMut(&News) {
    |news| {
        site.mark_stale(&news.changes);
        log(news);
    }
}

/// Waits for an event, and takes what else has come meanwhile. Breaks if it is time to stop.
fn wait(plan: &mut Plan, events: &Receiver<Event>, patience: Duration) -> ControlFlow<()> {
    let first = match events.recv_timeout(patience) {
        Ok(event) => Some(event),
        Err(RecvTimeoutError::Timeout) => None,
        Err(RecvTimeoutError::Disconnected) => return ControlFlow::Break(()),
    };
    for event in first.into_iter().chain(events.try_iter().take(BATCH)) {
        match event {
            Event::File(event) => plan.add(event),
            Event::Stop => return ControlFlow::Break(()),
        }
    }
    ControlFlow::Continue(())
}
