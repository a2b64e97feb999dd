//! `atom:feed` (RFC 4287, 4.1.1).

use super::entry::ENTRY;
use super::feed_history::check_history;
use super::link::{check_alternates, links, relation_of};
use super::metadata::{EQUIVALENT_EXTENSIONS, INDEX, METADATA, require};
use super::{publishing, tombstone};
use crate::Code;
use crate::messages::{Finding, Param};
use crate::vocabularies::extensions;
use crate::vocabularies::extensions::geography::coordinates::check_pair;
use crate::vocabularies::extensions::itunes::{check_podcast, check_podcast_encoding};
use crate::vocabularies::quality::check_glued_hosts;
use crate::vocabularies::schema::{Content, Context, Element, Grammar, Namespace, Node, Table};
use std::collections::HashSet;

/// `atom:feed`.
pub(crate) const FEED: Element = Element::parent("feed", &IN_FEED).with(&[INDEX]);

const IN_FEED: Grammar = Grammar::of(&[
    METADATA,
    &[Table { namespace: Namespace::Core, elements: &[ENTRY.with_content(Content::Chosen(start_entry))] }],
    publishing::IN_FEED,
    tombstone::IN_FEED,
    extensions::ACCESS,
    EQUIVALENT_EXTENSIONS,
    extensions::FEED,
    extensions::FEED_OR_ENTRY,
    extensions::EVERYWHERE,
])
.rules(&[
    check_feed_without_entries,
    check_order,
    check_unique_entries,
    check_glued_hosts,
    check_pair,
    check_podcast_encoding,
]);

/// Checks the metadata of the feed when its first entry starts, so that the checks run even if the document
/// breaks off later.
fn start_entry(_: &Node<'_>, context: &mut dyn Context<'_>) -> Content {
    let feed = context.ancestors().next().filter(|feed| !feed.has(Namespace::Core, "entry"));
    if let Some(feed) = feed.cloned() {
        check_metadata(&feed, context);
    }
    ENTRY.content
}

fn check_feed_without_entries(feed: &Node<'_>, context: &mut dyn Context<'_>) {
    if !feed.has(Namespace::Core, "entry") {
        check_metadata(feed, context);
    }
}

/// RFC 4287, 4.1.1: the elements that a feed must have, and a link to itself, which it should have.
fn check_metadata(feed: &Node<'_>, context: &mut dyn Context<'_>) {
    require(feed, &["title", "id", "updated"], Code::MissingElement, context);
    if !links(feed.children.iter()).any(|link| relation_of(link) == "self") {
        context.report(Finding::new(Code::MissingSelf).on(feed).parent("root"));
    }
    check_alternates(feed, context);
    check_history(feed, context);
    check_podcast(feed, context);
}

/// Reports metadata after the first entry. Readers that stop at the first entry miss it.
fn check_order(feed: &Node<'_>, context: &mut dyn Context<'_>) {
    let is_entry = |node: &Node<'_>| node.namespace == Namespace::Core && node.local == "entry";
    let after = feed.children.iter().skip_while(|child| !is_entry(child));
    let is_metadata = |child: &&Node<'_>| {
        let own = METADATA.iter().flat_map(|table| table.elements);
        child.namespace == Namespace::Core && own.map(|row| row.name).any(|name| name == child.local)
    };
    for misplaced in after.filter(is_metadata) {
        context.report(Finding::new(Code::MisplacedMetadata).on(misplaced).parent("feed"));
    }
}

/// If at least so many entries all have one id, the cause is the program that wrote the feed.
const ENTRIES_OF_A_PROGRAM: usize = 10;

/// RFC 4287, 4.1.1 and 4.2.6: no two entries have the same id, except versions of one entry, which differ in
/// `atom:updated`.
fn check_unique_entries(feed: &Node<'_>, context: &mut dyn Context<'_>) {
    let entries: Vec<&Node<'_>> = feed.own("entry").collect();
    let id_of_feed = feed.own("id").next().map(Node::value).filter(|id| !id.is_empty());
    if let Some(id_of_feed) = id_of_feed.filter(|_| !context.is_w3c()) {
        for id in entries.iter().flat_map(|entry| entry.own("id")).filter(|id| id.value() == id_of_feed) {
            context.report(
                Finding::new(Code::EntryIdOfFeed).on(id).parent("entry").param(Param::Value, id_of_feed),
            );
        }
    }
    let same_ids = repeated(&entries, "id");
    if entries.len() >= ENTRIES_OF_A_PROGRAM && same_ids.len() + 1 == entries.len() {
        context.report(Finding::new(Code::DuplicateIds).on(feed));
    } else {
        report_repeated(&same_ids, Code::DuplicateEntries, context);
    }
    // RFC 4287 does not forbid it: entries that are published together have one update time.
    if context.is_w3c() {
        report_repeated(&repeated(&entries, "updated"), Code::DuplicateUpdated, context);
    }
}

/// The elements with this name whose value an earlier entry has.
fn repeated<'n>(entries: &[&'n Node<'n>], name: &'n str) -> Vec<&'n Node<'n>> {
    let mut seen = HashSet::new();
    let values = entries.iter().flat_map(|entry| entry.own(name));
    values.filter(|node| !node.value().is_empty() && !seen.insert(node.value())).collect()
}

fn report_repeated(nodes: &[&Node<'_>], code: Code, context: &mut dyn Context<'_>) {
    for node in nodes {
        context.report(Finding::new(code).on(node).parent("entry").param(Param::Value, node.value()));
    }
}
