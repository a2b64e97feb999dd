//! Elements that describe media: titles, pictures, keywords, texts.

use super::parts::{
    CheckedAttribute, check_attributes, content_of_text, media, require_attribute, text_type,
};
use crate::Code;
use crate::datatypes::{language, no_html, play_time, positive_integer, uri};
use crate::messages::{Finding, Param};
use crate::vocabularies::schema::{Attribute, Content, Context, Element, Grammar, Node, Table};

/// The table.
pub(super) const ABOUT: Table = media(&[
    Element::text("category", &[no_html])
        .with(&[Attribute::optional("label", &[]), Attribute::optional("scheme", &[])])
        .rules(&[|category, context| {
            let attributes =
                [CheckedAttribute::attribute("label", no_html), CheckedAttribute::attribute("scheme", uri)];
            check_attributes(category, &attributes, context);
        }]),
    TITLE,
    TITLE.named("description"),
    Element::text("keywords", &[]),
    Element::text("hash", &[]).with(&[Attribute::optional("algo", &[])]).rules(&[check_hash]),
    Element::parent("player", &Grammar::EMPTY).with(OF_PICTURES).rules(&[|player, context| {
        require_attribute(player, "url", context);
        check_attributes(player, IN_PICTURE, context);
    }]),
    Element::new("text", Content::Chosen(content_of_text))
        .with(&[
            Attribute::optional("end", &[]),
            Attribute::optional("lang", &[]),
            Attribute::optional("start", &[]),
            Attribute::optional("type", &[]),
        ])
        .rules(&[|text, context| check_attributes(text, IN_TEXT, context)]),
    Element::text("thumbnail", &[])
        .with(&[
            Attribute::optional("height", &[]),
            Attribute::optional("time", &[]),
            Attribute::optional("url", &[]),
            Attribute::optional("width", &[]),
        ])
        .rules(&[|thumbnail, context| {
            require_attribute(thumbnail, "url", context);
            check_attributes(thumbnail, &[CheckedAttribute::element("time", play_time)], context);
            check_attributes(thumbnail, IN_PICTURE, context);
        }]),
]);

const TITLE: Element = Element::new("title", Content::Chosen(content_of_text))
    .with(&[Attribute::optional("type", &[])])
    .once()
    .rules(&[|title, context| {
        check_attributes(title, &[CheckedAttribute::element("type", text_type)], context)
    }]);

const OF_PICTURES: &[Attribute] =
    &[Attribute::optional("height", &[]), Attribute::optional("url", &[]), Attribute::optional("width", &[])];

/// The attributes of a picture and a player.
const IN_PICTURE: &[CheckedAttribute] = &[
    CheckedAttribute::attribute("height", positive_integer),
    CheckedAttribute::attribute("url", uri),
    CheckedAttribute::attribute("width", positive_integer),
];

const IN_TEXT: &[CheckedAttribute] = &[
    CheckedAttribute::element("type", text_type),
    CheckedAttribute::element("start", play_time),
    CheckedAttribute::element("end", play_time),
    CheckedAttribute::attribute("lang", language),
];

/// The algorithm determines the length of the hash. The default algorithm is MD5.
fn check_hash(hash: &Node, context: &mut dyn Context<'_>) {
    let algorithm = hash.attribute("algo").filter(|algorithm| !algorithm.is_empty()).unwrap_or("md5");
    if !matches!(algorithm, "md5" | "sha-1") {
        context.report(
            Finding::new(Code::InvalidMediaHash)
                .on(hash)
                .param(Param::Attr, "algo")
                .param(Param::Value, algorithm),
        );
    }
    let digits = if algorithm == "sha-1" { 40 } else { 32 };
    let value = hash.value();
    if value.len() != digits || !value.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        context.report(
            Finding::new(Code::InvalidMediaHash)
                .on(hash)
                .param(Param::Algorithm, algorithm)
                .param(Param::Value, value),
        );
    }
}
