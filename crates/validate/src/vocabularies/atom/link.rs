//! `atom:link` (RFC 4287, 4.2.7).

use crate::Code;
use crate::datatypes::{
    Check, attribute_not_blank, host_of, is_media_type, is_same_address, language, link_target, no_html,
    non_negative_integer, not_blank, resolve, rfc3339_date, without_fragment,
};
use crate::messages::{Finding, Param, Subject};
use crate::vocabularies::atom::relation;
use crate::vocabularies::schema::{
    Attribute, Content, Context, Element, IdentifierKind, Mixed, Namespace, Node,
};
use std::collections::HashSet;

const THREADING: Namespace = Namespace::Threading;

/// `atom:link`.
pub(crate) const LINK: Element = Element::new("link", Content::Mixed(&IGNORED))
    .with(&[
        Attribute::optional("type", &[]),
        Attribute::optional("title", &[]),
        Attribute::optional("rel", &[]),
        Attribute::optional("href", &[]),
        Attribute::optional("length", &[]),
        Attribute::optional("hreflang", &[]),
        Attribute::optional("type", &[]).of(Namespace::Rdf),
        Attribute::optional("resource", &[]).of(Namespace::Rdf),
        Attribute::optional("count", &[]).of(THREADING),
        Attribute::optional("when", &[]).of(THREADING),
        Attribute::optional("updated", &[]).of(THREADING),
    ])
    .rules(&[check_relation_and_type, check_attributes, address, replies]);

/// The content of a link has no meaning.
const IGNORED: Mixed = Mixed { element: |_, _| Content::Anything, text: check_text };

fn check_text(text: &str, offset: usize, context: &mut dyn Context<'_>) {
    // RFC 4287, 4.2.7, allows any content (`undefinedContent`).
    if context.is_w3c() && !text.trim().is_empty() {
        context.report(Finding::new(Code::AtomLinkNotEmpty).on_open_element(offset));
    }
}

/// The relation in the form in which links are compared.
pub(crate) fn relation_of<'n>(link: &'n Node<'_>) -> &'n str {
    relation::normalized(link.attribute("rel"))
}

/// The links among elements.
pub(crate) fn links<'n>(nodes: impl Iterator<Item = &'n Node<'n>>) -> impl Iterator<Item = &'n Node<'n>> {
    nodes.filter(|node| node.namespace == Namespace::Core && node.local == "link")
}

/// RFC 4287, 4.1.1 and 4.1.2: alternate links of one element differ in their type or their language.
pub(crate) fn check_alternates(parent: &Node<'_>, context: &mut dyn Context<'_>) {
    let mut seen = HashSet::new();
    let is_w3c = context.is_w3c();
    for link in links(parent.children.iter()).filter(|link| relation_of(link) == "alternate") {
        let media_type = link.attribute("type").unwrap_or_default();
        let language = link.attribute("hreflang").unwrap_or_default();
        // Media types and languages are equal in any case (RFC 6838, 4.2; RFC 5646, 2.1.1).
        let fold = |text: &str| if is_w3c { text.to_owned() } else { text.to_ascii_lowercase() };
        if !seen.insert((fold(media_type), fold(language))) {
            context.report(
                Finding::new(Code::DuplicateAtomLink)
                    .on(link)
                    .parent(parent.parent_name())
                    .element("link")
                    .param(Param::Type, media_type)
                    .param(Param::HrefLang, language),
            );
        }
    }
}

/// The formats of feeds. The type of a link to the feed itself is one of them.
const FEEDS: &[&str] = &["application/atom+xml", "application/rss+xml", "application/rdf+xml"];

fn is_feed_type(kind: &str, is_w3c: bool) -> bool {
    let kind = kind.split(';').next().unwrap_or_default().trim();
    FEEDS.iter().any(|feed| if is_w3c { *feed == kind } else { feed.eq_ignore_ascii_case(kind) })
}

fn check_relation_and_type(link: &Node, context: &mut dyn Context<'_>) {
    let relation = relation_of(link);
    let parent = context.parent_name();
    if link.attribute("rel").is_some() {
        if !relation::is_registered(relation, context.options().profile) {
            context.report(
                Finding::new(Code::UnregisteredAtomLinkRel)
                    .on(link)
                    .param(Param::Attr, "rel")
                    .param(Param::Value, relation),
            );
        }
        check_attribute(link, "rel", &[attribute_not_blank], &link.name(), context);
        if relation::is_history(relation) && parent == "entry" {
            context.report(Finding::new(Code::FeedHistoryRelInEntry).on(link).param(Param::Rel, relation));
        }
    }
    let Some(kind) = link.attribute("type") else { return };
    if !is_media_type(kind, context.options().profile) {
        context.report(
            Finding::new(Code::InvalidMIMEType).on(link).param(Param::Attr, "type").param(Param::Value, kind),
        );
    } else if relation == "self" && !is_feed_type(kind, context.is_w3c()) {
        context.report(
            Finding::new(Code::SelfNotAtom).on(link).param(Param::Attr, "type").param(Param::Value, kind),
        );
    }
}

fn check_attributes(link: &Node, context: &mut dyn Context<'_>) {
    check_attribute(link, "title", &[attribute_not_blank, no_html], &link.name(), context);
    check_attribute(link, "length", &[non_negative_integer, not_blank], "length", context);
    check_attribute(link, "hreflang", &[language], "hreflang", context);
}

/// Checks an attribute if the link has it.
fn check_attribute(
    link: &Node,
    name: &'static str,
    checks: &[Check],
    element: &str,
    context: &mut dyn Context<'_>,
) {
    let Some(value) = link.attribute(name) else { return };
    let parent = context.parent_name();
    context.check(link, checks, value, Subject::new(link.start, element, &parent).attribute(name));
}

fn address(link: &Node, context: &mut dyn Context<'_>) {
    let Some(href) = link.attribute("href") else {
        context.report(Finding::new(Code::MissingHref).on(link).param(Param::Attr, "href"));
        return;
    };
    check_attribute(link, "href", &[link_target], "href", context);
    let is_in_feed = matches!(context.parent_name().as_str(), "feed" | "channel");
    if relation_of(link) == "self" && is_in_feed {
        check_self_address(link, href, context);
    }
}

/// Checks a link to the feed itself: the address is absolute, and it is the address of the document.
fn check_self_address(link: &Node, href: &str, context: &mut dyn Context<'_>) {
    let bases = context.ancestors().filter_map(|ancestor| ancestor.attribute_in(Namespace::Xml, "base"));
    let own_base = link.attribute_in(Namespace::Xml, "base");
    if !std::iter::once(href).chain(own_base).chain(bases).any(has_host) {
        context.report(Finding::new(Code::RelativeSelf).on(link).element("href").param(Param::Value, href));
    }
    let Some(location) = context.options().location.clone() else { return };
    let address = resolve(&link.base, href);
    let is_own = is_same_address(&address, &location)
        || without_fragment(&address) == without_fragment(&link.base)
        || is_same_address(href, &location);
    // The same wrong address is reported once.
    if !is_own && context.claim_identifier(IdentifierKind::SelfLink, &address) {
        // RFC 4287, 4.2.7.2: the address of an equivalent resource. A site has its feed at several addresses.
        let is_elsewhere =
            !context.is_w3c() && host_of(&address).is_some() && host_of(&address) == host_of(&location);
        let code = if is_elsewhere { Code::SelfElsewhere } else { Code::SelfDoesntMatchLocation };
        context.report(Finding::new(code).on(link).element("href"));
    }
}

/// Whether an address names a host.
fn has_host(address: &str) -> bool {
    let rest = address.split_once(':').map_or(address, |(_, rest)| rest);
    let rest = rest.strip_prefix("//").or_else(|| address.strip_prefix("//"));
    rest.is_some_and(|rest| !rest.starts_with(['/', '?', '#']) && !rest.is_empty())
}

/// The attributes of RFC 4685, which describe the replies that a link points to.
fn replies(link: &Node, context: &mut dyn Context<'_>) {
    let parent = context.parent_name();
    let is_reply = relation_of(link) == "replies";
    let checks: [(&str, &str, Check); 2] =
        [("count", "thr:count", non_negative_integer), ("updated", "thr:updated", rfc3339_date)];
    for (name, qualified, check) in checks {
        let Some(value) = link.attribute_in(THREADING, name) else { continue };
        if !is_reply {
            context
                .report(Finding::new(Code::UnexpectedAttribute).on(link).param(Param::Attribute, qualified));
        }
        context.check(link, &[check], value, Subject::new(link.start, qualified, &parent));
    }
    if link.attribute_in(THREADING, "when").is_some() {
        context.report(Finding::new(Code::NoThrWhen).on(link).param(Param::Attribute, "thr:when"));
    }
}
