//! Turns the bytes of one document into an article.
//!
//! The two steps are [`document::read`] (bytes to text and front matter) and [`parse`] (text to article).
//! Parsing does not fail on anything that an author may write: it returns a value and a list of problems. The
//! crate uses no file system, no clock and no database, so the same document gives the same article on every
//! machine.

mod assemble;
mod body;
mod boilerplate;
mod budget;
pub mod dates;
pub mod document;
mod fingerprint;
mod formats;
#[doc(hidden)]
pub mod fuzzing;
mod metadata;
mod outcome;
mod output;
mod reading_version;
mod settings;
mod similarity;
mod shortcodes;
pub mod site_config;

pub use body::Body;
pub use outcome::ParseOutcome;
pub use output::language::check_language;
pub use output::sanitize::sanitize;
pub use reading_version::{READING_VERSION, reading_version};
pub use settings::{DateOrder, ParseSettings, StatusKey};
pub use similarity::{has_own_date, is_copy_of, is_dated_post};

use crate::document::{Document, Format};
use formats::parse_body::parse_body;
use metadata::front_matter::Metadata;
use metadata::{front_matter, properties, site_pages};
use tidings_model::{PartialMetadata, Problem, Severity};

/// Parses a document into an article. Front matter takes precedence over metadata in the body, and the body
/// over the file name.
pub fn parse(mut document: Document, settings: &ParseSettings) -> ParseOutcome {
    let mut metadata = front_matter::read_front_matter(&document, settings);
    site_pages::mark_as_draft(&document, &mut metadata, settings);
    if metadata.is_redirect && metadata.title.is_none() {
        return ParseOutcome::NotArticle("it only redirects to another page".to_owned());
    }
    let excess = match document.format {
        Format::Html => budget::check_page(&document),
        _ => budget::check_source(&document),
    };
    if let Some(problem) = excess {
        return rejected(&document, PartialMetadata::default(), vec![problem]);
    }
    let properties = std::mem::take(&mut document.properties);
    let title = metadata.title.as_deref().or(properties.title.as_deref());
    let body = parse_body(&document, title, settings);
    let content_hash = fingerprint::content_hash(&document, &metadata, &properties);
    let body = properties::overlay(body, properties, settings);
    if let Some(problem) = budget::check_body(&document, &body.html) {
        return rejected(&document, partial_metadata(&metadata, &body), vec![problem]);
    }
    if metadata.problems.iter().any(|problem| problem.severity == Severity::Error) {
        return rejected(&document, partial_metadata(&metadata, &body), metadata.problems);
    }
    assemble::assemble_article(document, metadata, body, content_hash, settings)
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
