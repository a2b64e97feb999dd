//! Parses AsciiDoc and renders it as Asciidoctor does.
//!
//! The parsers of blocks, lists, tables and macros call one another: the grammar is recursive.

mod attributes;
mod block_metadata;
mod blocks;
mod context;
mod inline;
mod lists;
mod macros;
mod preprocessor;
mod tables;

use crate::body::Body;
use crate::output::plain;
use context::Context;

/// Parses a document; the lines that became native metadata are already removed. `title` is the title that
/// the front matter gives, if any; the document's own title is then dropped.
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
