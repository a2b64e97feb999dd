//! Limits how many entries of a feed may visibly change within a minute.
//!
//! A changed site generator, a restored backup or a lost id would show every article to every subscriber
//! again. The guard detects such a change before it is published: it adds up the visible changes of one
//! minute, feed by feed. New articles with new dates do not count, and neither do files: temporary files, or a folder
//! that is moved while its entries stay the same.

#[cfg(test)]
mod tests;

use super::decision::{Decision, HeldPart};
use super::excess::Excess;
use super::file_state::{FileStates, states_after};
use super::groups::{Group, groups, paths};
use super::publish_target::PublishTarget;
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::time::{Duration, Instant};
use tidings_catalogue::{ArticleEffectKind, BatchEffects, CatalogueError, FeedEffect, Observation, PerFeed};
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

/// The files that were on hold when the last process ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::ingest) enum HeldBefore {
    /// These, perhaps none.
    Files(FileStates),
    /// Some, but the list is damaged: every change of a known article that the next scan finds may be one of them.
    Unknown,
}

/// Adds up the effects of the last minute, and keeps the list of files on hold.
#[derive(Debug)]
pub(super) struct BulkChangeGuard {
    /// Entries of each feed that may visibly change within a minute.
    limits: PerFeed,
    action: ExcessAction,
    /// The files whose changes the publisher approved, in the states that were shown; empty unless a review of the
    /// whole folder is under way.
    approved: FileStates,
    recent: VecDeque<(Instant, Vec<FeedEffect>)>,
    /// Feeds that began within the period, and when: nobody subscribes to them yet. A folder that is moved file by file
    /// fills a new feed in many batches.
    begun: BTreeMap<Selection, Instant>,
    /// Files whose last change is on hold.
    held: FileStates,
    /// Files that were on hold when the review of the whole folder began. Their changes stay on hold, however
    /// few are left of them, until the publisher approves them or restores the files.
    held_before: FileStates,
    /// Whether `held_before` is unknown until the end of the next review.
    is_list_lost: bool,
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

impl BulkChangeGuard {
    pub(super) fn new(limits: PerFeed, action: ExcessAction) -> Self {
        Self {
            limits,
            action,
            approved: FileStates::new(),
            recent: VecDeque::new(),
            begun: BTreeMap::new(),
            held: FileStates::new(),
            held_before: FileStates::new(),
            is_list_lost: false,
            last_warning: None,
        }
    }

    /// Restores what was on hold when the last process ended, unless the settings put nothing on hold.
    pub(super) fn restore(&mut self, held: HeldBefore) {
        match held {
            _ if !self.can_hold() => {}
            HeldBefore::Files(files) => self.held = files,
            HeldBefore::Unknown => self.is_list_lost = true,
        }
    }

    /// Whether a batch may be put on hold, so that related changes should come in one batch.
    pub(super) fn can_hold(&self) -> bool {
        self.action == ExcessAction::Hold
    }

    /// The files on hold. During a review of the whole folder, those that the review has not reached are among them.
    pub(super) fn held(&self) -> FileStates {
        let mut files = self.held_before.clone();
        files.extend(self.held.clone());
        files
    }

    /// Whether any file is on hold.
    pub(super) fn is_holding(&self) -> bool {
        !(self.held.is_empty() && self.held_before.is_empty())
    }

    /// Begins a review of the whole folder: files on hold are judged again, together with all other differences.
    /// `approved` are the files whose changes are published, if they are still in these states.
    pub(super) fn begin_review(&mut self, approved: FileStates) {
        self.held_before.append(&mut self.held);
        self.approved = approved;
        if !self.approved.is_empty() {
            self.recent.clear();
        }
    }

    /// Ends the review. If it is complete, files that are not on hold now are published as usual again.
    pub(super) fn finish_review(&mut self, is_complete: bool) {
        self.approved.clear();
        let before = std::mem::take(&mut self.held_before);
        if is_complete {
            self.is_list_lost = false;
        } else {
            for (path, state) in before {
                self.held.entry(path).or_insert(state);
            }
        }
    }

    /// Whether everything on hold was on hold before the review, and is in the log already.
    pub(super) fn is_reported(&self) -> bool {
        self.held.keys().all(|path| self.held_before.contains_key(path))
    }

    /// Removes observations about files that are already on hold, and returns their paths as well. The next
    /// full rescan picks them up again; until then their new states are those that are shown.
    pub(super) fn remove_held(&mut self, batch: Vec<Observation>) -> (Vec<Observation>, Vec<ContentPath>) {
        if self.held.is_empty() {
            return (batch, Vec::new());
        }
        let is_held =
            |observation: &Observation| paths(observation).iter().any(|path| self.held.contains_key(*path));
        let (removed, kept): (Vec<_>, Vec<_>) = batch.into_iter().partition(is_held);
        let states = states_after(&removed);
        let removed = states.keys().cloned().collect();
        self.held.extend(states);
        (kept, removed)
    }

    /// Applies a batch unless it must be put on hold, and records in `decision` what was decided. First, what the
    /// publisher approved is applied. Of the rest, a batch that exceeds a limit is split into what subscribers see of
    /// known articles, what they do not see, and new articles. Each part is judged by itself, so that only the first
    /// one is put on hold.
    pub(super) fn review(
        &mut self,
        mut batch: Vec<Observation>,
        target: &mut dyn PublishTarget,
        now: Instant,
        decision: &mut Decision,
    ) -> Result<(), CatalogueError> {
        if !self.approved.is_empty() {
            batch = self.apply_approved(batch, target, decision)?;
        }
        self.apply_unless_held(batch, target, now, decision)
    }

    /// Applies the groups of which every file is in the state that was approved, and returns the rest. A file that
    /// changed after the list was shown keeps its whole group on hold.
    fn apply_approved(
        &self,
        batch: Vec<Observation>,
        target: &mut dyn PublishTarget,
        decision: &mut Decision,
    ) -> Result<Vec<Observation>, CatalogueError> {
        let mut effects = BatchEffects::default();
        target.apply_if(batch.clone(), &mut |found| {
            effects = found.clone();
            false
        })?;
        let is_approved = |group: &Group| {
            let states = states_after(&group.observations);
            states
                .iter()
                .all(|(path, state)| self.approved.get(path).is_some_and(|shown| state.is_as_shown(shown)))
        };
        let (approved, rest): (Vec<Group>, Vec<Group>) =
            groups(batch, &effects).into_iter().partition(is_approved);
        let observations =
            |groups: Vec<Group>| groups.into_iter().flat_map(|group| group.observations).collect();
        let approved: Vec<Observation> = observations(approved);
        if !approved.is_empty() {
            decision.add_published(target.apply(approved)?);
        }
        Ok(observations(rest))
    }

    fn apply_unless_held(
        &mut self,
        batch: Vec<Observation>,
        target: &mut dyn PublishTarget,
        now: Instant,
        decision: &mut Decision,
    ) -> Result<(), CatalogueError> {
        let files: Vec<ContentPath> = batch.iter().flat_map(paths).cloned().collect();
        // The catalogue consumes the batch, also when it rolls the transaction back.
        let copy = if self.can_hold() { batch.clone() } else { Vec::new() };
        let (mut judgement, mut effects) = (GuardDecision::Publish, BatchEffects::default());
        let published = target.apply_if(batch, &mut |found| {
            self.begun.retain(|_, then| now.saturating_duration_since(*then) <= PERIOD);
            let is_subscribed = |effect: &&FeedEffect| !self.begun.contains_key(&effect.selection);
            let feeds: Vec<FeedEffect> = found.feeds.iter().filter(is_subscribed).cloned().collect();
            judgement = self.judge(&files, &feeds, now);
            let is_held = matches!(judgement, GuardDecision::Hold(_));
            if is_held {
                effects = found.clone();
            } else {
                self.begun.extend(found.begun.iter().cloned().map(|feed| (feed, now)));
            }
            !is_held
        })?;
        if let Some(changes) = published {
            decision.add_published(changes);
        }
        match judgement {
            GuardDecision::Publish => {}
            GuardDecision::Warn(excess) => decision.warnings.push(excess),
            GuardDecision::Hold(excess) => {
                let states = states_after(&copy);
                let parts = split(copy, &effects);
                if parts.len() > 1 {
                    return parts
                        .into_iter()
                        .try_for_each(|part| self.apply_unless_held(part, target, now, decision));
                }
                let files = states.keys().cloned().collect();
                self.held.extend(states);
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
        while self.recent.front().is_some_and(|(then, _)| now.saturating_duration_since(*then) > PERIOD) {
            self.recent.pop_front();
        }
        self.recent.push_back((now, effects.to_vec()));
        let contains_held = self.is_list_lost || files.iter().any(|file| self.held_before.contains_key(file));
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

/// Splits a batch into the groups that subscribers see of known articles, those that they do not see, and new
/// articles, in this order. Empty parts are left out.
fn split(batch: Vec<Observation>, effects: &BatchEffects) -> Vec<Vec<Observation>> {
    let (mut seen, mut unseen, mut new) = (Vec::new(), Vec::new(), Vec::new());
    for group in groups(batch, effects) {
        match group.kind {
            ArticleEffectKind::Seen => seen.extend(group.observations),
            ArticleEffectKind::Unseen => unseen.extend(group.observations),
            ArticleEffectKind::New => new.extend(group.observations),
        }
    }
    [seen, unseen, new].into_iter().filter(|part| !part.is_empty()).collect()
}
