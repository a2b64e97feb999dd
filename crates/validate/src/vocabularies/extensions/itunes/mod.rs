//! Podcasts as Apple's directory wants them, then and now:
//! <https://help.apple.com/itc/podcasts_connect/#/itcb54353390>.

mod categories;

use super::{Attribute, Content, Element, Grammar, Namespace, Node, Table};
use crate::Code;
use crate::datatypes::{
    Findings, Value, at_most, contact, duration, integer, keywords, no_html, one_of, one_of_in_any_case,
    positive_integer, rfc822_date, true_false, uri, web_address, yes_no_clean,
};
use crate::engine::Judge;
use categories::{Standing, standing};

const ITUNES: Namespace = Namespace::Known("itunes");

const AUTHOR: Element = Element::text("author", &[at_most::<255>, no_html]).once();
const BLOCK: Element = Element::text("block", &[yes_no_clean]).once();
const EXPLICIT: Element = Element::text("explicit", &[true_false]).once();
const IMAGE: Element = Element::parent("image", &Grammar::of(&[]))
    .with(&[Attribute::required("href", Code::MissingAttribute, &[web_address])])
    .once();
const KEYWORDS: Element = Element::text("keywords", &[at_most::<255>, no_html, keywords]).once();
const SUBTITLE: Element = Element::text("subtitle", &[at_most::<255>, no_html]).once();
const SUMMARY: Element = Element::text("summary", &[at_most::<4000>, no_html]).once();
const TITLE: Element = Element::text("title", &[]).once();

/// What stands in a feed.
pub(super) const FEED: &[Element] = &[
    AUTHOR,
    BLOCK,
    EXPLICIT,
    IMAGE,
    KEYWORDS,
    SUBTITLE,
    SUMMARY,
    TITLE,
    Element::new("category", Content::Chosen(in_category)).with(OF_CATEGORIES).rules(&[main_category]),
    Element::text("complete", &[yes_no_in_any_case]).once(),
    Element::text("applepodcastsverify", &[]).once(),
    Element::text("new-feed-url", &[uri]).once(),
    Element::parent("owner", &IN_OWNER).once().rules(&[owner_has_address]),
    Element::text("pubDate", &[rfc822_date]).once(),
    Element::text("type", &[channel_type]).once(),
];

/// What stands in an entry.
pub(super) const ENTRY: &[Element] = &[
    AUTHOR,
    BLOCK,
    EXPLICIT,
    IMAGE,
    KEYWORDS,
    SUBTITLE,
    SUMMARY,
    TITLE,
    Element::text("duration", &[duration]).once(),
    Element::text("episode", &[positive_integer]).once(),
    Element::text("episodeType", &[episode_type]).once(),
    Element::text("isClosedCaptioned", &[yes_no_in_any_case]).once(),
    Element::text("order", &[integer]).once(),
    Element::text("season", &[positive_integer]).once(),
];

const IN_OWNER: Grammar = Grammar::of(&[&[Table {
    namespace: ITUNES,
    elements: &[
        Element::text("email", &[contact]).once(),
        Element::text("name", &[at_most::<255>, no_html]).once(),
    ],
}]]);

const OF_CATEGORIES: &[Attribute] = &[Attribute::required("text", Code::MissingAttribute, &[])];

const IN_CATEGORY: Grammar = Grammar::of(&[&[Table {
    namespace: ITUNES,
    elements: &[Element::parent("category", &Grammar::of(&[]))
        .with(OF_CATEGORIES)
        .rules(&[category_in_category])],
}]]);

/// What a category is part of must have a name before anything can be said of the part.
fn in_category(category: &Node, _: &mut Judge<'_>) -> Content {
    match category.attribute("text") {
        None | Some("") => Content::Anything,
        Some(_) => Content::Elements(&IN_CATEGORY),
    }
}

fn main_category(category: &Node, judge: &mut Judge<'_>) {
    judge_category(category, None, judge);
}

fn category_in_category(category: &Node, judge: &mut Judge<'_>) {
    let main = judge.ancestors().next().and_then(|main| main.attribute("text")).unwrap_or_default();
    let main = main.to_owned();
    judge_category(category, Some(&main), judge);
}

fn judge_category(category: &Node, main: Option<&str>, judge: &mut Judge<'_>) {
    let Some(text) = category.attribute("text") else { return };
    let code = match standing(main, text) {
        Standing::Current => return,
        Standing::Obsolete => Code::ObsoleteItunesCategory,
        Standing::Unknown => Code::InvalidItunesCategory,
    };
    let parent = judge.ancestors().next().map_or_else(String::new, Node::name);
    judge.say_of(category, code, &[("parent", &parent), ("text", text), ("value", text)]);
}

fn owner_has_address(owner: &Node, judge: &mut Judge<'_>) {
    if !owner.has(ITUNES, "email") {
        judge.say(Code::MissingElement, owner.start, "itunes:email", &owner.name(), &[]);
    }
}

fn yes_no_in_any_case(value: &Value<'_>, findings: &mut Findings) {
    one_of_in_any_case(value, &["yes", "no"], Code::InvalidYesNo, findings);
}

fn channel_type(value: &Value<'_>, findings: &mut Findings) {
    one_of(value, &["episodic", "serial"], Code::InvalidItunesChannelType, findings);
}

fn episode_type(value: &Value<'_>, findings: &mut Findings) {
    one_of(value, &["full", "trailer", "bonus"], Code::InvalidItunesEpisodeType, findings);
}

/// What the directory asks of a feed that is a podcast. It is one as soon as it or an entry of it says anything in
/// Apple's vocabulary.
pub(in crate::vocabularies) fn complete_podcast(feed: &Node, judge: &mut Judge<'_>) {
    if !judge.has_used(ITUNES) {
        return;
    }
    let parent = feed.parent_name();
    let has_language = feed.has(feed.namespace, "language")
        || feed.language.as_deref().is_some_and(|language| !language.is_empty());
    let wanted = [
        (has_language, Code::MissingItunesElement, "language"),
        (feed.has(ITUNES, "category"), Code::MissingItunesElement, "itunes:category"),
        (feed.has(ITUNES, "explicit"), Code::MissingItunesElement, "itunes:explicit"),
        (feed.has(ITUNES, "owner"), Code::MissingItunesEmail, "itunes:email"),
    ];
    for (_, code, name) in wanted.into_iter().filter(|(is_there, ..)| !is_there) {
        judge.say(code, feed.start, name, &parent, &[]);
    }
}

/// The directory reads feeds in UTF-8 only.
pub(in crate::vocabularies) fn podcast_in_utf8(feed: &Node, judge: &mut Judge<'_>) {
    let is_utf8 = ["utf-8", "utf8"].iter().any(|name| name.eq_ignore_ascii_case(judge.encoding()));
    if judge.has_used(ITUNES) && !is_utf8 {
        judge.say_of(feed, Code::NotUTF8, &[]);
    }
}

/// What Apple's programs play.
pub(in crate::vocabularies) fn playable_enclosures(item: &Node, judge: &mut Judge<'_>) {
    const FORMATS: &[&str] = &["epub", "m4a", "m4v", "mov", "mp3", "mp4", "pdf"];
    const TYPES: &[&str] = &[
        "application/epub+zip",
        "application/pdf",
        "audio/mp3",
        "audio/mp4",
        "audio/mpeg",
        "audio/x-m4a",
        "document/x-epub",
        "video/mp4",
        "video/quicktime",
        "video/x-m4v",
    ];
    if !item.children.iter().any(|child| child.namespace.is(ITUNES)) {
        return;
    }
    for enclosure in item.own("enclosure") {
        let address = enclosure.attribute("url").unwrap_or_default();
        // What is no address has no format.
        if address.is_empty() || address.contains(char::is_whitespace) {
            continue;
        }
        let is_played = match extension(address) {
            Some(extension) => FORMATS.iter().any(|known| known.eq_ignore_ascii_case(extension)),
            None => TYPES.contains(&enclosure.attribute("type").unwrap_or_default()),
        };
        if !is_played {
            let extension = extension(address).unwrap_or_default();
            judge.say_of(item, Code::UnsupportedItunesFormat, &[("extension", extension)]);
        }
    }
}

/// What follows the last point of an address's last segment.
fn extension(address: &str) -> Option<&str> {
    let path = address.split(['?', '#']).next()?;
    let (_, path) = path.split_once("://")?.1.split_once('/')?;
    path.rsplit('/').next()?.rsplit_once('.').map(|(_, extension)| extension)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn extensions_of_addresses() {
        for (address, expected) in [
            ("https://quay.example/1.mp3", Some("mp3")),
            ("https://quay.example/1.mp3?from=feed.xml#t=1", Some("mp3")),
            ("https://quay.example/v1.2/tide", None),
            ("https://quay.example", None),
            ("", None),
        ] {
            assert_eq!(extension(address), expected, "{address}");
        }
    }
}
