//! A copy waits a moment before it counts as a second article: most copies are the first half of a move. Pure; the
//! moment is passed in.

use std::collections::{BTreeMap, BTreeSet};
use std::time::{Duration, Instant};
use tidings_catalogue::Observation;
use tidings_model::{Article, ContentPath};

/// New files that hold what a known article says, each until its time is over or the other file is gone: a move to
/// another file system, or by a tool that copies and deletes, must not show the article to every subscriber again.
#[derive(Debug, Default)]
pub(super) struct Grace {
    wait: Duration,
    held: BTreeMap<ContentPath, Held>,
    /// Who waits for a file to go.
    waiting_for: BTreeMap<ContentPath, BTreeSet<ContentPath>>,
    /// Whose time is over, until they are read again.
    over: BTreeSet<ContentPath>,
}

#[derive(Debug)]
struct Held {
    until: Instant,
    twins: Vec<ContentPath>,
}

impl Grace {
    pub(super) fn new(wait: Duration) -> Self {
        Self { wait, ..Self::default() }
    }

    /// Takes the copies out of a batch that have to wait. `twins` tells where else an article's content lies, for an
    /// article that is new.
    pub(super) fn sift(
        &mut self,
        batch: Vec<Observation>,
        now: Instant,
        mut twins: impl FnMut(&Article) -> Vec<ContentPath>,
    ) -> Vec<Observation> {
        if self.wait.is_zero() {
            return batch;
        }
        let mut kept = Vec::with_capacity(batch.len());
        for observation in batch {
            if let Observation::Parsed { article, .. } = &observation
                && !self.over.contains(&article.path)
            {
                let twins = twins(article);
                if !twins.is_empty() {
                    self.hold(&article.path, twins, now);
                    continue;
                }
            }
            self.forget(observation.path());
            kept.push(observation);
        }
        kept
    }

    /// Who waited for the files that a batch says are gone; they are to be read again.
    pub(super) fn freed(&self, batch: &[Observation]) -> BTreeSet<ContentPath> {
        let left = batch.iter().filter_map(Observation::freed_path);
        left.filter_map(|path| self.waiting_for.get(path)).flatten().cloned().collect()
    }

    /// Whose time is over; they are to be read again, and wait no more.
    pub(super) fn due(&mut self, now: Instant) -> BTreeSet<ContentPath> {
        let due: BTreeSet<ContentPath> =
            self.held.iter().filter(|(_, held)| held.until <= now).map(|(path, _)| path.clone()).collect();
        due.iter().for_each(|path| self.forget(path));
        self.over.extend(due.iter().cloned());
        due
    }

    /// When the next one's time is over.
    pub(super) fn next(&self) -> Option<Instant> {
        self.held.values().map(|held| held.until).min()
    }

    fn hold(&mut self, path: &ContentPath, twins: Vec<ContentPath>, now: Instant) {
        let until = self.held.get(path).map_or(now + self.wait, |held| held.until);
        self.forget(path);
        for twin in &twins {
            self.waiting_for.entry(twin.clone()).or_default().insert(path.clone());
        }
        self.held.insert(path.clone(), Held { until, twins });
    }

    fn forget(&mut self, path: &ContentPath) {
        self.over.remove(path);
        for twin in self.held.remove(path).into_iter().flat_map(|held| held.twins) {
            if let Some(waiting) = self.waiting_for.get_mut(&twin) {
                waiting.remove(path);
                if waiting.is_empty() {
                    self.waiting_for.remove(&twin);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use tidings_model::FileStamp;

    const WAIT: Duration = Duration::from_secs(2);

    fn path(text: &str) -> ContentPath {
        ContentPath::new(text).unwrap()
    }

    fn parsed(text: &str) -> Observation {
        let article = Box::new(Article::blank(text, text));
        Observation::Parsed { stamp: FileStamp::STALE, article }
    }

    fn gone(text: &str) -> Observation {
        Observation::Gone { path: path(text) }
    }

    /// How many of a batch are let through; `copy.md` has a twin at `twin`.
    fn sift(grace: &mut Grace, batch: Vec<Observation>, now: Instant, twin: Option<&str>) -> usize {
        let twins = |article: &Article| {
            let is_copy = article.path == path("copy.md");
            twin.filter(|_| is_copy).map(path).into_iter().collect()
        };
        grace.sift(batch, now, twins).len()
    }

    #[test]
    fn a_copy_waits_until_its_original_is_gone() {
        let (mut grace, now) = (Grace::new(WAIT), Instant::now());
        assert_eq!(sift(&mut grace, vec![parsed("copy.md"), parsed("other.md")], now, Some("a.md")), 1);
        assert_eq!(grace.next(), Some(now + WAIT));
        assert!(grace.freed(&[gone("other.md")]).is_empty());
        assert_eq!(grace.freed(&[gone("a.md")]), BTreeSet::from([path("copy.md")]));
        assert_eq!(sift(&mut grace, vec![gone("a.md"), parsed("copy.md")], now, None), 2);
        assert_eq!(grace.next(), None);
        assert!(grace.freed(&[gone("a.md")]).is_empty());
    }

    #[test]
    fn a_copy_that_stays_is_an_article_of_its_own_when_its_time_is_over() {
        let (mut grace, now) = (Grace::new(WAIT), Instant::now());
        sift(&mut grace, vec![parsed("copy.md")], now, Some("a.md"));
        // Writing it once more doesn't make it wait longer.
        let later = now + WAIT / 2;
        assert_eq!(sift(&mut grace, vec![parsed("copy.md")], later, Some("a.md")), 0);
        assert!(grace.due(later).is_empty());
        assert_eq!(grace.due(now + WAIT), BTreeSet::from([path("copy.md")]));
        assert_eq!(grace.next(), None);
        assert_eq!(sift(&mut grace, vec![parsed("copy.md")], now + WAIT, Some("a.md")), 1);
    }

    #[test]
    fn a_copy_that_goes_or_changes_waits_no_more() {
        for (observation, twin) in [(gone("copy.md"), Some("a.md")), (parsed("copy.md"), None)] {
            let (mut grace, now) = (Grace::new(WAIT), Instant::now());
            sift(&mut grace, vec![parsed("copy.md")], now, Some("a.md"));
            assert_eq!(sift(&mut grace, vec![observation], now, twin), 1);
            assert!(grace.due(now + WAIT).is_empty());
        }
    }

    /// What may happen in a folder where `copy.md` says what `a.md` says.
    #[derive(Debug, Clone, Copy)]
    enum Act {
        Copy,
        /// The copy gets a content of its own.
        Edit,
        /// The copy goes.
        Remove,
        /// The original goes.
        Leave,
        /// The original is back.
        Return,
        Pass(u64),
    }

    fn act() -> impl Strategy<Value = Act> {
        use Act::{Copy, Edit, Leave, Pass, Remove, Return};
        prop_oneof![
            3 => Just(Copy), 1 => Just(Edit), 1 => Just(Remove), 2 => Just(Leave), 1 => Just(Return),
            4 => (0..1500_u64).prop_map(Pass)
        ]
    }

    proptest! {
        /// Against the rule itself: a copy is let through when its original goes, or has stayed for as long as the
        /// grace is, and not before.
        #[test]
        fn a_copy_waits_as_long_as_its_original_stays(acts in prop::collection::vec(act(), 1..40)) {
            let (mut grace, mut now) = (Grace::new(WAIT), Instant::now());
            let (mut since, mut is_known, mut has_original) = (None::<Instant>, false, true);
            for act in acts {
                let mut reads: BTreeSet<ContentPath> = BTreeSet::new();
                let mut batch = Vec::new();
                match act {
                    Act::Copy => drop(reads.insert(path("copy.md"))),
                    Act::Edit => {
                        prop_assert_eq!(sift(&mut grace, vec![parsed("copy.md")], now, None), 1);
                        (since, is_known) = (None, true);
                    }
                    Act::Remove => {
                        prop_assert_eq!(sift(&mut grace, vec![gone("copy.md")], now, None), 1);
                        (since, is_known) = (None, false);
                    }
                    Act::Leave => {
                        has_original = false;
                        batch.push(gone("a.md"));
                        reads = grace.freed(&batch);
                        prop_assert_eq!(!reads.is_empty(), since.is_some());
                    }
                    Act::Return => has_original = true,
                    Act::Pass(milliseconds) => {
                        now += Duration::from_millis(milliseconds);
                        prop_assert_eq!(grace.next(), since.map(|since| since + WAIT));
                        reads = grace.due(now);
                        prop_assert_eq!(!reads.is_empty(), since.is_some_and(|since| since + WAIT <= now));
                    }
                }
                if reads.is_empty() {
                    continue;
                }
                let is_over = matches!(act, Act::Pass(_));
                let twin = (has_original && !is_known).then_some("a.md");
                batch.push(parsed("copy.md"));
                let copies = sift(&mut grace, batch, now, twin) > usize::from(matches!(act, Act::Leave));
                prop_assert_eq!(copies, twin.is_none() || is_over);
                if copies {
                    (since, is_known) = (None, true);
                } else {
                    since = since.or(Some(now));
                }
            }
        }
    }

    #[test]
    fn without_a_grace_nothing_waits() {
        let mut grace = Grace::new(Duration::ZERO);
        assert_eq!(sift(&mut grace, vec![parsed("copy.md")], Instant::now(), Some("a.md")), 1);
    }
}
