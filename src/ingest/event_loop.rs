//! The event loop: waits for file events and deadlines, and does the work that they require.

use super::error::IngestError;
use super::pipeline::Ingest;
use super::plan::Plan;
use super::reconcile::reconcile;
use super::report::{BatchReport, log_batch, log_changes};
use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::time::{Duration, Instant};
use tidings_catalogue::{CatalogueError, Observation};
use tidings_model::ContentPath;
use tidings_parse::document::directory_of_authors_file;
use tidings_server::Site;
use tidings_watch::{FileEvent, FolderWatch};

/// An event for which the loop waits.
#[derive(Debug)]
pub(crate) enum LoopEvent {
    /// Something happened in the content folder.
    File(FileEvent),
    /// The program ends.
    Stop,
}

/// The largest number of events in one plan, so that the first articles of a large copy are published soon.
const MAX_EVENTS: usize = 5000;

/// The number of observations in one transaction: the larger it is, the fewer pages of the catalogue are
/// written twice.
const BATCH: usize = 2000;

/// The pause after the catalogue failed, for example because the disk is full.
const RETRY: Duration = Duration::from_secs(10);

/// How often to look for an approval while changes are on hold.
const APPROVAL_INTERVAL: Duration = Duration::from_millis(500);

/// The pause between an event in the folder and the next review of the changes on hold: files may have been
/// restored.
const REVIEW_DELAY: Duration = Duration::from_secs(5);

/// The longest sleep while an article is scheduled: the clock may be set forward, or the machine may have
/// slept.
const MAX_SLEEP_BEFORE_DUE: Duration = Duration::from_secs(5);

/// The loop's state.
pub(super) struct EventLoop {
    pub(super) ingest: Ingest,
    pub(super) site: Arc<Site>,
    pub(super) watch: FolderWatch,
    /// How often the whole folder is compared with the catalogue.
    pub(super) rescan: Duration,
}

impl EventLoop {
    /// Runs until [`LoopEvent::Stop`] arrives or no sender is left.
    pub(super) fn run(mut self, events: &Receiver<LoopEvent>) {
        self.follow(events);
        if let Err(error) = self.restore_deleted_catalogue() {
            tracing::error!("{error}");
        }
    }

    fn follow(&mut self, events: &Receiver<LoopEvent>) {
        let mut next_rescan = Instant::now() + self.rescan;
        let mut has_failed = false;
        loop {
            self.ingest.catalogue.export_daily(self.ingest.now());
            let timeout = self.next_timeout(next_rescan, has_failed);
            let Some(mut plan) = next_plan(events, timeout) else { return };
            let had_events = plan != Plan::default();
            let now = Instant::now();
            plan.rescan_all |= self.ingest.is_approved();
            if now >= next_rescan || self.ingest.policy.wants_full_scan(now) {
                plan.rescan_all = true;
                next_rescan = now + self.rescan;
            }
            let done = self.carry_out(plan);
            // This also runs after an error, because the deletion of the file may have caused the error.
            let restored = self.restore_deleted_catalogue();
            let done = done.and(self.publish_due()).and(restored);
            if had_events && !self.ingest.policy.held().is_empty() {
                next_rescan = next_rescan.min(Instant::now() + REVIEW_DELAY);
            }
            if matches!(done, Err(IngestError::Stopped)) {
                return;
            }
            has_failed = done.is_err();
            if let Err(error) = done {
                // Nothing is lost: the catalogue does not have the stamp of what was not applied, so the next
                // comparison finds it.
                tracing::error!("{error}; trying again in {} s", RETRY.as_secs());
                next_rescan = Instant::now() + RETRY;
            }
        }
    }

    /// How long to wait for an event: until the next comparison, until an article is due or expires, or until
    /// the policy's next deadline. After a failure only the comparison and the look for an approval count, so
    /// that nothing is retried without a pause.
    fn next_timeout(&self, next_rescan: Instant, has_failed: bool) -> Duration {
        let now = Instant::now();
        let until_rescan = next_rescan.saturating_duration_since(now);
        let is_holding = !self.ingest.policy.held().is_empty();
        let until_approval = is_holding.then_some(APPROVAL_INTERVAL);
        let until_policy = self.ingest.policy.next_deadline().map(|at| at.saturating_duration_since(now));
        let others = if has_failed { [None, None] } else { [self.until_due(), until_policy] };
        others.into_iter().chain([until_approval]).flatten().fold(until_rescan, Duration::min)
    }

    /// How long until an article is due or expires.
    fn until_due(&self) -> Option<Duration> {
        match self.ingest.catalogue.next_due() {
            Ok(due) => due
                .map(|due| (due - self.ingest.now()).to_std().unwrap_or_default().min(MAX_SLEEP_BEFORE_DUE)),
            Err(error) => {
                tracing::error!(
                    "cannot read when the next article is due: {error}; trying again in {} s",
                    RETRY.as_secs()
                );
                Some(RETRY)
            }
        }
    }

    fn carry_out(&mut self, plan: Plan) -> Result<(), IngestError> {
        plan.degradations.iter().for_each(|degradation| tracing::warn!("{degradation}"));
        let batch = self.renames_and_removals(&plan)?;
        let paths = self.paths_to_read(&plan, &batch)?;
        self.read_and_apply(&paths, batch)?;
        if plan.rescan_all {
            return self.reconcile(None);
        }
        plan.topmost_rescans().iter().try_for_each(|directory| self.reconcile(Some(directory)))
    }

    /// One observation for each known file that was renamed or removed, also with its directory.
    fn renames_and_removals(&self, plan: &Plan) -> Result<Vec<Observation>, CatalogueError> {
        let renamed = plan.renamed.iter().cloned().chain(self.files_of(&plan.renamed_directories)?);
        let mut batch: Vec<Observation> =
            renamed.map(|(from, to)| Observation::Renamed { from, to }).collect();
        for path in plan.gone.iter().chain(&plan.replaced) {
            let within = self.ingest.catalogue.known_files(Some(path))?.into_keys();
            batch.extend(within.filter(|known| known != path).map(|path| Observation::Gone { path }));
        }
        batch.extend(plan.gone.iter().cloned().map(|path| Observation::Gone { path }));
        Ok(batch)
    }

    /// The files to read: those of the plan, the copies whose wait is over, and the articles that depend on a
    /// file which changed or is gone.
    fn paths_to_read(
        &mut self,
        plan: &Plan,
        batch: &[Observation],
    ) -> Result<Vec<ContentPath>, CatalogueError> {
        let mut paths = plan.read.clone();
        // After an exchange of two names, which the system reports as two renames, a file is at the old path too.
        paths.extend(plan.renamed.iter().map(|(from, _)| from.clone()));
        paths.extend(batch.iter().filter_map(|observation| match observation {
            Observation::Renamed { to, .. } => Some(to.clone()),
            _ => None,
        }));
        paths.extend(self.ingest.policy.take_due_copies(batch, Instant::now()));
        paths.extend(self.articles_with_media(paths.iter().chain(&plan.gone))?);
        let with_authors = self.articles_with_authors(paths.iter().chain(&plan.gone))?;
        self.ingest.reader.read_author_files(paths.iter().chain(&plan.gone));
        paths.extend(with_authors);
        Ok(paths.into_iter().collect())
    }

    /// Reads files and applies them after `batch`. Observations that may be two halves of one change are
    /// reviewed together.
    fn read_and_apply(
        &mut self,
        paths: &[ContentPath],
        mut batch: Vec<Observation>,
    ) -> Result<(), IngestError> {
        let is_one_batch = !batch.is_empty() || self.ingest.policy.can_hold();
        let (reader, ingest) = (self.ingest.reader.clone(), &mut self.ingest);
        let mut report = publish_to(&self.site);
        reader.observe_all(
            paths,
            |observation| observation,
            |more| {
                batch.extend(more);
                let is_full = batch.len() >= BATCH && !is_one_batch;
                // The reading threads go on meanwhile.
                if is_full { ingest.apply(std::mem::take(&mut batch), &mut report) } else { Ok(()) }
            },
        )?;
        if batch.is_empty() { Ok(()) } else { ingest.apply(batch, &mut report) }
    }

    /// The known files of renamed directories, with their old and new paths.
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

    /// The articles that refer to these files: an article contains the length of an image or enclosure.
    fn articles_with_media<'a>(
        &self,
        files: impl Iterator<Item = &'a ContentPath>,
    ) -> Result<BTreeSet<ContentPath>, CatalogueError> {
        let mut articles = BTreeSet::new();
        for file in files {
            articles.extend(self.ingest.catalogue.articles_referencing(file)?);
        }
        Ok(articles)
    }

    /// The articles to which the authors files among `files` apply.
    fn articles_with_authors<'a>(
        &self,
        files: impl Iterator<Item = &'a ContentPath>,
    ) -> Result<BTreeSet<ContentPath>, CatalogueError> {
        let mut articles = BTreeSet::new();
        for directory in files.filter_map(directory_of_authors_file) {
            let directory = ContentPath::new(directory);
            articles.extend(self.ingest.catalogue.known_files(directory.as_ref())?.into_keys());
        }
        Ok(articles)
    }

    fn reconcile(&mut self, below: Option<&ContentPath>) -> Result<(), IngestError> {
        let unfinished = reconcile(&mut self.ingest, below, &mut publish_to(&self.site))?;
        self.watch.track_unfinished(unfinished);
        Ok(())
    }

    fn restore_deleted_catalogue(&mut self) -> Result<(), IngestError> {
        if self.ingest.catalogue.restore_deleted_file()? {
            let file = self.ingest.paths.catalogue_file();
            tracing::warn!(
                "{} was deleted or replaced while in use, and was written again; keep it from whatever deletes unknown \
                 files (rsync --delete --exclude=.tidings), or use --state DIR",
                file.display()
            );
        }
        Ok(())
    }

    fn publish_due(&mut self) -> Result<(), IngestError> {
        let changes = self.ingest.catalogue.publish_due(self.ingest.now())?;
        self.site.mark_stale(&changes);
        log_changes(&changes);
        Ok(())
    }
}

/// Returns a function that makes a batch visible and logs it. Feeds come first: the next request must see the
/// changes.
pub(super) fn publish_to(site: &Site) -> impl FnMut(&BatchReport) {
    |report| {
        site.mark_stale(&report.changes);
        log_batch(report);
    }
}

/// Waits for an event and adds all others that have arrived meanwhile. The plan is empty after a timeout.
/// Returns `None` if the loop must stop.
fn next_plan(events: &Receiver<LoopEvent>, timeout: Duration) -> Option<Plan> {
    let first = match events.recv_timeout(timeout) {
        Ok(event) => Some(event),
        Err(RecvTimeoutError::Timeout) => None,
        Err(RecvTimeoutError::Disconnected) => return None,
    };
    let mut plan = Plan::default();
    for event in first.into_iter().chain(events.try_iter().take(MAX_EVENTS)) {
        match event {
            LoopEvent::File(event) => plan.add(event),
            LoopEvent::Stop => return None,
        }
    }
    Some(plan)
}
