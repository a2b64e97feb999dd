//! Reads HTML below a headline in plain text, and perhaps a dateline or a byline in plain text.

use crate::body::Body;
use crate::document::headed_fragment;
use crate::formats::html;
use crate::formats::markdown::byline_lines;
use crate::output::plain;
use crate::settings::ParseSettings;

/// Reads HTML below a plain-text headline; `None` if the document has another form. Lines without metadata
/// become the first paragraphs.
pub(crate) fn read_headed_html(source: &str, title: Option<&str>, settings: &ParseSettings) -> Option<Body> {
    let headed = headed_fragment(source)?;
    let mut body = Body::default();
    let mut rest = String::new();
    for line in headed.lines {
        if !take_line(line, &mut body, settings) {
            rest.push_str(&format!("<p>{}</p>\n", plain::escape(line)));
        }
    }
    rest.push_str(headed.html);
    let below = html::read_html(&rest, Some(title.unwrap_or(headed.headline)), false, settings);
    Some(Body {
        title: Some(headed.headline.to_owned()),
        published: body.published.or(below.published),
        authors: if body.authors.is_empty() { below.authors } else { body.authors },
        ..below
    })
}

/// Takes the metadata of a dateline or a byline. Returns false if the line is neither.
fn take_line(line: &str, body: &mut Body, settings: &ParseSettings) -> bool {
    let Some(byline) = byline_lines::parse_byline(line, settings) else { return false };
    body.published = body.published.take().or(byline.published);
    if body.authors.is_empty() {
        body.authors = byline.authors;
    }
    true
}
