//! RSS 2.0, <https://www.rssboard.org/rss-specification>, and 0.91 to 0.94, which it replaced without a break.

use crate::Code;
use crate::datatypes::{
    email_with_name, language, no_html, not_blank, positive_integer, rfc822_date, uri, yes_no,
};
use crate::engine::Judge;
use crate::vocabularies::equivalent_elements;
use crate::vocabularies::equivalent_elements::Twins;
use crate::vocabularies::extensions::{
    ACCESS_ONCE, CC_LICENSE, CREATIVE_COMMONS, DUBLIN_CORE_RELATED_ONE_DATE, EVERYWHERE, FEED, FEED_OR_ENTRY,
    complete_podcast, podcast_in_utf8,
};
use crate::vocabularies::rss2::image::{IMAGE, TEXT_INPUT};
use crate::vocabularies::rss2::item::ITEM;
use crate::vocabularies::rss2::schedule::{CLOUD, SKIP_DAYS, SKIP_HOURS};
use crate::vocabularies::{Attribute, Content, Element, Grammar, Namespace, Node, Table, atom};

pub(crate) const RSS: Element = Element::new("rss", Content::Chosen(rss))
    .with(&[Attribute::required("version", Code::MissingAttribute, &[])])
    .rules(&[|rss, judge| needs(rss, &[("channel", Code::MissingElement)], judge)]);

const IN_RSS: Grammar = Grammar::of(&[
    &[Table {
        namespace: Namespace::Core,
        elements: &[Element::parent("channel", &CHANNEL)
            .with(&[Attribute::optional("index", &[yes_no]).of(Namespace::Known("indexing"))])
            .once()],
    }],
    ACCESS_ONCE,
]);

const CHANNEL: Grammar = Grammar::of(&[
    &[Table { namespace: Namespace::Core, elements: OWN }],
    CHANNEL_EXTENSIONS,
    atom::IN_CHANNEL,
    FEED,
    FEED_OR_ENTRY,
    EVERYWHERE,
])
.rules(&[
    needs_of_channel,
    text_input_is_obsolete,
    misplaced_items,
    doubles,
    links_to_itself,
    complete_podcast,
    podcast_in_utf8,
    follows_the_board,
]);

/// What RSS 2.0's and RSS 1.0's channels have in common.
pub(crate) const CHANNEL_EXTENSIONS: &[Table] = &[
    Table { namespace: Namespace::Known("dc"), elements: DUBLIN_CORE_RELATED_ONE_DATE },
    Table { namespace: Namespace::Known("cc"), elements: CC_LICENSE },
    Table { namespace: Namespace::Known("creativeCommons"), elements: CREATIVE_COMMONS },
];

pub(crate) const TITLE: Element = Element::text("title", &[no_html, not_blank]).once();
pub(crate) const LINK: Element = Element::text("link", &[uri]).once();
pub(crate) const DESCRIPTION: Element = Element::text("description", &[no_html]).once();
pub(crate) const BLINK: Element =
    Element::text("blink", &[]).once().rules(&[|blink, judge| judge.say_of(blink, Code::NoBlink, &[])]);

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

/// The version that the document says; without one it is taken for the last.
pub(crate) fn version<'j>(judge: &'j Judge<'_>) -> &'j str {
    judge.ancestors().last().and_then(|rss| rss.attribute("version")).unwrap_or("2.0")
}

/// The version is one that was ever published by those who kept the format, and the document type's own.
fn rss(rss: &Node, judge: &mut Judge<'_>) -> Content {
    if let Some(version) = rss.attribute("version") {
        let has_netscapes_type = judge.declared_type().is_some();
        let code = match version {
            "0.91" => None,
            _ if has_netscapes_type => Some(Code::InvalidDoctype),
            "0.92" | "2.0" => None,
            _ => Some(Code::InvalidRSSVersion),
        };
        if let Some(code) = code {
            let params = [("parent", "root"), ("attr", "version"), ("value", version)];
            judge.say_of(rss, code, &params);
        }
    }
    Content::Elements(&IN_RSS)
}

/// Says what is missing of children that must be there.
pub(crate) fn needs(parent: &Node, wanted: &[(&'static str, Code)], judge: &mut Judge<'_>) {
    for (name, code) in wanted {
        if !parent.has(parent.namespace, name) {
            judge.say(*code, parent.start, name, &parent.parent_name(), &[]);
        }
    }
}

/// What a channel must have in every RSS.
pub(crate) fn needs_of_channel(channel: &Node, judge: &mut Judge<'_>) {
    let wanted = [
        ("description", Code::MissingDescription),
        ("link", Code::MissingLink),
        ("title", Code::MissingTitle),
    ];
    needs(channel, &wanted, judge);
    let has_language = channel.has(Namespace::Known("dc"), "language")
        || channel.has(channel.namespace, "language")
        || channel.language.as_deref().is_some_and(|language| !language.is_empty());
    if !has_language {
        judge.say(Code::MissingDCLanguage, channel.start, "language", &channel.parent_name(), &[]);
    }
}

fn text_input_is_obsolete(channel: &Node, judge: &mut Judge<'_>) {
    for input in channel.own("textInput") {
        let parent = judge.parent_name();
        judge.say(Code::AvoidTextInput, input.start, &channel.name(), &parent, &[]);
    }
}

/// RSS Board's best practices: items stand behind what is said of the whole channel.
fn misplaced_items(channel: &Node, judge: &mut Judge<'_>) {
    let is_metadata = |child: &Node| match child.namespace {
        Namespace::Core => !matches!(child.local, "item" | "rating" | "blink"),
        Namespace::Known("atom") => child.local == "link",
        _ => false,
    };
    let last = channel.children.iter().rev().find(|child| is_metadata(child)).map_or(0, |child| child.start);
    for item in channel.own("item").take_while(|item| item.start < last) {
        judge.say_of_child(channel, item, Code::MisplacedItem, &[]);
    }
}

fn doubles(channel: &Node, judge: &mut Judge<'_>) {
    const TWINS: &[Twins] = &[
        equivalent_elements::of_feed("managingEditor", "dc", "creator"),
        equivalent_elements::of_feed("category", "dc", "subject").extension_last(),
        equivalent_elements::of_feed("pubDate", "dc", "date"),
        equivalent_elements::of_feed("webMaster", "dc", "publisher"),
        equivalent_elements::of_feed("language", "dc", "language"),
        equivalent_elements::of_feed("copyright", "dc", "rights"),
        equivalent_elements::of_feed("lastBuildDate", "dcterms", "modified"),
        equivalent_elements::of_feed("generator", "admin", "generatorAgent"),
        equivalent_elements::of_licences(Code::DuplicateSemantics),
    ];
    equivalent_elements::find(channel, TWINS, judge);
}

/// RSS Board's best practices: an `atom:link` says where the feed is.
fn links_to_itself(channel: &Node, judge: &mut Judge<'_>) {
    let mut links = channel.all(Namespace::Known("atom"), "link");
    if version(judge) == "2.0" && !links.any(|link| atom::relation_of(link) == "self") {
        judge.say_of(channel, Code::MissingAtomSelfLink, &[]);
    }
}

/// The RSS Board allows attributes of extensions; Harvard's text of the specification, which others follow, does not.
fn follows_the_board(channel: &Node, judge: &mut Judge<'_>) {
    let docs = channel.own("docs").last().map(Node::value);
    if docs == Some("http://www.rssboard.org/rss-specification") {
        judge.withhold(Code::UseOfExtensionAttr);
    }
}
