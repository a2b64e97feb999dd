//! The `rss` and `channel` elements of RSS 0.91 to 2.0.

use crate::Code;
use crate::datatypes::{
    email_with_name, html_fragment_with_addresses, language, no_html, not_blank, positive_integer,
    rfc822_date, uri, yes_no,
};
use crate::messages::{Finding, Param};
use crate::vocabularies::atom::in_rss;
use crate::vocabularies::atom::link::relation_of;
use crate::vocabularies::equivalent_elements;
use crate::vocabularies::equivalent_elements::EquivalentElements;
use crate::vocabularies::extensions::dublin_core::elements::RELATED_WITH_ONE_DATE;
use crate::vocabularies::extensions::geography::coordinates::check_pair;
use crate::vocabularies::extensions::itunes::{check_podcast, check_podcast_encoding};
use crate::vocabularies::extensions::rss_modules::creative_commons::{CC_LICENSE, CREATIVE_COMMONS};
use crate::vocabularies::extensions::{ACCESS_ONCE, EVERYWHERE, FEED, FEED_OR_ENTRY};
use crate::vocabularies::quality::{check_alike_items, check_glued_hosts};
use crate::vocabularies::rss2::image::{IMAGE, TEXT_INPUT};
use crate::vocabularies::rss2::item::ITEM;
use crate::vocabularies::rss2::required::{require, version};
use crate::vocabularies::rss2::schedule::{CLOUD, SKIP_DAYS, SKIP_HOURS};
use crate::vocabularies::schema::{Attribute, Content, Context, Element, Grammar, Namespace, Node, Table};

pub(crate) const RSS: Element = Element::new("rss", Content::Chosen(rss))
    .with(&[Attribute::required("version", Code::MissingAttribute, &[])])
    .rules(&[|rss, context| require(rss, &[("channel", Code::MissingElement)], context)]);

const IN_RSS: Grammar = Grammar::of(&[
    &[Table {
        namespace: Namespace::Core,
        elements: &[Element::parent("channel", &CHANNEL)
            .with(&[Attribute::optional("index", &[yes_no]).of(Namespace::Indexing)])
            .once()],
    }],
    ACCESS_ONCE,
]);

const CHANNEL: Grammar = Grammar::of(&[
    &[Table { namespace: Namespace::Core, elements: OWN }],
    CHANNEL_EXTENSIONS,
    in_rss::IN_CHANNEL,
    FEED,
    FEED_OR_ENTRY,
    EVERYWHERE,
])
.rules(&[
    require_channel_elements,
    check_text_input,
    check_order,
    check_equivalents,
    check_self_link,
    check_glued_hosts,
    check_alike_items,
    check_pair,
    check_podcast,
    check_podcast_encoding,
    allow_extension_attributes,
]);

/// The extensions that the channels of RSS 2.0 and RSS 1.0 have in common.
pub(crate) const CHANNEL_EXTENSIONS: &[Table] = &[
    Table { namespace: Namespace::DublinCore, elements: RELATED_WITH_ONE_DATE },
    Table { namespace: Namespace::CreativeCommonsRdf, elements: CC_LICENSE },
    Table { namespace: Namespace::CreativeCommonsRss, elements: CREATIVE_COMMONS },
];

pub(crate) const TITLE: Element = Element::text("title", &[no_html, not_blank]).once();
pub(crate) const LINK: Element = Element::text("link", &[uri]).once();
pub(crate) const DESCRIPTION: Element = Element::new("description", Content::Chosen(description)).once();
pub(crate) const BLINK: Element = Element::text("blink", &[])
    .once()
    .rules(&[|blink, context| context.report(Finding::new(Code::NoBlink).on(blink))]);

/// The description is plain text; that of a podcast may be HTML (Apple's requirements, "Formatting").
fn description(_: &Node, context: &mut dyn Context<'_>) -> Content {
    match !context.is_w3c() && context.is_declared("itunes") {
        true => Content::Text(&[html_fragment_with_addresses]),
        false => Content::Text(&[no_html]),
    }
}

const OWN: &[Element] = &[
    ITEM,
    TITLE,
    LINK,
    DESCRIPTION,
    IMAGE,
    TEXT_INPUT,
    Element::text("category", &[no_html]).with(&[Attribute::optional("domain", &[])]),
    CLOUD,
    Element::text("copyright", &[no_html]).once(),
    Element::text("docs", &[uri]).once(),
    Element::text("generator", &[]).once(),
    Element::text("language", &[language]).once(),
    Element::text("lastBuildDate", &[rfc822_date]).once(),
    Element::text("managingEditor", &[email_with_name]).once(),
    Element::text("pubDate", &[rfc822_date]).once(),
    Element::text("rating", &[]),
    SKIP_DAYS,
    SKIP_HOURS,
    Element::text("ttl", &[positive_integer, not_blank]).once(),
    Element::text("webMaster", &[email_with_name]).once(),
    BLINK,
];

/// The version is one that the maintainers of RSS published, and fits the document type.
fn rss(rss: &Node, context: &mut dyn Context<'_>) -> Content {
    if let Some(version) = rss.attribute("version") {
        let has_document_type = context.declared_type().is_some();
        let code = match version {
            "0.91" => None,
            _ if has_document_type => Some(Code::InvalidDoctype),
            "0.92" | "2.0" => None,
            _ => Some(Code::InvalidRSSVersion),
        };
        if let Some(code) = code {
            context.report(
                Finding::new(code)
                    .on(rss)
                    .parent("root")
                    .param(Param::Attr, "version")
                    .param(Param::Value, version),
            );
        }
    }
    Content::Elements(&IN_RSS)
}

/// Reports the elements that a channel must or should have in every RSS.
pub(crate) fn require_channel_elements(channel: &Node, context: &mut dyn Context<'_>) {
    let required = [
        ("description", Code::MissingDescription),
        ("link", Code::MissingLink),
        ("title", Code::MissingTitle),
    ];
    require(channel, &required, context);
    let has_language = channel.has(Namespace::DublinCore, "language")
        || channel.has(channel.namespace, "language")
        || channel.language.as_deref().is_some_and(|language| !language.is_empty());
    if !has_language {
        context.report(Finding::new(Code::MissingDCLanguage).on_part(channel, "language"));
    }
}

fn check_text_input(channel: &Node, context: &mut dyn Context<'_>) {
    for input in channel.own("textInput") {
        let parent = context.parent_name();
        context.report(
            Finding::new(Code::AvoidTextInput).at(input.start).element(channel.name()).parent(parent),
        );
    }
}

/// RSS Board's best practices: items come after the elements that describe the channel.
fn check_order(channel: &Node, context: &mut dyn Context<'_>) {
    let is_metadata = |child: &Node| match child.namespace {
        Namespace::Core => !matches!(child.local, "item" | "rating" | "blink"),
        Namespace::Atom => child.local == "link",
        _ => false,
    };
    let last = channel.children.iter().rev().find(|child| is_metadata(child)).map_or(0, |child| child.start);
    for item in channel.own("item").take_while(|item| item.start < last) {
        context.report(Finding::new(Code::MisplacedItem).on_child(item, channel));
    }
}

fn check_equivalents(channel: &Node, context: &mut dyn Context<'_>) {
    const EQUIVALENT: &[EquivalentElements] = &[
        equivalent_elements::of_feed("managingEditor", Namespace::DublinCore, "creator"),
        equivalent_elements::of_feed("category", Namespace::DublinCore, "subject").extension_last(),
        equivalent_elements::of_feed("pubDate", Namespace::DublinCore, "date"),
        equivalent_elements::of_feed("webMaster", Namespace::DublinCore, "publisher"),
        equivalent_elements::of_feed("language", Namespace::DublinCore, "language"),
        equivalent_elements::of_feed("copyright", Namespace::DublinCore, "rights"),
        equivalent_elements::of_feed("lastBuildDate", Namespace::DublinCoreTerms, "modified"),
        equivalent_elements::of_feed("generator", Namespace::Admin, "generatorAgent"),
        equivalent_elements::of_licences(Code::DuplicateSemantics),
    ];
    equivalent_elements::report_repeated(channel, EQUIVALENT, context);
}

/// RSS Board's best practices: an `atom:link` gives the address of the feed.
fn check_self_link(channel: &Node, context: &mut dyn Context<'_>) {
    let has = |relation| channel.all(Namespace::Atom, "link").any(|link| relation_of(link) == relation);
    if version(context) != "2.0" || has("self") {
        return;
    }
    // The feed is valid without the link. WebSub, 4, requires it beside a link to a hub.
    if context.is_w3c() || has("hub") {
        context.report(Finding::new(Code::MissingAtomSelfLink).on(channel));
    } else {
        context.report(Finding::new(Code::MissingRecommendedElement).on_part(channel, "atom:link"));
    }
}

/// The RSS Board allows attributes of extensions. Harvard's text of the specification, which others follow,
/// does not.
fn allow_extension_attributes(channel: &Node, context: &mut dyn Context<'_>) {
    let docs = channel.own("docs").last().map(Node::value);
    if docs == Some("http://www.rssboard.org/rss-specification") {
        context.suppress(Code::UseOfExtensionAttr);
    }
}
