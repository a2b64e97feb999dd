//! Feed paging and archiving: <https://www.rfc-editor.org/rfc/rfc5005>.

use super::atom::{is_history, links, relation_of};
use super::{Element, Grammar, Namespace, Node, Table};
use crate::Code;
use crate::datatypes::{normal_address, resolve};
use crate::engine::Judge;
use std::collections::HashSet;

const HISTORY: Namespace = Namespace::Known("fh");

/// What stands in a feed.
pub(super) const FEED: Table = Table {
    namespace: HISTORY,
    elements: &[Element::parent("archive", &NOTHING), Element::parent("complete", &NOTHING)],
};

const NOTHING: Grammar = Grammar { tables: &[], rules: &[], takes_text: false };

/// Judges how a feed says that it continues elsewhere.
pub(super) fn judge_history(feed: &Node, judge: &mut Judge<'_>) {
    let is_complete =
        feed.children.iter().any(|child| child.namespace == HISTORY && child.local == "complete");
    let is_archive = feed.children.iter().any(|child| child.namespace == HISTORY && child.local == "archive");
    let links: Vec<&Node> = links(feed.children.iter()).collect();
    let own = own_addresses(&links, judge);
    if is_complete {
        complete_feed(feed, &links, &own, judge);
    }
    past_the_end(feed, &links, &own, judge);
    if is_archive && !is_complete {
        archive(feed, &links, judge);
    }
}

/// The addresses that are the feed's own: where it is, and where it says that it is.
fn own_addresses(links: &[&Node], judge: &Judge<'_>) -> HashSet<String> {
    let selves = links.iter().filter(|link| relation_of(link) == "self");
    let location = judge.options().location.as_deref().map(normal_address);
    selves.filter_map(|link| address(link)).chain(location).collect()
}

fn address(link: &Node) -> Option<String> {
    link.attribute("href").map(|href| normal_address(&resolve(&link.base, href)))
}

/// Whether a link leads to the feed itself.
fn leads_to(link: &Node, own: &HashSet<String>) -> bool {
    address(link).is_some_and(|address| own.contains(&address))
}

/// Section 2: all of a complete feed is in it, so that it leads nowhere.
fn complete_feed(feed: &Node, links: &[&Node], own: &HashSet<String>, judge: &mut Judge<'_>) {
    for link in links {
        let relation = relation_of(link);
        if relation == "current" {
            if !leads_to(link, own) {
                judge.say_of(feed, Code::CurrentNotSelfInCompleteFeed, &[("rel", relation)]);
            }
        } else if is_history(relation) {
            judge.say_of(feed, Code::FeedRelInCompleteFeed, &[("rel", relation)]);
        }
    }
}

/// Section 3: nothing is before the first page, and nothing behind the last.
fn past_the_end(feed: &Node, links: &[&Node], own: &HashSet<String>, judge: &mut Judge<'_>) {
    for (end, past) in [("first", "previous"), ("last", "next")] {
        if !links.iter().any(|link| relation_of(link) == end && leads_to(link, own)) {
            continue;
        }
        for _ in links.iter().filter(|link| relation_of(link) == past) {
            judge.say_of(feed, Code::LinkPastEnd, &[("self", end), ("rel", past)]);
        }
    }
}

/// Section 4: from an archive, the others and the current feed can be reached.
fn archive(feed: &Node, links: &[&Node], judge: &mut Judge<'_>) {
    let has = |wanted: &[&str]| links.iter().any(|link| wanted.contains(&relation_of(link)));
    if !has(&["prev-archive", "next-archive"]) {
        judge.say_of(feed, Code::ArchiveIncomplete, &[]);
    }
    if !has(&["current"]) {
        judge.say_of(feed, Code::MissingCurrentInArchive, &[]);
    }
}
