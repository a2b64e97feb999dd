//! Media objects and groups of them.

use super::parts::{CheckedAttribute, MEDIA, check_attributes, media};
use super::{about, community, notice};
use crate::Code;
use crate::datatypes::{
    Findings, Value, float, language, media_type_attribute, non_negative_integer, one_of, positive_integer,
    starts_with_float, true_false, uri,
};
use crate::messages::{Finding, Param};
use crate::vocabularies::extensions::everywhere::EVERYWHERE as EXTENSIONS;
use crate::vocabularies::schema::{Attribute, Context, Element, Grammar, Node, Table};

/// The elements that describe media.
const EVERYWHERE: &[Table] = &[about::ABOUT, media(notice::ABOUT), media(community::ABOUT)];

/// The media objects of an entry.
pub(super) const OBJECTS: Table = media(&[
    CONTENT,
    Element::parent("group", &Grammar::of(&[&[media(&[CONTENT])], EVERYWHERE]).rules(&[check_alternatives])),
]);

/// A group contains the same content in several forms.
fn check_alternatives(group: &Node<'_>, context: &mut dyn Context<'_>) {
    // Media RSS 1.5.1 sets no minimum.
    if context.is_w3c() && group.all(MEDIA, "content").count() < 2 {
        context.report(Finding::new(Code::MediaGroupWithoutAlternatives).on(group));
    }
}

/// `media:content`: one media object.
const CONTENT: Element = Element::parent("content", &Grammar::of(&[EVERYWHERE, EXTENSIONS]))
    .with(OF_CONTENT)
    .rules(&[|content, context| check_attributes(content, IN_CONTENT, context), require_address]);

/// Media RSS, `media:content`: an object without a URL must have a player.
fn require_address(content: &Node<'_>, context: &mut dyn Context<'_>) {
    let has_url = content.attribute("url").is_some_and(|url| !url.trim().is_empty());
    if !context.is_w3c() && !has_url && !content.has(MEDIA, "player") {
        let parent = content.parent_name();
        let finding = Finding::new(Code::MissingOneOf).on(content).element("url").parent(parent);
        context.report(finding.param(Param::Others, "media:player"));
    }
}

/// A number; the W3C validator accepts a unit after it.
fn number(value: &Value<'_>, findings: &mut Findings) {
    if value.is_w3c() { starts_with_float(value, findings) } else { float(value, findings) }
}

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
    CheckedAttribute::element("bitrate", number),
    CheckedAttribute::attribute("channels", non_negative_integer),
    CheckedAttribute::element("duration", number),
    CheckedAttribute::element("expression", expression),
    CheckedAttribute::attribute("fileSize", positive_integer),
    CheckedAttribute::element("framerate", number),
    CheckedAttribute::attribute("height", positive_integer),
    CheckedAttribute::element("isDefault", true_false),
    CheckedAttribute::attribute("lang", language),
    CheckedAttribute::element("medium", medium),
    CheckedAttribute::element("samplingrate", number),
    CheckedAttribute::element("type", media_type_attribute),
    CheckedAttribute::attribute("url", uri),
    CheckedAttribute::attribute("width", positive_integer),
];

fn expression(value: &Value<'_>, findings: &mut Findings) {
    one_of(value, &["full", "nonstop", "sample"], Code::InvalidMediaExpression, findings);
}

fn medium(value: &Value<'_>, findings: &mut Findings) {
    const MEDIUMS: &[&str] = &["audio", "document", "executable", "image", "video"];
    one_of(value, MEDIUMS, Code::InvalidMediaMedium, findings);
}
