//! Feed paging and archiving: <https://www.rfc-editor.org/rfc/rfc5005>.

use super::link::{links, relation_of};
use super::relation::is_history;
use crate::Code;
use crate::datatypes::{normal_address, resolve};
use crate::messages::{Finding, Param};
use crate::vocabularies::schema::{Context, Element, Grammar, Namespace, Node, Table};
use std::collections::HashSet;

const HISTORY: Namespace = Namespace::FeedHistory;

/// What stands in a feed.
pub(crate) const FEED: Table = Table {
    namespace: HISTORY,
    elements: &[Element::parent("archive", &Grammar::EMPTY), Element::parent("complete", &Grammar::EMPTY)],
};

/// Judges how a feed says that it continues elsewhere.
pub(crate) fn check_history(feed: &Node, context: &mut dyn Context<'_>) {
    let is_complete =
        feed.children.iter().any(|child| child.namespace == HISTORY && child.local == "complete");
    let is_archive = feed.children.iter().any(|child| child.namespace == HISTORY && child.local == "archive");
    let links: Vec<&Node> = links(feed.children.iter()).collect();
    let own = own_addresses(&links, context);
    if is_complete {
        complete_feed(feed, &links, &own, context);
    }
    past_the_end(feed, &links, &own, context);
    if is_archive && !is_complete {
        archive(feed, &links, context);
    }
}

/// The addresses that are the feed's own: where it is, and where it says that it is.
fn own_addresses(links: &[&Node], context: &dyn Context<'_>) -> HashSet<String> {
    let selves = links.iter().filter(|link| relation_of(link) == "self");
    let location = context.options().location.as_deref().map(normal_address);
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
fn complete_feed(feed: &Node, links: &[&Node], own: &HashSet<String>, context: &mut dyn Context<'_>) {
    for link in links {
        let relation = relation_of(link);
        if relation == "current" {
            if !leads_to(link, own) {
                context.report(
                    Finding::new(Code::CurrentNotSelfInCompleteFeed).on(feed).param(Param::Rel, relation),
                );
            }
        } else if is_history(relation) {
            context.report(Finding::new(Code::FeedRelInCompleteFeed).on(feed).param(Param::Rel, relation));
        }
    }
}

/// Section 3: nothing is before the first page, and nothing behind the last.
fn past_the_end(feed: &Node, links: &[&Node], own: &HashSet<String>, context: &mut dyn Context<'_>) {
    for (end, past) in [("first", "previous"), ("last", "next")] {
        if !links.iter().any(|link| relation_of(link) == end && leads_to(link, own)) {
            continue;
        }
        for _ in links.iter().filter(|link| relation_of(link) == past) {
            context.report(
                Finding::new(Code::LinkPastEnd).on(feed).param(Param::SelfRel, end).param(Param::Rel, past),
            );
        }
    }
}

/// Section 4: from an archive, the others and the current feed can be reached.
fn archive(feed: &Node, links: &[&Node], context: &mut dyn Context<'_>) {
    let has = |wanted: &[&str]| links.iter().any(|link| wanted.contains(&relation_of(link)));
    if !has(&["prev-archive", "next-archive"]) {
        context.report(Finding::new(Code::ArchiveIncomplete).on(feed));
    }
    if !has(&["current"]) {
        context.report(Finding::new(Code::MissingCurrentInArchive).on(feed));
    }
}
