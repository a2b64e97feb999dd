//! Feed paging and archiving: <https://www.rfc-editor.org/rfc/rfc5005>.

use super::link::{links, relation_of};
use super::relation::is_history;
use crate::Code;
use crate::datatypes::{normal_address, resolve};
use crate::messages::{Finding, Param};
use crate::vocabularies::schema::{Context, Element, Grammar, Namespace, Node, Table};
use std::collections::HashSet;

const HISTORY: Namespace = Namespace::FeedHistory;

/// The elements of a feed.
pub(crate) const FEED: Table = Table {
    namespace: HISTORY,
    elements: &[Element::parent("archive", &Grammar::EMPTY), Element::parent("complete", &Grammar::EMPTY)],
};

/// Checks the links of a feed to its other pages and archives.
pub(crate) fn check_history(feed: &Node, context: &mut dyn Context<'_>) {
    let is_complete =
        feed.children.iter().any(|child| child.namespace == HISTORY && child.local == "complete");
    let is_archive = feed.children.iter().any(|child| child.namespace == HISTORY && child.local == "archive");
    let links: Vec<&Node> = links(feed.children.iter()).collect();
    let own = own_addresses(&links, context);
    if is_complete {
        check_complete(feed, &links, &own, context);
    }
    check_ends(feed, &links, &own, context);
    if is_archive && !is_complete {
        check_archive(feed, &links, context);
    }
}

/// The feed's own addresses: the address of the document, and the addresses of its `self` links.
fn own_addresses(links: &[&Node], context: &dyn Context<'_>) -> HashSet<String> {
    let selves = links.iter().filter(|link| relation_of(link) == "self");
    let location = context.options().location.as_deref().map(normal_address);
    selves.filter_map(|link| address(link)).chain(location).collect()
}

fn address(link: &Node) -> Option<String> {
    link.attribute("href").map(|href| normal_address(&resolve(&link.base, href)))
}

/// Whether a link points to the feed itself.
fn points_to(link: &Node, own: &HashSet<String>) -> bool {
    address(link).is_some_and(|address| own.contains(&address))
}

/// Section 2: a complete feed contains all entries, so it has no links to other pages.
fn check_complete(feed: &Node, links: &[&Node], own: &HashSet<String>, context: &mut dyn Context<'_>) {
    for link in links {
        let relation = relation_of(link);
        if relation == "current" {
            if !points_to(link, own) {
                context.report(
                    Finding::new(Code::CurrentNotSelfInCompleteFeed).on(feed).param(Param::Rel, relation),
                );
            }
        } else if is_history(relation) {
            context.report(Finding::new(Code::FeedRelInCompleteFeed).on(feed).param(Param::Rel, relation));
        }
    }
}

/// Section 3: there is no page before the first and none after the last.
fn check_ends(feed: &Node, links: &[&Node], own: &HashSet<String>, context: &mut dyn Context<'_>) {
    for (end, past) in [("first", "previous"), ("last", "next")] {
        if !links.iter().any(|link| relation_of(link) == end && points_to(link, own)) {
            continue;
        }
        for _ in links.iter().filter(|link| relation_of(link) == past) {
            context.report(
                Finding::new(Code::LinkPastEnd).on(feed).param(Param::SelfRel, end).param(Param::Rel, past),
            );
        }
    }
}

/// Section 4: an archive has links to other archives and to the current feed.
fn check_archive(feed: &Node, links: &[&Node], context: &mut dyn Context<'_>) {
    let has = |wanted: &[&str]| links.iter().any(|link| wanted.contains(&relation_of(link)));
    if !has(&["prev-archive", "next-archive"]) {
        context.report(Finding::new(Code::ArchiveIncomplete).on(feed));
    }
    if !has(&["current"]) {
        context.report(Finding::new(Code::MissingCurrentInArchive).on(feed));
    }
}
