//! The page of an error.

use super::Frame;
use super::layout::{Page, layout};
use askama::Template;

#[derive(Template)]
#[template(
    ext = "html",
    source = r##"<h1>{{ heading }}</h1>
<p>{{ text }}</p>
<p><a href="{{ home }}">To the latest articles</a></p>"##
)]
struct Message<'a> {
    heading: &'a str,
    text: &'a str,
    home: String,
}

/// A page with a heading and a sentence.
pub(crate) fn message(frame: Frame<'_>, heading: &str, text: &str) -> askama::Result<String> {
    let content = Message { heading, text, home: frame.path("") }.render()?;
    let page = Page {
        title: heading,
        // The text is in English, whatever the language of the site.
        language: Some("en"),
        description: None,
        canonical: None,
        feeds: &[],
        open_graph: Vec::new(),
        content,
        is_front: false,
    };
    layout(frame, &page)
}
