//! Blocks of reStructuredText.

use super::targets::is_rule;
use super::{Context, directives, inline, lists, tables};
use crate::formats::markup::{DEEPEST_BLOCK, code_block, dedented, indentation};
use crate::output::plain;
use crate::output::plain::escape;
use std::fmt::Write;

/// A heading.
pub(super) struct Heading<'t> {
    pub(super) text: &'t str,
    /// The sign, and whether a line stands above as well.
    pub(super) style: (char, bool),
    /// How many lines it takes.
    length: usize,
}

impl<'t> Heading<'t> {
    /// Reads the heading that begins here, if one does.
    fn of(lines: &[&'t str]) -> Option<Self> {
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

/// The heading that a document begins with, below comments, targets and directives, and what stands below it.
pub(super) fn first_heading<'s, 't>(lines: &'s [&'t str]) -> Option<(Heading<'t>, &'s [&'t str])> {
    let mut at = 0;
    while let Some(line) = lines.get(at) {
        let is_passed = *line == ".."
            || line.strip_prefix(".. ").is_some_and(|markup| {
                directives::name(markup).is_none_or(|name| ["meta", "contents", "highlight"].contains(&name))
            });
        if line.is_empty() {
            at += 1;
        } else if is_passed {
            at += directives::extent(&lines[at..]);
        } else {
            break;
        }
    }
    let heading = Heading::of(&lines[at..])?;
    let after = &lines[at + heading.length..];
    Some((heading, after))
}

/// Whether a heading of that style stands in the lines.
pub(super) fn has_style(lines: &[&str], style: (char, bool)) -> bool {
    (0..lines.len()).any(|at| {
        let begins = at == 0 || lines[at - 1].is_empty();
        begins && Heading::of(&lines[at..]).is_some_and(|heading| heading.style == style)
    })
}

/// Reads lines as blocks.
pub(super) fn read(lines: &[&str], context: &mut Context, out: &mut String, depth: usize) {
    if depth > DEEPEST_BLOCK {
        let _ = writeln!(out, "<p>{}</p>", escape(&lines.join("\n")));
        return;
    }
    let mut at = 0;
    while let Some(line) = lines.get(at) {
        let rest = &lines[at..];
        let length = if line.is_empty() {
            1
        } else if indentation(line) > 0 {
            quote(rest, context, out, depth)
        } else if line.starts_with(".. ") || *line == ".." {
            directives::read(rest, context, out, depth)
        } else if line.starts_with("__ ") {
            1
        } else if let Some(heading) = Heading::of(rest) {
            write_heading(&heading, context, out);
            heading.length
        } else if let Some(length) = tables::read(rest, context, out, depth) {
            length
        } else if is_rule(line) && line.len() >= 4 {
            out.push_str("<hr>\n");
            1
        } else if let Some(length) = lists::read(rest, context, out, depth) {
            length
        } else if line.starts_with(">>> ") {
            let length = rest.iter().take_while(|line| !line.is_empty()).count();
            out.push_str(&code_block(Some("python"), &rest[..length].join("\n")));
            length
        } else {
            paragraph(rest, context, out, depth)
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
    let inner = inline::read(heading.text, context);
    let id = context.ids.attribute(&plain::from_html(&inner));
    let level = (level + 2).min(6);
    let _ = writeln!(out, "<h{level}{id}>{inner}</h{level}>");
}

/// How many of the lines are indented, or empty before one that is.
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

/// The lines without the indentation that all of them have.
pub(super) fn unindented<'t>(lines: &[&'t str]) -> Vec<&'t str> {
    let shared = lines.iter().filter(|line| !line.is_empty()).map(|line| indentation(line)).min();
    dedented(lines, shared.unwrap_or(0))
}

/// Indented lines are a quotation; the last paragraph may name its author.
fn quote(lines: &[&str], context: &mut Context, out: &mut String, depth: usize) -> usize {
    let length = indented(lines);
    let inner = unindented(&lines[..length]);
    let mut html = String::new();
    read(&inner, context, &mut html, depth + 1);
    for mark in ["<p>-- ", "<p>--- ", "<p>— "] {
        if let Some(at) = html.rfind(mark) {
            html.replace_range(at..at + mark.len(), "<p>— ");
            break;
        }
    }
    let _ = writeln!(out, "<blockquote>\n{html}</blockquote>");
    length
}

/// Lines up to an empty one; the last may announce a listing, and one that is indented below the first explains it.
fn paragraph(lines: &[&str], context: &mut Context, out: &mut String, depth: usize) -> usize {
    let is_explained = lines.get(1).is_some_and(|line| !line.is_empty() && indentation(line) > 0);
    if is_explained && !lines[0].ends_with("::") {
        return definitions(lines, context, out, depth);
    }
    let is_text = |line: &&&str| !line.is_empty() && indentation(line) == 0;
    let length = 1 + lines.iter().skip(1).take_while(is_text).count();
    let text = lines[..length].join("\n");
    let Some(shown) = text.strip_suffix("::") else {
        let _ = writeln!(out, "<p>{}</p>", inline::read(&text, context));
        return length;
    };
    let shown = shown.trim_end();
    if !shown.is_empty() {
        let colon = if text.ends_with(" ::") || text.ends_with("\n::") { "" } else { ":" };
        let _ = writeln!(out, "<p>{}{colon}</p>", inline::read(shown, context));
    }
    length + literal(&lines[length..], out)
}

/// The listing below a paragraph: indented lines, or lines that all begin with one sign.
fn literal(lines: &[&str], out: &mut String) -> usize {
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

/// Terms with what is indented below them.
fn definitions(lines: &[&str], context: &mut Context, out: &mut String, depth: usize) -> usize {
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
        read(&unindented(&rest[1..=length]), context, &mut html, depth + 1);
        let _ = writeln!(out, "<dt>{}</dt>", inline::read(rest[0], context));
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
