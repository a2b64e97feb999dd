//! The podcast namespace, Podcasting 2.0: <https://podcastindex.org/namespace/1.0>.

mod live;
mod media;
mod payment;
mod person;
mod remote;
mod schedule;
mod value;

use super::{Attribute, Content, Element, Grammar, Namespace, Node, Table};
use crate::Code;
use crate::datatypes::{
    Findings, Value, country, email_address, language, media_type_attribute, non_negative_integer, not_blank,
    one_of, one_of_in_any_case, signed_float, uri, web_address,
};
use crate::engine::Judge;
use value::{geo_address, map_object, uuid_by_name};

pub(super) const PODCAST: Namespace = Namespace::Known("podcast");

/// A table of elements of the namespace.
const fn podcast(elements: &'static [Element]) -> Table {
    Table { namespace: PODCAST, elements }
}

/// A media type.
const fn media_type(name: &'static str) -> Attribute {
    Attribute::required(name, Code::MissingAttribute, &[media_type_attribute])
}

/// An address of the web that must be there.
const fn address(name: &'static str) -> Attribute {
    Attribute::required(name, Code::MissingAttribute, &[web_address])
}

/// An element without content.
const EMPTY: Grammar = Grammar::of(&[]);

/// What stands in a channel and in an item.
pub(super) const FEED_OR_ENTRY: Table = podcast(&[
    Element::text("funding", &[]).with(&[address("url")]),
    person::PERSON,
    Element::text("location", &[not_blank]).with(&[
        Attribute::optional("rel", &[relation_of_place]),
        Attribute::optional("geo", &[geo_address]),
        Attribute::optional("osm", &[map_object]),
        Attribute::optional("country", &[country_in_any_case]),
    ]),
    Element::text("license", &[not_blank]).with(&[Attribute::optional("url", &[web_address])]).once(),
    payment::VALUE,
    media::IMAGE,
    media::IMAGES,
    Element::parent("socialInteract", &EMPTY)
        .with(&[
            Attribute::required("protocol", Code::MissingAttribute, &[not_blank]),
            Attribute::optional("uri", &[uri]),
            Attribute::optional("accountId", &[]),
            Attribute::optional("accountUrl", &[web_address]),
            Attribute::optional("priority", &[non_negative_integer]),
        ])
        .rules(&[discussed_somewhere]),
    Element::text("txt", &[]).with(&[Attribute::optional("purpose", &[])]),
    Element::parent("chat", &EMPTY)
        .with(&[
            Attribute::required("server", Code::MissingAttribute, &[not_blank]),
            Attribute::required("protocol", Code::MissingAttribute, &[not_blank]),
            Attribute::optional("accountId", &[]),
            Attribute::optional("space", &[]),
        ])
        .once(),
]);

/// What stands in a channel.
pub(super) const FEED: Table = podcast(&[
    Element::text("locked", &[yes_or_no]).with(&[Attribute::optional("owner", &[email_address])]).once(),
    Element::text("guid", &[uuid_by_name]).once(),
    Element::text("medium", &[remote::medium]).once(),
    Element::text("block", &[yes_or_no]).with(&[Attribute::optional("id", &[])]),
    media::TRAILER,
    remote::REMOTE_ITEM,
    remote::PODROLL,
    remote::PUBLISHER,
    schedule::UPDATE_FREQUENCY,
    Element::parent("podping", &EMPTY).with(&[Attribute::optional("usesPodping", &[true_or_false])]).once(),
    live::LIVE_ITEM,
]);

/// What stands in an item.
pub(super) const ENTRY: Table = podcast(&[
    Element::parent("transcript", &EMPTY).with(&[
        address("url"),
        media_type("type"),
        Attribute::optional("language", &[language]),
        Attribute::optional("rel", &[]),
    ]),
    Element::parent("chapters", &EMPTY).with(&[address("url"), media_type("type")]).once(),
    media::SOUNDBITE,
    Element::text("season", &[non_negative_integer]).with(&[Attribute::optional("name", &[])]).once(),
    Element::text("episode", &[signed_float]).with(&[Attribute::optional("display", &[])]).once(),
    media::ALTERNATE_ENCLOSURE,
    live::CONTENT_LINK,
]);

fn yes_or_no(value: &Value<'_>, findings: &mut Findings) {
    one_of_in_any_case(value, &["yes", "no"], Code::InvalidYesNo, findings);
}

fn true_or_false(value: &Value<'_>, findings: &mut Findings) {
    one_of_in_any_case(value, &["true", "false"], Code::InvalidTrueFalse, findings);
}

fn relation_of_place(value: &Value<'_>, findings: &mut Findings) {
    one_of(value, &["subject", "creator"], Code::InvalidValue, findings);
}

fn country_in_any_case(value: &Value<'_>, findings: &mut Findings) {
    country(&Value { raw: &value.raw.to_ascii_uppercase(), ..*value }, findings);
}

/// Where the discussion is, unless there shall be none.
fn discussed_somewhere(interaction: &Node, judge: &mut Judge<'_>) {
    if interaction.attribute("protocol") != Some("disabled") && interaction.attribute("uri").is_none() {
        judge.say_of(interaction, Code::MissingAttribute, &[("attr", "uri")]);
    }
}

/// Says that an element of the namespace is missing, unless it is there.
fn needs(parent: &Node, name: &str, judge: &mut Judge<'_>) {
    if !parent.has(PODCAST, name) {
        judge.say(Code::MissingElement, parent.start, &PODCAST.qualify(name), &parent.parent_name(), &[]);
    }
}
