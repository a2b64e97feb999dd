//! RSS 2.0's item: <https://www.rssboard.org/rss-specification#hrelementsOfLtitemgt>.

use crate::Code;
use crate::datatypes::{
    boolean_attribute, byte_length, email_with_name, html_fragment_with_addresses, media_type_attribute,
    no_html, not_blank, opaque_guid, permalink_guid, rfc822_date, uri, web_address,
};
use crate::engine::Judge;
use crate::vocabularies::equivalent_elements;
use crate::vocabularies::equivalent_elements::Twins;
use crate::vocabularies::extensions::{
    CC_LICENSE, CREATIVE_COMMONS, DUBLIN_CORE_RELATED, ENCODED, ENTRY, EVERYWHERE, FEED_OR_ENTRY, ITEMS,
    TRACKBACK_OF_TEXT, at_most_ten, playable_enclosures,
};
use crate::vocabularies::rss2::channel::version;
use crate::vocabularies::{Attribute, Content, Element, Grammar, Namespace, Node, Table, atom, xhtml_body};

pub(crate) const ITEM: Element = Element::parent(
    "item",
    &Grammar::of(&[
        &[
            Table { namespace: Namespace::Core, elements: OWN },
            Table { namespace: Namespace::Known("trackback"), elements: TRACKBACK_OF_TEXT },
        ],
        EXTENSIONS,
        atom::IN_ITEM,
        xhtml_body::IN_ITEM,
        ENTRY,
        FEED_OR_ENTRY,
        EVERYWHERE,
    ])
    .rules(&[title_or_description, practices, doubles, at_most_ten, playable_enclosures]),
);

/// An item in a list of versions of one.
pub(crate) const VERSION_OF_ITEM: Element = Element::new("item", Content::Chosen(|_, _| ITEM.content));

/// What RSS 2.0's and RSS 1.0's items have in common.
pub(crate) const EXTENSIONS: &[Table] = &[
    Table { namespace: Namespace::Known("dc"), elements: DUBLIN_CORE_RELATED },
    Table { namespace: Namespace::Known("content"), elements: &[ENCODED, ITEMS] },
    Table { namespace: Namespace::Known("cc"), elements: CC_LICENSE },
    Table { namespace: Namespace::Known("creativeCommons"), elements: CREATIVE_COMMONS },
];

/// What the item is, in every RSS.
pub(crate) const TITLE: Element = Element::text("title", &[no_html, not_blank]).once();
pub(crate) const LINK: Element = Element::text("link", &[uri]).once();

const OWN: &[Element] = &[
    TITLE,
    LINK,
    Element::new("description", Content::Chosen(description)).once(),
    Element::text("author", &[email_with_name]).once(),
    Element::text("category", &[no_html, not_blank]).with(&[Attribute::optional("domain", &[])]),
    Element::text("comments", &[uri]).once(),
    Element::parent("enclosure", &Grammar::of(&[]))
        .with(&[
            Attribute::required("length", Code::MissingAttribute, &[byte_length]),
            Attribute::required("type", Code::MissingAttribute, &[media_type_attribute]),
            Attribute::required("url", Code::MissingAttribute, &[web_address]),
        ])
        .once_or(Code::DuplicateEnclosure),
    Element::new("guid", Content::Chosen(guid))
        .with(&[Attribute::optional("isPermaLink", &[boolean_attribute])])
        .once()
        .rules(&[guid_once]),
    Element::text("pubDate", &[rfc822_date]).once(),
    Element::text("source", &[no_html])
        .with(&[Attribute::required("url", Code::MissingAttribute, &[uri])])
        .once(),
];

/// RSS 0.91 knew only plain text.
fn description(_: &Node, judge: &mut Judge<'_>) -> Content {
    match version(judge) {
        "0.91" => Content::Text(&[no_html]),
        _ => Content::Text(&[html_fragment_with_addresses]),
    }
}

/// A guid is an address unless it says that it is none.
fn guid(guid: &Node, _: &mut Judge<'_>) -> Content {
    match guid.attribute("isPermaLink") {
        None | Some("true") => Content::Text(&[permalink_guid, not_blank]),
        Some(_) => Content::Text(&[opaque_guid, not_blank]),
    }
}

fn guid_once(guid: &Node, judge: &mut Judge<'_>) {
    // Versions of one item, which stand in a list of their own, have one guid.
    let list = judge.ancestors().nth(1).map_or(0, |list| list.start);
    if !guid.value().is_empty() && !judge.is_first("guid", &format!("{list} {}", guid.value())) {
        judge.say_of(guid, Code::DuplicateValue, &[("value", guid.value())]);
    }
}

fn title_or_description(item: &Node, judge: &mut Judge<'_>) {
    if !item.has(Namespace::Core, "title") && !item.has(Namespace::Core, "description") {
        judge.say_of(item, Code::ItemMustContainTitleOrDescription, &[]);
    }
}

/// RSS Board's best practices.
fn practices(item: &Node, judge: &mut Judge<'_>) {
    if version(judge).starts_with("2.") && !item.has(Namespace::Core, "guid") {
        judge.say(Code::MissingGuid, item.start, "guid", &item.parent_name(), &[]);
    }
    // A number of comments that changes all the time: without the date readers cannot tell how old it is.
    let is_dated = judge.ancestors().next().is_some_and(|feed| feed.has(Namespace::Core, "lastBuildDate"));
    if item.has(Namespace::Known("slash"), "comments") && !is_dated {
        judge.say_of(item, Code::SlashDate, &[]);
    }
    let description = item.own("description").next().map_or(usize::MAX, |description| description.start);
    let content = Namespace::Known("content");
    for encoded in item.all(content, "encoded").filter(|encoded| encoded.start < description) {
        let parent = judge.parent_name();
        judge.say(Code::NeedDescriptionBeforeContent, encoded.start, &item.name(), &parent, &[]);
    }
    for body in item.all(Namespace::Known("xhtml"), "body") {
        judge.say_of_child(item, body, Code::DuplicateDescriptionSemantics, &[]);
    }
}

fn doubles(item: &Node, judge: &mut Judge<'_>) {
    const TWINS: &[Twins] = &[
        equivalent_elements::of_item("author", "dc", "creator"),
        equivalent_elements::of_item("category", "dc", "subject"),
        equivalent_elements::of_item("pubDate", "dc", "date"),
        equivalent_elements::of_item("pubDate", "atom", "published").core_last(),
        equivalent_elements::of_item("source", "dc", "source"),
        equivalent_elements::of_item("guid", "atom", "id"),
        equivalent_elements::of_licences(Code::DuplicateItemSemantics),
    ];
    equivalent_elements::find(item, TWINS, judge);
}
