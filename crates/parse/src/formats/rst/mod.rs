//! Parses reStructuredText and renders it as Docutils does, with the most common directives and roles of
//! Sphinx, Nikola and Pelican.
//!
//! The parsers of blocks, lists, tables and directives call one another: the grammar is recursive.

mod blocks;
mod context;
mod directives;
mod inline;
mod lists;
mod tables;
mod targets;

use crate::body::Body;
use crate::output::plain;
use context::Context;
use std::borrow::Cow;
use targets::Targets;

/// Parses a document; the lines that became native metadata are already removed. `title` is the title that
/// the metadata gives, if any: a heading at the top that repeats it is dropped, and any other heading is an
/// ordinary one.
pub(crate) fn parse(source: &str, title: Option<&str>) -> Body {
    let source = untabbed(source);
    let lines: Vec<&str> = source.lines().map(str::trim_end).collect();
    let mut context = Context { targets: Targets::collect(&lines), ..Context::default() };
    let (mut own_title, mut subtitle) = (None, None);
    let mut rest = lines.as_slice();
    if let Some((heading, after)) = blocks::first_heading(&lines) {
        let text = plain::from_html(&inline::parse_inline(heading.text, &mut context));
        let repeats = title.is_some_and(|title| plain::comparison_key(title) == plain::comparison_key(&text));
        if !text.is_empty() && (title.is_none() || repeats) {
            own_title = Some(text).filter(|_| title.is_none());
            rest = after;
            // Docutils turns a heading directly below into a subtitle, if no other heading has the same
            // adornment.
            if let Some((second, below)) = blocks::first_heading(after)
                && second.style != heading.style
                && !blocks::has_style(below, second.style)
            {
                subtitle = Some(plain::from_html(&inline::parse_inline(second.text, &mut context)));
                rest = below;
            }
        }
    }
    let mut html = String::new();
    blocks::parse_blocks(rest, &mut context, &mut html, 0);
    html.push_str(&context.notes.html());
    let summary = context.summary.take();
    Body {
        title: own_title,
        subtitle,
        summary,
        html,
        problems: context.unsupported.problems(),
        ..Body::default()
    }
}

/// Expands tabs to eight columns, as Docutils does.
fn untabbed(source: &str) -> Cow<'_, str> {
    if !source.contains('\t') {
        return Cow::Borrowed(source);
    }
    let mut out = String::with_capacity(source.len() + 64);
    let mut column = 0;
    for c in source.chars() {
        match c {
            '\t' => {
                let width = 8 - column % 8;
                out.extend(std::iter::repeat_n(' ', width));
                column += width;
            }
            c => {
                out.push(c);
                column = if c == '\n' { 0 } else { column + 1 };
            }
        }
    }
    Cow::Owned(out)
}
