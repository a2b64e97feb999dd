//! HTML with its headline, and perhaps its metadata, as lines of text above it.

use super::date::parse_date;
use super::text::byline;
use super::{Body, ParseSettings, html, markdown_head};
use crate::article::{DateSource, Dated};
use crate::document::headed_fragment;

/// Reads such a document; `None`: it is none. Lines that say nothing which is known are the text's first.
pub(super) fn read(source: &str, title: Option<&str>, settings: &ParseSettings) -> Option<Body> {
    let headed = headed_fragment(source)?;
    let mut body = Body::default();
    let mut rest = String::new();
    for line in headed.lines {
        if !take(line, &mut body, settings) {
            rest.push_str(&format!("<p>{}</p>\n", line.replace('&', "&amp;")));
        }
    }
    rest.push_str(headed.html);
    let read = html::read(&rest, Some(title.unwrap_or(headed.headline)), settings);
    Some(Body {
        title: Some(headed.headline.to_owned()),
        published: body.published.or(read.published),
        authors: if body.authors.is_empty() { read.authors } else { body.authors },
        tags: body.tags,
        categories: body.categories,
        ..read
    })
}

/// Takes a line of metadata: Pyblosxom's `#key value`, of which unknown keys are passed over, a dateline, a byline.
fn take(line: &str, body: &mut Body, settings: &ParseSettings) -> bool {
    let Some((key, value)) = line.strip_prefix('#').and_then(|rest| rest.split_once(char::is_whitespace))
    else {
        return take_said(line, body, settings);
    };
    let value = value.trim();
    let terms = || value.split([',', ';']).map(str::trim).filter(|term| !term.is_empty()).map(str::to_owned);
    match key.to_ascii_lowercase().as_str() {
        "published" | "date" | "pubdate" | "created" | "posted" => {
            let at = parse_date(value, settings).ok();
            body.published = body.published.take().or(at.map(|at| Dated { at, from: DateSource::Text }));
        }
        "tags" | "keywords" => body.tags.extend(terms()),
        "category" | "categories" => body.categories.extend(terms()),
        "author" | "authors" => body.authors.extend(terms().map(|name| byline::person(&name))),
        _ => {}
    }
    true
}

fn take_said(line: &str, body: &mut Body, settings: &ParseSettings) -> bool {
    let Some(said) = markdown_head::said(line, settings) else { return false };
    body.published = body.published.take().or(said.published);
    if body.authors.is_empty() {
        body.authors = said.authors;
    }
    true
}
