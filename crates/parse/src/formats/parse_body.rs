//! Parses the body of a document in any format. This is the only place that calls the parser of each format.

use super::{asciidoc, html, markdown, org, rst, text};
use crate::body::Body;
use crate::document::{Document, Format};
use crate::output::excerpt;
use crate::settings::ParseSettings;
use crate::shortcodes;

/// Parses the body. `title` is the title that the metadata gives, if any; it takes precedence over the body's
/// own.
pub(crate) fn parse_body(document: &Document, title: Option<&str>, settings: &ParseSettings) -> Body {
    match document.format {
        Format::Markdown => {
            let bare = document.front_matter.is_empty().then_some(settings);
            markdown::read_markdown(document, title, bare)
        }
        Format::Html => read_html(document, title, settings),
        Format::Text => text::parse(&document.body, document.body_line, title, settings),
        Format::Org => org::parse(&document.body, title),
        Format::AsciiDoc => asciidoc::parse(&document.body, title),
        Format::Rst => rst::parse(&document.body, title),
    }
}

/// Parses an HTML page, or the body of a site generator's post, which may contain templates if it has front
/// matter.
fn read_html(document: &Document, title: Option<&str>, settings: &ParseSettings) -> Body {
    let is_post = document.syntax.is_some();
    let is_mail = document.path.extension().is_some_and(|extension| extension == "eml");
    let resolved = is_post
        .then(|| shortcodes::resolve(&document.body, &document.front_matter, shortcodes::HostFormat::Html));
    let source = resolved.as_ref().map_or(document.body.as_str(), |resolved| &resolved.text);
    let mut body = html::page_head::read_headed_html(source, title, settings)
        .unwrap_or_else(|| html::read_html(source, title, is_mail, settings));
    if is_post && body.summary.is_none() {
        body.summary = excerpt::summary_before_marker(&body.html, &document.front_matter);
    }
    body.problems.extend(resolved.into_iter().flat_map(|resolved| resolved.problems));
    body
}
