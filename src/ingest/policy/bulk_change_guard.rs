//! Limits how many entries of a feed may visibly change within a minute.
//!
//! A changed site generator, a restored backup or a lost id would show every article to every subscriber
//! again. The guard detects such a change before it is published: it adds up the visible changes of one
//! minute, feed by feed. New articles with new dates do not count.

#[cfg(test)]
mod tests;

use super::decision::{Decision, HeldPart};
use super::excess::Excess;
use super::publish_target::PublishTarget;
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::time::{Duration, Instant};
use tidings_catalogue::{CatalogueError, FeedEffect, Observation, PerFeed};
use tidings_model::{ContentPath, Selection};

/// Visible changes within this time are added up: a sync tool spreads one accident over many batches.
const PERIOD: Duration = Duration::from_secs(60);

/// What happens to a batch that exceeds a limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::ingest) enum ExcessAction {
    /// The batch is published, with a warning.
    Warn,
    /// The batch is put on hold until the publisher approves it or restores the files.
    Hold,
}

/// Adds up the effects of the last minute, and keeps the list of files on hold.
#[derive(Debug)]
pub(super) struct BulkChangeGuard {
    /// Entries of each feed that may visibly change within a minute.
    limits: PerFeed,
    action: ExcessAction,
    /// Whether the publisher approved everything that the scan under way finds.
    is_approved: bool,
    recent: VecDeque<(Instant, Vec<FeedEffect>)>,
    /// Files whose last change is on hold.
    held: BTreeSet<ContentPath>,
    /// Files that were on hold when the review of the whole folder began. Their changes stay on hold, however
    /// few are left of them, until the publisher approves them or restores the files.
    held_before: BTreeSet<ContentPath>,
    last_warning: Option<Instant>,
}

/// The guard's decision about observations that are judged together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum GuardDecision {
    /// Publish.
    Publish,
    /// Publish and log a warning.
    Warn(Excess),
    /// Put on hold and log an error.
    Hold(Excess),
}

/// Why an observation is in a batch: the three parts into which a batch that exceeds a limit is split.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ChangeClass {
    /// The observation changes, moves or removes a known file.
    Changed,
    /// The file has the content that the catalogue has.
    Unchanged,
    /// The catalogue has neither the path nor the content.
    New,
}

impl BulkChangeGuard {
    pub(super) fn new(limits: PerFeed, action: ExcessAction) -> Self {
        Self {
            limits,
            action,
            is_approved: false,
            recent: VecDeque::new(),
            held: BTreeSet::new(),
            held_before: BTreeSet::new(),
            last_warning: None,
        }
    }

    /// Whether a batch may be put on hold, so that related changes should come in one batch.
    pub(super) fn can_hold(&self) -> bool {
        self.action == ExcessAction::Hold && !self.is_approved
    }

    /// The files on hold.
    pub(super) fn held(&self) -> &BTreeSet<ContentPath> {
        &self.held
    }

    /// Begins a review of the whole folder: files on hold are judged again, together with all other
    /// differences. If `is_approved`, everything is published.
    pub(super) fn begin_review(&mut self, is_approved: bool) {
        self.held_before = std::mem::take(&mut self.held);
        self.is_approved = is_approved;
        if is_approved {
            self.recent.clear();
        }
    }

    /// Ends the review: files that are not on hold now are published as usual again.
    pub(super) fn finish_review(&mut self) {
        self.is_approved = false;
        self.held_before.clear();
    }

    /// Whether everything on hold was on hold before the review, and is in the log already.
    pub(super) fn is_reported(&self) -> bool {
        self.held.is_subset(&self.held_before)
    }

    /// Puts files on hold.
    pub(super) fn hold<'a>(&mut self, files: impl IntoIterator<Item = &'a ContentPath>) {
        self.held.extend(files.into_iter().cloned());
    }

    /// Removes observations about files that are already on hold, and returns their paths as well. The next
    /// full rescan picks them up again.
    pub(super) fn remove_held(&mut self, batch: Vec<Observation>) -> (Vec<Observation>, Vec<ContentPath>) {
        if self.held.is_empty() || self.is_approved {
            return (batch, Vec::new());
        }
        let (mut kept, mut removed) = (Vec::with_capacity(batch.len()), Vec::new());
        for observation in batch {
            let paths = paths(&observation);
            if paths.iter().any(|path| self.held.contains(*path)) {
                self.held.extend(paths.iter().copied().cloned());
                removed.extend(paths.into_iter().cloned());
            } else {
                kept.push(observation);
            }
        }
        (kept, removed)
    }

    /// Applies a batch unless it must be put on hold, and records in `decision` what was decided. A batch
    /// that exceeds a limit is split into changed, unchanged and new files, each part judged by itself, so
    /// that only the changed ones are put on hold.
    pub(super) fn apply_unless_held(
        &mut self,
        batch: Vec<Observation>,
        target: &mut dyn PublishTarget,
        now: Instant,
        decision: &mut Decision,
    ) -> Result<(), CatalogueError> {
        if self.is_approved {
            decision.add_published(target.apply(batch)?);
            return Ok(());
        }
        let files: Vec<ContentPath> = batch.iter().flat_map(paths).cloned().collect();
        // The catalogue consumes the batch, also when it rolls the transaction back.
        let copy = if self.can_hold() { batch.clone() } else { Vec::new() };
        let mut judgement = GuardDecision::Publish;
        let published = target.apply_if(batch, &mut |effects| {
            judgement = self.judge(&files, effects, now);
            !matches!(judgement, GuardDecision::Hold(_))
        })?;
        if let Some(changes) = published {
            decision.add_published(changes);
        }
        match judgement {
            GuardDecision::Publish => {}
            GuardDecision::Warn(excess) => decision.warnings.push(excess),
            GuardDecision::Hold(excess) => {
                let parts = split(copy, target)?;
                if parts.len() > 1 {
                    return parts
                        .into_iter()
                        .try_for_each(|part| self.apply_unless_held(part, target, now, decision));
                }
                self.hold(&files);
                decision.held.push(HeldPart { files, excess, is_reported: self.is_reported() });
            }
        }
        Ok(())
    }

    /// Decides about a batch of these files, given its effects on the feeds.
    pub(super) fn judge(
        &mut self,
        files: &[ContentPath],
        effects: &[FeedEffect],
        now: Instant,
    ) -> GuardDecision {
        if self.is_approved {
            return GuardDecision::Publish;
        }
        while self.recent.front().is_some_and(|(then, _)| now.saturating_duration_since(*then) > PERIOD) {
            self.recent.pop_front();
        }
        self.recent.push_back((now, effects.to_vec()));
        let contains_held = files.iter().any(|file| self.held_before.contains(file));
        let Some(excess) = self.excess(effects, contains_held) else { return GuardDecision::Publish };
        if self.action == ExcessAction::Hold {
            // Subscribers do not see a batch on hold, so the batch does not count.
            self.recent.pop_back();
            return GuardDecision::Hold(excess);
        }
        let has_warned = self.last_warning.is_some_and(|then| now.saturating_duration_since(then) < PERIOD);
        if has_warned {
            return GuardDecision::Publish;
        }
        self.last_warning = Some(now);
        GuardDecision::Warn(excess)
    }

    /// Finds the feeds whose visible changes in the last 60 s exceed their limit, among those that the batch
    /// changes. The limit is 0 if the batch contains a file that was already on hold.
    fn excess(&self, batch: &[FeedEffect], contains_held: bool) -> Option<Excess> {
        let changing: BTreeSet<&Selection> =
            batch.iter().filter(|effect| effect.moved() > 0).map(|effect| &effect.selection).collect();
        let mut sums: BTreeMap<&Selection, FeedEffect> = BTreeMap::new();
        let recent = self.recent.iter().flat_map(|(_, effects)| effects);
        for effect in recent.filter(|effect| changing.contains(&effect.selection)) {
            let FeedEffect { selection, fresh, resurfacing, changed, gone } = effect;
            let sum = sums.entry(selection).or_insert_with(|| FeedEffect {
                selection: selection.clone(),
                fresh: 0,
                resurfacing: 0,
                changed: 0,
                gone: 0,
            });
            sum.fresh += fresh;
            sum.resurfacing += resurfacing;
            sum.changed += changed;
            sum.gone += gone;
        }
        let is_excess = |sum: &FeedEffect| {
            let limit = if contains_held { 0 } else { self.limits.get(&sum.selection) };
            sum.moved() > limit
        };
        let feeds = sums.values().filter(|sum| is_excess(sum)).count();
        // Of several feeds with equal sums, the first one is named: the site's main feed.
        let worst = sums.into_values().rev().max_by_key(|sum| (is_excess(sum), sum.moved()))?;
        (feeds > 0).then_some(Excess { worst, feeds })
    }
}

/// Splits a batch into changed, unchanged and new files, in this order. Empty parts are left out.
fn split(
    batch: Vec<Observation>,
    target: &dyn PublishTarget,
) -> Result<Vec<Vec<Observation>>, CatalogueError> {
    let classes = classify(&batch, target)?;
    let (mut changed, mut unchanged, mut new) = (Vec::new(), Vec::new(), Vec::new());
    for (observation, class) in batch.into_iter().zip(classes) {
        match class {
            ChangeClass::Changed => changed.push(observation),
            ChangeClass::Unchanged => unchanged.push(observation),
            ChangeClass::New => new.push(observation),
        }
    }
    Ok([changed, unchanged, new].into_iter().filter(|part| !part.is_empty()).collect())
}

/// The class of each observation.
pub(super) fn classify(
    batch: &[Observation],
    target: &dyn PublishTarget,
) -> Result<Vec<ChangeClass>, CatalogueError> {
    let class = |observation: &Observation| {
        let Observation::Parsed { article, .. } = observation else { return Ok(ChangeClass::Changed) };
        if target.has_content(article)? {
            return Ok(ChangeClass::Unchanged);
        }
        let is_new = !target.is_known(&article.path)? && target.paths_with_content(article)?.is_empty();
        Ok(if is_new { ChangeClass::New } else { ChangeClass::Changed })
    };
    batch.iter().map(class).collect()
}

/// The paths that an observation is about.
fn paths(observation: &Observation) -> Vec<&ContentPath> {
    match observation {
        Observation::Renamed { from, to } => vec![from, to],
        other => vec![other.path()],
    }
}
