//! Feeds, entries and sources (RFC 4287, 4.1), and what stands in them.

use super::super::{
    Attribute, Content, Element, Grammar, Namespace, Node, Table, feed_history, publishing, tombstone,
};
use super::construct::must_be_summarised;
use super::link::relation_of;
use super::{AUTHOR, CONTENT, CONTRIBUTOR, LINK, RIGHTS, SUBTITLE, SUMMARY, TITLE};
use crate::Code;
use crate::datatypes::{
    canonical_id, content_source, iri, no_html, no_space_around, not_blank, rfc3339_date, uri_reference,
    yes_no,
};
use crate::engine::Judge;
use crate::vocabularies::extensions;
use std::collections::HashSet;

/// `atom:id`.
pub(in crate::vocabularies) const ID: Element = Element::text("id", &[canonical_id, no_space_around]).once();
const UPDATED: Element = Element::text("updated", &[rfc3339_date, no_space_around]).once();
const PUBLISHED: Element = Element::text("published", &[rfc3339_date, no_space_around]).once();
/// `atom:updated` where Atom is a guest, whose white space around it nobody minds.
pub(in crate::vocabularies) const UPDATED_IN_RSS: Element = Element::text("updated", &[rfc3339_date]).once();
/// `atom:published` where Atom is a guest.
pub(in crate::vocabularies) const PUBLISHED_IN_RSS: Element =
    Element::text("published", &[rfc3339_date]).once();
const ICON: Element = Element::text("icon", &[not_blank, no_space_around, uri_reference]).once();
const LOGO: Element = Element::text("logo", &[not_blank, no_space_around, uri_reference]).once();
/// `atom:generator`.
pub(in crate::vocabularies) const GENERATOR: Element = Element::text("generator", &[no_html, not_blank])
    .once()
    .with(&[Attribute::optional("uri", &[]), Attribute::optional("version", &[])])
    .rules(&[generator_address]);
/// `atom:category`.
pub(in crate::vocabularies) const CATEGORY: Element = Element::parent("category", &NOTHING).with(&[
    Attribute::required("term", Code::MissingAttribute, &[not_blank]),
    Attribute::optional("scheme", &[iri]),
    Attribute::optional("label", &[no_html]),
]);

const NOTHING: Grammar = Grammar { tables: &[], rules: &[], takes_text: false };

/// `atom:feed`.
pub(in crate::vocabularies) const FEED: Element = Element::parent("feed", &IN_FEED).with(&[INDEX]);

/// `atom:entry`.
pub(in crate::vocabularies) const ENTRY: Element = Element::new("entry", Content::Chosen(entry))
    .with(&[Attribute::optional("parseType", &[]).of(Namespace::Known("rdf"))]);

/// `atom:entry` in a list of versions of one.
pub(in crate::vocabularies) const VERSION_OF_ENTRY: Element = Element::parent("entry", &IN_ENTRY);

/// `atom:source`.
pub(in crate::vocabularies) const SOURCE: Element =
    Element::parent("source", &IN_SOURCE).once().with(&[INDEX]);

/// Whether a search engine may show the feed.
const INDEX: Attribute = Attribute::optional("index", &[yes_no]).of(Namespace::Known("indexing"));

/// What a feed says of itself, and a source of the feed that it was.
const METADATA: &[Table] = &[Table {
    namespace: Namespace::Core,
    elements: &[
        AUTHOR,
        CATEGORY,
        CONTRIBUTOR,
        GENERATOR,
        ICON,
        ID,
        LINK,
        LOGO,
        RIGHTS,
        SUBTITLE,
        TITLE,
        UPDATED,
    ],
}];

const IN_FEED: Grammar = Grammar {
    tables: &[
        METADATA,
        &[Table { namespace: Namespace::Core, elements: &[ENTRY] }],
        publishing::IN_FEED,
        tombstone::IN_FEED,
        extensions::ACCESS,
        EXTENSIONS,
        extensions::FEED,
        extensions::FEED_OR_ENTRY,
        extensions::EVERYWHERE,
    ],
    rules: &[complete_feed, in_order, unique_entries, extensions::podcast_in_utf8],
    takes_text: false,
};

const IN_SOURCE: Grammar = Grammar {
    tables: &[
        METADATA,
        publishing::IN_FEED,
        extensions::ACCESS,
        EXTENSIONS,
        extensions::FEED,
        extensions::FEED_OR_ENTRY,
        extensions::EVERYWHERE,
    ],
    rules: &[complete_source],
    takes_text: false,
};

/// What feeds and entries say in other words than Atom's own.
const EXTENSIONS: &[Table] = &[
    Table { namespace: Namespace::Known("dc"), elements: extensions::DUBLIN_CORE_RELATED_ONE_DATE },
    Table { namespace: Namespace::Known("creativeCommons"), elements: extensions::CREATIVE_COMMONS },
];

const IN_ENTRY: Grammar = Grammar {
    tables: &[
        &[Table {
            namespace: Namespace::Core,
            elements: &[
                AUTHOR,
                CATEGORY,
                CONTENT.once(),
                CONTRIBUTOR,
                // An entry without these is as good as one whose values are the same as another's.
                Element::text("id", &[canonical_id, no_space_around, not_blank]).once(),
                LINK,
                PUBLISHED,
                RIGHTS,
                SOURCE,
                SUMMARY,
                TITLE,
                Element::text("updated", &[rfc3339_date, no_space_around, not_blank]).once(),
            ],
        }],
        publishing::IN_ENTRY,
        EXTENSIONS,
        &[Table { namespace: Namespace::Known("trackback"), elements: extensions::TRACKBACK_OF_TEXT }],
        extensions::ENTRY,
        extensions::FEED_OR_ENTRY,
        extensions::EVERYWHERE,
    ],
    rules: &[complete_entry, has_content, different_alternates, extensions::at_most_ten],
    takes_text: false,
};

fn is_entry(node: &Node) -> bool {
    node.namespace == Namespace::Core && node.local == "entry"
}

/// Says what is missing of these elements of Atom.
fn complete<'n>(
    parent: &Node,
    children: impl Iterator<Item = &'n Node<'n>> + Clone,
    names: &[&str],
    missing: Code,
    judge: &mut Judge<'_>,
) {
    for name in names {
        if !children.clone().any(|child| child.namespace == Namespace::Core && child.local == *name) {
            judge.say_of(parent, missing, &[("parent", &parent.parent_name()), ("element", name)]);
        }
    }
}

/// The first entry ends the feed's metadata. Judged here, they are judged even where the document breaks off
/// later.
fn entry(_: &Node, judge: &mut Judge<'_>) -> Content {
    let feed = judge.ancestors().next().filter(|feed| !feed.has(Namespace::Core, "entry"));
    if let Some(feed) = feed.cloned() {
        metadata(&feed, judge);
    }
    Content::Elements(&IN_ENTRY)
}

fn complete_feed(feed: &Node, judge: &mut Judge<'_>) {
    if !feed.has(Namespace::Core, "entry") {
        metadata(feed, judge);
    }
}

/// RFC 4287, 4.1.1: what a feed says of itself, and that it tells where it is.
fn metadata(feed: &Node, judge: &mut Judge<'_>) {
    complete(feed, feed.children.iter(), &["title", "id", "updated"], Code::MissingElement, judge);
    if !links(feed.children.iter()).any(|link| relation_of(link) == "self") {
        judge.say_of(feed, Code::MissingSelf, &[("parent", "root")]);
    }
    alternates(feed, feed.children.iter(), judge);
    feed_history::judge_history(feed, judge);
    extensions::complete_podcast(feed, judge);
}

/// RFC 4287, 4.2.11.
fn complete_source(source: &Node, judge: &mut Judge<'_>) {
    complete(source, source.children.iter(), &["title", "id", "updated"], Code::MissingSourceElement, judge);
    alternates(source, source.children.iter(), judge);
    feed_history::judge_history(source, judge);
}

/// RFC 4287, 4.1.2.
fn complete_entry(entry: &Node, judge: &mut Judge<'_>) {
    complete(entry, entry.children.iter(), &["title"], Code::MissingElement, judge);
    let source_author = entry.own("source").any(|source| source.has(Namespace::Core, "author"));
    let feed_author = judge.ancestors().next().is_some_and(|feed| feed.has(Namespace::Core, "author"));
    if !source_author && !feed_author {
        complete(entry, entry.children.iter(), &["author"], Code::MissingElement, judge);
    }
    complete(entry, entry.children.iter(), &["id", "updated"], Code::MissingElement, judge);
}

/// The links among elements.
pub(in crate::vocabularies) fn links<'n>(
    nodes: impl Iterator<Item = &'n Node<'n>>,
) -> impl Iterator<Item = &'n Node<'n>> {
    nodes.filter(|node| node.namespace == Namespace::Core && node.local == "link")
}

/// RFC 4287, 4.1.1 and 4.1.2: alternates differ in their type or their language.
fn alternates<'n>(parent: &Node, children: impl Iterator<Item = &'n Node<'n>>, judge: &mut Judge<'_>) {
    let mut seen = HashSet::new();
    for link in links(children).filter(|link| relation_of(link) == "alternate") {
        let kind = link.attribute("type").unwrap_or_default();
        let language = link.attribute("hreflang").unwrap_or_default();
        if !seen.insert((kind, language)) {
            let params = [
                ("parent", parent.parent_name()),
                ("element", "link".to_owned()),
                ("type", kind.to_owned()),
                ("hreflang", language.to_owned()),
            ];
            let params = params.each_ref().map(|(name, value)| (*name, value.as_str()));
            judge.say_of(link, Code::DuplicateAtomLink, &params);
        }
    }
}

fn different_alternates(entry: &Node, judge: &mut Judge<'_>) {
    alternates(entry, entry.children.iter(), judge);
}

/// Readers that stop at the first entry miss what follows it.
fn in_order(feed: &Node, judge: &mut Judge<'_>) {
    let after = feed.children.iter().skip_while(|child| !is_entry(child));
    let is_metadata = |child: &&Node| {
        let own = METADATA.iter().flat_map(|table| table.elements);
        child.namespace == Namespace::Core && own.map(|row| row.name).any(|name| name == child.local)
    };
    for misplaced in after.filter(is_metadata) {
        judge.say_of(misplaced, Code::MisplacedMetadata, &[("parent", "feed")]);
    }
}

/// So many entries that all have one identifier are a mistake of the program, not of the author.
const ENTRIES_OF_A_PROGRAM: usize = 10;

/// RFC 4287, 4.1.1 and 4.2.6: no two entries have the same identifier, unless they are versions of one;
/// versions have been updated at different times.
fn unique_entries(feed: &Node, judge: &mut Judge<'_>) {
    let entries: Vec<&Node> = feed.own("entry").collect();
    let same_ids = repeated(&entries, "id");
    if entries.len() >= ENTRIES_OF_A_PROGRAM && same_ids.len() + 1 == entries.len() {
        judge.say_of(feed, Code::DuplicateIds, &[]);
    } else {
        say_repeated(&same_ids, Code::DuplicateEntries, judge);
    }
    say_repeated(&repeated(&entries, "updated"), Code::DuplicateUpdated, judge);
}

/// The elements of this name whose value an earlier entry has.
fn repeated<'n>(entries: &[&'n Node<'n>], name: &'n str) -> Vec<&'n Node<'n>> {
    let mut seen = HashSet::new();
    let values = entries.iter().flat_map(|entry| entry.own(name));
    values.filter(|node| !node.value().is_empty() && !seen.insert(node.value())).collect()
}

fn say_repeated(nodes: &[&Node], code: Code, judge: &mut Judge<'_>) {
    for node in nodes {
        judge.say_of(node, code, &[("parent", "entry"), ("value", node.value())]);
    }
}

/// RFC 4287, 4.1.1.1 and 4.1.2: an entry has text that can be shown, or a link to it.
fn has_content(entry: &Node, judge: &mut Judge<'_>) {
    let is_summarised = entry.has(Namespace::Core, "summary");
    let Some(content) = entry.own("content").last() else {
        if !is_summarised {
            judge.say_of(entry, Code::MissingTextualContent, &[]);
        }
        if !links(entry.children.iter()).any(|link| relation_of(link) == "alternate") {
            judge.say_of(entry, Code::MissingContentOrAlternate, &[]);
        }
        return;
    };
    if is_summarised {
        return;
    }
    if content.attribute("src").is_some() {
        judge.say_of(entry, Code::MissingSummary, &[]);
    }
    if must_be_summarised(content) {
        judge.say_of(entry, Code::MissingSummary, &[]);
    }
}

fn generator_address(generator: &Node, judge: &mut Judge<'_>) {
    let Some(address) = generator.attribute("uri") else { return };
    let parent = judge.parent_name();
    judge.check(generator, &[content_source], address, &generator.name(), &parent, &[("attr", "uri")]);
}
