//! Reads HTML: a whole page with an article in it, or a fragment that is the article.

mod content;
mod headings;
mod headline;
mod json_ld;
mod metadata;
mod newsletter;
mod sources;
pub(crate) mod page_head;
pub(crate) mod byline_lines;

use crate::body::Body;
use crate::output::{plain, serialize};
use crate::settings::ParseSettings;
use dom_query::{Document, NodeRef};
use metadata::PageMetadata;
use tidings_model::Problem;
use url::Url;

/// Reads an HTML body. `title` is the title from the front matter, if there is one. `is_mail`: the body is that of
/// an e-mail.
pub(crate) fn read_html(source: &str, title: Option<&str>, is_mail: bool, settings: &ParseSettings) -> Body {
    if is_fragment(source) {
        read_fragment(source, title, is_mail)
    } else {
        read_page(source, title, is_mail, settings)
    }
}

fn is_fragment(source: &str) -> bool {
    let lower = source.to_ascii_lowercase();
    !["<html", "<head", "<body", "<!doctype", "<title", "<meta"].iter().any(|tag| lower.contains(tag))
}

fn read_fragment(source: &str, title: Option<&str>, is_mail: bool) -> Body {
    let document = Document::fragment(source);
    newsletter::remove_personal_parts(&document, is_mail);
    let headline = take_headline(&document.root(), title);
    Body { title: headline, html: serialize::inner_html(&document.html_root()), ..Body::default() }
}

/// The headline of a fragment: an `<h1>` at its beginning. The heading is removed from the body unless
/// `title` is different.
fn take_headline(root: &NodeRef, title: Option<&str>) -> Option<String> {
    let first = root.descendants().into_iter().find(|node| node.has_name("h1"))?;
    let text = plain::from_node(&first);
    let begins = plain::from_node(root).starts_with(&text);
    let repeats = title.is_some_and(|title| plain::comparison_key(title) == plain::comparison_key(&text));
    if text.is_empty() || !begins {
        return None;
    }
    if title.is_none() || repeats {
        first.remove_from_parent();
    }
    title.is_none().then_some(text)
}

fn read_page(source: &str, title: Option<&str>, is_mail: bool, settings: &ParseSettings) -> Body {
    let document = Document::from(source);
    newsletter::remove_personal_parts(&document, is_mail);
    let metadata = PageMetadata::from_document(&document);
    let root = content::article_root(&document);
    let own_title = headline::headline(&document, &root, &metadata);
    let (published, problem) = metadata.published(&root, settings);
    let updated = metadata.updated(settings);
    let known: Vec<&str> = title.into_iter().chain(own_title.as_deref()).collect();
    content::remove_boilerplate(&root);
    let repeated: Vec<&str> = known.iter().copied().chain(metadata.subtitle.as_deref()).collect();
    let head = byline_lines::take_byline_lines(&root, &repeated, &metadata.authors, settings);
    content::remove_metadata_elements(&root);
    content::remove_headline(&root, &known);
    let html = match metadata.text.filter(|_| plain::from_node(&root).is_empty()) {
        Some(text) => paragraphs(&text),
        None => serialize::inner_html(&root),
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

/// Converts a text from the page's scripts, which is plain text or HTML, to HTML.
fn paragraphs(text: &str) -> String {
    if text.contains("</") {
        return text.to_owned();
    }
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    lines.map(|line| format!("<p>{}</p>\n", plain::escape(line))).collect()
}

/// The base of the page's addresses, if the page declares one. A saved page still refers to its site.
fn base(document: &Document) -> Option<Url> {
    let address = document.select("base[href]").nodes().first()?.attr("href")?;
    Url::parse(address.trim()).ok().filter(|url| matches!(url.scheme(), "http" | "https"))
}
