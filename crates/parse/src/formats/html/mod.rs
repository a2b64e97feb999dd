//! HTML: a page with all that surrounds its article, or a fragment that is nothing but the article.

mod content;
mod headline;
mod json_ld;
mod metadata;
mod sources;
pub(crate) mod page_head;
pub(crate) mod page_metadata;

use crate::output::plain;
use crate::{Body, ParseSettings};
use dom_query::{Document, NodeRef};
use metadata::PageMetadata;
use tidings_model::Problem;
use url::Url;

/// Reads an HTML body. `title` is the one that the front matter gives, if it does.
pub(crate) fn read(source: &str, title: Option<&str>, settings: &ParseSettings) -> Body {
    if is_fragment(source) { fragment(source, title) } else { page(source, title, settings) }
}

fn is_fragment(source: &str) -> bool {
    let lower = source.to_ascii_lowercase();
    !["<html", "<head", "<body", "<!doctype", "<title", "<meta"].iter().any(|tag| lower.contains(tag))
}

fn fragment(source: &str, title: Option<&str>) -> Body {
    let document = Document::fragment(source);
    let headline = take_headline(&document.root(), title);
    Body { title: headline, html: document.html_root().inner_html().to_string(), ..Body::default() }
}

/// The headline of a fragment: an `<h1>` with which it begins. It leaves the body unless the title differs.
fn take_headline(root: &NodeRef, title: Option<&str>) -> Option<String> {
    let first = root.descendants().into_iter().find(|node| node.has_name("h1"))?;
    let text = plain::of_node(&first);
    let begins = plain::of_node(root).starts_with(&text);
    let repeats =
        title.is_some_and(|title| plain::collapse_whitespace(title) == plain::collapse_whitespace(&text));
    if text.is_empty() || !begins {
        return None;
    }
    if title.is_none() || repeats {
        first.remove_from_parent();
    }
    title.is_none().then_some(text)
}

fn page(source: &str, title: Option<&str>, settings: &ParseSettings) -> Body {
    let document = Document::from(source);
    let metadata = PageMetadata::of(&document);
    let root = content::root(&document);
    let own_title = headline::headline(&document, &root, &metadata);
    let (published, problem) = metadata.published(&root, settings);
    let updated = metadata.updated(settings);
    let known: Vec<&str> = title.into_iter().chain(own_title.as_deref()).collect();
    content::remove_furniture(&root);
    let repeated: Vec<&str> = known.iter().copied().chain(metadata.subtitle.as_deref()).collect();
    let head = page_metadata::take(&root, &repeated, &metadata.authors, settings);
    content::remove_repeated(&root);
    content::remove_headline(&root, &known);
    let html = match metadata.text.filter(|_| plain::of_node(&root).is_empty()) {
        Some(text) => paragraphs(&text),
        None => root.inner_html().to_string(),
    };
    Body {
        title: own_title,
        subtitle: metadata.subtitle,
        summary: metadata.summary,
        published: published.or(head.published),
        updated,
        authors: if metadata.authors.is_empty() { head.authors } else { metadata.authors },
        categories: metadata.categories,
        tags: metadata.tags,
        image: metadata.image,
        rights: metadata.rights,
        language: metadata.language,
        html,
        base: base(&document),
        problems: problem.into_iter().collect::<Vec<Problem>>(),
    }
}

/// A text as the page's scripts hold it, which is plain or HTML.
fn paragraphs(text: &str) -> String {
    if text.contains("</") {
        return text.to_owned();
    }
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    lines.map(|line| format!("<p>{}</p>\n", plain::escape(line))).collect()
}

/// What the page's addresses are relative to, if it says so: a saved page still means its site.
fn base(document: &Document) -> Option<Url> {
    let address = document.select("base[href]").nodes().first()?.attr("href")?;
    Url::parse(address.trim()).ok().filter(|url| matches!(url.scheme(), "http" | "https"))
}
