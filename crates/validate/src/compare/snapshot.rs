//! Snapshot of a feed: what a feed reader stores of it.

use crate::engine::ElementObserver;
use crate::json;
use crate::json::{JsonNode, JsonObject};
use crate::vocabularies::{Context, Namespace, Node};
use chrono::{DateTime, FixedOffset, NaiveDate, NaiveTime};
use std::collections::HashSet;
use std::hash::{DefaultHasher, Hash, Hasher};

/// What a feed reader stores of a feed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct FeedSnapshot {
    /// The feed's own id; empty if its format has none.
    pub(super) id: String,
    /// The entries, in document order.
    pub(super) entries: Vec<EntrySnapshot>,
    /// Ids of withdrawn entries (RFC 6721).
    pub(super) withdrawn: HashSet<String>,
}

/// What a feed reader stores of an entry.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct EntrySnapshot {
    /// Byte of the document at which the entry starts.
    pub(super) start: usize,
    /// `item` or `entry`.
    pub(super) element: String,
    /// The name of the parent element.
    pub(super) parent: String,
    /// The key by which a reader recognises the entry: its id, or else its link.
    pub(super) id: String,
    pub(super) link: String,
    pub(super) title: String,
    /// A hash of the content that ignores white space; `None` without content.
    pub(super) content_hash: Option<u64>,
    pub(super) published: Option<EntryDate>,
    pub(super) updated: Option<EntryDate>,
}

/// A date and how the feed writes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct EntryDate {
    /// The element that contains the date.
    pub(super) element: String,
    pub(super) at: DateTime<FixedOffset>,
    pub(super) text: String,
}

/// The maximum number of elements around an entry. RSS 1.1 has two: the channel and the list of items.
const MAX_DEPTH: usize = 2;

const ATOM: Namespace = Namespace::Atom;
const DC: Namespace = Namespace::DublinCore;
const RDF: Namespace = Namespace::Rdf;

impl ElementObserver for FeedSnapshot {
    /// Stores an entry, a property of the feed or a withdrawn id.
    fn element_ended(&mut self, node: &Node<'_>, context: &dyn Context<'_>) {
        if context.ancestor(MAX_DEPTH).is_some() {
            return;
        }
        match (node.namespace, node.local) {
            (Namespace::Core, "item" | "entry") => self.entries.push(snapshot_of_entry(node, context)),
            (Namespace::Core, "feed") => self.id = child_text(node, Namespace::Core, "id"),
            (Namespace::Core, "channel" | "Channel") => {
                self.id = node.attribute_in(RDF, "about").unwrap_or_default().to_owned();
            }
            (Namespace::Tombstone, "deleted-entry") => {
                self.withdrawn.insert(node.attribute("ref").unwrap_or_default().to_owned());
            }
            _ => {}
        }
    }
}

fn snapshot_of_entry(node: &Node<'_>, context: &dyn Context<'_>) -> EntrySnapshot {
    let core = Namespace::Core;
    let link = entry_link(node);
    let ids = [
        child_text(node, core, "guid"),
        child_text(node, core, "id"),
        node.attribute_in(RDF, "about").unwrap_or_default().to_owned(),
        child_text(node, ATOM, "id"),
        link.clone(),
    ];
    let date = |places: &[(Namespace, &str)]| {
        places.iter().find_map(|(namespace, name)| entry_date(node, *namespace, name))
    };
    EntrySnapshot {
        start: node.start,
        element: node.name(),
        parent: context.parent_name(),
        id: ids.into_iter().find(|id| !id.is_empty()).unwrap_or_default(),
        link,
        title: collapse_white_space(&child_text(node, core, "title")),
        content_hash: content_hash(node, context),
        published: date(&[(core, "pubDate"), (core, "published"), (ATOM, "published"), (DC, "date")]),
        updated: date(&[(core, "updated"), (ATOM, "updated"), (Namespace::DublinCoreTerms, "modified")]),
    }
}

fn child_text(node: &Node<'_>, namespace: Namespace, name: &str) -> String {
    node.all(namespace, name).next().map_or_else(String::new, |child| child.value().to_owned())
}

/// The link is the element's text in RSS and an attribute in Atom.
fn entry_link(node: &Node<'_>) -> String {
    let own = |link: &Node<'_>| match link.attribute("href") {
        Some(href) => {
            matches!(link.attribute("rel"), None | Some("alternate")).then(|| href.trim().to_owned())
        }
        None => Some(link.value().to_owned()),
    };
    node.own("link").find_map(own).unwrap_or_default()
}

fn entry_date(node: &Node<'_>, namespace: Namespace, name: &str) -> Option<EntryDate> {
    let child = node.all(namespace, name).next()?;
    Some(EntryDate { element: child.name(), at: parse_date(child.value())?, text: child.value().to_owned() })
}

/// Parses a date in any of the usual forms, whatever the format of the feed, as readers do.
fn parse_date(text: &str) -> Option<DateTime<FixedOffset>> {
    DateTime::parse_from_rfc3339(text).or_else(|_| DateTime::parse_from_rfc2822(text)).ok().or_else(|| {
        let day = NaiveDate::parse_from_str(text, "%Y-%m-%d").ok()?;
        Some(day.and_time(NaiveTime::MIN).and_utc().fixed_offset())
    })
}

/// A hash of everything that a reader shows of the entry except its title.
fn content_hash(node: &Node<'_>, context: &dyn Context<'_>) -> Option<u64> {
    let places = [
        (Namespace::Core, "content"),
        (Namespace::Core, "summary"),
        (Namespace::Core, "description"),
        (Namespace::Content, "encoded"),
    ];
    let mut hash = DefaultHasher::new();
    let mut is_empty = true;
    for child in places.iter().flat_map(|(namespace, name)| node.all(*namespace, name)) {
        // Elements inside the content are too deep to be stored as nodes, so its source is hashed.
        let text = if child.children.is_empty() { child.value() } else { context.source_of(child) };
        // White space beside a tag rarely makes a difference, and another version of a generator may write it
        // differently.
        let words = text.split(|c: char| c.is_whitespace() || matches!(c, '<' | '>'));
        for word in words.filter(|word| !word.is_empty()) {
            is_empty = false;
            word.hash(&mut hash);
        }
    }
    (!is_empty).then(|| hash.finish())
}

fn collapse_white_space(text: &str) -> String {
    text.split_whitespace().collect::<Vec<&str>>().join(" ")
}

/// The snapshot of a JSON Feed; `None` if the text is no JSON Feed.
pub(super) fn snapshot_of_json_feed(text: &str) -> Option<FeedSnapshot> {
    let document = json::parse(text)?;
    let items = document.object()?.get("items")?.node.array()?;
    let entries =
        items.iter().filter_map(JsonNode::object).map(|item| snapshot_of_json_item(&item)).collect();
    Some(FeedSnapshot { id: String::new(), entries, withdrawn: HashSet::new() })
}

fn snapshot_of_json_item(item: &JsonObject<'_, '_>) -> EntrySnapshot {
    let member = |name: &str| item.string_or_number(name).trim().to_owned();
    let date = |name: &str| {
        let text = member(name);
        Some(EntryDate { element: name.to_owned(), at: parse_date(&text)?, text })
    };
    let mut hash = DefaultHasher::new();
    let texts = ["content_html", "content_text", "summary"].map(|name| item.string_or_number(name));
    texts.iter().flat_map(|text| text.split_whitespace()).for_each(|word| word.hash(&mut hash));
    let link = member("url");
    let id = member("id");
    EntrySnapshot {
        start: item.start,
        element: "item".to_owned(),
        parent: "items".to_owned(),
        id: if id.is_empty() { link.clone() } else { id },
        link,
        title: collapse_white_space(item.string_or_number("title")),
        content_hash: texts.iter().any(|text| !text.trim().is_empty()).then(|| hash.finish()),
        published: date("date_published"),
        updated: date("date_modified"),
    }
}
