//! JSON Feed 1.1 (<https://www.jsonfeed.org/version/1.1/>).

use super::item::{Author, File, Item};
use super::{Feed, FeedFormat, plain, value};
use crate::article::{TermKind, language_tag};
use serde::Serialize;

/// Says which version of the format it is.
const VERSION: &str = "https://jsonfeed.org/version/1.1";

/// The feed's bytes.
pub(super) fn render(feed: &Feed) -> Vec<u8> {
    #[expect(clippy::expect_used, reason = "no map in it has keys that are not text, and a Vec takes all")]
    let mut json = serde_json::to_vec_pretty(&json_feed(feed)).expect("writing to memory");
    json.push(b'\n');
    json
}

#[derive(Serialize)]
struct JsonFeed {
    version: &'static str,
    title: String,
    home_page_url: String,
    feed_url: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    next_url: Option<String>,
    description: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    icon: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    favicon: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    language: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    authors: Vec<JsonAuthor>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    hubs: Vec<JsonHub>,
    items: Vec<JsonItem>,
}

#[derive(Serialize)]
struct JsonHub {
    r#type: &'static str,
    url: String,
}

#[derive(Serialize)]
struct JsonAuthor {
    name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<String>,
}

#[derive(Serialize)]
struct JsonItem {
    id: String,
    url: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    external_url: Option<String>,
    title: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    content_html: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    content_text: Option<String>,
    summary: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    image: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    banner_image: Option<String>,
    date_published: String,
    date_modified: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    authors: Vec<JsonAuthor>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    tags: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    language: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    attachments: Vec<JsonAttachment>,
    #[serde(skip_serializing_if = "JsonExtension::is_empty")]
    _tidings: JsonExtension,
}

#[derive(Serialize)]
struct JsonAttachment {
    url: String,
    mime_type: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    title: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    size_in_bytes: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    duration_in_seconds: Option<u32>,
}

/// What JSON Feed has no field for; absent where that is nothing.
#[derive(Serialize)]
struct JsonExtension {
    /// Which of the tags are categories.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    categories: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    contributors: Vec<JsonAuthor>,
    /// Where it is not the summary as well.
    #[serde(skip_serializing_if = "Option::is_none")]
    subtitle: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    rights: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    canonical_url: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    image: Option<JsonPicture>,
}

/// What is known of the item's picture but its address.
#[derive(Serialize)]
struct JsonPicture {
    mime_type: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    alt: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    width: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    height: Option<u32>,
}

impl JsonExtension {
    fn is_empty(&self) -> bool {
        let Self { categories, contributors, subtitle, rights, canonical_url, image } = self;
        categories.is_empty()
            && contributors.is_empty()
            && [subtitle, rights, canonical_url].into_iter().all(Option::is_none)
            && image.is_none()
    }
}

fn json_feed(feed: &Feed) -> JsonFeed {
    JsonFeed {
        version: VERSION,
        title: plain::line(&feed.title),
        home_page_url: feed.home_url(),
        feed_url: feed.self_url(FeedFormat::Json),
        next_url: feed.older_url(FeedFormat::Json),
        description: plain::line(&feed.description),
        icon: feed.logo(),
        favicon: feed.icon(),
        language: feed.site.language.as_deref().and_then(language_tag),
        authors: feed.site.author.as_ref().and_then(Author::new).iter().map(author).collect(),
        hubs: feed.hubs.iter().map(|hub| JsonHub { r#type: "WebSub", url: hub.clone() }).collect(),
        items: feed.entries.iter().map(|entry| json_item(Item::new(feed, entry))).collect(),
    }
}

fn json_item(item: Item) -> JsonItem {
    let is_category = |kind: TermKind| kind == TermKind::Category;
    let categories = item.terms.iter().filter(|term| is_category(term.kind));
    JsonItem {
        _tidings: JsonExtension {
            categories: categories.map(|term| term.name.clone()).collect(),
            contributors: item.contributors.iter().map(author).collect(),
            subtitle: item.subtitle.filter(|subtitle| *subtitle != item.summary),
            rights: item.rights,
            canonical_url: item.canonical_url,
            image: item.image.as_ref().map(picture),
        },
        id: item.id,
        url: item.permalink,
        external_url: item.external_url,
        title: item.title,
        // One of the two contents must be there; without the whole text the summary is all there is.
        content_text: item.content.is_none().then(|| item.summary.clone()),
        content_html: item.content,
        summary: item.summary,
        banner_image: item.image.as_ref().filter(|image| is_banner(image)).map(|image| image.url.clone()),
        image: item.image.map(|image| image.url),
        date_published: value::rfc3339(&item.published),
        date_modified: value::rfc3339(&item.updated),
        authors: item.authors.iter().map(author).collect(),
        tags: item.terms.into_iter().map(|term| term.name).collect(),
        language: item.language,
        attachments: item.enclosures.into_iter().map(attachment).collect(),
    }
}

fn picture(image: &File) -> JsonPicture {
    JsonPicture {
        mime_type: image.mime.clone(),
        alt: image.alt.clone(),
        width: image.width,
        height: image.height,
    }
}

/// Whether a picture has the shape that fits above a text from edge to edge.
fn is_banner(image: &File) -> bool {
    matches!((image.width, image.height), (Some(width), Some(height)) if width / 2 >= height)
}

fn author(author: &Author) -> JsonAuthor {
    JsonAuthor { name: author.name.clone(), url: author.url.clone() }
}

fn attachment(file: File) -> JsonAttachment {
    JsonAttachment {
        url: file.url,
        mime_type: file.mime,
        title: file.title,
        size_in_bytes: file.length,
        duration_in_seconds: file.duration,
    }
}
