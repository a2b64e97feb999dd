//! What is on hold: the list and the approval of `tidings approve`, and the lines about it in the log.

use super::approval_files::ApprovalFiles;
use super::policy::{Decision, FileStates, HeldBefore, HeldPart, PublishPolicy};
use super::report::count;
use super::site_paths::SitePaths;
use chrono::{DateTime, Utc};
use std::time::{Duration, Instant};
use tidings_model::ContentPath;

/// How often the log has a line about more changes that were put on hold: a bulk change may come in many batches.
const LOG_INTERVAL: Duration = Duration::from_secs(60);

/// The changes on hold, as the publisher sees them.
#[derive(Debug, Default)]
pub(super) struct Holds {
    /// `None` where nothing is put on hold.
    files: Option<ApprovalFiles>,
    /// What the review of the whole folder that is under way publishes in any case.
    approved: FileStates,
    /// When the log last had a line about changes on hold.
    logged: Option<Instant>,
}

impl Holds {
    /// For a check and a rebuild, which put nothing on hold.
    pub(super) fn none() -> Self {
        Self::default()
    }

    /// For a site that is served.
    pub(super) fn live(paths: &SitePaths) -> Self {
        Self { files: Some(ApprovalFiles::new(paths)), ..Self::default() }
    }

    /// Reads what was on hold when the last process ended.
    pub(super) fn held_before(&self) -> HeldBefore {
        match self.files.as_ref().map(ApprovalFiles::load_held).transpose() {
            Ok(held) => HeldBefore::Files(held.flatten().map(|held| held.files).unwrap_or_default()),
            Err(error) => {
                tracing::error!("{error}; until then every change of a published article stays on hold");
                HeldBefore::Unknown
            }
        }
    }

    /// Whether the publisher approved changes.
    pub(super) fn is_approved(&self) -> bool {
        self.files.as_ref().is_some_and(ApprovalFiles::is_approved)
    }

    /// Whether the list of files on hold is missing.
    pub(super) fn has_lost_list(&self) -> bool {
        self.files.as_ref().is_some_and(|files| matches!(files.load_held(), Ok(None)))
    }

    /// Reads what a review of the whole folder that begins publishes in any case.
    pub(super) fn begin_full_scan(&mut self) -> FileStates {
        self.approved = self.files.as_ref().map(ApprovalFiles::load_approved).unwrap_or_default();
        self.approved.clone()
    }

    /// Writes the list and ends the approval after a review of the whole folder; `held` is what is on hold now. An
    /// approval counts until a review was complete.
    pub(super) fn finish_full_scan(&mut self, is_complete: bool, held: &FileStates, now: DateTime<Utc>) {
        let Some(files) = &self.files else { return };
        let approved = std::mem::take(&mut self.approved);
        if held.is_empty() {
            files.clear_held();
            if self.logged.take().is_some() {
                tracing::info!("nothing is on hold any more");
            }
        } else {
            files.save_held(None, held, now);
        }
        if is_complete && !approved.is_empty() {
            files.clear_approval_of(&approved);
            if !held.is_empty() {
                tracing::warn!(
                    "{} changed after the list was approved and stay on hold; 'tidings approve --show' lists them",
                    count(held.len(), "file")
                );
            }
        }
    }

    /// Logs what was not published and why, and writes the list of the files on hold.
    pub(super) fn log_decision(
        &mut self,
        decision: &Decision,
        policy: &PublishPolicy,
        now: DateTime<Utc>,
        moment: Instant,
    ) {
        log_waiting(decision, moment);
        for path in &decision.already_held {
            tracing::debug!(
                "{path}: on hold, because an earlier change of it is on hold; see 'tidings approve --show'"
            );
        }
        if let (Some(files), false) = (&self.files, decision.already_held.is_empty()) {
            files.save_held(None, &policy.held(), now);
        }
        decision.warnings.iter().for_each(|excess| tracing::warn!("{excess}"));
        decision.held.iter().for_each(|part| self.log_held(part, &policy.held(), now, moment));
    }

    fn log_held(&mut self, part: &HeldPart, held: &FileStates, now: DateTime<Utc>, moment: Instant) {
        for path in &part.files {
            tracing::debug!("{path}: on hold until it is approved or restored: {}", part.excess);
        }
        if let Some(files) = &self.files {
            files.save_held(Some(&part.excess), held, now);
        }
        let was_logged = self.logged.is_some_and(|then| moment.duration_since(then) < LOG_INTERVAL);
        if !part.is_reported && !was_logged {
            self.logged = Some(moment);
            tracing::error!(
                "{}, so the changes of {} are on hold, and more may follow; restore the files, or publish the changes \
                 with 'tidings approve' ('--show' lists them)",
                part.excess,
                count(held.len(), "file")
            );
        }
    }
}

fn log_waiting(decision: &Decision, moment: Instant) {
    for copy in &decision.waiting {
        let same_as: Vec<&str> = copy.same_as.iter().map(ContentPath::as_str).collect();
        tracing::debug!(
            "{}: waits for up to {:.1} s, because it has the content of {} and may be the first half of a move",
            copy.path,
            copy.until.saturating_duration_since(moment).as_secs_f32(),
            same_as.join(", ")
        );
    }
}
