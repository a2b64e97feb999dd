//! RSS 0.90 and 1.0, <https://web.resource.org/rss/1.0/spec>, and RSS 1.1,
//! <https://www.inamidst.com/rss1.1/>.

use super::rdf::claim_resource;
use crate::Code;
use crate::datatypes::{html_fragment_with_addresses, uri_reference};
use crate::messages::{Finding, Param, Subject};
use crate::vocabularies::atom::in_rss;
use crate::vocabularies::equivalent_elements;
use crate::vocabularies::equivalent_elements::EquivalentElements;
use crate::vocabularies::extensions::geography::coordinates::check_pair;
use crate::vocabularies::extensions::itunes::{check_podcast, check_podcast_encoding};
use crate::vocabularies::extensions::rss_modules::link::PERMALINK;
use crate::vocabularies::extensions::rss_modules::rdf_pointers::LABELS;
use crate::vocabularies::extensions::rss_modules::trackback;
use crate::vocabularies::extensions::services::google_base::check_limits;
use crate::vocabularies::extensions::{ENTRY, EVERYWHERE, FEED, FEED_OR_ENTRY};
use crate::vocabularies::rss2::channel::{
    BLINK, CHANNEL_EXTENSIONS, DESCRIPTION, LINK, TITLE, require_channel_elements,
};
use crate::vocabularies::rss2::image::{IMAGE, IMAGE_OF_RDF, IN_TEXT_INPUT, TEXT_INPUT};
use crate::vocabularies::rss2::item;
use crate::vocabularies::rss2::required::require;
use crate::vocabularies::schema::{
    Attribute, Content, Context, Element, Grammar, IdentifierKind, Namespace, Node, Table,
};
use crate::vocabularies::xhtml::item_body;

const RDF_NAMESPACE: Namespace = Namespace::Rdf;

/// `rdf:about`. The rule [`check_about`] checks its value, since the findings are about the element.
const ABOUT: &[Attribute] = &[Attribute::optional("about", &[]).of(RDF_NAMESPACE)];

pub(crate) const RDF: Element = Element::parent("RDF", &IN_RDF);

const IN_RDF: Grammar = Grammar::of(&[&[
    Table {
        namespace: Namespace::Core,
        elements: &[
            Element::new("channel", Content::Chosen(channel)).with(ABOUT).once().rules(&[check_about]),
            Element::new("item", Content::Chosen(item)).with(ABOUT).rules(&[check_about]),
            Element::parent("image", &IMAGE_OF_RDF).with(ABOUT).rules(&[check_about]),
            Element::parent("textinput", &IN_TEXT_INPUT).with(ABOUT).rules(&[check_about]),
        ],
    },
    Table {
        namespace: Namespace::Rss090,
        elements: &[
            Element::parent("channel", &CHANNEL).once(),
            Element::parent("item", &ITEM).with(ABOUT),
            Element::parent("image", &IMAGE_OF_RDF),
            Element::parent("textinput", &IN_TEXT_INPUT).with(ABOUT),
        ],
    },
    Table { namespace: Namespace::CreativeCommonsRdf, elements: &[Element::any("License")] },
    Table { namespace: Namespace::Taxonomy, elements: &[Element::any("topic")] },
    Table { namespace: RDF_NAMESPACE, elements: &[Element::any("Description")] },
]])
.rules(&[require_channel]);

/// The root of RSS 1.1.
pub(crate) const CHANNEL_OF_1_1: Element =
    Element::new("Channel", Content::Chosen(channel_of_1_1)).with(ABOUT);

const CHANNEL: Grammar = Grammar::of(&[
    &[
        Table { namespace: Namespace::Core, elements: IN_CHANNEL },
        Table { namespace: Namespace::Rss090, elements: IN_CHANNEL },
        Table { namespace: Namespace::Rdfs, elements: LABELS },
    ],
    CHANNEL_EXTENSIONS,
    in_rss::IN_CHANNEL,
    FEED,
    FEED_OR_ENTRY,
    EVERYWHERE,
])
.rules(&[require_channel_elements, require_items, check_equivalents, check_podcast, check_podcast_encoding]);

const IN_CHANNEL: &[Element] = &[
    TITLE,
    LINK,
    DESCRIPTION,
    IMAGE,
    Element::any("textinput").once(),
    TEXT_INPUT,
    Element::new("items", Content::Chosen(items))
        .with(&[Attribute::optional("parseType", &[]).of(RDF_NAMESPACE)])
        .once(),
    BLINK,
];

const ITEM: Grammar = Grammar::of(&[
    &[
        Table { namespace: Namespace::Core, elements: IN_ITEM },
        Table { namespace: Namespace::Rss090, elements: IN_ITEM },
        Table { namespace: Namespace::Rdfs, elements: LABELS },
        Table { namespace: Namespace::TrackBack, elements: trackback::OF_RDF },
        Table { namespace: Namespace::Link, elements: PERMALINK },
    ],
    item::EXTENSIONS,
    in_rss::IN_ITEM,
    item_body::IN_ITEM,
    ENTRY,
    FEED_OR_ENTRY,
    EVERYWHERE,
])
.rules(&[
    |item, context| {
        require(item, &[("link", Code::MissingElement), ("title", Code::MissingElement)], context)
    },
    |item, context| {
        equivalent_elements::report_repeated(
            item,
            &[equivalent_elements::of_licences(Code::DuplicateItemSemantics)],
            context,
        )
    },
    check_limits,
    check_pair,
    check_listed,
]);

const IN_ITEM: &[Element] =
    &[item::TITLE, item::LINK, Element::text("description", &[html_fragment_with_addresses]).once()];

/// The list of items in RSS 1.0, which contains their addresses.
const LIST: Grammar = Grammar::of(&[&[Table {
    namespace: RDF_NAMESPACE,
    elements: &[Element::parent(
        "Seq",
        &Grammar::of(&[&[Table {
            namespace: RDF_NAMESPACE,
            elements: &[Element::parent("li", &Grammar::EMPTY)
                .with(&[
                    Attribute::optional("resource", &[]),
                    Attribute::optional("resource", &[]).of(RDF_NAMESPACE),
                ])
                .rules(&[note_listed])],
        }]]),
    )],
}]]);

/// The list of items in RSS 1.1, which contains the items.
const COLLECTION: Grammar = Grammar::of(&[&[Table {
    namespace: Namespace::Core,
    elements: &[Element::new("item", Content::Chosen(item)).with(ABOUT)],
}]]);

fn channel(channel: &Node, context: &mut dyn Context<'_>) -> Content {
    claim_about(channel, context);
    Content::Elements(&CHANNEL)
}

fn channel_of_1_1(channel: &Node, context: &mut dyn Context<'_>) -> Content {
    if let Some(address) = channel.attribute_in(RDF_NAMESPACE, "about") {
        context.check(
            channel,
            &[uri_reference],
            address,
            Subject::new(channel.start, channel.name(), "root").attribute("rdf:about"),
        );
    }
    claim_about(channel, context);
    Content::Elements(&CHANNEL)
}

fn item(item: &Node, context: &mut dyn Context<'_>) -> Content {
    claim_resource(item, &item.parent_name(), context);
    Content::Elements(&ITEM)
}

/// RSS 1.0: the value of `rdf:about` is an address.
fn check_about(node: &Node, context: &mut dyn Context<'_>) {
    match node.attribute_in(RDF_NAMESPACE, "about") {
        Some(address) => context.check_element(node, &[uri_reference], address),
        None => context.report(Finding::new(Code::MissingAttribute).on(node).param(Param::Attr, "rdf:about")),
    }
}

/// Claims the address of the channel. A second channel is reported as such, and not also for its address.
fn claim_about(channel: &Node, context: &mut dyn Context<'_>) {
    if let Some(address) = channel.attribute_in(RDF_NAMESPACE, "about") {
        context.claim_identifier(IdentifierKind::RdfAbout, address);
    }
}

/// The content of the list of items: addresses in RSS 1.0, items in RSS 1.1.
fn items(items: &Node, context: &mut dyn Context<'_>) -> Content {
    let channel = context.ancestors().next();
    let is_about = channel.is_some_and(|channel| channel.attribute_in(RDF_NAMESPACE, "about").is_some());
    let is_rss11 = channel.is_some_and(|channel| channel.local == "Channel");
    if !is_about {
        let name = context.parent_name();
        context.report(
            Finding::new(Code::MissingAttribute)
                .at(items.start)
                .element(&name)
                .parent(&name)
                .param(Param::Attr, "rdf:about"),
        );
    }
    Content::Elements(if is_rss11 { &COLLECTION } else { &LIST })
}

fn require_items(channel: &Node, context: &mut dyn Context<'_>) {
    if channel.attribute_in(RDF_NAMESPACE, "about").is_some() {
        require(channel, &[("items", Code::MissingElement)], context);
    }
}

fn require_channel(rdf: &Node, context: &mut dyn Context<'_>) {
    let has = |namespace| rdf.has(namespace, "channel");
    if !has(Namespace::Core) && !has(Namespace::Rss090) {
        context
            .report(Finding::new(Code::MissingElement).at(rdf.start).element("channel").parent(rdf.name()));
    }
}

fn check_equivalents(channel: &Node, context: &mut dyn Context<'_>) {
    const EQUIVALENT: &[EquivalentElements] = &[equivalent_elements::of_licences(Code::DuplicateSemantics)];
    equivalent_elements::report_repeated(channel, EQUIVALENT, context);
}

/// Remembers that the list of items has this address.
fn note_listed(entry: &Node, context: &mut dyn Context<'_>) {
    let address = entry.attribute_in(RDF_NAMESPACE, "resource").or(entry.attribute("resource"));
    if let Some(address) = address {
        context.claim_identifier(IdentifierKind::Listed, "");
        context.claim_identifier(IdentifierKind::Listed, address);
    }
}

/// RSS 1.0, 5.3.5: the list has every item. Readers show the items of the list. An item above the channel cannot be
/// compared.
fn check_listed(item: &Node, context: &mut dyn Context<'_>) {
    let is_below_channel = context
        .ancestors()
        .next()
        .is_some_and(|rdf| rdf.local == "RDF" && rdf.has(Namespace::Core, "channel"));
    let Some(about) = item.attribute_in(RDF_NAMESPACE, "about") else { return };
    if context.is_w3c() || !is_below_channel {
        return;
    }
    let has_list = !context.claim_identifier(IdentifierKind::Listed, "");
    if has_list && context.claim_identifier(IdentifierKind::Listed, about) {
        context.report(Finding::new(Code::ItemNotListed).on(item).param(Param::Value, about));
    }
}
