//! AsciiDoc, as Asciidoctor shows it.

mod attributes;
mod blocks;
mod inline;
mod lists;
mod macros;
mod source;
mod tables;

use super::markup::{HeadingIds, Left, Notes};
use crate::Body;
use crate::output::plain;
use attributes::Attributes;

/// What is known of the whole document while its blocks are read.
#[derive(Debug, Default)]
struct Context {
    attributes: Attributes,
    notes: Notes,
    ids: HeadingIds,
    left: Left,
    /// The text above `// more` as Hugo's users write it.
    summary: Option<String>,
}

/// Reads a document without the lines that `document` took. `title` is the one that the front matter gives, if it
/// does; the document's own is then none of the body.
pub(crate) fn read(source: &str, title: Option<&str>) -> Body {
    let mut context = Context::default();
    let lines = source::lines(source, &mut context.attributes, &mut context.left);
    let (own, rest) = blocks::document_title(&lines);
    let own = own
        .map(|text| plain::from_html(&inline::read(text, &mut context, 0)))
        .filter(|text| !text.is_empty());
    if let Some(own) = &own {
        context.attributes.set("doctitle", own);
    }
    let mut html = String::new();
    blocks::read(rest, &mut context, &mut html, 0);
    html.push_str(&context.notes.html());
    let summary = context.summary.take();
    let own = own.filter(|_| title.is_none());
    Body { title: own, summary, html, problems: context.left.problems(), ..Body::default() }
}
