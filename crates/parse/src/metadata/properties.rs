//! What a file says of itself outside its text.

use crate::document::Properties;
use crate::{Body, ParseSettings, dates};
use tidings_model::{DateSource, Dated, Problem, language_tag};

/// Puts what the file's properties say over what its text says.
pub(crate) fn over(mut body: Body, properties: Properties, settings: &ParseSettings) -> Body {
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
                format!("The document's own date '{written}' can't be read: {error}"),
                "Write it as 2026-03-04",
            )),
        }
    }
    body
}
