//! The media objects, and what they are.

use super::super::EVERYWHERE as EXTENSIONS;
use super::{
    Attribute, CheckedAttribute, Content, Context, EVERYWHERE, Element, Grammar, Node, check_attributes,
    content_of_text, needs_attribute, text_type,
};
use crate::Code;
use crate::datatypes::{
    Findings, Value, language, media_type_attribute, no_html, non_negative_integer, one_of, play_time,
    positive_integer, starts_with_float, true_false, uri,
};
use crate::messages::{Finding, Param};

/// `media:content`: one media object.
pub(super) const CONTENT: Element = Element::parent("content", &Grammar::of(&[EVERYWHERE, EXTENSIONS]))
    .with(OF_CONTENT)
    .rules(&[|content, context| check_attributes(content, IN_CONTENT, context)]);

const OF_CONTENT: &[Attribute] = &[
    Attribute::optional("bitrate", &[]),
    Attribute::optional("channels", &[]),
    Attribute::optional("duration", &[]),
    Attribute::optional("expression", &[]),
    Attribute::optional("fileSize", &[]),
    Attribute::optional("framerate", &[]),
    Attribute::optional("height", &[]),
    Attribute::optional("isDefault", &[]),
    Attribute::optional("lang", &[]),
    Attribute::optional("medium", &[]),
    Attribute::optional("samplingrate", &[]),
    Attribute::optional("type", &[]),
    Attribute::optional("url", &[]),
    Attribute::optional("width", &[]),
];

const IN_CONTENT: &[CheckedAttribute] = &[
    CheckedAttribute::element("bitrate", starts_with_float),
    CheckedAttribute::attribute("channels", non_negative_integer),
    CheckedAttribute::element("duration", starts_with_float),
    CheckedAttribute::element("expression", expression),
    CheckedAttribute::attribute("fileSize", positive_integer),
    CheckedAttribute::element("framerate", starts_with_float),
    CheckedAttribute::attribute("height", positive_integer),
    CheckedAttribute::element("isDefault", true_false),
    CheckedAttribute::attribute("lang", language),
    CheckedAttribute::element("medium", medium),
    CheckedAttribute::element("samplingrate", starts_with_float),
    CheckedAttribute::element("type", media_type_attribute),
    CheckedAttribute::attribute("url", uri),
    CheckedAttribute::attribute("width", positive_integer),
];

/// What is said of objects: names, pictures, words.
pub(super) const ABOUT: &[Element] = &[
    Element::text("category", &[no_html])
        .with(&[Attribute::optional("label", &[]), Attribute::optional("scheme", &[])])
        .rules(&[|category, context| {
            let judged =
                [CheckedAttribute::attribute("label", no_html), CheckedAttribute::attribute("scheme", uri)];
            check_attributes(category, &judged, context);
        }]),
    TITLE,
    TITLE.named("description"),
    Element::text("keywords", &[]),
    Element::text("hash", &[]).with(&[Attribute::optional("algo", &[])]).rules(&[hash]),
    Element::parent("player", &Grammar::of(&[])).with(OF_PICTURES).rules(&[|player, context| {
        needs_attribute(player, "url", context);
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
            needs_attribute(thumbnail, "url", context);
            check_attributes(thumbnail, &[CheckedAttribute::element("time", play_time)], context);
            check_attributes(thumbnail, IN_PICTURE, context);
        }]),
];

const TITLE: Element = Element::new("title", Content::Chosen(content_of_text))
    .with(&[Attribute::optional("type", &[])])
    .once()
    .rules(&[|title, context| {
        check_attributes(title, &[CheckedAttribute::element("type", text_type)], context)
    }]);

const OF_PICTURES: &[Attribute] =
    &[Attribute::optional("height", &[]), Attribute::optional("url", &[]), Attribute::optional("width", &[])];

/// What a picture and a player have.
pub(super) const IN_PICTURE: &[CheckedAttribute] = &[
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

fn expression(value: &Value<'_>, findings: &mut Findings) {
    one_of(value, &["full", "nonstop", "sample"], Code::InvalidMediaExpression, findings);
}

fn medium(value: &Value<'_>, findings: &mut Findings) {
    const MEDIUMS: &[&str] = &["audio", "document", "executable", "image", "video"];
    one_of(value, MEDIUMS, Code::InvalidMediaMedium, findings);
}

/// The digest's algorithm says how long it is; without one it is MD5's.
fn hash(hash: &Node, context: &mut dyn Context<'_>) {
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
