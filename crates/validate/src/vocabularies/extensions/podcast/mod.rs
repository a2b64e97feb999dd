//! The podcast namespace, Podcasting 2.0: <https://podcastindex.org/namespace/1.0>.

mod live;
mod media;
mod parts;
mod payment;
mod person;
mod remote;
mod schedule;
mod value;

use crate::Code;
use crate::datatypes::{
    Findings, Value, country, email_address, language, non_negative_integer, not_blank, one_of,
    one_of_in_any_case, signed_float, uri, web_address,
};
use crate::messages::{Finding, Param};
use crate::vocabularies::schema::{Attribute, Context, Element, Grammar, Node, Table};
use parts::{address, media_type, podcast, true_or_false};
use value::{geo_address, map_object, uuid_by_name};

/// The elements of a channel and an item.
pub(crate) const FEED_OR_ENTRY: Table = podcast(&[
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
    Element::parent("socialInteract", &Grammar::EMPTY)
        .with(&[
            Attribute::required("protocol", Code::MissingAttribute, &[not_blank]),
            Attribute::optional("uri", &[uri]),
            Attribute::optional("accountId", &[]),
            Attribute::optional("accountUrl", &[web_address]),
            Attribute::optional("priority", &[non_negative_integer]),
        ])
        .rules(&[require_address]),
    Element::text("txt", &[]).with(&[Attribute::optional("purpose", &[])]),
    Element::parent("chat", &Grammar::EMPTY)
        .with(&[
            Attribute::required("server", Code::MissingAttribute, &[not_blank]),
            Attribute::required("protocol", Code::MissingAttribute, &[not_blank]),
            Attribute::optional("accountId", &[]),
            Attribute::optional("space", &[]),
        ])
        .once(),
]);

/// The elements of a channel.
pub(crate) const FEED: Table = podcast(&[
    Element::text("locked", &[yes_or_no]).with(&[Attribute::optional("owner", &[email_address])]).once(),
    Element::text("guid", &[uuid_by_name]).once(),
    Element::text("medium", &[remote::medium]).once(),
    Element::text("block", &[yes_or_no]).with(&[Attribute::optional("id", &[])]),
    media::TRAILER,
    remote::REMOTE_ITEM,
    remote::PODROLL,
    remote::PUBLISHER,
    schedule::UPDATE_FREQUENCY,
    Element::parent("podping", &Grammar::EMPTY)
        .with(&[Attribute::optional("usesPodping", &[true_or_false])])
        .once(),
    live::LIVE_ITEM,
]);

/// The elements of an item.
pub(crate) const ENTRY: Table = podcast(&[
    Element::parent("transcript", &Grammar::EMPTY).with(&[
        address("url"),
        media_type("type"),
        Attribute::optional("language", &[language]),
        Attribute::optional("rel", &[]),
    ]),
    Element::parent("chapters", &Grammar::EMPTY).with(&[address("url"), media_type("type")]).once(),
    media::SOUNDBITE,
    Element::text("season", &[non_negative_integer]).with(&[Attribute::optional("name", &[])]).once(),
    Element::text("episode", &[signed_float]).with(&[Attribute::optional("display", &[])]).once(),
    media::ALTERNATE_ENCLOSURE,
    live::CONTENT_LINK,
]);

fn yes_or_no(value: &Value<'_>, findings: &mut Findings) {
    one_of_in_any_case(value, &["yes", "no"], Code::InvalidYesNo, findings);
}

fn relation_of_place(value: &Value<'_>, findings: &mut Findings) {
    one_of(value, &["subject", "creator"], Code::InvalidValue, findings);
}

fn country_in_any_case(value: &Value<'_>, findings: &mut Findings) {
    country(&Value { raw: &value.raw.to_ascii_uppercase(), ..*value }, findings);
}

/// The address of a discussion, unless discussions are disabled.
fn require_address(interaction: &Node, context: &mut dyn Context<'_>) {
    if interaction.attribute("protocol") != Some("disabled") && interaction.attribute("uri").is_none() {
        context.report(Finding::new(Code::MissingAttribute).on(interaction).param(Param::Attr, "uri"));
    }
}
