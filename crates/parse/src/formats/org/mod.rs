//! Parses Org and renders it as Emacs' exporter does.

mod blocks;
mod context;
mod inline;
mod lists;

use crate::body::Body;
use crate::output::plain;
use context::Context;

/// Parses a document; the keywords that became native metadata are already removed. `title` is the title that
/// the front matter gives, if any.
pub(crate) fn parse(source: &str, title: Option<&str>) -> Body {
    let mut lines: Vec<&str> = source.lines().collect();
    let mut context = Context::default();
    let mut own_title = title_keyword(&lines, &mut context);
    if own_title.is_none() && title.is_none() {
        own_title = take_single_headline(&mut lines, &mut context);
    }
    let mut html = String::new();
    blocks::parse_blocks(&lines, &mut context, &mut html, 0);
    let notes = context.notes.html();
    let summary = summary(&html);
    html.push_str(&notes);
    Body { title: own_title, summary, html, problems: context.unsupported.problems(), ..Body::default() }
}

/// The title in `#+TITLE`, which may be on several lines. Also collects the abbreviations of `#+LINK`.
fn title_keyword(lines: &[&str], context: &mut Context) -> Option<String> {
    let mut title = String::new();
    let mut block: Option<String> = None;
    for line in lines.iter().map(|line| line.trim()) {
        // A block may contain Org as an example.
        if let Some(end) = &block {
            if line.eq_ignore_ascii_case(end) {
                block = None;
            }
            continue;
        }
        block = blocks::begun_block_name(line).map(|name| format!("#+end_{name}"));
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
    plain_text(&title, context)
}

/// Converts inline markup to plain text. `None`: the text is empty.
fn plain_text(text: &str, context: &mut Context) -> Option<String> {
    let text = plain::from_html(&inline::parse_inline(text.trim(), context, 0));
    (!text.is_empty()).then_some(text)
}

/// Removes the only headline of the first level and returns it as the title, if no text is above it; the
/// headlines below it move up one level.
fn take_single_headline(lines: &mut Vec<&str>, context: &mut Context) -> Option<String> {
    let at = lines.iter().position(|line| line.starts_with("* "))?;
    let is_text = |line: &&str| {
        let line = line.trim();
        !line.is_empty() && !line.starts_with(['#', ':'])
    };
    if lines[..at].iter().any(is_text) || lines[at + 1..].iter().any(|line| line.starts_with("* ")) {
        return None;
    }
    let title = plain_text(blocks::Headline::parse(lines[at])?.text, context)?;
    lines.remove(at);
    for line in &mut lines[at..] {
        if line.starts_with("**") && line.trim_start_matches('*').starts_with(' ') {
            *line = line.get(1..).unwrap_or_default();
        }
    }
    Some(title)
}

/// The text above `#+HTML: <!--more-->` or Hugo's `# more`; both become this comment.
fn summary(html: &str) -> Option<String> {
    let (above, _) = html.split_once("<!--more-->")?;
    let text = plain::from_html(above);
    (!text.is_empty()).then_some(text)
}
