//! HTML with its headline, and perhaps a dateline or a byline, as lines of text above it.

use crate::document::headed_fragment;
use crate::formats::html;
use crate::formats::markdown::byline_lines;
use crate::output::plain;
use crate::{Body, ParseSettings};

/// Reads such a document; `None`: it is none. Lines that say nothing which is known are the text's first.
pub(crate) fn read(source: &str, title: Option<&str>, settings: &ParseSettings) -> Option<Body> {
    let headed = headed_fragment(source)?;
    let mut body = Body::default();
    let mut rest = String::new();
    for line in headed.lines {
        if !take(line, &mut body, settings) {
            rest.push_str(&format!("<p>{}</p>\n", plain::escape(line)));
        }
    }
    rest.push_str(headed.html);
    let read = html::read(&rest, Some(title.unwrap_or(headed.headline)), settings);
    Some(Body {
        title: Some(headed.headline.to_owned()),
        published: body.published.or(read.published),
        authors: if body.authors.is_empty() { read.authors } else { body.authors },
        ..read
    })
}

/// Takes a line that is a dateline or a byline.
fn take(line: &str, body: &mut Body, settings: &ParseSettings) -> bool {
    let Some(said) = byline_lines::said(line, settings) else { return false };
    body.published = body.published.take().or(said.published);
    if body.authors.is_empty() {
        body.authors = said.authors;
    }
    true
}
