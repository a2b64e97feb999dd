//! Parses blocks of reStructuredText.

use super::context::Context;
use super::targets::is_rule;
use super::{directives, inline, lists, tables};
use crate::formats::markup::{MAX_BLOCK_DEPTH, code_block, dedented, indentation};
use crate::output::plain;
use crate::output::plain::escape;
use std::fmt::Write;

/// A heading.
pub(super) struct Heading<'t> {
    pub(super) text: &'t str,
    /// The adornment: its character, and whether there is also an overline.
    pub(super) style: (char, bool),
    /// The number of its lines.
    length: usize,
}

impl<'t> Heading<'t> {
    /// Parses the heading that begins here, if any.
    fn parse(lines: &[&'t str]) -> Option<Self> {
        let first = lines.first()?;
        if is_rule(first) {
            let (text, rule) = (lines.get(1)?, lines.get(2)?);
            let sign = first.chars().next()?;
            let is_one = first == rule && !text.trim().is_empty() && !is_rule(text);
            return is_one.then(|| Self { text: text.trim(), style: (sign, true), length: 3 });
        }
        let rule = lines.get(1).filter(|rule| is_rule(rule))?;
        let sign = rule.chars().next()?;
        let is_text = !first.is_empty() && !first.starts_with([' ', '|']) && !first.starts_with(".. ");
        let is_long = rule.len() >= first.chars().count() || rule.len() >= 4;
        (is_text && is_long).then(|| Self { text: first.trim(), style: (sign, false), length: 2 })
    }
}

/// The heading at the top of a document, after comments, targets and directives, and the lines after it.
pub(super) fn first_heading<'s, 't>(lines: &'s [&'t str]) -> Option<(Heading<'t>, &'s [&'t str])> {
    let mut at = 0;
    while let Some(line) = lines.get(at) {
        let is_passed = *line == ".."
            || line.strip_prefix(".. ").is_some_and(|markup| {
                directives::directive_name(markup)
                    .is_none_or(|name| ["meta", "contents", "highlight"].contains(&name))
            });
        if line.is_empty() {
            at += 1;
        } else if is_passed {
            at += directives::extent(&lines[at..]);
        } else {
            break;
        }
    }
    let heading = Heading::parse(&lines[at..])?;
    let after = &lines[at + heading.length..];
    Some((heading, after))
}

/// Whether the lines contain a heading with that adornment.
pub(super) fn has_style(lines: &[&str], style: (char, bool)) -> bool {
    (0..lines.len()).any(|at| {
        let begins = at == 0 || lines[at - 1].is_empty();
        begins && Heading::parse(&lines[at..]).is_some_and(|heading| heading.style == style)
    })
}

/// Parses lines as blocks and appends their HTML.
pub(super) fn parse_blocks(lines: &[&str], context: &mut Context, out: &mut String, depth: usize) {
    if depth > MAX_BLOCK_DEPTH {
        let _ = writeln!(out, "<p>{}</p>", escape(&lines.join("\n")));
        return;
    }
    let mut at = 0;
    while let Some(line) = lines.get(at) {
        let rest = &lines[at..];
        let length = if line.is_empty() {
            1
        } else if indentation(line) > 0 {
            parse_quote(rest, context, out, depth)
        } else if line.starts_with(".. ") || *line == ".." {
            directives::parse_explicit_markup(rest, context, out, depth)
        } else if line.starts_with("__ ") {
            1
        } else if let Some(heading) = Heading::parse(rest) {
            write_heading(&heading, context, out);
            heading.length
        } else if let Some(length) = tables::parse_table(rest, context, out, depth) {
            length
        } else if is_rule(line) && line.len() >= 4 {
            out.push_str("<hr>\n");
            1
        } else if let Some(length) = lists::parse_list(rest, context, out, depth) {
            length
        } else if line.starts_with(">>> ") {
            let length = rest.iter().take_while(|line| !line.is_empty()).count();
            out.push_str(&code_block(Some("python"), &rest[..length].join("\n")));
            length
        } else {
            parse_paragraph(rest, context, out, depth)
        };
        at += length.max(1);
    }
}

fn write_heading(heading: &Heading, context: &mut Context, out: &mut String) {
    let known = context.styles.iter().position(|style| *style == heading.style);
    let level = known.unwrap_or_else(|| {
        context.styles.push(heading.style);
        context.styles.len() - 1
    });
    let inner = inline::parse_inline(heading.text, context);
    let id = context.ids.attribute(&plain::from_html(&inner));
    let level = (level + 2).min(6);
    let _ = writeln!(out, "<h{level}{id}>{inner}</h{level}>");
}

/// The number of leading lines that are indented, including empty lines between them.
pub(super) fn indented(lines: &[&str]) -> usize {
    let mut length = 0;
    for (at, line) in lines.iter().enumerate() {
        if !line.is_empty() && indentation(line) == 0 {
            break;
        }
        if !line.is_empty() {
            length = at + 1;
        }
    }
    length
}

/// The lines without their common indentation.
pub(super) fn unindented<'t>(lines: &[&'t str]) -> Vec<&'t str> {
    let shared = lines.iter().filter(|line| !line.is_empty()).map(|line| indentation(line)).min();
    dedented(lines, shared.unwrap_or(0))
}

/// Indented lines are a block quote; the last paragraph may be its attribution.
fn parse_quote(lines: &[&str], context: &mut Context, out: &mut String, depth: usize) -> usize {
    let length = indented(lines);
    let inner = unindented(&lines[..length]);
    let mut html = String::new();
    parse_blocks(&inner, context, &mut html, depth + 1);
    for mark in ["<p>-- ", "<p>--- ", "<p>— "] {
        if let Some(at) = html.rfind(mark) {
            html.replace_range(at..at + mark.len(), "<p>— ");
            break;
        }
    }
    let _ = writeln!(out, "<blockquote>\n{html}</blockquote>");
    length
}

/// Parses lines up to an empty one. `::` at the end announces a literal block; an indented second line makes
/// a definition list.
fn parse_paragraph(lines: &[&str], context: &mut Context, out: &mut String, depth: usize) -> usize {
    let is_explained = lines.get(1).is_some_and(|line| !line.is_empty() && indentation(line) > 0);
    if is_explained && !lines[0].ends_with("::") {
        return parse_definitions(lines, context, out, depth);
    }
    let is_text = |line: &&&str| !line.is_empty() && indentation(line) == 0;
    let length = 1 + lines.iter().skip(1).take_while(is_text).count();
    let text = lines[..length].join("\n");
    let Some(shown) = text.strip_suffix("::") else {
        let _ = writeln!(out, "<p>{}</p>", inline::parse_inline(&text, context));
        return length;
    };
    let shown = shown.trim_end();
    if !shown.is_empty() {
        let colon = if text.ends_with(" ::") || text.ends_with("\n::") { "" } else { ":" };
        let _ = writeln!(out, "<p>{}{colon}</p>", inline::parse_inline(shown, context));
    }
    length + parse_literal_block(&lines[length..], out)
}

/// Parses a literal block: indented lines, or lines that all begin with the same punctuation character.
fn parse_literal_block(lines: &[&str], out: &mut String) -> usize {
    let blank = lines.iter().take_while(|line| line.is_empty()).count();
    let rest = &lines[blank..];
    let Some(first) = rest.first() else { return blank };
    let length = indented(rest);
    if length > 0 {
        out.push_str(&code_block(None, &unindented(&rest[..length]).join("\n")));
        return blank + length;
    }
    let Some(sign) = first.chars().next().filter(char::is_ascii_punctuation) else { return 0 };
    let length = rest.iter().take_while(|line| line.starts_with(sign)).count();
    out.push_str(&code_block(None, &rest[..length].join("\n")));
    blank + length
}

/// Parses a definition list: terms with indented definitions.
fn parse_definitions(lines: &[&str], context: &mut Context, out: &mut String, depth: usize) -> usize {
    out.push_str("<dl>\n");
    let mut at = 0;
    loop {
        let rest = &lines[at..];
        let is_term = rest.first().is_some_and(|line| !line.is_empty() && indentation(line) == 0)
            && rest.get(1).is_some_and(|line| !line.is_empty() && indentation(line) > 0)
            && (at == 0 || !rest[0].starts_with(".. ") && !rest[0].ends_with("::"));
        if !is_term {
            break;
        }
        let length = indented(&rest[1..]);
        let mut html = String::new();
        parse_blocks(&unindented(&rest[1..=length]), context, &mut html, depth + 1);
        let _ = writeln!(out, "<dt>{}</dt>", inline::parse_inline(rest[0], context));
        let _ = writeln!(out, "<dd>{}</dd>", html.trim_end());
        at += 1 + length;
        let blank = lines[at..].iter().take_while(|line| line.is_empty()).count();
        let is_next = lines.get(at + blank + 1).is_some_and(|line| indentation(line) > 0);
        if !is_next || at + blank >= lines.len() {
            break;
        }
        at += blank;
    }
    out.push_str("</dl>\n");
    at
}
