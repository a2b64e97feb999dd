//! The differences between two snapshots of a feed.

use super::snapshot::{EntryDate, EntrySnapshot, FeedSnapshot};
use crate::Code;
use crate::messages::{Finding, Param};
use std::collections::{HashMap, HashSet};

/// The findings of the comparison. Their offsets are bytes of the new version.
pub(super) fn find_differences(old: &FeedSnapshot, new: &FeedSnapshot) -> Vec<Finding> {
    let mut found = Vec::new();
    if !old.id.is_empty() && !new.id.is_empty() && old.id != new.id {
        let finding = Finding::new(Code::ChangedFeedId).element("id").parent("feed");
        found.push(finding.param(Param::Old, &old.id).param(Param::New, &new.id));
    }
    let new_by_id = by_id(new);
    let resurfaced = compare_entries(old, new, &new_by_id, &mut found);
    for entry in find_vanished(old, &new_by_id) {
        let is_explained = new.withdrawn.contains(&entry.id) || resurfaced.contains(entry.id.as_str());
        if !is_explained {
            let finding = finding_about(entry, Code::EntryVanished).at(0).param(Param::Id, &entry.id);
            found.push(finding.with_title(entry));
        }
    }
    found
}

/// Compares the entries of the new version with the old ones. Returns the old ids of the entries that have
/// another id in the new version.
fn compare_entries<'v>(
    old: &'v FeedSnapshot,
    new: &'v FeedSnapshot,
    new_by_id: &HashMap<&str, &EntrySnapshot>,
    found: &mut Vec<Finding>,
) -> HashSet<&'v str> {
    let old_by_id = by_id(old);
    let old_entries = EntryIndex::new(&old.entries);
    let mut resurfaced = HashSet::new();
    let mut seen: HashMap<&str, &EntrySnapshot> = HashMap::new();
    for entry in new.entries.iter().filter(|entry| !entry.id.is_empty()) {
        if let Some(first) = seen.insert(&entry.id, entry) {
            // RFC 4287, 4.1.1: a feed may contain several versions of one entry with different `updated`
            // dates.
            if date_of(&first.updated) == date_of(&entry.updated) {
                found.push(duplicate(entry, format!("with the id \"{}\"", entry.id)));
            }
            continue;
        }
        if let Some(old) = old_by_id.get(entry.id.as_str()) {
            find_changes(old, entry, found);
            continue;
        }
        match old_entries.same_article(entry) {
            Some(same) if new_by_id.contains_key(same.id.as_str()) => {
                found.push(duplicate(entry, format!("with the ids \"{}\" and \"{}\"", same.id, entry.id)));
            }
            Some(same) => {
                resurfaced.insert(same.id.as_str());
                let finding = finding_about(entry, Code::EntryResurfaced);
                let finding = finding.param(Param::Old, &same.id).param(Param::New, &entry.id);
                found.push(finding.with_title(entry));
            }
            None => found.push(finding_about(entry, Code::EntryNew).with_title(entry)),
        }
    }
    resurfaced
}

fn duplicate(entry: &EntrySnapshot, how: String) -> Finding {
    finding_about(entry, Code::EntryDuplicated).param(Param::How, how).with_title(entry)
}

fn by_id(snapshot: &FeedSnapshot) -> HashMap<&str, &EntrySnapshot> {
    snapshot
        .entries
        .iter()
        .filter(|entry| !entry.id.is_empty())
        .map(|entry| (entry.id.as_str(), entry))
        .collect()
}

/// Reports the changes of an entry that both versions have.
fn find_changes(old: &EntrySnapshot, new: &EntrySnapshot, found: &mut Vec<Finding>) {
    let is_same = old.title == new.title && old.content_hash == new.content_hash && old.link == new.link;
    if !is_same {
        found.push(finding_about(new, Code::EntryUpdated).with_title(new));
    }
    for (old, new_date) in [(&old.published, &new.published), (&old.updated, &new.updated)] {
        let (Some(old), Some(new_date)) = (old, new_date) else { continue };
        let code = match new_date.at.cmp(&old.at) {
            std::cmp::Ordering::Less => Code::DateWentBackwards,
            std::cmp::Ordering::Greater if is_same => Code::UpdatedWithoutChange,
            _ => continue,
        };
        let finding = Finding::new(code).at(new.start).element(&new_date.element).parent(&new.element);
        found.push(finding.param(Param::Old, &old.text).param(Param::New, &new_date.text).with_title(new));
    }
}

/// Entries of the old version that are missing although an older entry that follows them in the feed remains.
/// Entries that leave at the old end of the feed only exceed its length.
fn find_vanished<'v>(
    old: &'v FeedSnapshot,
    new_by_id: &HashMap<&str, &EntrySnapshot>,
) -> Vec<&'v EntrySnapshot> {
    let date = |entry: &EntrySnapshot| date_of(&entry.published).or_else(|| date_of(&entry.updated));
    let dates: Vec<_> = old.entries.iter().filter_map(date).collect();
    let is_newest_last = matches!((dates.first(), dates.last()), (Some(first), Some(last)) if first < last);
    let mut oldest_first: Vec<&EntrySnapshot> = old.entries.iter().collect();
    if !is_newest_last {
        oldest_first.reverse();
    }
    let mut found = Vec::new();
    let mut has_older_entry = false;
    let mut oldest = None;
    for entry in oldest_first {
        if new_by_id.contains_key(entry.id.as_str()) {
            has_older_entry = true;
            oldest = [oldest, date(entry)].into_iter().flatten().min();
        } else if has_older_entry && !entry.id.is_empty() {
            let is_newer = match (date(entry), oldest) {
                (Some(date), Some(oldest)) => date > oldest,
                _ => true,
            };
            if is_newer {
                found.push(entry);
            }
        }
    }
    found
}

fn date_of(date: &Option<EntryDate>) -> Option<chrono::DateTime<chrono::FixedOffset>> {
    date.as_ref().map(|date| date.at)
}

/// The entries of a feed by the properties that identify an article whatever its id is.
struct EntryIndex<'v> {
    by_link: HashMap<&'v str, Vec<&'v EntrySnapshot>>,
    by_title: HashMap<&'v str, Vec<&'v EntrySnapshot>>,
    by_content: HashMap<u64, Vec<&'v EntrySnapshot>>,
}

/// Links and titles that more entries share are no evidence: the entries all link to the front page, or have
/// no titles of their own.
const MAX_SHARED: usize = 8;

impl<'v> EntryIndex<'v> {
    fn new(entries: &'v [EntrySnapshot]) -> Self {
        let (mut by_link, mut by_title, mut by_content) = (HashMap::new(), HashMap::new(), HashMap::new());
        for entry in entries {
            if !entry.link.is_empty() {
                by_link.entry(entry.link.as_str()).or_insert_with(Vec::new).push(entry);
            }
            if !entry.title.is_empty() {
                by_title.entry(entry.title.as_str()).or_insert_with(Vec::new).push(entry);
            }
            if let Some(content) = entry.content_hash {
                by_content.entry(content).or_insert_with(Vec::new).push(entry);
            }
        }
        Self { by_link, by_title, by_content }
    }

    /// The old entry that is the same article. Either it is the only one with the same link, or two of link,
    /// title, content and publication date are equal.
    fn same_article(&self, entry: &EntrySnapshot) -> Option<&'v EntrySnapshot> {
        let by_link = self.by_link.get(entry.link.as_str());
        if let Some([only]) = by_link.map(Vec::as_slice) {
            return Some(only);
        }
        let by_content = entry.content_hash.and_then(|content| self.by_content.get(&content));
        let candidates = [by_link, self.by_title.get(entry.title.as_str()), by_content];
        let candidates =
            candidates.into_iter().flatten().filter(|entries| entries.len() <= MAX_SHARED).flatten();
        candidates.copied().find(|old| count_equal_properties(old, entry) >= 2)
    }
}

fn count_equal_properties(a: &EntrySnapshot, b: &EntrySnapshot) -> usize {
    let same = [
        !a.link.is_empty() && a.link == b.link,
        !a.title.is_empty() && a.title == b.title,
        a.content_hash.is_some() && a.content_hash == b.content_hash,
        date_of(&a.published).is_some() && date_of(&a.published) == date_of(&b.published),
    ];
    same.into_iter().filter(|same| *same).count()
}

fn finding_about(entry: &EntrySnapshot, code: Code) -> Finding {
    Finding::new(code).at(entry.start).element(&entry.element).parent(&entry.parent)
}

impl Finding {
    /// The same finding, with the title that people know the entry by (or else its link or id) as the last
    /// parameter.
    fn with_title(self, entry: &EntrySnapshot) -> Self {
        let names = [&entry.title, &entry.link, &entry.id];
        self.param(Param::Title, names.into_iter().find(|name| !name.is_empty()).map_or("", String::as_str))
    }
}
