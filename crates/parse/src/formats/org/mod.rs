//! Org, as Emacs' exporter shows it.

mod blocks;
mod inline;
mod lists;

use super::markup::{HeadingIds, Left, Notes};
use crate::Body;
use crate::output::plain;
use std::collections::HashMap;

/// What is known of the whole document while its blocks are read.
#[derive(Debug, Default)]
struct Context {
    notes: Notes,
    ids: HeadingIds,
    left: Left,
    /// `#+LINK: key address`.
    abbreviations: HashMap<String, String>,
}

/// Reads a document without the keywords that `document` took. `title` is the one that the front matter gives, if it
/// does.
pub(crate) fn read(source: &str, title: Option<&str>) -> Body {
    let mut lines: Vec<&str> = source.lines().collect();
    let mut context = Context::default();
    let mut own = title_keyword(&lines, &mut context);
    if own.is_none() && title.is_none() {
        own = take_single_headline(&mut lines, &mut context);
    }
    let mut html = String::new();
    blocks::read(&lines, &mut context, &mut html, 0);
    let notes = context.notes.html();
    let summary = summary(&html);
    html.push_str(&notes);
    Body { title: own, summary, html, problems: context.left.problems(), ..Body::default() }
}

/// `#+TITLE`, which may stand on several lines; `#+LINK` on the way.
fn title_keyword(lines: &[&str], context: &mut Context) -> Option<String> {
    let mut title = String::new();
    let mut block: Option<String> = None;
    for line in lines.iter().map(|line| line.trim()) {
        // A listing may show how a document begins.
        if let Some(end) = &block {
            if line.eq_ignore_ascii_case(end) {
                block = None;
            }
            continue;
        }
        block = blocks::begun(line).map(|name| format!("#+end_{name}"));
        let Some((key, value)) = line.strip_prefix("#+").and_then(|rest| rest.split_once(':')) else {
            continue;
        };
        if key.eq_ignore_ascii_case("title") {
            title.push(' ');
            title.push_str(value.trim());
        } else if key.eq_ignore_ascii_case("link")
            && let Some((key, address)) = value.trim().split_once(char::is_whitespace)
        {
            context.abbreviations.insert(key.to_owned(), address.trim().to_owned());
        }
    }
    words(&title, context)
}

/// Marked up text as plain text; `None` where there is none.
fn words(text: &str, context: &mut Context) -> Option<String> {
    let text = plain::from_html(&inline::read(text.trim(), context, 0));
    (!text.is_empty()).then_some(text)
}

/// The one headline of the first level, if nothing stands above it; those below it move up.
fn take_single_headline(lines: &mut Vec<&str>, context: &mut Context) -> Option<String> {
    let at = lines.iter().position(|line| line.starts_with("* "))?;
    let is_text = |line: &&str| {
        let line = line.trim();
        !line.is_empty() && !line.starts_with(['#', ':'])
    };
    if lines[..at].iter().any(is_text) || lines[at + 1..].iter().any(|line| line.starts_with("* ")) {
        return None;
    }
    let title = words(blocks::Headline::of(lines[at])?.text, context)?;
    lines.remove(at);
    for line in &mut lines[at..] {
        if line.starts_with("**") && line.trim_start_matches('*').starts_with(' ') {
            *line = line.get(1..).unwrap_or_default();
        }
    }
    Some(title)
}

/// The text above `#+HTML: <!--more-->` and Hugo's `# more`, which both become this comment.
fn summary(html: &str) -> Option<String> {
    let (above, _) = html.split_once("<!--more-->")?;
    let text = plain::from_html(above);
    (!text.is_empty()).then_some(text)
}
