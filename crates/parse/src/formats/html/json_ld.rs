//! Reads JSON-LD (schema.org): the first article that the page's scripts describe.

use crate::metadata::values;
use crate::metadata::values::Separators;
use crate::output::plain;
use dom_query::Document;
use serde_json::{Map, Value};
use tidings_model::{Person, language_tag};

/// The article's properties as plain text; dates and addresses as written.
#[derive(Debug, Default, PartialEq)]
pub(super) struct LinkedArticle {
    pub(super) headline: Option<String>,
    pub(super) summary: Option<String>,
    pub(super) published: Option<String>,
    pub(super) updated: Option<String>,
    pub(super) authors: Vec<Person>,
    pub(super) image: Option<String>,
    pub(super) language: Option<String>,
    pub(super) tags: Vec<String>,
    pub(super) categories: Vec<String>,
    /// With its line breaks.
    pub(super) text: Option<String>,
}

/// Longest script that is read, in bytes. A value in it takes up to 72 bytes.
const MAX_SCRIPT_BYTES: usize = 2 * 1024 * 1024;

/// The article that the page's JSON-LD describes; empty if there is none.
pub(super) fn first_article(document: &Document) -> LinkedArticle {
    for node in document.select("script[type='application/ld+json']").nodes() {
        let text = node.text();
        if text.len() > MAX_SCRIPT_BYTES {
            continue;
        }
        let Ok(value) = serde_json::from_str::<Value>(&text) else { continue };
        if let Some(object) = find_article(&value, 0) {
            return linked_article(object);
        }
    }
    LinkedArticle::default()
}

/// Searches lists and graphs of several objects to a limited depth.
fn find_article(value: &Value, depth: u32) -> Option<&Map<String, Value>> {
    match value {
        Value::Array(items) if depth < 4 => items.iter().find_map(|item| find_article(item, depth + 1)),
        Value::Object(object) if is_article(object) => Some(object),
        Value::Object(object) if depth < 4 => ["@graph", "mainEntity", "mainEntityOfPage"]
            .iter()
            .filter_map(|key| object.get(*key))
            .find_map(|inner| find_article(inner, depth + 1)),
        _ => None,
    }
}

fn is_article(object: &Map<String, Value>) -> bool {
    let is_kind = |kind: &str| kind.ends_with("Article") || kind.ends_with("Posting") || kind == "Report";
    match object.get("@type") {
        Some(Value::String(kind)) => is_kind(kind),
        Some(Value::Array(kinds)) => kinds.iter().filter_map(Value::as_str).any(is_kind),
        _ => false,
    }
}

fn linked_article(object: &Map<String, Value>) -> LinkedArticle {
    let label = |key: &str| values::first_text(object, &[key]).map(|text| plain::from_label(&text));
    let names =
        |key: &str| object.get(key).map(|value| values::names(value, Separators::Signs)).unwrap_or_default();
    let image = object.get("image").map(values::media).unwrap_or_default();
    LinkedArticle {
        headline: label("headline").or_else(|| label("name")),
        summary: label("description"),
        published: label("datePublished"),
        updated: label("dateModified"),
        authors: object.get("author").map(|author| values::people(author, false, None)).unwrap_or_default(),
        image: image.into_iter().next().map(|media| media.url),
        tags: names("keywords"),
        categories: names("articleSection"),
        text: values::first_text(object, &["articleBody"]),
        language: label("inLanguage").and_then(|text| language_tag(&text)),
    }
}
