//! What a feed reader keeps of a feed.

use crate::engine::Judge;
use crate::json;
use crate::json::{Node as JsonNode, Object};
use crate::vocabularies::{Namespace, Node};
use chrono::{DateTime, FixedOffset, NaiveDate, NaiveTime};
use std::collections::HashSet;
use std::hash::{DefaultHasher, Hash, Hasher};

/// What a reader keeps of a feed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct View {
    /// The feed's own id; empty where its format has none.
    pub(super) id: String,
    /// In the order of the feed.
    pub(super) entries: Vec<Entry>,
    /// Ids of entries that were withdrawn (RFC 6721).
    pub(super) withdrawn: HashSet<String>,
}

/// What a reader keeps of an entry.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Entry {
    /// Byte of the document at which it starts.
    pub(super) start: usize,
    /// `item` or `entry`.
    pub(super) element: String,
    /// What it stands in.
    pub(super) parent: String,
    /// What a reader tells it by: its id, or else its link.
    pub(super) id: String,
    pub(super) link: String,
    pub(super) title: String,
    /// A hash of its text, without differences of white space; none without text.
    pub(super) content: Option<u64>,
    pub(super) published: Option<Moment>,
    pub(super) updated: Option<Moment>,
}

/// A moment and how the feed says it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Moment {
    /// The element that says it.
    pub(super) element: String,
    pub(super) at: DateTime<FixedOffset>,
    pub(super) text: String,
}

/// Entries stand so deep at most: RSS 1.1's are in a list in the channel.
const DEPTH: usize = 2;

const ATOM: Namespace = Namespace::Known("atom");
const DC: Namespace = Namespace::Known("dc");
const RDF: Namespace = Namespace::Known("rdf");

/// Notes an entry that has ended, or what the feed says of itself.
pub(super) fn note(node: &Node<'_>, judge: &mut Judge<'_>) {
    let depth = judge.ancestors().count();
    if depth > DEPTH {
        return;
    }
    let noted = match (node.namespace, node.local) {
        (Namespace::Core, "item" | "entry") => Noted::Entry(entry(node, judge).into()),
        (Namespace::Core, "feed") => Noted::Id(text(node, Namespace::Core, "id")),
        (Namespace::Core, "channel" | "Channel") => {
            Noted::Id(node.attribute_in(RDF, "about").unwrap_or_default().to_owned())
        }
        (Namespace::Known("at"), "deleted-entry") => {
            Noted::Withdrawn(node.attribute("ref").unwrap_or_default().to_owned())
        }
        _ => return,
    };
    let Some(view) = judge.view() else { return };
    match noted {
        Noted::Entry(entry) => view.entries.push(*entry),
        Noted::Id(id) => view.id = id,
        Noted::Withdrawn(id) => {
            view.withdrawn.insert(id);
        }
    }
}

/// What is noted of an element.
enum Noted {
    Entry(Box<Entry>),
    Id(String),
    Withdrawn(String),
}

fn entry(node: &Node<'_>, judge: &Judge<'_>) -> Entry {
    let core = Namespace::Core;
    let link = link(node);
    let ids = [
        text(node, core, "guid"),
        text(node, core, "id"),
        node.attribute_in(RDF, "about").unwrap_or_default().to_owned(),
        text(node, ATOM, "id"),
        link.clone(),
    ];
    let date = |places: &[(Namespace, &str)]| {
        places.iter().find_map(|(namespace, name)| moment(node, *namespace, name))
    };
    Entry {
        start: node.start,
        element: node.name(),
        parent: judge.parent_name(),
        id: ids.into_iter().find(|id| !id.is_empty()).unwrap_or_default(),
        link,
        title: collapsed(&text(node, core, "title")),
        content: content(node, judge),
        published: date(&[(core, "pubDate"), (core, "published"), (ATOM, "published"), (DC, "date")]),
        updated: date(&[(core, "updated"), (ATOM, "updated"), (Namespace::Known("dcterms"), "modified")]),
    }
}

fn text(node: &Node<'_>, namespace: Namespace, name: &str) -> String {
    node.all(namespace, name).next().map_or_else(String::new, |child| child.value().to_owned())
}

/// RSS's is text, Atom's an attribute.
fn link(node: &Node<'_>) -> String {
    let own = |link: &Node<'_>| match link.attribute("href") {
        Some(href) => {
            matches!(link.attribute("rel"), None | Some("alternate")).then(|| href.trim().to_owned())
        }
        None => Some(link.value().to_owned()),
    };
    node.own("link").find_map(own).unwrap_or_default()
}

fn moment(node: &Node<'_>, namespace: Namespace, name: &str) -> Option<Moment> {
    let child = node.all(namespace, name).next()?;
    Some(Moment { element: child.name(), at: parse(child.value())?, text: child.value().to_owned() })
}

/// As readers do: whatever the format, a date in any of the usual forms.
fn parse(text: &str) -> Option<DateTime<FixedOffset>> {
    DateTime::parse_from_rfc3339(text).or_else(|_| DateTime::parse_from_rfc2822(text)).ok().or_else(|| {
        let day = NaiveDate::parse_from_str(text, "%Y-%m-%d").ok()?;
        Some(day.and_time(NaiveTime::MIN).and_utc().fixed_offset())
    })
}

/// Everything that a reader shows of the entry besides its title.
fn content(node: &Node<'_>, judge: &Judge<'_>) -> Option<u64> {
    let places = [
        (Namespace::Core, "content"),
        (Namespace::Core, "summary"),
        (Namespace::Core, "description"),
        (Namespace::Known("content"), "encoded"),
    ];
    let mut hash = DefaultHasher::new();
    let mut is_empty = true;
    for child in places.iter().flat_map(|(namespace, name)| node.all(*namespace, name)) {
        // Elements in the content lie too deep to be kept; the source has them.
        let text = if child.children.is_empty() { child.value() } else { judge.source_of(child) };
        // White space beside a tag mostly makes no difference, and a tool's next version sets it otherwise.
        let words = text.split(|c: char| c.is_whitespace() || matches!(c, '<' | '>'));
        for word in words.filter(|word| !word.is_empty()) {
            is_empty = false;
            word.hash(&mut hash);
        }
    }
    (!is_empty).then(|| hash.finish())
}

fn collapsed(text: &str) -> String {
    text.split_whitespace().collect::<Vec<&str>>().join(" ")
}

/// What a reader keeps of a JSON Feed; nothing, if it is none.
pub(super) fn of_json(text: &str) -> Option<View> {
    let document = json::read(text)?;
    let items = document.object()?.get("items")?.node.list()?;
    let entries = items.iter().filter_map(JsonNode::object).map(|item| of_item(&item)).collect();
    Some(View { id: String::new(), entries, withdrawn: HashSet::new() })
}

fn of_item(item: &Object<'_, '_>) -> Entry {
    let member = |name: &str| item.written(name).trim().to_owned();
    let date = |name: &str| {
        let text = member(name);
        Some(Moment { element: name.to_owned(), at: parse(&text)?, text })
    };
    let mut hash = DefaultHasher::new();
    let texts = ["content_html", "content_text", "summary"].map(|name| item.written(name));
    texts.iter().flat_map(|text| text.split_whitespace()).for_each(|word| word.hash(&mut hash));
    let link = member("url");
    let id = member("id");
    Entry {
        start: item.start,
        element: "item".to_owned(),
        parent: "items".to_owned(),
        id: if id.is_empty() { link.clone() } else { id },
        link,
        title: collapsed(item.written("title")),
        content: texts.iter().any(|text| !text.trim().is_empty()).then(|| hash.finish()),
        published: date("date_published"),
        updated: date("date_modified"),
    }
}
