//! Delays a copy of a known article for a moment before the copy becomes a second article.
//!
//! Most copies are the first half of a move to another file system, or by a tool that copies and deletes.

#[cfg(test)]
mod tests;

use super::decision::WaitingCopy;
use std::collections::{BTreeMap, BTreeSet};
use std::time::{Duration, Instant};
use tidings_catalogue::Observation;
use tidings_model::{Article, ContentPath};

/// New files with the content of a known article. Each waits until its time is over or the other file is
/// gone: a move must not show the article to every subscriber again.
#[derive(Debug)]
pub(super) struct PendingCopies {
    wait: Duration,
    waiting: BTreeMap<ContentPath, Pending>,
    /// The copies that wait for a file to be removed, by the path of that file.
    waiting_for: BTreeMap<ContentPath, BTreeSet<ContentPath>>,
    /// Copies whose wait has expired, until they are read again.
    expired: BTreeSet<ContentPath>,
}

#[derive(Debug)]
struct Pending {
    until: Instant,
    same_as: Vec<ContentPath>,
}

impl PendingCopies {
    /// Copies wait for `wait`; with a wait of zero every copy is published at once.
    pub(super) fn new(wait: Duration) -> Self {
        Self { wait, waiting: BTreeMap::new(), waiting_for: BTreeMap::new(), expired: BTreeSet::new() }
    }

    /// Splits a batch: returns the observations that may be published, and the copies that have to wait.
    /// `same_content` returns the paths of the known articles with an article's content, if the article is
    /// new.
    pub(super) fn hold_back(
        &mut self,
        batch: Vec<Observation>,
        now: Instant,
        mut same_content: impl FnMut(&Article) -> Vec<ContentPath>,
    ) -> (Vec<Observation>, Vec<WaitingCopy>) {
        if self.wait.is_zero() {
            return (batch, Vec::new());
        }
        let (mut rest, mut copies) = (Vec::with_capacity(batch.len()), Vec::new());
        for observation in batch {
            if let Observation::Parsed { article, .. } = &observation
                && !self.expired.contains(&article.path)
            {
                let same_as = same_content(article);
                if !same_as.is_empty() {
                    copies.push(self.hold(&article.path, same_as, now));
                    continue;
                }
            }
            self.forget(observation.path());
            rest.push(observation);
        }
        (rest, copies)
    }

    /// The copies that waited for a file which a batch reports as gone; they must be read again.
    pub(super) fn released_by(&self, batch: &[Observation]) -> BTreeSet<ContentPath> {
        let freed = batch.iter().filter_map(Observation::freed_path);
        freed.filter_map(|path| self.waiting_for.get(path)).flatten().cloned().collect()
    }

    /// Removes and returns the copies whose wait has expired. They must be read again, and are published
    /// then.
    pub(super) fn take_expired(&mut self, now: Instant) -> BTreeSet<ContentPath> {
        let is_expired = |pending: &Pending| pending.until <= now;
        let expired: BTreeSet<ContentPath> = self
            .waiting
            .iter()
            .filter(|(_, pending)| is_expired(pending))
            .map(|(path, _)| path.clone())
            .collect();
        expired.iter().for_each(|path| self.forget(path));
        self.expired.extend(expired.iter().cloned());
        expired
    }

    /// When the next wait expires.
    pub(super) fn next_deadline(&self) -> Option<Instant> {
        self.waiting.values().map(|pending| pending.until).min()
    }

    fn hold(&mut self, path: &ContentPath, same_as: Vec<ContentPath>, now: Instant) -> WaitingCopy {
        let until = self.waiting.get(path).map_or(now + self.wait, |pending| pending.until);
        self.forget(path);
        for original in &same_as {
            self.waiting_for.entry(original.clone()).or_default().insert(path.clone());
        }
        self.waiting.insert(path.clone(), Pending { until, same_as: same_as.clone() });
        WaitingCopy { path: path.clone(), same_as, until }
    }

    fn forget(&mut self, path: &ContentPath) {
        self.expired.remove(path);
        for original in self.waiting.remove(path).into_iter().flat_map(|pending| pending.same_as) {
            if let Some(copies) = self.waiting_for.get_mut(&original) {
                copies.remove(path);
                if copies.is_empty() {
                    self.waiting_for.remove(&original);
                }
            }
        }
    }
}
