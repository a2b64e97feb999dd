//! Two versions of a feed, as a reader sees them one after the other.

use super::view::{Entry, Moment, View};
use crate::{Code, Message, Position};
use std::collections::{HashMap, HashSet};

/// What a reader notices, each with the byte of the new version that it is about.
pub(super) fn compare(old: &View, new: &View) -> Vec<(usize, Message)> {
    let mut found = Vec::new();
    if !old.id.is_empty() && !new.id.is_empty() && old.id != new.id {
        let params = vec![("old", old.id.clone()), ("new", new.id.clone())];
        found.push((0, message(Code::ChangedFeedId, "id", "feed", params)));
    }
    let before = by_id(old);
    let now = by_id(new);
    let known = Articles::of(&old.entries);
    let mut resurfaced = HashSet::new();
    let mut seen: HashMap<&str, &Entry> = HashMap::new();
    for entry in new.entries.iter().filter(|entry| !entry.id.is_empty()) {
        if let Some(first) = seen.insert(&entry.id, entry) {
            // RFC 4287, 4.1.1: the same entry may be there in several states.
            if moment_of(&first.updated) == moment_of(&entry.updated) {
                let how = format!("with the id \"{}\"", entry.id);
                found.push(say(entry, Code::EntryDuplicated, vec![("how", how)]));
            }
            continue;
        }
        if let Some(earlier) = before.get(entry.id.as_str()) {
            changes(earlier, entry, &mut found);
            continue;
        }
        match known.like(entry) {
            Some(same) if now.contains_key(same.id.as_str()) => {
                let how = format!("with the ids \"{}\" and \"{}\"", same.id, entry.id);
                found.push(say(entry, Code::EntryDuplicated, vec![("how", how)]));
            }
            Some(same) => {
                resurfaced.insert(same.id.as_str());
                let params = vec![("old", same.id.clone()), ("new", entry.id.clone())];
                found.push(say(entry, Code::EntryResurfaced, params));
            }
            None => found.push(say(entry, Code::EntryNew, Vec::new())),
        }
    }
    for entry in vanished(old, &now) {
        let is_excused = new.withdrawn.contains(&entry.id) || resurfaced.contains(entry.id.as_str());
        if !is_excused {
            found.push((
                0,
                message(
                    Code::EntryVanished,
                    &entry.element,
                    &entry.parent,
                    titled(entry, vec![("id", entry.id.clone())]),
                ),
            ));
        }
    }
    found.sort_by_key(|(offset, _)| *offset);
    found
}

fn by_id(view: &View) -> HashMap<&str, &Entry> {
    view.entries.iter().filter(|entry| !entry.id.is_empty()).map(|entry| (entry.id.as_str(), entry)).collect()
}

/// What has changed in an entry.
fn changes(old: &Entry, new: &Entry, found: &mut Vec<(usize, Message)>) {
    let is_same = old.title == new.title && old.content == new.content && old.link == new.link;
    if !is_same {
        found.push(say(new, Code::EntryUpdated, Vec::new()));
    }
    for (old, moment) in [(&old.published, &new.published), (&old.updated, &new.updated)] {
        let (Some(old), Some(moment)) = (old, moment) else { continue };
        let code = match moment.at.cmp(&old.at) {
            std::cmp::Ordering::Less => Code::DateWentBackwards,
            std::cmp::Ordering::Greater if is_same => Code::UpdatedWithoutChange,
            _ => continue,
        };
        let params = vec![("old", old.text.clone()), ("new", moment.text.clone())];
        let message = message(code, &moment.element, &new.element, titled(new, params));
        found.push((new.start, message));
    }
}

/// Entries that are gone although one that stood behind them in the feed, and is older, is still there. What falls out at
/// the window's end is no longer than the feed remembers.
fn vanished<'v>(old: &'v View, now: &HashMap<&str, &Entry>) -> Vec<&'v Entry> {
    let date = |entry: &Entry| moment_of(&entry.published).or_else(|| moment_of(&entry.updated));
    let dates: Vec<_> = old.entries.iter().filter_map(date).collect();
    let is_newest_last = matches!((dates.first(), dates.last()), (Some(first), Some(last)) if first < last);
    let mut oldest_first: Vec<&Entry> = old.entries.iter().collect();
    if !is_newest_last {
        oldest_first.reverse();
    }
    let mut found = Vec::new();
    let mut remains = false;
    let mut oldest = None;
    for entry in oldest_first {
        if now.contains_key(entry.id.as_str()) {
            remains = true;
            oldest = [oldest, date(entry)].into_iter().flatten().min();
        } else if remains && !entry.id.is_empty() {
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

fn moment_of(moment: &Option<Moment>) -> Option<chrono::DateTime<chrono::FixedOffset>> {
    moment.as_ref().map(|moment| moment.at)
}

/// Entries by what makes them the same article, whatever their ids are.
struct Articles<'v> {
    by_link: HashMap<&'v str, Vec<&'v Entry>>,
    by_title: HashMap<&'v str, Vec<&'v Entry>>,
    by_content: HashMap<u64, Vec<&'v Entry>>,
}

/// More entries with the same link or title tell nothing: they all link to the front page, or have no title of their own.
const TELLING: usize = 8;

impl<'v> Articles<'v> {
    fn of(entries: &'v [Entry]) -> Self {
        let (mut by_link, mut by_title, mut by_content) = (HashMap::new(), HashMap::new(), HashMap::new());
        for entry in entries {
            if !entry.link.is_empty() {
                by_link.entry(entry.link.as_str()).or_insert_with(Vec::new).push(entry);
            }
            if !entry.title.is_empty() {
                by_title.entry(entry.title.as_str()).or_insert_with(Vec::new).push(entry);
            }
            if let Some(content) = entry.content {
                by_content.entry(content).or_insert_with(Vec::new).push(entry);
            }
        }
        Self { by_link, by_title, by_content }
    }

    /// The entry that is the same article: it has the same link, which no other entry has, or two of the same link, the
    /// same title, the same text and the same date.
    fn like(&self, entry: &Entry) -> Option<&'v Entry> {
        let by_link = self.by_link.get(entry.link.as_str());
        if let Some([only]) = by_link.map(Vec::as_slice) {
            return Some(only);
        }
        let by_content = entry.content.and_then(|content| self.by_content.get(&content));
        let candidates = [by_link, self.by_title.get(entry.title.as_str()), by_content];
        let candidates = candidates.into_iter().flatten().filter(|like| like.len() <= TELLING).flatten();
        candidates.copied().find(|old| likeness(old, entry) >= 2)
    }
}

fn likeness(a: &Entry, b: &Entry) -> usize {
    let same = [
        !a.link.is_empty() && a.link == b.link,
        !a.title.is_empty() && a.title == b.title,
        a.content.is_some() && a.content == b.content,
        moment_of(&a.published).is_some() && moment_of(&a.published) == moment_of(&b.published),
    ];
    same.into_iter().filter(|same| *same).count()
}

fn say(entry: &Entry, code: Code, params: Vec<(&'static str, String)>) -> (usize, Message) {
    (entry.start, message(code, &entry.element, &entry.parent, titled(entry, params)))
}

/// The parameters, and what people know the entry by.
fn titled(entry: &Entry, mut params: Vec<(&'static str, String)>) -> Vec<(&'static str, String)> {
    let names = [&entry.title, &entry.link, &entry.id];
    let title = names.into_iter().find(|name| !name.is_empty()).cloned().unwrap_or_default();
    params.push(("title", title));
    params
}

fn message(code: Code, element: &str, parent: &str, params: Vec<(&'static str, String)>) -> Message {
    Message {
        code,
        position: Position { line: 1, column: 1 },
        element: element.to_owned(),
        parent: parent.to_owned(),
        params,
        source_line: String::new(),
        source_column: 0,
    }
}
