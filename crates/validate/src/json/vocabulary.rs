//! The members of a feed and of what it holds: <https://www.jsonfeed.org/version/1.1/>, and of version 1.

use super::node::{Object, Value as JsonValue};
use super::row::{Kind, Row, Shape, Version};
use crate::Code;
use crate::datatypes::{
    Findings, Value, html_fragment_with_addresses, iri, is_same_address, language, media_type, no_html,
    normal_address, rfc3339_date,
};
use crate::engine::Judge;

/// What stands at the top.
pub(super) const FEED: Shape = Shape {
    name: "feed",
    members: &[
        Row::required("version", Kind::Text(&[version])),
        Row::required("title", PLAIN),
        Row::new("home_page_url", ADDRESS).or(Code::MissingRecommendedElement),
        Row::new("feed_url", ADDRESS).or(Code::MissingRecommendedElement),
        Row::new("description", PLAIN),
        Row::new("user_comment", Kind::Text(&[])),
        Row::new("next_url", ADDRESS),
        Row::new("icon", ADDRESS),
        Row::new("favicon", ADDRESS),
        Row::new("author", Kind::Object(&AUTHOR)),
        Row::new("authors", AUTHORS).since(Version::V1_1),
        Row::new("language", LANGUAGE).since(Version::V1_1),
        Row::new("expired", Kind::Flag),
        Row::new("hubs", Kind::List("hub", &Kind::Object(&HUB))),
        Row::required("items", Kind::List("item", &Kind::Object(&ITEM))),
    ],
    rules: &[is_at_its_address, next_is_another, |feed, version, judge| {
        author_of(feed, "feed", version, judge)
    }],
};

const ITEM: Shape = Shape {
    name: "item",
    members: &[
        Row::required("id", Kind::Id),
        Row::new("url", ADDRESS).or(Code::MissingRecommendedElement),
        Row::new("external_url", ADDRESS),
        Row::new("title", PLAIN),
        Row::new("content_html", Kind::Text(&[html_fragment_with_addresses])),
        Row::new("content_text", Kind::Text(&[])),
        Row::new("summary", PLAIN),
        Row::new("image", ADDRESS),
        Row::new("banner_image", ADDRESS),
        Row::new("date_published", DATE),
        Row::new("date_modified", DATE),
        Row::new("author", Kind::Object(&AUTHOR)),
        Row::new("authors", AUTHORS).since(Version::V1_1),
        Row::new("tags", Kind::List("tag", &PLAIN)),
        Row::new("language", LANGUAGE).since(Version::V1_1),
        Row::new("attachments", Kind::List("attachment", &Kind::Object(&ATTACHMENT))),
    ],
    rules: &[has_content, is_itself, |item, version, judge| author_of(item, "item", version, judge)],
};

const AUTHOR: Shape = Shape {
    name: "author",
    members: &[Row::new("name", PLAIN), Row::new("url", ADDRESS), Row::new("avatar", ADDRESS)],
    rules: &[is_somebody],
};

const ATTACHMENT: Shape = Shape {
    name: "attachment",
    members: &[
        Row::required("url", ADDRESS),
        Row::required("mime_type", Kind::Text(&[media_type])),
        Row::new("title", PLAIN),
        Row::new("size_in_bytes", Kind::Count),
        Row::new("duration_in_seconds", Kind::Seconds),
    ],
    rules: &[],
};

const HUB: Shape = Shape {
    name: "hub",
    members: &[Row::required("type", Kind::Text(&[])), Row::required("url", ADDRESS)],
    rules: &[],
};

/// Text in which markup would be shown as it stands: HTML has its place in `content_html` alone.
const PLAIN: Kind = Kind::Text(&[no_html]);
/// Nothing says what a relative address is relative to.
const ADDRESS: Kind = Kind::Text(&[iri]);
const DATE: Kind = Kind::Text(&[rfc3339_date]);
const LANGUAGE: Kind = Kind::Text(&[language]);
const AUTHORS: Kind = Kind::List("author", &Kind::Object(&AUTHOR));

/// The address of the last version.
const LAST: &str = "https://jsonfeed.org/version/1.1";

/// The version that a feed says.
pub(super) fn version_of(feed: &Object<'_, '_>) -> Version {
    match feed.text("version") {
        Some("https://jsonfeed.org/version/1") => Version::V1,
        _ => Version::V1_1,
    }
}

fn version(value: &Value<'_>, findings: &mut Findings) {
    if !matches!(value.text(), "https://jsonfeed.org/version/1" | LAST) {
        findings.say_with(Code::InvalidJsonFeedVersion, &[("expected", LAST)]);
    }
}

/// What the document says its address is, against where it was found.
fn is_at_its_address(feed: &Object<'_, '_>, _: Version, judge: &mut Judge<'_>) {
    let Some(location) = judge.options().location.clone() else { return };
    if let (Some(own), Some(member)) = (feed.text("feed_url"), feed.get("feed_url"))
        && !is_same_address(own, &location)
    {
        let params = [("value", own)];
        judge.say(Code::SelfDoesntMatchLocation, member.node.start, "feed_url", "feed", &params);
    }
}

/// A reader that goes on from page to page never comes to an end if one of them leads to itself.
fn next_is_another(feed: &Object<'_, '_>, _: Version, judge: &mut Judge<'_>) {
    let (Some(next), Some(member)) = (feed.text("next_url"), feed.get("next_url")) else { return };
    let location = judge.options().location.as_deref();
    let is_own = |own: Option<&str>| own.is_some_and(|own| is_same_address(own, next));
    if is_own(feed.text("feed_url")) || is_own(location) {
        judge.say(Code::NextIsSelf, member.node.start, "next_url", "feed", &[("value", next)]);
    }
}

/// Version 1.1 took `authors` for `author`. Feeds may have both, for older readers.
fn author_of(object: &Object<'_, '_>, parent: &str, version: Version, judge: &mut Judge<'_>) {
    if let Some(author) = object.get("author")
        && version >= Version::V1_1
        && !object.has("authors")
    {
        judge.say(Code::Deprecated, author.start, "author", parent, &[("replacement", "authors")]);
    }
}

fn has_content(item: &Object<'_, '_>, _: Version, judge: &mut Judge<'_>) {
    if !item.has("content_html") && !item.has("content_text") {
        judge.say(Code::MissingOneOf, item.start, "content_html", "item", &[("others", "content_text")]);
    }
}

/// No two items have one id. A number is the string that readers make of it.
fn is_itself(item: &Object<'_, '_>, _: Version, judge: &mut Judge<'_>) {
    let Some(member) = item.get("id") else { return };
    let id = match &member.node.value {
        JsonValue::Text(text) if !text.is_empty() => normal_address(text),
        JsonValue::Number(number) => (*number).to_owned(),
        _ => return,
    };
    if !judge.is_first("item", &id) {
        judge.say(Code::DuplicateValue, member.node.start, "id", "item", &[("value", &id)]);
    }
}

/// All that is known of an author may be missing, but not all at once.
fn is_somebody(author: &Object<'_, '_>, _: Version, judge: &mut Judge<'_>) {
    if !["name", "url", "avatar"].into_iter().any(|name| author.has(name)) {
        judge.say(Code::MissingOneOf, author.start, "name", "author", &[("others", "url or avatar")]);
    }
}
