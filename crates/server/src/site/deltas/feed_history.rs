//! The history of feeds: which entries each version of a feed had, by its entity tag. Pure.
//!
//! A version is what RFC 3229 calls an *instance*. The history stores the entries of the newest version and,
//! backwards, the entries that each change removed and added: a new article costs about 60 bytes, not a list
//! of the whole window.

use std::collections::{HashMap, HashSet, VecDeque};
use std::fmt::Write as _;

/// An entity tag without quotes and coding, as a number: the hash of the feed's bytes.
pub(super) type Tag = u128;

/// The hash of an entry's bytes. With 64 bits, one new entry in 10^17 would wrongly count as known.
pub(super) type EntryHash = u64;

/// The weight of a step without its entries, and of a feed without its entries, in bytes.
const STEP: usize = size_of::<Step>();
const FEED: usize = size_of::<Versions>() + 64;

/// The first line of the file; it changes with the format.
const HEAD: &str = "tidings instances 1";

/// Versions of feeds by the path of the feed, at most `limit` bytes.
#[derive(Debug)]
pub(super) struct FeedHistory {
    feeds: HashMap<String, Versions>,
    /// The limit for one feed, so that a feed that changes every minute does not evict the others.
    limit_of_feed: usize,
    limit: usize,
    weight: usize,
    /// The number of uses, as a clock for eviction.
    clock: u64,
}

/// The versions of one feed.
#[derive(Debug, Default)]
struct Versions {
    newest: Tag,
    entries: Vec<EntryHash>,
    /// From version to version; the last step leads to the newest one.
    steps: VecDeque<Step>,
    weight: usize,
    used: u64,
}

#[derive(Debug)]
struct Step {
    from: Tag,
    /// Entries that only the version before has, and that only the version after has.
    removed: Box<[EntryHash]>,
    added: Box<[EntryHash]>,
}

/// A version in the history.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Version {
    pub(super) entries: HashSet<EntryHash>,
    /// The number of changes since it was the newest.
    pub(super) age: usize,
}

impl Step {
    fn weight(&self) -> usize {
        STEP + (self.removed.len() + self.added.len()) * size_of::<EntryHash>()
    }
}

impl Versions {
    fn new(tag: Tag, entries: Vec<EntryHash>) -> Self {
        let mut new = Self { newest: tag, entries, ..Self::default() };
        new.weigh();
        new
    }

    fn weigh(&mut self) {
        let entries = self.entries.len() * size_of::<EntryHash>();
        self.weight = FEED + entries + self.steps.iter().map(Step::weight).sum::<usize>();
    }

    fn add(&mut self, tag: Tag, entries: Vec<EntryHash>, limit: usize) {
        if tag == self.newest {
            return;
        }
        let lacking = |of: &[EntryHash], all: &[EntryHash]| {
            let all: HashSet<_> = all.iter().collect();
            of.iter().filter(|entry| !all.contains(entry)).copied().collect()
        };
        let (removed, added) = (lacking(&self.entries, &entries), lacking(&entries, &self.entries));
        self.steps.push_back(Step { from: self.newest, removed, added });
        (self.newest, self.entries) = (tag, entries);
        self.weigh();
        while self.weight > limit
            && let Some(oldest) = self.steps.pop_front()
        {
            self.weight -= oldest.weight();
        }
    }

    /// The version with this tag; if a feed returned to earlier bytes, the latest one.
    fn version(&self, tag: Tag) -> Option<Version> {
        let mut entries: HashSet<_> = self.entries.iter().copied().collect();
        if tag == self.newest {
            return Some(Version { entries, age: 0 });
        }
        for (age, step) in self.steps.iter().rev().enumerate() {
            step.added.iter().for_each(|entry| {
                entries.remove(entry);
            });
            entries.extend(&step.removed);
            if step.from == tag {
                return Some(Version { entries, age: age + 1 });
            }
        }
        None
    }
}

impl FeedHistory {
    pub(super) fn new(limit_of_feed: usize, limit: usize) -> Self {
        Self { feeds: HashMap::new(), limit_of_feed, limit, weight: 0, clock: 0 }
    }

    /// Whether the feed has a history.
    pub(super) fn contains_feed(&self, path: &str) -> bool {
        self.feeds.contains_key(path)
    }

    /// Adds the newest version of a feed. If the limit is exceeded, the feeds that were used longest ago are
    /// dropped.
    pub(super) fn add(&mut self, path: &str, tag: Tag, entries: Vec<EntryHash>) {
        self.clock += 1;
        match self.feeds.get_mut(path) {
            None => {
                let mut new = Versions::new(tag, entries);
                new.used = self.clock;
                self.weight += new.weight + path.len();
                self.feeds.insert(path.to_owned(), new);
            }
            Some(feed) => {
                self.weight -= feed.weight;
                feed.add(tag, entries, self.limit_of_feed);
                self.weight += feed.weight;
            }
        }
        while self.weight > self.limit {
            let Some(oldest) = self.feeds.iter().min_by_key(|(_, feed)| feed.used) else { break };
            let path = oldest.0.clone();
            self.weight -= self.feeds.remove(&path).map_or(0, |feed| feed.weight + path.len());
        }
    }

    /// The version of a feed with this tag.
    pub(super) fn version(&mut self, path: &str, tag: Tag) -> Option<Version> {
        self.clock += 1;
        let feed = self.feeds.get_mut(path)?;
        feed.used = self.clock;
        feed.version(tag)
    }

    /// The history as text, the feeds that were used longest ago first.
    pub(super) fn to_text(&self) -> String {
        let mut feeds: Vec<_> = self.feeds.iter().collect();
        feeds.sort_unstable_by_key(|(_, feed)| feed.used);
        let mut text = format!("{HEAD}\n");
        for (path, feed) in feeds {
            // Writing to a String never fails.
            let _ = write!(text, "feed {path}\n{:x}{}\n", feed.newest, Hashes(&feed.entries));
            for step in &feed.steps {
                let _ =
                    writeln!(text, "step {:x}{} |{}", step.from, Hashes(&step.removed), Hashes(&step.added));
            }
        }
        text
    }

    /// Adds the history that [`FeedHistory::to_text`] returned. `None`: the text is damaged or has another
    /// format.
    pub(super) fn load(&mut self, text: &str) -> Option<()> {
        let mut lines = text.strip_suffix('\n')?.split('\n').peekable();
        (lines.next()? == HEAD).then_some(())?;
        while let Some(line) = lines.next() {
            let path = line.strip_prefix("feed ")?;
            let (newest, entries) = tag_and_hashes(lines.next()?)?;
            let mut feed = Versions::new(newest, entries);
            while let Some(step) = lines.peek().and_then(|line| line.strip_prefix("step ")) {
                let (removed, added) = step.split_once(" |")?;
                let (from, removed) = tag_and_hashes(removed)?;
                let added = hashes(added)?;
                feed.steps.push_back(Step { from, removed: removed.into(), added: added.into() });
                lines.next();
            }
            self.clock += 1;
            feed.used = self.clock;
            feed.weigh();
            self.weight += feed.weight + path.len();
            if let Some(duplicate) = self.feeds.insert(path.to_owned(), feed) {
                self.weight -= duplicate.weight + path.len();
            }
        }
        Some(())
    }
}

/// Writes each hash with a space before it.
struct Hashes<'a>(&'a [EntryHash]);

impl std::fmt::Display for Hashes<'_> {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.iter().try_for_each(|hash| write!(out, " {hash:x}"))
    }
}

fn tag_and_hashes(text: &str) -> Option<(Tag, Vec<EntryHash>)> {
    let (tag, rest) = text.split_once(' ').unwrap_or((text, ""));
    Some((Tag::from_str_radix(tag, 16).ok()?, hashes(rest)?))
}

fn hashes(text: &str) -> Option<Vec<EntryHash>> {
    text.split_ascii_whitespace().map(|hash| EntryHash::from_str_radix(hash, 16).ok()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn set(entries: &[EntryHash]) -> HashSet<EntryHash> {
        entries.iter().copied().collect()
    }

    proptest! {
        #[test]
        fn every_version_has_its_entries(
            windows in proptest::collection::vec(proptest::collection::btree_set(0..12_u64, 0..6), 1..40),
        ) {
            let mut history = FeedHistory::new(usize::MAX, usize::MAX);
            // As with hashes, equal entries have equal tags.
            let tag = |window: &std::collections::BTreeSet<u64>| {
                window.iter().fold(1_u128, |tag, entry| tag * 13 + u128::from(*entry))
            };
            for window in &windows {
                history.add("feed.xml", tag(window), window.iter().copied().collect());
            }
            let mut again = FeedHistory::new(usize::MAX, usize::MAX);
            prop_assert_eq!(again.load(&history.to_text()), Some(()));
            prop_assert_eq!(again.weight, history.weight);
            for (number, window) in windows.iter().enumerate() {
                let expected: HashSet<_> = window.iter().copied().collect();
                for history in [&mut history, &mut again] {
                    let found = history.version("feed.xml", tag(window)).unwrap();
                    prop_assert_eq!(&found.entries, &expected);
                    prop_assert!(found.age < windows.len() - number);
                }
            }
            prop_assert_eq!(history.version("feed.xml", 0), None);
            prop_assert_eq!(history.version("atom.xml", tag(&windows[0])), None);
        }
    }

    #[test]
    fn a_busy_feed_evicts_only_its_own_versions() {
        let limit = FEED + 20 * 8 + 10 * (STEP + 16);
        let mut history = FeedHistory::new(limit, usize::MAX);
        history.add("quiet.xml", 7, vec![7]);
        for now in 0..1000_u64 {
            history.add("busy.xml", now.into(), (now..now + 20).collect());
        }
        assert_eq!(history.version("busy.xml", 989).unwrap().entries, set(&(989..1009).collect::<Vec<_>>()));
        assert_eq!(history.version("busy.xml", 988), None);
        assert!(history.contains_feed("quiet.xml"));
        assert!(history.feeds["busy.xml"].weight <= limit);
    }

    #[test]
    fn the_feed_that_was_used_longest_ago_is_evicted_first() {
        let one = FEED + 8 + "1000.xml".len();
        let mut history = FeedHistory::new(usize::MAX, 5 * one);
        for feed in 1000..1100_u64 {
            history.add(&format!("{feed}.xml"), feed.into(), vec![feed]);
            assert!(history.version("1000.xml", 1000).is_some(), "after {feed}");
            assert!(history.weight <= 5 * one);
        }
        assert_eq!(history.feeds.len(), 5);
        let weight: usize = history.feeds.iter().map(|(path, feed)| feed.weight + path.len()).sum();
        assert_eq!(history.weight, weight);
    }

    #[test]
    fn damaged_text_is_rejected() {
        let mut good = FeedHistory::new(usize::MAX, usize::MAX);
        good.add("feed.xml", 1, vec![1, 2]);
        good.add("feed.xml", 2, vec![2, 3]);
        let text = good.to_text();
        let cut = &text[..text.len() - 2];
        for text in
            ["", "\n", "tidings instances 2\n", cut, &text.replace("step", "stop"), &text.replace(" 3", " g")]
        {
            assert_eq!(FeedHistory::new(1, 1).load(text), None, "{text:?}");
        }
        assert_eq!(FeedHistory::new(1, 1).load(&format!("{HEAD}\n")), Some(()));
    }
}
