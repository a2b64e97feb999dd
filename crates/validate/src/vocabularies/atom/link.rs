//! Links (RFC 4287, 4.2.7).

use super::super::{Attribute, Content, Element, Mixed, Namespace, Node};
use super::relation;
use crate::Code;
use crate::datatypes::{
    Check, attribute_not_blank, is_media_type, is_same_address, language, link_target, no_html,
    non_negative_integer, not_blank, resolve, rfc3339_date, without_fragment,
};
use crate::engine::Judge;

const THREADING: Namespace = Namespace::Known("thr");

/// `atom:link`.
pub(in crate::vocabularies) const LINK: Element = Element::new("link", Content::Mixed(&IGNORED))
    .with(&[
        Attribute::optional("type", &[]),
        Attribute::optional("title", &[]),
        Attribute::optional("rel", &[]),
        Attribute::optional("href", &[]),
        Attribute::optional("length", &[]),
        Attribute::optional("hreflang", &[]),
        Attribute::optional("type", &[]).of(Namespace::Known("rdf")),
        Attribute::optional("resource", &[]).of(Namespace::Known("rdf")),
        Attribute::optional("count", &[]).of(THREADING),
        Attribute::optional("when", &[]).of(THREADING),
        Attribute::optional("updated", &[]).of(THREADING),
    ])
    .rules(&[relation_and_type, attributes, address, replies]);

/// What stands in a link has no meaning.
const IGNORED: Mixed = Mixed { element: |_, _| Content::Anything, text: not_empty };

fn not_empty(text: &str, offset: usize, judge: &mut Judge<'_>) {
    if !text.trim().is_empty() {
        judge.say_of_open(Code::AtomLinkNotEmpty, offset, &[]);
    }
}

/// The relation as links compare it.
pub(in crate::vocabularies) fn relation_of<'n>(link: &'n Node<'_>) -> &'n str {
    relation::normal(link.attribute("rel"))
}

/// The formats that a feed may have; the type of a link to itself is one of them.
const FEEDS: &[&str] = &["application/atom+xml", "application/rss+xml", "application/rdf+xml"];

fn relation_and_type(link: &Node, judge: &mut Judge<'_>) {
    let relation = relation_of(link);
    let parent = judge.parent_name();
    if link.attribute("rel").is_some() {
        if !relation::is_registered(relation) {
            judge.say_of(link, Code::UnregisteredAtomLinkRel, &[("attr", "rel"), ("value", relation)]);
        }
        check_attribute(link, "rel", &[attribute_not_blank], &link.name(), judge);
        if relation::is_history(relation) && parent == "entry" {
            judge.say_of(link, Code::FeedHistoryRelInEntry, &[("rel", relation)]);
        }
    }
    let Some(kind) = link.attribute("type") else { return };
    let params = [("attr", "type"), ("value", kind)];
    if !is_media_type(kind) {
        judge.say_of(link, Code::InvalidMIMEType, &params);
    } else if relation == "self" && !FEEDS.contains(&kind.split(';').next().unwrap_or_default().trim()) {
        judge.say_of(link, Code::SelfNotAtom, &params);
    }
}

fn attributes(link: &Node, judge: &mut Judge<'_>) {
    check_attribute(link, "title", &[attribute_not_blank, no_html], &link.name(), judge);
    check_attribute(link, "length", &[non_negative_integer, not_blank], "length", judge);
    check_attribute(link, "hreflang", &[language], "hreflang", judge);
}

/// Judges an attribute, if it is there.
fn check_attribute(link: &Node, name: &'static str, checks: &[Check], element: &str, judge: &mut Judge<'_>) {
    let Some(value) = link.attribute(name) else { return };
    let parent = judge.parent_name();
    judge.check(link, checks, value, element, &parent, &[("attr", name)]);
}

fn address(link: &Node, judge: &mut Judge<'_>) {
    let Some(href) = link.attribute("href") else {
        judge.say_of(link, Code::MissingHref, &[("attr", "href")]);
        return;
    };
    check_attribute(link, "href", &[link_target], "href", judge);
    let stands_in_feed = matches!(judge.parent_name().as_str(), "feed" | "channel");
    if relation_of(link) == "self" && stands_in_feed {
        own_address(link, href, judge);
    }
}

/// A link to the feed itself: absolute, and to where the feed is.
fn own_address(link: &Node, href: &str, judge: &mut Judge<'_>) {
    let bases = judge.ancestors().filter_map(|ancestor| ancestor.attribute_in(Namespace::Xml, "base"));
    let own_base = link.attribute_in(Namespace::Xml, "base");
    if !std::iter::once(href).chain(own_base).chain(bases).any(has_host) {
        judge.say_of(link, Code::RelativeSelf, &[("element", "href"), ("value", href)]);
    }
    let Some(location) = judge.options().location.clone() else { return };
    let address = resolve(&link.base, href);
    let is_here = is_same_address(&address, &location)
        || without_fragment(&address) == without_fragment(&link.base)
        || is_same_address(href, &location);
    // Said twice, an address is no more wrong.
    if !is_here && judge.is_first("self", &address) {
        judge.say_of(link, Code::SelfDoesntMatchLocation, &[("element", "href")]);
    }
}

/// Whether an address names a host.
fn has_host(address: &str) -> bool {
    let rest = address.split_once(':').map_or(address, |(_, rest)| rest);
    let rest = rest.strip_prefix("//").or_else(|| address.strip_prefix("//"));
    rest.is_some_and(|rest| !rest.starts_with(['/', '?', '#']) && !rest.is_empty())
}

/// The attributes of RFC 4685, which tell of the replies that a link leads to.
fn replies(link: &Node, judge: &mut Judge<'_>) {
    let parent = judge.parent_name();
    let is_reply = relation_of(link) == "replies";
    let checks: [(&str, &str, Check); 2] =
        [("count", "thr:count", non_negative_integer), ("updated", "thr:updated", rfc3339_date)];
    for (name, qualified, check) in checks {
        let Some(value) = link.attribute_in(THREADING, name) else { continue };
        if !is_reply {
            judge.say_of(link, Code::UnexpectedAttribute, &[("attribute", qualified)]);
        }
        judge.check(link, &[check], value, qualified, &parent, &[]);
    }
    if link.attribute_in(THREADING, "when").is_some() {
        judge.say_of(link, Code::NoThrWhen, &[("attribute", "thr:when")]);
    }
}
