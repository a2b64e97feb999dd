//! How much of a feed may move at once. Pure; the moment is passed in.
//!
//! A changed generator, a restored backup or a lost id makes every subscriber see every article again. That is noticed
//! here before it happens: all that a minute would show, feed by feed, but for news.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::fmt;
use std::time::{Duration, Instant};
use tidings_catalogue::{FeedEffect, Observation, PerFeed};
use tidings_model::{ContentPath, Selection};

/// What is shown within this time counts together: a sync tool spreads one accident over many batches.
const TOGETHER: Duration = Duration::from_secs(60);

/// The gate before the catalogue.
#[derive(Debug)]
pub(super) struct Flood {
    /// Entries of each feed that may move.
    limits: PerFeed,
    /// Whether what goes beyond it is held.
    holds: bool,
    /// Everything passes: at a first start, or because somebody approved it.
    is_open: bool,
    recent: VecDeque<(Instant, Vec<FeedEffect>)>,
    /// Files whose last change is held.
    held: BTreeSet<ContentPath>,
    /// Files whose change was held before all that differs is judged anew: it stays so, however little is left of it,
    /// until somebody approves or takes it back.
    held_before: BTreeSet<ContentPath>,
    told: Option<Instant>,
}

/// More than the limit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Excess {
    /// The feed that it is worst in.
    pub(super) worst: FeedEffect,
    /// How many feeds it is too much in.
    pub(super) feeds: usize,
}

/// What is to become of a batch.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Verdict {
    /// It is published.
    Pass,
    /// It is published, and this is told.
    Warn(Excess),
    /// It is held, and this is told.
    Hold(Excess),
}

impl Flood {
    pub(super) fn new(limits: PerFeed, holds: bool) -> Self {
        Self {
            limits,
            holds,
            is_open: false,
            recent: VecDeque::new(),
            held: BTreeSet::new(),
            held_before: BTreeSet::new(),
            told: None,
        }
    }

    /// From now on everything passes, or nothing does without a look.
    pub(super) fn set_open(&mut self, is_open: bool) {
        self.is_open = is_open;
        if is_open {
            self.recent.clear();
        }
    }

    pub(super) fn is_open(&self) -> bool {
        self.is_open
    }

    /// Whether something may be held, so that what belongs together should come in one batch.
    pub(super) fn holds_back(&self) -> bool {
        self.holds && !self.is_open
    }

    /// What is held.
    pub(super) fn held(&self) -> &BTreeSet<ContentPath> {
        &self.held
    }

    /// The whole folder is about to be compared: what is held is judged anew, together with all that differs.
    pub(super) fn judge_anew(&mut self) {
        self.held_before = std::mem::take(&mut self.held);
    }

    /// All was judged anew, so what is not held now is free.
    pub(super) fn is_judged(&mut self) {
        self.held_before.clear();
    }

    /// Whether all that is held was held before, and told.
    pub(super) fn is_told(&self) -> bool {
        self.held.is_subset(&self.held_before)
    }

    /// Leaves out of a batch what says more of held files; a comparison of the folder takes them up again.
    pub(super) fn keep_back(&mut self, batch: Vec<Observation>) -> Vec<Observation> {
        if self.held.is_empty() || self.is_open {
            return batch;
        }
        let mut kept = Vec::with_capacity(batch.len());
        for observation in batch {
            let is_held = paths(&observation).into_iter().any(|path| self.held.contains(path));
            if is_held {
                self.held.extend(paths(&observation).into_iter().cloned());
            } else {
                kept.push(observation);
            }
        }
        kept
    }

    /// Judges what a batch would show that is about these files.
    pub(super) fn judge(&mut self, files: &[ContentPath], effects: &[FeedEffect], now: Instant) -> Verdict {
        if self.is_open {
            return Verdict::Pass;
        }
        while self.recent.front().is_some_and(|(then, _)| now.saturating_duration_since(*then) > TOGETHER) {
            self.recent.pop_front();
        }
        self.recent.push_back((now, effects.to_vec()));
        let is_held = files.iter().any(|file| self.held_before.contains(file));
        let Some(excess) = self.excess(effects, is_held) else { return Verdict::Pass };
        if self.holds {
            // It is not shown, so it does not count.
            self.recent.pop_back();
            return Verdict::Hold(excess);
        }
        let told_lately = self.told.is_some_and(|told| now.saturating_duration_since(told) < TOGETHER);
        if told_lately {
            return Verdict::Pass;
        }
        self.told = Some(now);
        Verdict::Warn(excess)
    }

    /// These files' changes are held.
    pub(super) fn hold<'a>(&mut self, files: impl IntoIterator<Item = &'a ContentPath>) {
        self.held.extend(files.into_iter().cloned());
    }

    /// What is too much in the feeds that a batch moves something of; anything is if it was held before.
    fn excess(&self, batch: &[FeedEffect], is_held: bool) -> Option<Excess> {
        let moving: BTreeSet<&Selection> =
            batch.iter().filter(|effect| effect.moved() > 0).map(|effect| &effect.selection).collect();
        let mut sums: BTreeMap<&Selection, FeedEffect> = BTreeMap::new();
        let recent = self.recent.iter().flat_map(|(_, effects)| effects);
        for effect in recent.filter(|effect| moving.contains(&effect.selection)) {
            let sum = sums.entry(&effect.selection).or_insert_with(|| FeedEffect {
                fresh: 0,
                resurfacing: 0,
                changed: 0,
                gone: 0,
                ..effect.clone()
            });
            sum.fresh += effect.fresh;
            sum.resurfacing += effect.resurfacing;
            sum.changed += effect.changed;
            sum.gone += effect.gone;
        }
        let is_excess = |sum: &FeedEffect| {
            let limit = if is_held { 0 } else { self.limits.get(&sum.selection) };
            sum.moved() > limit
        };
        let feeds = sums.values().filter(|sum| is_excess(sum)).count();
        // Of equals the first: the site's own feed.
        let worst = sums.into_values().rev().max_by_key(|sum| (is_excess(sum), sum.moved()))?;
        (feeds > 0).then_some(Excess { worst, feeds })
    }
}

/// The paths that an observation is about.
pub(super) fn paths(observation: &Observation) -> Vec<&ContentPath> {
    match observation {
        Observation::Renamed { from, to } => vec![from, to],
        other => vec![other.path()],
    }
}

impl fmt::Display for Excess {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let FeedEffect { selection, fresh: _, resurfacing, changed, gone } = &self.worst;
        let feed = match selection {
            Selection::Site => "the main feed".to_owned(),
            term => format!("the feed {}", term.directory()),
        };
        write!(out, "{feed} would show its subscribers ")?;
        let parts = [(resurfacing, "old as if new"), (changed, "changed"), (gone, "taken away")];
        let parts: Vec<String> = parts
            .into_iter()
            .filter(|(count, _)| **count > 0)
            .map(|(count, how)| format!("{count} {how}"))
            .collect();
        write!(out, "{} of its entries at once", parts.join(", "))?;
        match self.feeds {
            0 | 1 => Ok(()),
            feeds => write!(out, ", and {} other feeds too many as well", feeds - 1),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn effect(changed: usize, fresh: usize) -> FeedEffect {
        FeedEffect { selection: Selection::Site, fresh, resurfacing: 0, changed, gone: 0 }
    }

    fn limit(usual: usize) -> PerFeed {
        PerFeed { default: usual, overrides: BTreeMap::new() }
    }

    fn gone(text: &str) -> Observation {
        Observation::Gone { path: ContentPath::new(text).unwrap() }
    }

    #[test]
    fn news_is_no_flood() {
        let mut flood = Flood::new(limit(10), true);
        assert_eq!(flood.judge(&[], &[effect(10, 1000)], Instant::now()), Verdict::Pass);
    }

    #[test]
    fn a_short_feed_has_a_limit_of_its_own() {
        let short = Selection::Custom { path: "short".to_owned() };
        let limits = PerFeed { overrides: BTreeMap::from([(short.clone(), 2)]), ..limit(10) };
        let of_short = |changed| FeedEffect { selection: short.clone(), ..effect(changed, 0) };
        let mut flood = Flood::new(limits, true);
        assert_eq!(flood.judge(&[], &[effect(2, 0), of_short(2)], Instant::now()), Verdict::Pass);
        let Verdict::Hold(excess) = flood.judge(&[], &[effect(3, 0), of_short(1)], Instant::now()) else {
            panic!("three of its entries move within a minute")
        };
        assert_eq!((&excess.worst.selection, excess.worst.changed, excess.feeds), (&short, 3, 1));
    }

    #[test]
    fn what_comes_within_a_minute_counts_together() {
        let (mut flood, now) = (Flood::new(limit(10), true), Instant::now());
        assert_eq!(flood.judge(&[], &[effect(6, 0)], now), Verdict::Pass);
        let Verdict::Hold(excess) = flood.judge(&[], &[effect(6, 0)], now + TOGETHER) else { panic!() };
        assert_eq!(excess.worst.changed, 12);
        assert!(excess.to_string().starts_with("the main feed"), "{excess}");
        // News passes meanwhile, and what was held is not counted, since nobody saw it.
        assert_eq!(flood.judge(&[], &[effect(0, 5)], now + TOGETHER), Verdict::Pass);
        assert_eq!(flood.judge(&[], &[effect(4, 0)], now + TOGETHER), Verdict::Pass);
    }

    #[test]
    fn a_warning_is_given_once() {
        let (mut flood, now) = (Flood::new(limit(1), false), Instant::now());
        assert!(matches!(flood.judge(&[], &[effect(6, 0)], now), Verdict::Warn(_)));
        assert_eq!(flood.judge(&[], &[effect(6, 0)], now), Verdict::Pass);
    }

    #[test]
    fn held_files_stay_held_until_all_is_judged_anew() {
        let mut flood = Flood::new(limit(1), true);
        flood.hold([&ContentPath::new("a.md").unwrap()]);
        assert_eq!(flood.keep_back(vec![gone("a.md"), gone("b.md")]), [gone("b.md")]);
        flood.judge_anew();
        assert_eq!(flood.keep_back(vec![gone("a.md")]).len(), 1);
    }

    #[test]
    fn what_was_held_does_not_slip_through_bit_by_bit() {
        let (mut flood, now, file) =
            (Flood::new(limit(10), true), Instant::now(), ContentPath::new("a.md").unwrap());
        flood.hold([&file]);
        flood.judge_anew();
        let Verdict::Hold(excess) = flood.judge(std::slice::from_ref(&file), &[effect(3, 0)], now) else {
            panic!("three are less than ten, but they are the rest of a flood")
        };
        assert_eq!((excess.worst.changed, flood.is_told()), (3, true));
        flood.is_judged();
        // It was put back.
        assert_eq!(flood.judge(&[file], &[], now), Verdict::Pass);
        assert_eq!(flood.judge(&[], &[effect(3, 0)], now), Verdict::Pass);
    }

    #[test]
    fn an_approved_flood_passes() {
        let mut flood = Flood::new(limit(1), true);
        flood.set_open(true);
        assert_eq!(flood.judge(&[], &[effect(100, 0)], Instant::now()), Verdict::Pass);
    }
}
