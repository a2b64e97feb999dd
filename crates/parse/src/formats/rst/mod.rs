//! reStructuredText, as Docutils shows it, with the commonest directives and roles of Sphinx, Nikola and Pelican.

mod blocks;
mod directives;
mod inline;
mod lists;
mod tables;
mod targets;

use super::markup::{HeadingIds, Left, Notes};
use crate::Body;
use crate::output::plain;
use std::borrow::Cow;
use targets::Targets;

/// What is known of the whole document while its blocks are read.
#[derive(Debug, Default)]
struct Context {
    targets: Targets,
    notes: Notes,
    ids: HeadingIds,
    left: Left,
    /// How headings of each level look: the sign, and whether a line stands above as well.
    styles: Vec<(char, bool)>,
    /// The text above Nikola's `.. TEASER_END`.
    summary: Option<String>,
}

/// Reads a document without the lines that `document` took. `title` is the one that metadata gives, if it does: a
/// heading at the top that repeats it is left out, any other is then a heading like the rest.
pub(crate) fn read(source: &str, title: Option<&str>) -> Body {
    let source = untabbed(source);
    let lines: Vec<&str> = source.lines().map(str::trim_end).collect();
    let mut context = Context { targets: Targets::of(&lines), ..Context::default() };
    let (mut own, mut subtitle) = (None, None);
    let mut rest = lines.as_slice();
    if let Some((heading, after)) = blocks::first_heading(&lines) {
        let text = plain::from_html(&inline::read(heading.text, &mut context));
        let repeats =
            title.is_some_and(|title| plain::collapse_whitespace(title) == plain::collapse_whitespace(&text));
        if !text.is_empty() && (title.is_none() || repeats) {
            own = Some(text).filter(|_| title.is_none());
            rest = after;
            // Docutils makes a subtitle of a heading directly below, if no other looks like it.
            if let Some((second, below)) = blocks::first_heading(after)
                && second.style != heading.style
                && !blocks::has_style(below, second.style)
            {
                subtitle = Some(plain::from_html(&inline::read(second.text, &mut context)));
                rest = below;
            }
        }
    }
    let mut html = String::new();
    blocks::read(rest, &mut context, &mut html, 0);
    html.push_str(&context.notes.html());
    let summary = context.summary.take();
    Body { title: own, subtitle, summary, html, problems: context.left.problems(), ..Body::default() }
}

/// With eight spaces for a tab, as Docutils has it.
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
