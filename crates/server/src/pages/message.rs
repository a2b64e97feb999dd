//! The page that says why there is none.

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
        // The sentence is ours, and English whatever the site's language is.
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
