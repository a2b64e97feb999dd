//! The event loop: waits for file events and deadlines, and does the work that they require.

mod dependents;
mod large_files;
mod plan;
mod work;

pub(in crate::ingest) use large_files::LargeFiles;
pub(in crate::ingest) use plan::Plan;
pub(crate) use work::LoopEvent;

use super::error::IngestError;
use super::pipeline::Ingest;
use super::reading::BatchWeight;
use super::reconcile::reconcile;
use super::report::{BatchReport, log_batch, log_changes};
use super::waiting::Backoff;
use super::watch_thread::{Restarts, WatchStarter};
use large_files::LargeRead;
use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::Receiver;
use std::time::{Duration, Instant};
use tidings_catalogue::{CatalogueError, Observation};
use tidings_model::ContentPath;
use tidings_server::Site;
use tidings_watch::{FolderWatch, RemovalWatch};
use work::Work;

/// The number of observations in one transaction: the larger it is, the fewer pages of the catalogue are
/// written twice.
const BATCH: usize = 2000;

/// How often the state folder is examined again after it was restored: a program that deletes its files one by one
/// may have deleted some of the restored ones.
const MAX_RESTORES: usize = 5;

/// The pause before the time of the next due article is read again, if it could not be read.
const RETRY: Duration = Duration::from_secs(10);

/// The pause before files are read again that were left out because too many files were open.
const DESCRIPTOR_PAUSE: Duration = Duration::from_secs(1);

/// How often to look whether the state folder is there, where it cannot be watched.
const STATE_INTERVAL: Duration = Duration::from_secs(2);

/// How often to look for an approval while changes are on hold.
const APPROVAL_INTERVAL: Duration = Duration::from_millis(500);

/// The pause between an event in the folder and the next review of the changes on hold: files may have been
/// restored.
const REVIEW_DELAY: Duration = Duration::from_secs(5);

/// The longest sleep while an article is scheduled: the clock may be set forward, or the machine may have
/// slept.
const MAX_SLEEP_BEFORE_DUE: Duration = Duration::from_secs(5);

/// What the loop knows of the state folder.
pub(in crate::ingest) struct StateFolder {
    /// Reports removals in it.
    pub(in crate::ingest) watch: RemovalWatch,
    /// The real path of the folder above it, which changes if a link is switched.
    pub(in crate::ingest) above: Option<PathBuf>,
}

/// The loop's state.
pub(in crate::ingest) struct EventLoop {
    pub(in crate::ingest) ingest: Ingest,
    pub(in crate::ingest) site: Arc<Site>,
    pub(in crate::ingest) watch: FolderWatch,
    pub(in crate::ingest) large_files: LargeFiles,
    pub(in crate::ingest) watch_starter: WatchStarter,
    pub(in crate::ingest) watch_restarts: Restarts,
    pub(in crate::ingest) state: StateFolder,
    /// How often the whole folder is compared with the catalogue.
    pub(in crate::ingest) rescan: Duration,
}

impl EventLoop {
    /// Runs until [`LoopEvent::Stop`] arrives or no sender is left.
    ///
    /// # Errors
    /// [`IngestError::WatchEnded`]; other errors are logged, and what failed is tried again.
    pub(in crate::ingest) fn run(mut self, events: &Receiver<LoopEvent>) -> Result<(), IngestError> {
        let followed = self.follow(events);
        if let Err(error) = self.restore_deleted_catalogue() {
            tracing::error!("{error}");
        }
        followed
    }

    fn follow(&mut self, events: &Receiver<LoopEvent>) -> Result<(), IngestError> {
        let mut next_rescan = Instant::now() + self.rescan;
        let (mut backoff, mut work) = (Backoff::default(), Work::default());
        self.read_left_out(&mut work, true, &mut next_rescan);
        // The watch ended and could not be started again, for example because the folder is missing.
        let mut has_no_watch = false;
        loop {
            self.ingest.catalogue.export_daily(self.ingest.now());
            let timeout = self.timeout(&backoff, &work, next_rescan);
            if work.receive(events, timeout).is_none() {
                return Ok(());
            }
            let now = Instant::now();
            let was_removed = work.state_removal.take_if(|removal| removal.due() <= now).is_some();
            if backoff.pause_until(now).is_some() && !was_removed {
                continue;
            }
            let is_removing = work.state_removal.is_some();
            // First, because a restored catalogue outlives a crash, and one that was deleted does not.
            let restored = if is_removing { Ok(()) } else { self.restore_state(was_removed) };
            let (mut plan, large) = (work.take_plan(), work.take_large());
            let had_events = plan != Plan::default();
            plan.rescan_all |= self.ingest.is_approved() || was_removed && self.ingest.has_lost_held_list();
            if now >= next_rescan || self.ingest.policy.wants_full_scan(now) {
                plan.rescan_all = true;
                next_rescan = now + self.rescan;
            }
            let is_rescan = plan.rescan_all;
            if plan.watch_ended {
                self.watch_restarts.record(now)?;
            }
            plan.watch_ended |= has_no_watch;
            let done = restored.and_then(|()| self.carry_out(plan, large));
            // This also runs after an error, because the deletion of the file may have caused the error.
            let restored = if is_removing { Ok(()) } else { self.restore_state(false) };
            let done = done.and(self.publish_due()).and(restored);
            self.read_left_out(&mut work, had_events || is_rescan, &mut next_rescan);
            if had_events && self.ingest.policy.is_holding() {
                next_rescan = next_rescan.min(Instant::now() + REVIEW_DELAY);
            }
            has_no_watch = matches!(done, Err(IngestError::Watch(_)));
            match done {
                Err(IngestError::Stopped) => return Ok(()),
                Err(error) => {
                    self.report_failure(&mut backoff, &error);
                    next_rescan = Instant::now();
                }
                Ok(()) if backoff.succeed() => tracing::info!("the folder is read again without an error"),
                Ok(()) => {}
            }
        }
    }

    /// Has the folder scanned soon if files were left out because too many were open.
    fn read_left_out(&self, work: &mut Work, has_looked: bool, next_rescan: &mut Instant) {
        if work.note_lack_of_descriptors(self.ingest.reader.take_lack_of_descriptors(), has_looked) {
            *next_rescan = Instant::now() + DESCRIPTOR_PAUSE;
        }
    }

    /// Nothing is lost by a failure: the catalogue does not have the stamp of what was not applied, so the next
    /// comparison finds it.
    fn report_failure(&self, backoff: &mut Backoff, error: &IngestError) {
        log_failure(backoff, error);
        if matches!(error, IngestError::Catalogue(CatalogueError::Corrupt { .. })) {
            self.site.readiness().report_damage();
        }
    }

    /// How long to wait for an event. After a failure only the pause and a removal in the state folder count.
    fn timeout(&self, backoff: &Backoff, work: &Work, next_rescan: Instant) -> Duration {
        let now = Instant::now();
        let timeout = match backoff.pause_until(now) {
            Some(until) => until.saturating_duration_since(now),
            None => self.next_timeout(next_rescan),
        };
        let removal = work.state_removal.as_ref().map(|removal| removal.due().saturating_duration_since(now));
        removal.map_or(timeout, |removal| timeout.min(removal))
    }

    /// How long to wait for an event: until the next comparison, until an article is due or expires, until a
    /// removal is final, or until the policy's next deadline.
    fn next_timeout(&self, next_rescan: Instant) -> Duration {
        let now = Instant::now();
        let is_holding = self.ingest.policy.is_holding();
        let until_approval = is_holding.then_some(APPROVAL_INTERVAL);
        let Ingest { policy, removals, moved, .. } = &self.ingest;
        let deadlines = [policy.next_deadline(), removals.next_deadline(), moved.next_deadline()];
        let until = |at: Instant| at.saturating_duration_since(now);
        let until_look = (!self.state.watch.is_watching()).then_some(STATE_INTERVAL);
        let others = [self.until_due(), until_approval, until_look].into_iter().flatten();
        deadlines.into_iter().flatten().map(until).chain(others).fold(until(next_rescan), Duration::min)
    }

    /// How long until an article is due or expires.
    fn until_due(&self) -> Option<Duration> {
        match self.ingest.catalogue.next_due() {
            Ok(due) => due
                .map(|due| (due - self.ingest.now()).to_std().unwrap_or_default().min(MAX_SLEEP_BEFORE_DUE)),
            Err(error) => {
                // What the loop does next fails too, and is logged.
                tracing::debug!("cannot read when the next article is due: {error}");
                Some(RETRY)
            }
        }
    }

    fn carry_out(&mut self, plan: Plan, large: Vec<LargeRead>) -> Result<(), IngestError> {
        plan.degradations.iter().for_each(|degradation| tracing::warn!("{degradation}"));
        if plan.watch_ended {
            tracing::error!(
                "the thread that watches the folder ended unexpectedly, and is started again; report the panic that the \
                 log shows above"
            );
            self.watch = self.watch_starter.start()?;
            self.ingest.open_files = Some(self.watch.open_files());
        }
        self.large_files.forget(&plan);
        let mut batch = self.renames_and_removals(&plan)?;
        let (gone, returned) = self.ingest.take_expired_removals(Instant::now());
        batch.extend(gone.iter().cloned().map(|path| Observation::Gone { path }));
        let mut paths = self.paths_to_read(&plan, &batch, &gone)?;
        paths.extend(returned);
        paths.extend(self.ingest.moved.take_expired(Instant::now()));
        let mut paths = self.without_open_files(paths, &plan);
        if !self.may_be_moves(&batch)? {
            paths = self.large_files.hand_over(paths, &self.ingest.reader);
        }
        let large = large.into_iter().filter_map(|read| self.large_files.take(read));
        // A file that is gone before it is read has an event of its own.
        let large: Vec<Observation> =
            large.filter(|read| !matches!(read, Observation::Gone { .. })).collect();
        self.read_and_apply(&paths, batch)?;
        if !large.is_empty() {
            self.ingest.apply(large, &mut publish_to(&self.site))?;
        }
        if plan.rescan_all {
            return self.reconcile(None);
        }
        plan.topmost_rescans().iter().try_for_each(|directory| self.reconcile(Some(directory)))
    }

    /// Whether a known article was renamed or removed: a file that appears at the same time may be the same
    /// article, so both are reviewed together.
    fn may_be_moves(&self, batch: &[Observation]) -> Result<bool, CatalogueError> {
        for observation in batch {
            if !self.ingest.catalogue.known_files(Some(observation.path()))?.is_empty() {
                return Ok(true);
            }
        }
        Ok(false)
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
    /// file which changed or is gone. `gone` are the removals whose wait is over; those of the plan do not count
    /// yet.
    fn paths_to_read(
        &mut self,
        plan: &Plan,
        batch: &[Observation],
        gone: &[ContentPath],
    ) -> Result<BTreeSet<ContentPath>, CatalogueError> {
        let mut paths = plan.read.clone();
        // After an exchange of two names, which the system reports as two renames, a file is at the old path too.
        for observation in batch {
            if let Observation::Renamed { from, to } = observation {
                paths.extend([from.clone(), to.clone()]);
            }
        }
        paths.extend(self.ingest.policy.take_due_copies(batch, Instant::now()));
        let at_once = self.ingest.removals.is_immediate().then_some(&plan.gone).into_iter().flatten();
        let changed: Vec<ContentPath> = paths.iter().chain(gone).chain(at_once).cloned().collect();
        paths.extend(self.articles_with_media(changed.iter())?);
        let parts = self.parts_of(changed.iter())?;
        paths.extend(parts);
        let with_authors = self.articles_with_authors(changed.iter())?;
        self.ingest.reader.read_author_files(changed.iter());
        paths.extend(with_authors);
        Ok(paths)
    }

    /// Leaves out the files that are to be read for another reason than their own event, and that a process is
    /// writing: the watch reports them when they are complete.
    fn without_open_files(&self, mut paths: BTreeSet<ContentPath>, plan: &Plan) -> Vec<ContentPath> {
        if !paths.is_subset(&plan.read) {
            let open = self.watch.open_files().get();
            paths.retain(|path| plan.read.contains(path) || !open.contains(path));
        }
        paths.into_iter().collect()
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
        // A file that is gone before it is read was removed or renamed again. Only the event that reports it tells
        // which of the two.
        let left: BTreeSet<ContentPath> = batch.iter().filter_map(Observation::freed_path).cloned().collect();
        let mut weight = BatchWeight::default();
        reader.observe_all(
            paths,
            |observation| observation,
            |more| {
                let is_certain = |observation: &Observation| match observation {
                    Observation::Gone { path } => left.contains(path) || ingest.moved.is_expired(path),
                    _ => true,
                };
                let is_heavy = weight.add(&more);
                batch.extend(more.into_iter().filter(is_certain));
                let is_full = is_heavy || (batch.len() >= BATCH && !is_one_batch);
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

    fn reconcile(&mut self, below: Option<&ContentPath>) -> Result<(), IngestError> {
        let unfinished = reconcile(&mut self.ingest, below, &mut publish_to(&self.site))?;
        self.watch.track_unfinished(unfinished);
        Ok(())
    }

    /// Writes what is missing in the state folder, also what a program deletes while it is restored.
    fn restore_state(&mut self, was_removed: bool) -> Result<(), IngestError> {
        for _ in 0..MAX_RESTORES {
            // The watch comes first: what is deleted after it causes another event.
            if was_removed {
                self.state.watch.renew();
                self.ingest.catalogue.check_backup();
            }
            if !self.restore_deleted_catalogue()? {
                return Ok(());
            }
            self.state.watch.renew();
        }
        Ok(())
    }

    /// Returns whether the catalogue had to be restored.
    fn restore_deleted_catalogue(&mut self) -> Result<bool, IngestError> {
        let is_restored = self.ingest.catalogue.restore_deleted_file()?;
        if is_restored {
            let (file, above) = (self.ingest.paths.catalogue_file(), self.ingest.paths.above_state());
            if above == self.state.above {
                tracing::warn!(
                    "{} was deleted or replaced while in use, and was written again; keep it from whatever deletes \
                     unknown files (rsync --delete --exclude=.tidings), or use --state DIR",
                    file.display()
                );
            } else {
                tracing::info!(
                    "the catalogue was written to {}, because another folder is there now",
                    file.display()
                );
            }
            self.state.above = above;
        }
        Ok(is_restored)
    }

    fn publish_due(&mut self) -> Result<(), IngestError> {
        let changes = self.ingest.catalogue.publish_due(self.ingest.now())?;
        self.site.mark_stale(&changes);
        log_changes(&self.ingest.catalogue, &changes);
        Ok(())
    }
}

/// Returns a function that makes a batch visible and logs it. Feeds come first: the next request must see the
/// changes.
pub(in crate::ingest) fn publish_to(site: &Site) -> impl FnMut(&BatchReport) {
    |report| {
        site.mark_stale(&report.changes);
        log_batch(report);
    }
}

/// Logs a failure of the catalogue, unless it is the same as the one before.
fn log_failure(backoff: &mut Backoff, error: &IngestError) {
    let (pause, is_new) = backoff.fail(error.to_string(), Instant::now());
    match is_new {
        true => tracing::error!("{error}; trying again in {} s, and then every minute", pause.as_secs()),
        false => tracing::debug!("{error}; trying again in {} s", pause.as_secs()),
    }
}
