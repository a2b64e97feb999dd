//! The `item` element of RSS 0.91 to 2.0: <https://www.rssboard.org/rss-specification#hrelementsOfLtitemgt>.

use super::required::version;
use crate::Code;
use crate::datatypes::{
    boolean_attribute, byte_length, email_with_name, html_fragment_with_addresses, media_type_attribute,
    no_html, no_space_around_identifier, not_blank, opaque_guid, permalink_guid, rfc822_date, uri,
    web_address,
};
use crate::messages::{Finding, Param};
use crate::vocabularies::atom::in_rss;
use crate::vocabularies::equivalent_elements;
use crate::vocabularies::equivalent_elements::EquivalentElements;
use crate::vocabularies::extensions::dublin_core::elements::RELATED;
use crate::vocabularies::extensions::geography::coordinates::check_pair;
use crate::vocabularies::extensions::itunes::check_enclosures;
use crate::vocabularies::extensions::rss_modules::content::{ENCODED, ITEMS};
use crate::vocabularies::extensions::rss_modules::creative_commons::{CC_LICENSE, CREATIVE_COMMONS};
use crate::vocabularies::extensions::rss_modules::trackback;
use crate::vocabularies::extensions::services::google_base::check_limits;
use crate::vocabularies::extensions::{ENTRY, EVERYWHERE, FEED_OR_ENTRY};
use crate::vocabularies::schema::{
    Attribute, Content, Context, Element, Grammar, IdentifierKind, Namespace, Node, Table,
};
use crate::vocabularies::xhtml::item_body;

pub(crate) const ITEM: Element = Element::parent(
    "item",
    &Grammar::of(&[
        &[
            Table { namespace: Namespace::Core, elements: OWN },
            Table { namespace: Namespace::TrackBack, elements: trackback::OF_TEXT },
        ],
        EXTENSIONS,
        in_rss::IN_ITEM,
        item_body::IN_ITEM,
        ENTRY,
        FEED_OR_ENTRY,
        EVERYWHERE,
    ])
    .rules(&[
        require_title_or_description,
        check_best_practices,
        check_equivalents,
        check_limits,
        check_pair,
        check_enclosures,
    ]),
);

/// An item in a list of versions of one item.
pub(crate) const VERSION_OF_ITEM: Element = Element::new("item", ITEM.content);

/// The extensions that the items of RSS 2.0 and RSS 1.0 have in common.
pub(crate) const EXTENSIONS: &[Table] = &[
    Table { namespace: Namespace::DublinCore, elements: RELATED },
    Table { namespace: Namespace::Content, elements: &[ENCODED, ITEMS] },
    Table { namespace: Namespace::CreativeCommonsRdf, elements: CC_LICENSE },
    Table { namespace: Namespace::CreativeCommonsRss, elements: CREATIVE_COMMONS },
];

/// The title and the link of an item, in every RSS.
pub(crate) const TITLE: Element = Element::text("title", &[no_html, not_blank]).once();
pub(crate) const LINK: Element = Element::text("link", &[uri]).once();

const OWN: &[Element] = &[
    TITLE,
    LINK,
    Element::new("description", Content::Chosen(description)).once(),
    Element::text("author", &[email_with_name]).once(),
    Element::text("category", &[no_html, not_blank]).with(&[Attribute::optional("domain", &[])]),
    Element::text("comments", &[uri]).once(),
    Element::parent("enclosure", &Grammar::EMPTY)
        .with(&[
            Attribute::required("length", Code::MissingAttribute, &[byte_length]),
            Attribute::required("type", Code::MissingAttribute, &[media_type_attribute]),
            Attribute::required("url", Code::MissingAttribute, &[web_address]),
        ])
        .once_or(Code::DuplicateEnclosure),
    Element::new("guid", Content::Chosen(guid))
        .with(&[Attribute::optional("isPermaLink", &[boolean_attribute])])
        .once()
        .rules(&[claim_guid]),
    Element::text("pubDate", &[rfc822_date]).once(),
    Element::text("source", &[no_html])
        .with(&[Attribute::required("url", Code::MissingAttribute, &[uri])])
        .once(),
];

/// RSS 0.91 allows only plain text.
fn description(_: &Node, context: &mut dyn Context<'_>) -> Content {
    match version(context) {
        "0.91" => Content::Text(&[no_html]),
        _ => Content::Text(&[html_fragment_with_addresses]),
    }
}

/// A guid is a web address unless an attribute says otherwise.
fn guid(guid: &Node, _: &mut dyn Context<'_>) -> Content {
    match guid.attribute("isPermaLink") {
        None | Some("true") => Content::Text(&[permalink_guid, not_blank, no_space_around_identifier]),
        Some(_) => Content::Text(&[opaque_guid, not_blank, no_space_around_identifier]),
    }
}

fn claim_guid(guid: &Node, context: &mut dyn Context<'_>) {
    // Versions of one item, which are in a list of their own, share a guid.
    let list = context.ancestors().nth(1).map_or(0, |list| list.start);
    if !guid.value().is_empty()
        && !context.claim_identifier(IdentifierKind::Guid, &format!("{list} {}", guid.value()))
    {
        context.report(Finding::new(Code::DuplicateValue).on(guid).param(Param::Value, guid.value()));
    }
}

fn require_title_or_description(item: &Node, context: &mut dyn Context<'_>) {
    if !item.has(Namespace::Core, "title") && !item.has(Namespace::Core, "description") {
        context.report(Finding::new(Code::ItemMustContainTitleOrDescription).on(item));
    }
}

/// RSS Board's best practices.
fn check_best_practices(item: &Node, context: &mut dyn Context<'_>) {
    if version(context).starts_with("2.") && !item.has(Namespace::Core, "guid") {
        context.report(Finding::new(Code::MissingGuid).on_part(item, "guid"));
    }
    // The number of comments changes often. Without the date, readers cannot tell how old the number is.
    let is_dated = context.ancestors().next().is_some_and(|feed| feed.has(Namespace::Core, "lastBuildDate"));
    if item.has(Namespace::Slash, "comments") && !is_dated {
        context.report(Finding::new(Code::SlashDate).on(item));
    }
    // An item without a description has nothing that could come first.
    let without = if context.is_w3c() { usize::MAX } else { 0 };
    let description = item.own("description").next().map_or(without, |description| description.start);
    let content = Namespace::Content;
    for encoded in item.all(content, "encoded").filter(|encoded| encoded.start < description) {
        let parent = context.parent_name();
        context.report(
            Finding::new(Code::NeedDescriptionBeforeContent)
                .at(encoded.start)
                .element(item.name())
                .parent(parent),
        );
    }
    for body in item.all(Namespace::Xhtml, "body") {
        context.report(Finding::new(Code::DuplicateDescriptionSemantics).on_child(body, item));
    }
}

fn check_equivalents(item: &Node, context: &mut dyn Context<'_>) {
    const EQUIVALENT: &[EquivalentElements] = &[
        equivalent_elements::of_item("author", Namespace::DublinCore, "creator"),
        equivalent_elements::of_item("category", Namespace::DublinCore, "subject"),
        equivalent_elements::of_item("pubDate", Namespace::DublinCore, "date"),
        equivalent_elements::of_item("pubDate", Namespace::Atom, "published").core_last(),
        equivalent_elements::of_item("source", Namespace::DublinCore, "source"),
        equivalent_elements::of_item("guid", Namespace::Atom, "id"),
        equivalent_elements::of_licences(Code::DuplicateItemSemantics),
    ];
    equivalent_elements::report_repeated(item, EQUIVALENT, context);
}
