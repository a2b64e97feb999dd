//! Applies the metadata that a file format stores outside the text, such as the properties of a Word
//! document.

use crate::body::Body;
use crate::dates;
use crate::document::Properties;
use crate::settings::ParseSettings;
use tidings_model::{DateSource, Dated, Problem, language_tag};

/// Overwrites the metadata of the body with the properties of the file.
pub(crate) fn overlay(mut body: Body, properties: Properties, settings: &ParseSettings) -> Body {
    body.title = properties.title.or(body.title);
    body.subtitle = properties.subtitle.or(body.subtitle);
    body.summary = properties.summary.or(body.summary);
    if !properties.authors.is_empty() {
        body.authors = properties.authors;
    }
    if !properties.tags.is_empty() {
        body.tags = properties.tags;
    }
    body.language = properties.language.as_deref().and_then(language_tag).or(body.language);
    if let Some(written) = properties.published {
        match dates::parse_date(&written, settings) {
            Ok(at) => body.published = Some(Dated { at, from: DateSource::Document }),
            Err(error) => body.problems.push(Problem::warning(
                format!("The date '{written}' in the document's properties can't be read: {error}"),
                "Write it as 2026-03-04",
            )),
        }
    }
    body
}
