//! AsciiDoc, as Asciidoctor shows it.

mod attributes;
mod block_metadata;
mod blocks;
mod context;
mod inline;
mod lists;
mod macros;
mod preprocessor;
mod tables;

use crate::Body;
use crate::output::plain;
use context::Context;

/// Reads a document without the lines that `document` took. `title` is the one that the front matter gives, if it
/// does; the document's own is then none of the body.
pub(crate) fn parse(source: &str, title: Option<&str>) -> Body {
    let mut context = Context::default();
    let lines = preprocessor::preprocess(source, &mut context.attributes, &mut context.unsupported);
    let (own_title, rest) = blocks::document_title(&lines);
    let own_title = own_title
        .map(|text| plain::from_html(&inline::parse_inline(text, &mut context, 0)))
        .filter(|text| !text.is_empty());
    if let Some(own_title) = &own_title {
        context.attributes.set("doctitle", own_title);
    }
    let mut html = String::new();
    blocks::parse_blocks(rest, &mut context, &mut html, 0);
    html.push_str(&context.notes.html());
    let summary = context.summary.take();
    let own_title = own_title.filter(|_| title.is_none());
    Body { title: own_title, summary, html, problems: context.unsupported.problems(), ..Body::default() }
}
