//! Parses lists of reStructuredText: bullets, numbers, fields, options, and line blocks.

use super::context::Context;
use super::{blocks, inline};
use crate::formats::markup::{Cell, Row, dedented, indentation, without_single_paragraph};
use std::fmt::Write;

/// Parses a list of any kind, if one begins here; returns the number of its lines.
pub(super) fn parse_list(
    lines: &[&str],
    context: &mut Context,
    out: &mut String,
    depth: usize,
) -> Option<usize> {
    let line = lines.first()?;
    if Bullet::parse(lines).is_some() {
        return Some(parse_items(lines, context, out, depth));
    }
    if line.starts_with("| ") || *line == "|" {
        return Some(parse_line_block(lines, context, out));
    }
    if field(line).is_some() {
        return Some(parse_pairs(lines, field, context, out, depth));
    }
    option(line).is_some().then(|| parse_pairs(lines, option, context, out, depth))
}

/// The bullet at the start of an item.
struct Bullet {
    /// The bullet character, or the kind of enumerator: `1.`, `(a)`.
    kind: BulletKind,
    /// The column of the text.
    width: usize,
    number: Option<u32>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum BulletKind {
    Sign(char),
    Number,
    Letter,
}

impl Bullet {
    fn parse(lines: &[&str]) -> Option<Self> {
        let line = lines.first()?;
        let (bullet, text) = line.split_once(' ').unwrap_or((line, ""));
        let width = bullet.len() + 1 + indentation(text);
        let sign = bullet.chars().next()?;
        if "*+-•‣".contains(sign) && bullet.len() == sign.len_utf8() {
            return Some(Self { kind: BulletKind::Sign(sign), width, number: None });
        }
        let inner = bullet
            .strip_prefix('(')
            .map_or_else(|| bullet.strip_suffix(['.', ')']), |inner| inner.strip_suffix(')'))?;
        let is_number =
            !inner.is_empty() && inner.len() < 6 && inner.bytes().all(|byte| byte.is_ascii_digit());
        let is_roman = inner.len() < 6 && !inner.is_empty() && inner.chars().all(|c| "ivxIVX".contains(c));
        let is_letter = inner.len() == 1 && inner.bytes().all(|byte| byte.is_ascii_alphabetic());
        let kind = match inner {
            "#" => BulletKind::Number,
            _ if is_number => BulletKind::Number,
            _ if is_letter || is_roman => BulletKind::Letter,
            _ => return None,
        };
        // 'A. Einstein was\na physicist' is a sentence: the lines of an item are indented.
        let is_whole = lines.get(1).is_none_or(|next| {
            next.is_empty()
                || indentation(next) > 0
                || next.split_once(' ').is_some_and(|(word, _)| word.ends_with(['.', ')']) && word.len() < 7)
        });
        (is_whole && !text.is_empty()).then(|| Self { kind, width, number: inner.parse().ok() })
    }
}

fn parse_items(lines: &[&str], context: &mut Context, out: &mut String, depth: usize) -> usize {
    let Some(first) = Bullet::parse(lines) else { return 1 };
    let is_ordered = !matches!(first.kind, BulletKind::Sign(_));
    let tag = if is_ordered { "ol" } else { "ul" };
    let start = match first.number {
        Some(number) if number != 1 => format!(" start=\"{number}\""),
        _ if first.kind == BulletKind::Letter => " type=\"a\"".to_owned(),
        _ => String::new(),
    };
    let _ = writeln!(out, "<{tag}{start}>");
    let mut at = 0;
    while let Some(bullet) = Bullet::parse(&lines[at..]).filter(|bullet| bullet.kind == first.kind) {
        let below = blocks::indented(&lines[at + 1..]);
        let mut inner = vec![lines[at].get(bullet.width..).unwrap_or_default()];
        inner.extend(item_lines(&lines[at + 1..at + 1 + below], bullet.width));
        let mut html = String::new();
        blocks::parse_blocks(&inner, context, &mut html, depth + 1);
        let _ = writeln!(out, "<li>{}</li>", without_single_paragraph(html).trim_end());
        at += 1 + below;
        let blank = lines[at..].iter().take_while(|line| line.is_empty()).count();
        if Bullet::parse(lines.get(at + blank..).unwrap_or_default())
            .is_none_or(|next| next.kind != first.kind)
        {
            break;
        }
        at += blank;
    }
    let _ = writeln!(out, "</{tag}>");
    at.max(1)
}

/// The lines below the first line of an item. Authors also indent them by less than the bullet's width.
fn item_lines<'t>(lines: &[&'t str], width: usize) -> Vec<&'t str> {
    let shared = lines.iter().filter(|line| !line.is_empty()).map(|line| indentation(line)).min();
    dedented(lines, shared.unwrap_or(0).min(width))
}

/// Parses a line block: lines after bars keep their line breaks.
fn parse_line_block(lines: &[&str], context: &mut Context, out: &mut String) -> usize {
    let is_part = |line: &&&str| line.starts_with('|') || indentation(line) > 0 && !line.is_empty();
    let length = lines.iter().take_while(is_part).count();
    let mut shown: Vec<String> = Vec::new();
    for line in &lines[..length] {
        let (is_new, text) = line.strip_prefix('|').map_or((false, *line), |text| (true, text));
        let html = inline::parse_inline(text.trim(), context);
        match shown.last_mut().filter(|_| !is_new) {
            Some(last) => {
                last.push(' ');
                last.push_str(&html);
            }
            None => shown.push(html),
        }
    }
    let _ = writeln!(out, "<p>{}</p>", shown.join("<br>\n"));
    length
}

/// Parses a field, `:name: text`; returns its name and text.
fn field(line: &str) -> Option<(&str, &str)> {
    let rest = line.strip_prefix(':')?;
    let (name, text) = rest.split_once(": ").or_else(|| rest.strip_suffix(':').map(|name| (name, "")))?;
    // `:role:`text`` begins a paragraph.
    let is_name = !name.is_empty() && !name.contains('`') && name.len() < 80 && !name.starts_with(' ');
    is_name.then_some((name, text))
}

/// Parses a command-line option: `-v, --verbose  text`.
fn option(line: &str) -> Option<(&str, &str)> {
    let is_option = line.starts_with("--") && line.get(2..)?.starts_with(|c: char| c.is_ascii_alphanumeric())
        || line.starts_with('-') && line.get(1..)?.starts_with(|c: char| c.is_ascii_alphanumeric());
    let (name, text) = line.split_once("  ").unwrap_or((line, ""));
    (is_option && name.len() < 60 && (!text.is_empty() || !name.contains(' '))).then_some((name, text))
}

fn parse_pairs(
    lines: &[&str],
    parse_term: fn(&str) -> Option<(&str, &str)>,
    context: &mut Context,
    out: &mut String,
    depth: usize,
) -> usize {
    out.push_str("<dl>\n");
    let mut at = 0;
    while let Some((name, text)) = lines.get(at).and_then(|line| parse_term(line)) {
        let below = blocks::indented(&lines[at + 1..]);
        let mut inner = vec![text.trim_start()];
        inner.extend(blocks::unindented(&lines[at + 1..at + 1 + below]));
        let mut html = String::new();
        blocks::parse_blocks(&inner, context, &mut html, depth + 1);
        let _ = writeln!(out, "<dt>{}</dt>", inline::parse_inline(name, context));
        let _ = writeln!(out, "<dd>{}</dd>", without_single_paragraph(html).trim_end());
        at += 1 + below;
        let blank = lines[at..].iter().take_while(|line| line.is_empty()).count();
        if lines.get(at + blank).is_none_or(|line| parse_term(line).is_none()) {
            break;
        }
        at += blank;
    }
    out.push_str("</dl>\n");
    at.max(1)
}

/// Parses the nested list of a `list-table`: outer items are rows, inner items are cells.
pub(super) fn nested_rows(lines: &[&str], context: &mut Context, depth: usize) -> Vec<Row> {
    let mut rows: Vec<Row> = Vec::new();
    let lines = blocks::unindented(lines);
    let mut at = 0;
    while at < lines.len() {
        let Some(line) = lines[at].strip_prefix(['*', '-']) else {
            at += 1;
            continue;
        };
        let below = blocks::indented(&lines[at + 1..]);
        // The first cell of a row is on the line of the row's bullet; that bullet is replaced by a space, so
        // that all cells have the same form.
        let first = format!(" {line}");
        let mut inner = vec![first.as_str()];
        inner.extend(&lines[at + 1..at + 1 + below]);
        rows.push(parse_cells(&blocks::unindented(&inner), context, depth));
        at += 1 + below;
    }
    rows
}

fn parse_cells(lines: &[&str], context: &mut Context, depth: usize) -> Row {
    let mut row = Row::new();
    let mut at = 0;
    while at < lines.len() {
        let Some(line) = lines[at].strip_prefix(['*', '-']) else {
            at += 1;
            continue;
        };
        let below = blocks::indented(&lines[at + 1..]);
        let mut inner = vec![line.trim_start()];
        inner.extend(blocks::unindented(&lines[at + 1..at + 1 + below]));
        let mut html = String::new();
        blocks::parse_blocks(&inner, context, &mut html, depth + 1);
        row.push(Cell::single(without_single_paragraph(html).trim_end().to_owned()));
        at += 1 + below;
    }
    row
}
