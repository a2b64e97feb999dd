//! The schema of JSON Feed 1 and 1.1: one row for each member of each object.

use super::node::{JsonObject, JsonValue};
use super::schema::{MemberRow, ObjectSchema, ValueType, Version};
use crate::Code;
use crate::datatypes::{
    Findings, Value, html_fragment_with_addresses, iri, is_same_address, language, media_type, no_html,
    normal_address, rfc3339_date,
};
use crate::messages::{Finding, Param};
use crate::vocabularies::{Context, IdentifierKind};

/// The top-level object.
pub(super) const FEED: ObjectSchema = ObjectSchema {
    name: "feed",
    members: &[
        MemberRow::required("version", ValueType::String(&[known_version])),
        MemberRow::required("title", PLAIN_TEXT),
        MemberRow::new("home_page_url", ADDRESS).or(Code::MissingRecommendedElement),
        MemberRow::new("feed_url", ADDRESS).or(Code::MissingRecommendedElement),
        MemberRow::new("description", PLAIN_TEXT),
        MemberRow::new("user_comment", ValueType::String(&[])),
        MemberRow::new("next_url", ADDRESS),
        MemberRow::new("icon", ADDRESS),
        MemberRow::new("favicon", ADDRESS),
        MemberRow::new("author", ValueType::Object(&AUTHOR)),
        MemberRow::new("authors", AUTHORS).since(Version::V1_1),
        MemberRow::new("language", LANGUAGE).since(Version::V1_1),
        MemberRow::new("expired", ValueType::Boolean),
        MemberRow::new("hubs", ValueType::Array("hub", &ValueType::Object(&HUB))),
        MemberRow::required("items", ValueType::Array("item", &ValueType::Object(&ITEM))),
    ],
    rules: &[check_own_address, check_next_page, |feed, version, context| {
        check_deprecated_author(feed, "feed", version, context)
    }],
};

const ITEM: ObjectSchema = ObjectSchema {
    name: "item",
    members: &[
        MemberRow::required("id", ValueType::Id),
        MemberRow::new("url", ADDRESS).or(Code::MissingRecommendedElement),
        MemberRow::new("external_url", ADDRESS),
        MemberRow::new("title", PLAIN_TEXT),
        MemberRow::new("content_html", ValueType::String(&[html_fragment_with_addresses])),
        MemberRow::new("content_text", ValueType::String(&[no_html_today])),
        MemberRow::new("summary", PLAIN_TEXT),
        MemberRow::new("image", ADDRESS),
        MemberRow::new("banner_image", ADDRESS),
        MemberRow::new("date_published", DATE),
        MemberRow::new("date_modified", DATE),
        MemberRow::new("author", ValueType::Object(&AUTHOR)),
        MemberRow::new("authors", AUTHORS).since(Version::V1_1),
        MemberRow::new("tags", ValueType::Array("tag", &PLAIN_TEXT)),
        MemberRow::new("language", LANGUAGE).since(Version::V1_1),
        MemberRow::new("attachments", ValueType::Array("attachment", &ValueType::Object(&ATTACHMENT))),
    ],
    rules: &[check_content, check_unique_id, |item, version, context| {
        check_deprecated_author(item, "item", version, context)
    }],
};

const AUTHOR: ObjectSchema = ObjectSchema {
    name: "author",
    members: &[
        MemberRow::new("name", PLAIN_TEXT),
        MemberRow::new("url", ADDRESS),
        MemberRow::new("avatar", ADDRESS),
    ],
    rules: &[check_author],
};

const ATTACHMENT: ObjectSchema = ObjectSchema {
    name: "attachment",
    members: &[
        MemberRow::required("url", ADDRESS),
        MemberRow::required("mime_type", ValueType::String(&[media_type])),
        MemberRow::new("title", PLAIN_TEXT),
        MemberRow::new("size_in_bytes", ValueType::Count),
        MemberRow::new("duration_in_seconds", ValueType::Seconds),
    ],
    rules: &[],
};

const HUB: ObjectSchema = ObjectSchema {
    name: "hub",
    members: &[MemberRow::required("type", ValueType::String(&[])), MemberRow::required("url", ADDRESS)],
    rules: &[],
};

/// Plain text. HTML in it is reported, because only `content_html` may contain HTML.
const PLAIN_TEXT: ValueType = ValueType::String(&[no_html]);
/// An absolute address: the specification defines no base for relative ones.
const ADDRESS: ValueType = ValueType::String(&[iri]);
const DATE: ValueType = ValueType::String(&[rfc3339_date]);
const LANGUAGE: ValueType = ValueType::String(&[language]);
const AUTHORS: ValueType = ValueType::Array("author", &ValueType::Object(&AUTHOR));

/// The address of the newest version.
const NEWEST_VERSION: &str = "https://jsonfeed.org/version/1.1";

/// The version that a feed declares.
pub(super) fn declared_version(feed: &JsonObject<'_, '_>) -> Version {
    match feed.non_empty_string("version") {
        Some("https://jsonfeed.org/version/1") => Version::V1,
        _ => Version::V1_1,
    }
}

/// `content_text` is plain text, which readers do not interpret. The W3C validator has no rules for JSON Feed.
fn no_html_today(value: &Value<'_>, findings: &mut Findings) {
    if !value.is_w3c() {
        no_html(value, findings);
    }
}

fn known_version(value: &Value<'_>, findings: &mut Findings) {
    if !matches!(value.text(), "https://jsonfeed.org/version/1" | NEWEST_VERSION) {
        findings.push(Finding::new(Code::InvalidJsonFeedVersion).param(Param::Expected, NEWEST_VERSION));
    }
}

/// Compares the feed's own address with the address that it was fetched from.
fn check_own_address(feed: &JsonObject<'_, '_>, _: Version, context: &mut dyn Context<'_>) {
    let Some(location) = context.options().location.clone() else { return };
    if let (Some(own), Some(member)) = (feed.non_empty_string("feed_url"), feed.get("feed_url"))
        && !is_same_address(own, &location)
    {
        context.report(
            Finding::new(Code::SelfDoesntMatchLocation)
                .at(member.node.start)
                .element("feed_url")
                .parent("feed")
                .param(Param::Value, own),
        );
    }
}

/// A reader that follows `next_url` to the last page never ends if a page links to itself.
fn check_next_page(feed: &JsonObject<'_, '_>, _: Version, context: &mut dyn Context<'_>) {
    let (Some(next), Some(member)) = (feed.non_empty_string("next_url"), feed.get("next_url")) else {
        return;
    };
    let location = context.options().location.as_deref();
    let is_own = |own: Option<&str>| own.is_some_and(|own| is_same_address(own, next));
    if is_own(feed.non_empty_string("feed_url")) || is_own(location) {
        context.report(
            Finding::new(Code::NextIsSelf)
                .at(member.node.start)
                .element("next_url")
                .parent("feed")
                .param(Param::Value, next),
        );
    }
}

/// Version 1.1 replaced `author` by `authors`. A feed may have both, for older readers.
fn check_deprecated_author(
    object: &JsonObject<'_, '_>,
    parent: &str,
    version: Version,
    context: &mut dyn Context<'_>,
) {
    if let Some(author) = object.get("author")
        && version >= Version::V1_1
        && !object.has("authors")
    {
        context.report(
            Finding::new(Code::Deprecated)
                .at(author.start)
                .element("author")
                .parent(parent)
                .param(Param::Replacement, "authors"),
        );
    }
}

fn check_content(item: &JsonObject<'_, '_>, _: Version, context: &mut dyn Context<'_>) {
    if !item.has("content_html") && !item.has("content_text") {
        context.report(
            Finding::new(Code::MissingOneOf)
                .at(item.start)
                .element("content_html")
                .parent("item")
                .param(Param::Others, "content_text"),
        );
    }
}

/// Each item has its own id. A number is compared as the string that readers convert it to.
fn check_unique_id(item: &JsonObject<'_, '_>, _: Version, context: &mut dyn Context<'_>) {
    let Some(member) = item.get("id") else { return };
    let id = match &member.node.value {
        JsonValue::String(text) if !text.is_empty() => normal_address(text),
        JsonValue::Number(number) => (*number).to_owned(),
        _ => return,
    };
    if !context.claim_identifier(IdentifierKind::JsonItem, &id) {
        context.report(
            Finding::new(Code::DuplicateValue)
                .at(member.node.start)
                .element("id")
                .parent("item")
                .param(Param::Value, id),
        );
    }
}

/// Each member of an author is optional, but at least one is required.
fn check_author(author: &JsonObject<'_, '_>, _: Version, context: &mut dyn Context<'_>) {
    if !["name", "url", "avatar"].into_iter().any(|name| author.has(name)) {
        context.report(
            Finding::new(Code::MissingOneOf)
                .at(author.start)
                .element("name")
                .parent("author")
                .param(Param::Others, "url or avatar"),
        );
    }
}
