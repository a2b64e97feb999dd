//! The podcast elements of Apple's directory, current and former:
//! <https://help.apple.com/itc/podcasts_connect/#/itcb54353390>.

mod categories;
mod requirements;

pub(crate) use requirements::check_podcast;

use crate::Code;
use crate::datatypes::{
    Findings, Value, at_most, contact, duration, integer, keywords, no_html, one_of, one_of_in_any_case,
    positive_integer, rfc822_date, true_false, uri, web_address, yes_no_clean,
};
use crate::messages::{Finding, Param};
use crate::vocabularies::schema::{Attribute, Content, Context, Element, Grammar, Namespace, Node, Table};
use categories::{CategoryStatus, category_status};

const ITUNES: Namespace = Namespace::Itunes;

const AUTHOR: Element = Element::text("author", &[at_most::<255>, no_html]).once();
const BLOCK: Element = Element::text("block", &[yes_no_clean]).once();
const EXPLICIT: Element = Element::text("explicit", &[true_false]).once();
const IMAGE: Element = Element::parent("image", &Grammar::EMPTY)
    .with(&[Attribute::required("href", Code::MissingAttribute, &[web_address, picture_format])])
    .once();
const KEYWORDS: Element = Element::text("keywords", &[at_most::<255>, no_html, keywords]).once();
const SUBTITLE: Element = Element::text("subtitle", &[at_most::<255>, no_html]).once();
const SUMMARY: Element = Element::text("summary", &[at_most::<4000>, no_html]).once();
const TITLE: Element = Element::text("title", &[]).once();

/// The elements of a feed.
pub(crate) const FEED: &[Element] = &[
    AUTHOR,
    BLOCK,
    EXPLICIT,
    IMAGE,
    KEYWORDS,
    SUBTITLE,
    SUMMARY,
    TITLE,
    Element::new("category", Content::Chosen(in_category)).with(OF_CATEGORIES).rules(&[check_main_category]),
    Element::text("complete", &[yes_no_in_any_case]).once(),
    Element::text("applepodcastsverify", &[]).once(),
    Element::text("new-feed-url", &[uri]).once(),
    Element::parent("owner", &IN_OWNER).once().rules(&[require_owner_email]),
    Element::text("pubDate", &[rfc822_date]).once(),
    Element::text("type", &[channel_type]).once(),
];

/// The elements of an entry.
pub(crate) const ENTRY: &[Element] = &[
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
    elements: &[Element::parent("category", &Grammar::EMPTY).with(OF_CATEGORIES).rules(&[check_subcategory])],
}]]);

/// Subcategories are only checked if their main category has a name.
fn in_category(category: &Node, _: &mut dyn Context<'_>) -> Content {
    match category.attribute("text") {
        None | Some("") => Content::Anything,
        Some(_) => Content::Elements(&IN_CATEGORY),
    }
}

fn check_main_category(category: &Node, context: &mut dyn Context<'_>) {
    check_category(category, None, context);
}

fn check_subcategory(category: &Node, context: &mut dyn Context<'_>) {
    let main = context.ancestors().next().and_then(|main| main.attribute("text")).unwrap_or_default();
    let main = main.to_owned();
    check_category(category, Some(&main), context);
}

fn check_category(category: &Node, main: Option<&str>, context: &mut dyn Context<'_>) {
    let Some(text) = category.attribute("text") else { return };
    let code = match category_status(main, text) {
        CategoryStatus::Current => return,
        CategoryStatus::Obsolete => Code::ObsoleteItunesCategory,
        CategoryStatus::Unknown => Code::InvalidItunesCategory,
    };
    let parent = context.ancestors().next().map_or_else(String::new, Node::name);
    context.report(
        Finding::new(code).on(category).parent(parent).param(Param::Text, text).param(Param::Value, text),
    );
}

fn require_owner_email(owner: &Node, context: &mut dyn Context<'_>) {
    if !owner.has(ITUNES, "email") {
        context.report(
            Finding::new(Code::MissingElement).at(owner.start).element("itunes:email").parent(owner.name()),
        );
    }
}

/// Apple: artwork is JPEG or PNG. Addresses without the extension of a picture are not judged.
pub(crate) fn picture_format(value: &Value<'_>, findings: &mut Findings) {
    const OTHERS: &[&str] =
        &["avif", "bmp", "gif", "heic", "heif", "ico", "jxl", "pdf", "svg", "tif", "tiff", "webp"];
    let is_other = |extension| OTHERS.iter().any(|other| other.eq_ignore_ascii_case(extension));
    if !value.is_w3c() && extension(value.text()).is_some_and(is_other) {
        findings.report(Code::ItunesImageFormat);
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

/// Apple's directory reads only UTF-8.
pub(crate) fn check_podcast_encoding(feed: &Node, context: &mut dyn Context<'_>) {
    let is_utf8 = ["utf-8", "utf8"].iter().any(|name| name.eq_ignore_ascii_case(context.encoding()));
    if context.has_used(ITUNES) && !is_utf8 {
        context.report(Finding::new(Code::NotUTF8).on(feed));
    }
}

/// Reports enclosures in formats that Apple's programs do not play.
pub(crate) fn check_enclosures(item: &Node, context: &mut dyn Context<'_>) {
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
    if !item.children.iter().any(|child| child.namespace == ITUNES) {
        return;
    }
    for enclosure in item.own("enclosure") {
        let address = enclosure.attribute("url").unwrap_or_default();
        // An invalid address has no file name extension.
        if address.is_empty() || address.contains(char::is_whitespace) {
            continue;
        }
        let is_supported = match extension(address) {
            Some(extension) => FORMATS.iter().any(|known| known.eq_ignore_ascii_case(extension)),
            None => {
                let kind = enclosure.attribute("type").unwrap_or_default();
                TYPES.contains(&kind)
                    || !context.is_w3c() && TYPES.contains(&kind.to_ascii_lowercase().as_str())
            }
        };
        if !is_supported {
            let extension = extension(address).unwrap_or_default();
            context.report(
                Finding::new(Code::UnsupportedItunesFormat).on(item).param(Param::FileExtension, extension),
            );
        }
    }
}

/// The file name extension of an address.
fn extension(address: &str) -> Option<&str> {
    let path = address.split(['?', '#']).next()?;
    let (_, path) = path.split_once("://")?.1.split_once('/')?;
    path.rsplit('/').next()?.rsplit_once('.').map(|(_, extension)| extension)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn file_name_extensions_are_found() {
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
