//! Findings about a whole feed that no specification forbids, but that people report as broken: hosts without a slash
//! behind them, items that readers take for one another, items that are in no list.

use super::atom::link::{links, relation_of};
use super::schema::{Context, Namespace, Node};
use crate::Code;
use crate::datatypes::{host_of, is_known_domain};
use crate::messages::{Finding, Param};
use std::collections::HashSet;

/// Reports links of entries whose host is that of the site with more letters: `https://quay.exampleblog/noon`.
pub(crate) fn check_glued_hosts(feed: &Node<'_>, context: &mut dyn Context<'_>) {
    if context.is_w3c() {
        return;
    }
    let Some(home) = links_of(feed).find_map(|(_, address)| host_of(address).map(str::to_owned)) else {
        return;
    };
    let entries = feed.children.iter().filter(|child| ["item", "entry"].contains(&child.local));
    for (link, address) in entries.flat_map(links_of) {
        if host_of(address).is_some_and(|host| is_glued(host, &home)) {
            context.report(
                Finding::new(Code::GluedHost)
                    .on(link)
                    .param(Param::Expected, home.as_str())
                    .param(Param::Value, address),
            );
        }
    }
}

/// Whether a host is another one with letters after it that make no top-level domain: `quay.community` is not
/// `quay.com`.
fn is_glued(host: &str, home: &str) -> bool {
    let (host, home) = (host.to_ascii_lowercase(), home.to_ascii_lowercase());
    let rest = host.strip_prefix(home.as_str()).unwrap_or_default();
    home.contains('.')
        && rest.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '-')
        && !is_known_domain(&host)
}

/// The links to pages: of RSS as text, of Atom in an attribute.
fn links_of<'n>(node: &'n Node<'n>) -> impl Iterator<Item = (&'n Node<'n>, &'n str)> {
    let of_rss = node.own("link").filter(|link| !link.value().is_empty()).map(|link| (link, link.value()));
    let of_atom = links(node.children.iter()).filter(|link| relation_of(link) == "alternate");
    of_rss.chain(of_atom.filter_map(|link| Some((link, link.attribute("href")?))))
}

/// Reports items without a guid whose link, or whose title if they have no link, an earlier item without one has.
pub(crate) fn check_alike_items(channel: &Node<'_>, context: &mut dyn Context<'_>) {
    if context.is_w3c() {
        return;
    }
    let mut seen = HashSet::new();
    let items = channel
        .own("item")
        .filter(|item| !item.has(Namespace::Core, "guid") && !item.has(Namespace::Atom, "id"));
    for item in items {
        let value = |name| item.own(name).map(Node::value).find(|value| !value.is_empty());
        let Some(identity) =
            value("link").map(|link| ("link", link)).or(value("title").map(|title| ("title", title)))
        else {
            continue;
        };
        // Two items with one link and different titles are news about one page.
        if !seen.insert((identity, value("title"))) {
            context.report(Finding::new(Code::DuplicateItems).on(item).param(Param::Value, identity.0));
        }
    }
}
