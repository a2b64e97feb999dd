//! What each entity tag of a feed stood for: which entries the reader has that sends it. Pure.
//!
//! Kept are the newest instance's entries and, backwards, what each step from one instance to the next took away and
//! brought: a new article costs some 60 bytes, not a list of the whole window.

use std::collections::{HashMap, HashSet, VecDeque};
use std::fmt::Write as _;

/// An entity tag without quotes and coding: the hash of the feed's bytes.
pub(super) type Tag = u128;

/// The hash of an entry's bytes. 64 bits: one article in 10^17 would be taken for known that is not.
pub(super) type EntryHash = u64;

/// Bytes that a step weighs without its entries, and a feed without its own.
const STEP: usize = size_of::<Step>();
const FEED: usize = size_of::<History>() + 64;

/// The first line of the file; another one is another layout.
const HEAD: &str = "tidings instances 1";

/// Instances of feeds, by the path of the feed; so many bytes of them.
#[derive(Debug)]
pub(super) struct Instances {
    feeds: HashMap<String, History>,
    /// Of one feed: one that changes every minute does not drive out the others.
    limit_of_feed: usize,
    limit: usize,
    weight: usize,
    /// Counts uses.
    clock: u64,
}

/// One feed's.
#[derive(Debug, Default)]
struct History {
    newest: Tag,
    entries: Vec<EntryHash>,
    /// From instance to instance, the last step leading to the newest.
    steps: VecDeque<Step>,
    weight: usize,
    used: u64,
}

#[derive(Debug)]
struct Step {
    from: Tag,
    /// Entries that only the instance before it had, and that only the one after it had.
    left: Box<[EntryHash]>,
    came: Box<[EntryHash]>,
}

/// An instance that is known.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Instance {
    pub(super) entries: HashSet<EntryHash>,
    /// How many changes ago it was the newest.
    pub(super) age: usize,
}

impl Step {
    fn weight(&self) -> usize {
        STEP + (self.left.len() + self.came.len()) * size_of::<EntryHash>()
    }
}

impl History {
    fn begin(tag: Tag, entries: Vec<EntryHash>) -> Self {
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
        let (left, came) = (lacking(&self.entries, &entries), lacking(&entries, &self.entries));
        self.steps.push_back(Step { from: self.newest, left, came });
        (self.newest, self.entries) = (tag, entries);
        self.weigh();
        while self.weight > limit
            && let Some(oldest) = self.steps.pop_front()
        {
            self.weight -= oldest.weight();
        }
    }

    /// The instance of this tag; of several with the same bytes, the latest.
    fn instance(&self, tag: Tag) -> Option<Instance> {
        let mut entries: HashSet<_> = self.entries.iter().copied().collect();
        if tag == self.newest {
            return Some(Instance { entries, age: 0 });
        }
        for (age, step) in self.steps.iter().rev().enumerate() {
            step.came.iter().for_each(|entry| {
                entries.remove(entry);
            });
            entries.extend(&step.left);
            if step.from == tag {
                return Some(Instance { entries, age: age + 1 });
            }
        }
        None
    }
}

impl Instances {
    pub(super) fn new(limit_of_feed: usize, limit: usize) -> Self {
        Self { feeds: HashMap::new(), limit_of_feed, limit, weight: 0, clock: 0 }
    }

    /// Whether anything is known of the feed.
    pub(super) fn knows(&self, path: &str) -> bool {
        self.feeds.contains_key(path)
    }

    /// The feed is now this. What was used longest ago is forgotten where the room is too small.
    pub(super) fn add(&mut self, path: &str, tag: Tag, entries: Vec<EntryHash>) {
        self.clock += 1;
        match self.feeds.get_mut(path) {
            None => {
                let mut new = History::begin(tag, entries);
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

    /// What the reader has that sends this tag.
    pub(super) fn instance(&mut self, path: &str, tag: Tag) -> Option<Instance> {
        self.clock += 1;
        let feed = self.feeds.get_mut(path)?;
        feed.used = self.clock;
        feed.instance(tag)
    }

    /// All of it as text, what was used longest ago first.
    pub(super) fn to_text(&self) -> String {
        let mut feeds: Vec<_> = self.feeds.iter().collect();
        feeds.sort_unstable_by_key(|(_, feed)| feed.used);
        let mut text = format!("{HEAD}\n");
        for (path, feed) in feeds {
            // Writing to a String never fails.
            let _ = write!(text, "feed {path}\n{:x}{}\n", feed.newest, Hashes(&feed.entries));
            for step in &feed.steps {
                let _ = writeln!(text, "step {:x}{} |{}", step.from, Hashes(&step.left), Hashes(&step.came));
            }
        }
        text
    }

    /// Takes up what [`Instances::to_text`] gave. `None`: it is something else, or a part of it.
    pub(super) fn read(&mut self, text: &str) -> Option<()> {
        let mut lines = text.strip_suffix('\n')?.split('\n').peekable();
        (lines.next()? == HEAD).then_some(())?;
        while let Some(line) = lines.next() {
            let path = line.strip_prefix("feed ")?;
            let (newest, entries) = tag_and_hashes(lines.next()?)?;
            let mut feed = History::begin(newest, entries);
            while let Some(step) = lines.peek().and_then(|line| line.strip_prefix("step ")) {
                let (left, came) = step.split_once(" |")?;
                let (from, left) = tag_and_hashes(left)?;
                let came = hashes(came)?;
                feed.steps.push_back(Step { from, left: left.into(), came: came.into() });
                lines.next();
            }
            self.clock += 1;
            feed.used = self.clock;
            feed.weigh();
            self.weight += feed.weight + path.len();
            if let Some(twice) = self.feeds.insert(path.to_owned(), feed) {
                self.weight -= twice.weight + path.len();
            }
        }
        Some(())
    }
}

/// Writes each with a blank before it.
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
        fn every_instance_is_known_as_it_was(
            windows in proptest::collection::vec(proptest::collection::btree_set(0..12_u64, 0..6), 1..40),
        ) {
            let mut instances = Instances::new(usize::MAX, usize::MAX);
            // As with hashes, the same entries are the same tag.
            let tag = |window: &std::collections::BTreeSet<u64>| window.iter().fold(1_u128, |tag, entry| tag * 13 + u128::from(*entry));
            for window in &windows {
                instances.add("feed.xml", tag(window), window.iter().copied().collect());
            }
            let mut again = Instances::new(usize::MAX, usize::MAX);
            prop_assert_eq!(again.read(&instances.to_text()), Some(()));
            prop_assert_eq!(again.weight, instances.weight);
            for (number, window) in windows.iter().enumerate() {
                let expected: HashSet<_> = window.iter().copied().collect();
                for instances in [&mut instances, &mut again] {
                    let found = instances.instance("feed.xml", tag(window)).unwrap();
                    prop_assert_eq!(&found.entries, &expected);
                    prop_assert!(found.age < windows.len() - number);
                }
            }
            prop_assert_eq!(instances.instance("feed.xml", 0), None);
            prop_assert_eq!(instances.instance("atom.xml", tag(&windows[0])), None);
        }
    }

    #[test]
    fn a_busy_feed_forgets_its_own_past_alone() {
        let limit = FEED + 20 * 8 + 10 * (STEP + 16);
        let mut instances = Instances::new(limit, usize::MAX);
        instances.add("quiet.xml", 7, vec![7]);
        for now in 0..1000_u64 {
            instances.add("busy.xml", now.into(), (now..now + 20).collect());
        }
        assert_eq!(
            instances.instance("busy.xml", 989).unwrap().entries,
            set(&(989..1009).collect::<Vec<_>>())
        );
        assert_eq!(instances.instance("busy.xml", 988), None);
        assert!(instances.knows("quiet.xml"));
        assert!(instances.feeds["busy.xml"].weight <= limit);
    }

    #[test]
    fn what_nobody_asks_for_is_forgotten_first() {
        let one = FEED + 8 + "1000.xml".len();
        let mut instances = Instances::new(usize::MAX, 5 * one);
        for feed in 1000..1100_u64 {
            instances.add(&format!("{feed}.xml"), feed.into(), vec![feed]);
            assert!(instances.instance("1000.xml", 1000).is_some(), "after {feed}");
            assert!(instances.weight <= 5 * one);
        }
        assert_eq!(instances.feeds.len(), 5);
        let weight: usize = instances.feeds.iter().map(|(path, feed)| feed.weight + path.len()).sum();
        assert_eq!(instances.weight, weight);
    }

    #[test]
    fn what_is_no_memory_is_not_read() {
        let mut good = Instances::new(usize::MAX, usize::MAX);
        good.add("feed.xml", 1, vec![1, 2]);
        good.add("feed.xml", 2, vec![2, 3]);
        let text = good.to_text();
        let cut = &text[..text.len() - 2];
        for text in
            ["", "\n", "tidings instances 2\n", cut, &text.replace("step", "stop"), &text.replace(" 3", " g")]
        {
            assert_eq!(Instances::new(1, 1).read(text), None, "{text:?}");
        }
        assert_eq!(Instances::new(1, 1).read(&format!("{HEAD}\n")), Some(()));
    }
}
