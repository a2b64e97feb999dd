//! The media objects, and what they are.

use super::super::EVERYWHERE as EXTENSIONS;
use super::{
    Attribute, Content, EVERYWHERE, Element, Grammar, Judge, Judged, Node, content_of_text, judge_attributes,
    needs_attribute, text_type,
};
use crate::Code;
use crate::datatypes::{
    Findings, Value, language, media_type_attribute, no_html, non_negative_integer, one_of, play_time,
    positive_integer, starts_with_float, true_false, uri,
};

/// `media:content`: one media object.
pub(super) const CONTENT: Element = Element::parent("content", &Grammar::of(&[EVERYWHERE, EXTENSIONS]))
    .with(OF_CONTENT)
    .rules(&[|content, judge| judge_attributes(content, IN_CONTENT, judge)]);

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

const IN_CONTENT: &[Judged] = &[
    Judged::element("bitrate", starts_with_float),
    Judged::attribute("channels", non_negative_integer),
    Judged::element("duration", starts_with_float),
    Judged::element("expression", expression),
    Judged::attribute("fileSize", positive_integer),
    Judged::element("framerate", starts_with_float),
    Judged::attribute("height", positive_integer),
    Judged::element("isDefault", true_false),
    Judged::attribute("lang", language),
    Judged::element("medium", medium),
    Judged::element("samplingrate", starts_with_float),
    Judged::element("type", media_type_attribute),
    Judged::attribute("url", uri),
    Judged::attribute("width", positive_integer),
];

/// What is said of objects: names, pictures, words.
pub(super) const ABOUT: &[Element] = &[
    Element::text("category", &[no_html])
        .with(&[Attribute::optional("label", &[]), Attribute::optional("scheme", &[])])
        .rules(&[|category, judge| {
            let judged = [Judged::attribute("label", no_html), Judged::attribute("scheme", uri)];
            judge_attributes(category, &judged, judge);
        }]),
    TITLE,
    TITLE.named("description"),
    Element::text("keywords", &[]),
    Element::text("hash", &[]).with(&[Attribute::optional("algo", &[])]).rules(&[hash]),
    Element::parent("player", &Grammar::of(&[])).with(OF_PICTURES).rules(&[|player, judge| {
        needs_attribute(player, "url", judge);
        judge_attributes(player, IN_PICTURE, judge);
    }]),
    Element::new("text", Content::Chosen(content_of_text))
        .with(&[
            Attribute::optional("end", &[]),
            Attribute::optional("lang", &[]),
            Attribute::optional("start", &[]),
            Attribute::optional("type", &[]),
        ])
        .rules(&[|text, judge| judge_attributes(text, IN_TEXT, judge)]),
    Element::text("thumbnail", &[])
        .with(&[
            Attribute::optional("height", &[]),
            Attribute::optional("time", &[]),
            Attribute::optional("url", &[]),
            Attribute::optional("width", &[]),
        ])
        .rules(&[|thumbnail, judge| {
            needs_attribute(thumbnail, "url", judge);
            judge_attributes(thumbnail, &[Judged::element("time", play_time)], judge);
            judge_attributes(thumbnail, IN_PICTURE, judge);
        }]),
];

const TITLE: Element = Element::new("title", Content::Chosen(content_of_text))
    .with(&[Attribute::optional("type", &[])])
    .once()
    .rules(&[|title, judge| judge_attributes(title, &[Judged::element("type", text_type)], judge)]);

const OF_PICTURES: &[Attribute] =
    &[Attribute::optional("height", &[]), Attribute::optional("url", &[]), Attribute::optional("width", &[])];

/// What a picture and a player have.
pub(super) const IN_PICTURE: &[Judged] = &[
    Judged::attribute("height", positive_integer),
    Judged::attribute("url", uri),
    Judged::attribute("width", positive_integer),
];

const IN_TEXT: &[Judged] = &[
    Judged::element("type", text_type),
    Judged::element("start", play_time),
    Judged::element("end", play_time),
    Judged::attribute("lang", language),
];

fn expression(value: &Value<'_>, findings: &mut Findings) {
    one_of(value, &["full", "nonstop", "sample"], Code::InvalidMediaExpression, findings);
}

fn medium(value: &Value<'_>, findings: &mut Findings) {
    const MEDIUMS: &[&str] = &["audio", "document", "executable", "image", "video"];
    one_of(value, MEDIUMS, Code::InvalidMediaMedium, findings);
}

/// The digest's algorithm says how long it is; without one it is MD5's.
fn hash(hash: &Node, judge: &mut Judge<'_>) {
    let algorithm = hash.attribute("algo").filter(|algorithm| !algorithm.is_empty()).unwrap_or("md5");
    if !matches!(algorithm, "md5" | "sha-1") {
        judge.say_of(hash, Code::InvalidMediaHash, &[("attr", "algo"), ("value", algorithm)]);
    }
    let digits = if algorithm == "sha-1" { 40 } else { 32 };
    let value = hash.value();
    if value.len() != digits || !value.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        judge.say_of(hash, Code::InvalidMediaHash, &[("algo", algorithm), ("value", value)]);
    }
}
