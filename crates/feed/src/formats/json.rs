//! JSON Feed 1.1 (<https://www.jsonfeed.org/version/1.1/>).

use crate::feed::Feed;
use crate::feed_format::FeedFormat;
use crate::item::{Author, File, Item};
use crate::text::{plain_text, values};
use serde::Serialize;
use tidings_model::{TermKind, language_tag};

/// The URL that identifies the version of the format.
const VERSION: &str = "https://jsonfeed.org/version/1.1";

/// Renders the feed.
pub(crate) fn render(feed: &Feed) -> Vec<u8> {
    let author = feed.site.author.as_ref().and_then(Author::new);
    #[expect(clippy::expect_used, reason = "no map in it has keys that are not text, and a Vec takes all")]
    let mut json = serde_json::to_vec_pretty(&json_feed(feed, author.as_ref())).expect("writing to memory");
    json.push(b'\n');
    json
}

#[derive(Serialize)]
struct JsonFeed<'a> {
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
    authors: Vec<JsonAuthor<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    hubs: Vec<JsonHub>,
    items: Vec<JsonItem<'a>>,
}

#[derive(Serialize)]
struct JsonHub {
    r#type: &'static str,
    url: String,
}

#[derive(Serialize)]
struct JsonAuthor<'a> {
    name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<&'a str>,
}

#[derive(Serialize)]
struct JsonItem<'a> {
    id: &'a str,
    url: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    external_url: Option<&'a str>,
    title: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    content_html: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    content_text: Option<&'a str>,
    summary: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    image: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    banner_image: Option<&'a str>,
    date_published: String,
    date_modified: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    authors: Vec<JsonAuthor<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    tags: Vec<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    language: Option<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    attachments: Vec<JsonAttachment<'a>>,
    #[serde(skip_serializing_if = "JsonExtension::is_empty")]
    _tidings: JsonExtension<'a>,
}

#[derive(Serialize)]
struct JsonAttachment<'a> {
    url: &'a str,
    mime_type: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    title: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    size_in_bytes: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    duration_in_seconds: Option<u32>,
}

/// The values for which JSON Feed has no field. The object is absent if it would be empty.
#[derive(Serialize)]
struct JsonExtension<'a> {
    /// The tags that are categories.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    categories: Vec<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    contributors: Vec<JsonAuthor<'a>>,
    /// The subtitle, if it differs from the summary.
    #[serde(skip_serializing_if = "Option::is_none")]
    subtitle: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    rights: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    canonical_url: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    image: Option<JsonPicture<'a>>,
}

/// The item's picture without its address.
#[derive(Serialize)]
struct JsonPicture<'a> {
    mime_type: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    alt: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    width: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    height: Option<u32>,
}

impl JsonExtension<'_> {
    fn is_empty(&self) -> bool {
        let Self { categories, contributors, subtitle, rights, canonical_url, image } = self;
        categories.is_empty()
            && contributors.is_empty()
            && [subtitle, rights, canonical_url].into_iter().all(Option::is_none)
            && image.is_none()
    }
}

fn json_feed<'a>(feed: &'a Feed, site_author: Option<&'a Author>) -> JsonFeed<'a> {
    JsonFeed {
        version: VERSION,
        title: plain_text::line(&feed.title),
        home_page_url: feed.home_url(),
        feed_url: feed.self_url(FeedFormat::Json),
        next_url: feed.older_url(FeedFormat::Json),
        description: plain_text::line(&feed.description),
        icon: feed.logo(),
        favicon: feed.icon(),
        language: feed.site.language.as_deref().and_then(language_tag),
        authors: site_author.into_iter().map(json_author).collect(),
        hubs: feed.hubs.iter().map(|hub| JsonHub { r#type: "WebSub", url: hub.clone() }).collect(),
        items: feed.items.iter().map(|item| json_item(item)).collect(),
    }
}

fn json_item(item: &Item) -> JsonItem<'_> {
    let is_category = |kind: TermKind| kind == TermKind::Category;
    let categories = item.terms.iter().filter(|term| is_category(term.kind));
    JsonItem {
        _tidings: JsonExtension {
            categories: categories.map(|term| term.name.as_str()).collect(),
            contributors: item.contributors.iter().map(json_author).collect(),
            subtitle: item.subtitle.as_deref().filter(|subtitle| *subtitle != item.summary),
            rights: item.rights.as_deref(),
            canonical_url: item.canonical_url.as_deref(),
            image: item.image.as_ref().map(picture),
        },
        id: &item.id,
        url: &item.permalink,
        external_url: item.external_url.as_deref(),
        title: &item.title,
        // One of the two contents is required. Without the whole text that is the summary.
        content_text: item.content.is_none().then_some(item.summary.as_str()),
        content_html: item.content.as_deref(),
        summary: &item.summary,
        banner_image: item.image.as_ref().filter(|image| is_banner(image)).map(|image| image.url.as_str()),
        image: item.image.as_ref().map(|image| image.url.as_str()),
        date_published: values::rfc3339(&item.published),
        date_modified: values::rfc3339(&item.updated),
        authors: item.authors.iter().map(json_author).collect(),
        tags: item.terms.iter().map(|term| term.name.as_str()).collect(),
        language: item.language.as_deref(),
        attachments: item.enclosures.iter().map(attachment).collect(),
    }
}

fn picture(image: &File) -> JsonPicture<'_> {
    JsonPicture {
        mime_type: &image.mime,
        alt: image.alt.as_deref(),
        width: image.width,
        height: image.height,
    }
}

/// Whether a picture is wide enough to be shown above a text at full width.
fn is_banner(image: &File) -> bool {
    matches!((image.width, image.height), (Some(width), Some(height)) if width / 2 >= height)
}

fn json_author(author: &Author) -> JsonAuthor<'_> {
    JsonAuthor { name: &author.name, url: author.url.as_deref() }
}

fn attachment(file: &File) -> JsonAttachment<'_> {
    JsonAttachment {
        url: &file.url,
        mime_type: &file.mime,
        title: file.title.as_deref(),
        size_in_bytes: file.length,
        duration_in_seconds: file.duration,
    }
}
