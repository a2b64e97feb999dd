//! Turns the bytes of one document into an article.
//!
//! The two steps are [`document::read`] (bytes to text and front matter) and [`parse`] (text to article).
//! Parsing does not fail on anything that an author may write: it returns a value and a list of problems. The
//! crate uses no file system, no clock and no database, so the same document gives the same article on every
//! machine.

mod assemble;
mod body;
mod boilerplate;
pub mod dates;
pub mod document;
mod fingerprint;
mod formats;
mod metadata;
mod outcome;
mod output;
mod reading_version;
mod settings;
mod shortcodes;

pub use body::Body;
pub use outcome::ParseOutcome;
pub use output::language::check_language;
pub use output::sanitize::sanitize;
pub use reading_version::{READING_VERSION, reading_version};
pub use settings::{DateOrder, ParseSettings, StatusKey};

use crate::document::{Document, Format};
use formats::{asciidoc, html, markdown, org, rst, text};
use metadata::front_matter::Metadata;
use metadata::{front_matter, properties, site_pages};
use output::{depth, excerpt};
use tidings_model::{PartialMetadata, Problem, Severity};

/// Parses a document into an article. Front matter takes precedence over metadata in the body, and the body
/// over the file name.
pub fn parse(mut document: Document, settings: &ParseSettings) -> ParseOutcome {
    let mut metadata = front_matter::read_front_matter(&document, settings);
    site_pages::mark_as_draft(&document, &mut metadata, settings);
    if metadata.is_redirect && metadata.title.is_none() {
        return ParseOutcome::NotArticle("it only redirects to another page".to_owned());
    }
    if document.format == Format::Html && depth::is_too_deep(&document.body) {
        return rejected(&document, PartialMetadata::default(), vec![too_deep()]);
    }
    let properties = std::mem::take(&mut document.properties);
    let title = metadata.title.as_deref().or(properties.title.as_deref());
    let body = match document.format {
        Format::Markdown => {
            let bare = document.front_matter.is_empty().then_some(settings);
            markdown::read_markdown(&document, title, bare)
        }
        Format::Html => read_html(&document, title, settings),
        Format::Text => text::read(&document.body, document.body_line, title, settings),
        Format::Org => org::read(&document.body, title),
        Format::AsciiDoc => asciidoc::read(&document.body, title),
        Format::Rst => rst::read(&document.body, title),
    };
    let content_hash = fingerprint::content_hash(&document, &metadata, &properties);
    let body = properties::overlay(body, properties, settings);
    if depth::is_too_deep(&body.html) {
        return rejected(&document, partial_metadata(&metadata, &body), vec![too_deep()]);
    }
    if metadata.problems.iter().any(|problem| problem.severity == Severity::Error) {
        return rejected(&document, partial_metadata(&metadata, &body), metadata.problems);
    }
    assemble::assemble_article(document, metadata, body, content_hash, settings)
}

/// Reads an HTML page, or the HTML body of a generator's post. A post has front matter, and may contain
/// templates.
fn read_html(document: &Document, title: Option<&str>, settings: &ParseSettings) -> Body {
    let is_post = document.syntax.is_some();
    let resolved = is_post
        .then(|| shortcodes::resolve(&document.body, &document.front_matter, shortcodes::HostFormat::Html));
    let source = resolved.as_ref().map_or(document.body.as_str(), |resolved| &resolved.text);
    let mut body = html::page_head::read_headed_html(source, title, settings)
        .unwrap_or_else(|| html::read_html(source, title, settings));
    if is_post && body.summary.is_none() {
        body.summary = excerpt::summary_before_marker(&body.html, &document.front_matter);
    }
    body.problems.extend(resolved.into_iter().flat_map(|resolved| resolved.problems));
    body
}

fn rejected(document: &Document, known: PartialMetadata, more: Vec<Problem>) -> ParseOutcome {
    ParseOutcome::Rejected {
        problems: document.problems.iter().cloned().chain(more).collect(),
        metadata: known,
    }
}

fn partial_metadata(metadata: &Metadata, body: &Body) -> PartialMetadata {
    let authors = if metadata.authors.is_empty() { &body.authors } else { &metadata.authors };
    PartialMetadata {
        title: metadata.title.clone().or_else(|| body.title.clone()),
        authors: authors.iter().map(|person| person.name.clone()).collect(),
    }
}

fn too_deep() -> Problem {
    Problem::error("The HTML is nested too deeply", "Look for elements without an end tag")
}
