//! RSS 0.90 and 1.0, <https://web.resource.org/rss/1.0/spec>, and RSS 1.1, <https://www.inamidst.com/rss1.1/>.

use super::rdf::about_once;
use super::{Attribute, Content, Element, Grammar, Namespace, Node, Table, atom, xhtml_body};
use crate::Code;
use crate::datatypes::{html_fragment_with_addresses, uri_reference};
use crate::engine::Judge;
use crate::vocabularies::equivalent_elements;
use crate::vocabularies::equivalent_elements::Twins;
use crate::vocabularies::extensions::{
    ENTRY, EVERYWHERE, FEED, FEED_OR_ENTRY, LABELS, PERMALINK, TRACKBACK_OF_RDF, at_most_ten,
    complete_podcast, podcast_in_utf8,
};
use crate::vocabularies::rss2::channel::{
    BLINK, CHANNEL_EXTENSIONS, DESCRIPTION, LINK, TITLE, needs, needs_of_channel,
};
use crate::vocabularies::rss2::image::{IMAGE, IMAGE_OF_RDF, IN_TEXT_INPUT, TEXT_INPUT};
use crate::vocabularies::rss2::item;

const RDF_NAMESPACE: Namespace = Namespace::Known("rdf");

/// `rdf:about`, whose value [`about`] judges, since what is wrong with it is said of the element.
const ABOUT: &[Attribute] = &[Attribute::optional("about", &[]).of(RDF_NAMESPACE)];

pub(super) const RDF: Element = Element::parent("RDF", &IN_RDF);

const IN_RDF: Grammar = Grammar::of(&[&[
    Table {
        namespace: Namespace::Core,
        elements: &[
            Element::new("channel", Content::Chosen(channel)).with(ABOUT).once().rules(&[about]),
            Element::new("item", Content::Chosen(item)).with(ABOUT).rules(&[about]),
            Element::parent("image", &IMAGE_OF_RDF).with(ABOUT).rules(&[about]),
            Element::parent("textinput", &IN_TEXT_INPUT).with(ABOUT).rules(&[about]),
        ],
    },
    Table {
        namespace: Namespace::Known("rss090"),
        elements: &[
            Element::parent("channel", &CHANNEL).once(),
            Element::parent("item", &ITEM).with(ABOUT),
            Element::parent("image", &IMAGE_OF_RDF),
            Element::parent("textinput", &IN_TEXT_INPUT).with(ABOUT),
        ],
    },
    Table { namespace: Namespace::Known("cc"), elements: &[Element::any("License")] },
    Table { namespace: Namespace::Known("taxo"), elements: &[Element::any("topic")] },
    Table { namespace: RDF_NAMESPACE, elements: &[Element::any("Description")] },
]])
.rules(&[has_channel]);

/// RSS 1.1's root.
pub(super) const CHANNEL_OF_1_1: Element =
    Element::new("Channel", Content::Chosen(channel_of_1_1)).with(ABOUT);

const CHANNEL: Grammar = Grammar::of(&[
    &[
        Table { namespace: Namespace::Core, elements: IN_CHANNEL },
        Table { namespace: Namespace::Known("rss090"), elements: IN_CHANNEL },
        Table { namespace: Namespace::Known("rdfs"), elements: LABELS },
    ],
    CHANNEL_EXTENSIONS,
    atom::IN_CHANNEL,
    FEED,
    FEED_OR_ENTRY,
    EVERYWHERE,
])
.rules(&[needs_of_channel, has_items, doubles, complete_podcast, podcast_in_utf8]);

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
        Table { namespace: Namespace::Known("rss090"), elements: IN_ITEM },
        Table { namespace: Namespace::Known("rdfs"), elements: LABELS },
        Table { namespace: Namespace::Known("trackback"), elements: TRACKBACK_OF_RDF },
        Table { namespace: Namespace::Known("l"), elements: PERMALINK },
    ],
    item::EXTENSIONS,
    atom::IN_ITEM,
    xhtml_body::IN_ITEM,
    ENTRY,
    FEED_OR_ENTRY,
    EVERYWHERE,
])
.rules(&[
    |item, judge| needs(item, &[("link", Code::MissingElement), ("title", Code::MissingElement)], judge),
    |item, judge| {
        equivalent_elements::find(
            item,
            &[equivalent_elements::of_licences(Code::DuplicateItemSemantics)],
            judge,
        )
    },
    at_most_ten,
]);

const IN_ITEM: &[Element] =
    &[item::TITLE, item::LINK, Element::text("description", &[html_fragment_with_addresses]).once()];

/// The list of items of RSS 1.0: their addresses.
const LIST: Grammar = Grammar::of(&[&[Table {
    namespace: RDF_NAMESPACE,
    elements: &[Element::parent(
        "Seq",
        &Grammar::of(&[&[Table {
            namespace: RDF_NAMESPACE,
            elements: &[Element::parent("li", &Grammar::of(&[])).with(&[
                Attribute::optional("resource", &[]),
                Attribute::optional("resource", &[]).of(RDF_NAMESPACE),
            ])],
        }]]),
    )],
}]]);

/// The list of items of RSS 1.1: the items themselves.
const COLLECTION: Grammar = Grammar::of(&[&[Table {
    namespace: Namespace::Core,
    elements: &[Element::new("item", Content::Chosen(item)).with(ABOUT)],
}]]);

fn channel(channel: &Node, judge: &mut Judge<'_>) -> Content {
    about_first(channel, judge);
    Content::Elements(&CHANNEL)
}

fn channel_of_1_1(channel: &Node, judge: &mut Judge<'_>) -> Content {
    if let Some(address) = channel.attribute_in(RDF_NAMESPACE, "about") {
        judge.check(channel, &[uri_reference], address, &channel.name(), "root", &[("attr", "rdf:about")]);
    }
    about_first(channel, judge);
    Content::Elements(&CHANNEL)
}

fn item(item: &Node, judge: &mut Judge<'_>) -> Content {
    about_once(item, &item.parent_name(), judge);
    Content::Elements(&ITEM)
}

/// RSS 1.0: what the element is about is an address.
fn about(node: &Node, judge: &mut Judge<'_>) {
    match node.attribute_in(RDF_NAMESPACE, "about") {
        Some(address) => judge.check_element(node, &[uri_reference], address),
        None => judge.say_of(node, Code::MissingAttribute, &[("attr", "rdf:about")]),
    }
}

/// A second channel is said to be one; that both are about the same thing goes without saying.
fn about_first(channel: &Node, judge: &mut Judge<'_>) {
    if let Some(address) = channel.attribute_in(RDF_NAMESPACE, "about") {
        judge.is_first("rdf:about", address);
    }
}

/// RSS 1.0 lists the items' addresses, RSS 1.1 the items.
fn items(items: &Node, judge: &mut Judge<'_>) -> Content {
    let channel = judge.ancestors().next();
    let is_about = channel.is_some_and(|channel| channel.attribute_in(RDF_NAMESPACE, "about").is_some());
    let is_rss11 = channel.is_some_and(|channel| channel.local == "Channel");
    if !is_about {
        let name = judge.parent_name();
        judge.say(Code::MissingAttribute, items.start, &name, &name, &[("attr", "rdf:about")]);
    }
    Content::Elements(if is_rss11 { &COLLECTION } else { &LIST })
}

fn has_items(channel: &Node, judge: &mut Judge<'_>) {
    if channel.attribute_in(RDF_NAMESPACE, "about").is_some() {
        needs(channel, &[("items", Code::MissingElement)], judge);
    }
}

fn has_channel(rdf: &Node, judge: &mut Judge<'_>) {
    let has = |namespace| rdf.has(namespace, "channel");
    if !has(Namespace::Core) && !has(Namespace::Known("rss090")) {
        judge.say(Code::MissingElement, rdf.start, "channel", &rdf.name(), &[]);
    }
}

fn doubles(channel: &Node, judge: &mut Judge<'_>) {
    const TWINS: &[Twins] = &[equivalent_elements::of_licences(Code::DuplicateSemantics)];
    equivalent_elements::find(channel, TWINS, judge);
}
