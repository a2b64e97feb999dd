//! [`PublishPolicy`]: a constructor for each use (initial scan, live site, dry run), and one method that
//! reviews a batch of observations.

#[cfg(test)]
mod tests;

use super::bulk_change_guard::{BulkChangeGuard, ExcessAction, HeldBefore};
use super::decision::Decision;
use super::duplicate_content::DuplicateContent;
use super::file_state::FileStates;
use super::pending_copies::PendingCopies;
use super::publish_target::PublishTarget;
use super::unmounted_guard::{FolderState, ScanSummary, UnmountedGuard};
use std::collections::{BTreeSet, HashSet};
use std::time::{Duration, Instant};
use tidings_catalogue::{CatalogueError, Observation, PerFeed};
use tidings_model::{Article, ContentPath};

/// The settings of the policy.
#[derive(Debug, Clone)]
pub(in crate::ingest) struct PolicySettings {
    /// How long a copy of a known article waits for the other file to be removed.
    pub(in crate::ingest) copy_wait: Duration,
    /// How long an empty folder counts as unmounted.
    pub(in crate::ingest) empty_folder_wait: Duration,
    /// Entries of each feed that may visibly change within a minute.
    pub(in crate::ingest) change_limits: PerFeed,
    /// What happens to changes beyond the limit.
    pub(in crate::ingest) on_excess: ExcessAction,
}

/// Decides which observations are published, which wait, which are put on hold, and which scans are ignored.
#[derive(Debug)]
pub(in crate::ingest) struct PublishPolicy {
    /// Whether everything is published at once, because no subscriber has read anything yet that could be
    /// shown twice.
    is_initial: bool,
    copies: PendingCopies,
    changes: BulkChangeGuard,
    folder: UnmountedGuard,
}

impl PublishPolicy {
    /// For the time before any subscriber has read the site, and for a rebuilt catalogue: no copy waits and
    /// nothing is put on hold until [`Self::go_live`] is called.
    pub(in crate::ingest) fn initial(settings: &PolicySettings) -> Self {
        Self { is_initial: true, ..Self::live(settings, HeldBefore::Files(FileStates::new())) }
    }

    /// For a site that subscribers have read. `held` are the files that were on hold when the last process
    /// ended; they are ignored if the settings put nothing on hold.
    pub(in crate::ingest) fn live(settings: &PolicySettings, held: HeldBefore) -> Self {
        let mut changes = BulkChangeGuard::new(settings.change_limits.clone(), settings.on_excess);
        changes.restore(held);
        Self {
            is_initial: false,
            copies: PendingCopies::new(settings.copy_wait),
            changes,
            folder: UnmountedGuard::new(settings.empty_folder_wait),
        }
    }

    /// For `tidings check`, which judges the folder as it is now: no file waits, an empty folder counts as
    /// emptied, and changes beyond the limit are a warning, then treated as if they were published. A folder that was
    /// never served (`has_subscribers` is false) has no entries that could change.
    pub(in crate::ingest) fn dry_run(settings: &PolicySettings, has_subscribers: bool) -> Self {
        Self {
            is_initial: !has_subscribers,
            copies: PendingCopies::new(Duration::ZERO),
            changes: BulkChangeGuard::new(settings.change_limits.clone(), ExcessAction::Warn),
            folder: UnmountedGuard::new(Duration::ZERO),
        }
    }

    /// Ends the initial phase: from now on subscribers may have read everything.
    pub(in crate::ingest) fn go_live(&mut self) {
        self.is_initial = false;
    }

    /// Decides about a batch, and applies to `target` what may be published.
    ///
    /// A new file with the content of a known article whose own file is gone counts as moved. A new file with
    /// the content of a known article whose file is there waits. A batch that would change too many entries
    /// of a feed at once is published with a warning, or put on hold.
    pub(in crate::ingest) fn review(
        &mut self,
        batch: Vec<Observation>,
        target: &mut dyn PublishTarget,
        now: Instant,
    ) -> Decision {
        let mut decision = Decision::default();
        decision.failure = self.review_into(&mut decision, batch, target, now).err();
        decision
    }

    fn review_into(
        &mut self,
        decision: &mut Decision,
        mut batch: Vec<Observation>,
        target: &mut dyn PublishTarget,
        now: Instant,
    ) -> Result<(), CatalogueError> {
        let duplicates = DuplicateContent::find(&batch, target)?;
        batch.extend(duplicates.moved_away.iter().cloned().map(|path| Observation::Gone { path }));
        if self.is_initial {
            decision.add_published(target.apply(batch)?);
            return Ok(());
        }
        let leaving: HashSet<ContentPath> =
            batch.iter().filter_map(Observation::freed_path).cloned().collect();
        let staying = |article: &Article| -> Vec<ContentPath> {
            duplicates.paths(article).iter().filter(|path| !leaving.contains(path)).cloned().collect()
        };
        let (batch, waiting) = self.copies.hold_back(batch, now, staying);
        let (batch, already_held) = self.changes.remove_held(batch);
        (decision.waiting, decision.already_held) = (waiting, already_held);
        self.changes.review(batch, target, now, decision)
    }

    /// Begins the review of a scan of the whole folder, if the scan must not be ignored
    /// ([`FolderState::ignores_scan`]). Files on hold are judged again together with all other differences;
    /// those in `approved` are published if they are still in the states that were shown.
    pub(in crate::ingest) fn begin_full_scan(
        &mut self,
        scan: ScanSummary,
        approved: FileStates,
        now: Instant,
    ) -> FolderState {
        let state = self.folder.observe(scan, now);
        if !state.ignores_scan() {
            self.changes.begin_review(approved);
        }
        state
    }

    /// Ends the review of a scan of the whole folder. If the review is complete, files that differ no longer are not
    /// on hold any more; after a failure the rest stays on hold.
    pub(in crate::ingest) fn finish_full_scan(&mut self, is_complete: bool) {
        self.changes.finish_review(is_complete);
    }

    /// The waiting copies that must be read again: those whose original the batch reports as gone, and those
    /// whose wait has expired. The next review publishes the latter.
    pub(in crate::ingest) fn take_due_copies(
        &mut self,
        batch: &[Observation],
        now: Instant,
    ) -> BTreeSet<ContentPath> {
        let mut copies = self.copies.released_by(batch);
        copies.extend(self.copies.take_expired(now));
        copies
    }

    /// When the next copy must be read again, or the next full scan is due because an empty folder counts as
    /// emptied.
    pub(in crate::ingest) fn next_deadline(&self) -> Option<Instant> {
        [self.copies.next_deadline(), self.folder.deadline()].into_iter().flatten().min()
    }

    /// Whether an empty folder has been empty for so long that the next full scan must treat its files as
    /// deleted.
    pub(in crate::ingest) fn wants_full_scan(&self, now: Instant) -> bool {
        self.folder.deadline().is_some_and(|deadline| deadline <= now)
    }

    /// Whether a batch may be put on hold, so that related changes should come in one batch.
    pub(in crate::ingest) fn can_hold(&self) -> bool {
        !self.is_initial && self.changes.can_hold()
    }

    /// The files on hold, with the states that they had when they were last seen.
    pub(in crate::ingest) fn held(&self) -> FileStates {
        self.changes.held()
    }

    /// Whether any file is on hold.
    pub(in crate::ingest) fn is_holding(&self) -> bool {
        self.changes.is_holding()
    }
}
