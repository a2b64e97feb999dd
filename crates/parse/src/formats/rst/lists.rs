//! Lists of reStructuredText: bullets, numbers, fields, options, and lines that keep their ends.

use super::{Context, blocks, inline};
use crate::formats::markup::{Cell, Row, compacted, dedented, indentation};
use std::fmt::Write;

/// Reads a list of any kind, if one begins here; the number of its lines.
pub(super) fn read(lines: &[&str], context: &mut Context, out: &mut String, depth: usize) -> Option<usize> {
    let line = lines.first()?;
    if Bullet::of(lines).is_some() {
        return Some(items(lines, context, out, depth));
    }
    if line.starts_with("| ") || *line == "|" {
        return Some(line_block(lines, context, out));
    }
    if field(line).is_some() {
        return Some(pairs(lines, field, context, out, depth));
    }
    option(line).is_some().then(|| pairs(lines, option, context, out, depth))
}

/// An item's beginning.
struct Bullet {
    /// `-`, or what is around and in a number: `1.`, `(a)`.
    kind: Kind,
    /// The column of its text.
    width: usize,
    number: Option<u32>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Sign(char),
    Number,
    Letter,
}

impl Bullet {
    fn of(lines: &[&str]) -> Option<Self> {
        let line = lines.first()?;
        let (bullet, text) = line.split_once(' ').unwrap_or((line, ""));
        let width = bullet.len() + 1 + indentation(text);
        let sign = bullet.chars().next()?;
        if "*+-•‣".contains(sign) && bullet.len() == sign.len_utf8() {
            return Some(Self { kind: Kind::Sign(sign), width, number: None });
        }
        let inner = bullet
            .strip_prefix('(')
            .map_or_else(|| bullet.strip_suffix(['.', ')']), |inner| inner.strip_suffix(')'))?;
        let is_number =
            !inner.is_empty() && inner.len() < 6 && inner.bytes().all(|byte| byte.is_ascii_digit());
        let is_roman = inner.len() < 6 && !inner.is_empty() && inner.chars().all(|c| "ivxIVX".contains(c));
        let is_letter = inner.len() == 1 && inner.bytes().all(|byte| byte.is_ascii_alphabetic());
        let kind = match inner {
            "#" => Kind::Number,
            _ if is_number => Kind::Number,
            _ if is_letter || is_roman => Kind::Letter,
            _ => return None,
        };
        // 'A. Einstein was\na physicist' is a sentence: what belongs to an item is indented.
        let is_whole = lines.get(1).is_none_or(|next| {
            next.is_empty()
                || indentation(next) > 0
                || next.split_once(' ').is_some_and(|(word, _)| word.ends_with(['.', ')']) && word.len() < 7)
        });
        (is_whole && !text.is_empty()).then(|| Self { kind, width, number: inner.parse().ok() })
    }
}

fn items(lines: &[&str], context: &mut Context, out: &mut String, depth: usize) -> usize {
    let Some(first) = Bullet::of(lines) else { return 1 };
    let is_ordered = !matches!(first.kind, Kind::Sign(_));
    let tag = if is_ordered { "ol" } else { "ul" };
    let start = match first.number {
        Some(number) if number != 1 => format!(" start=\"{number}\""),
        _ if first.kind == Kind::Letter => " type=\"a\"".to_owned(),
        _ => String::new(),
    };
    let _ = writeln!(out, "<{tag}{start}>");
    let mut at = 0;
    while let Some(bullet) = Bullet::of(&lines[at..]).filter(|bullet| bullet.kind == first.kind) {
        let below = blocks::indented(&lines[at + 1..]);
        let mut inner = vec![lines[at].get(bullet.width..).unwrap_or_default()];
        inner.extend(item_lines(&lines[at + 1..at + 1 + below], bullet.width));
        let mut html = String::new();
        blocks::read(&inner, context, &mut html, depth + 1);
        let _ = writeln!(out, "<li>{}</li>", compacted(html).trim_end());
        at += 1 + below;
        let blank = lines[at..].iter().take_while(|line| line.is_empty()).count();
        if Bullet::of(lines.get(at + blank..).unwrap_or_default()).is_none_or(|next| next.kind != first.kind)
        {
            break;
        }
        at += blank;
    }
    let _ = writeln!(out, "</{tag}>");
    at.max(1)
}

/// The lines below an item's first one. Authors indent them by less than the bullet's width, too.
fn item_lines<'t>(lines: &[&'t str], width: usize) -> Vec<&'t str> {
    let shared = lines.iter().filter(|line| !line.is_empty()).map(|line| indentation(line)).min();
    dedented(lines, shared.unwrap_or(0).min(width))
}

/// Lines after bars, which break where they end.
fn line_block(lines: &[&str], context: &mut Context, out: &mut String) -> usize {
    let is_part = |line: &&&str| line.starts_with('|') || indentation(line) > 0 && !line.is_empty();
    let length = lines.iter().take_while(is_part).count();
    let mut shown: Vec<String> = Vec::new();
    for line in &lines[..length] {
        let (is_new, text) = line.strip_prefix('|').map_or((false, *line), |text| (true, text));
        let html = inline::read(text.trim(), context);
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

/// `:name: text`; the name and the column of the text.
fn field(line: &str) -> Option<(&str, &str)> {
    let rest = line.strip_prefix(':')?;
    let (name, text) = rest.split_once(": ").or_else(|| rest.strip_suffix(':').map(|name| (name, "")))?;
    // `:role:`text`` begins a paragraph.
    let is_name = !name.is_empty() && !name.contains('`') && name.len() < 80 && !name.starts_with(' ');
    is_name.then_some((name, text))
}

/// `-v, --verbose  text` of a program's options.
fn option(line: &str) -> Option<(&str, &str)> {
    let is_option = line.starts_with("--") && line.get(2..)?.starts_with(|c: char| c.is_ascii_alphanumeric())
        || line.starts_with('-') && line.get(1..)?.starts_with(|c: char| c.is_ascii_alphanumeric());
    let (name, text) = line.split_once("  ").unwrap_or((line, ""));
    (is_option && name.len() < 60 && (!text.is_empty() || !name.contains(' '))).then_some((name, text))
}

fn pairs(
    lines: &[&str],
    read: fn(&str) -> Option<(&str, &str)>,
    context: &mut Context,
    out: &mut String,
    depth: usize,
) -> usize {
    out.push_str("<dl>\n");
    let mut at = 0;
    while let Some((name, text)) = lines.get(at).and_then(|line| read(line)) {
        let below = blocks::indented(&lines[at + 1..]);
        let mut inner = vec![text.trim_start()];
        inner.extend(blocks::unindented(&lines[at + 1..at + 1 + below]));
        let mut html = String::new();
        blocks::read(&inner, context, &mut html, depth + 1);
        let _ = writeln!(out, "<dt>{}</dt>", inline::read(name, context));
        let _ = writeln!(out, "<dd>{}</dd>", compacted(html).trim_end());
        at += 1 + below;
        let blank = lines[at..].iter().take_while(|line| line.is_empty()).count();
        if lines.get(at + blank).is_none_or(|line| read(line).is_none()) {
            break;
        }
        at += blank;
    }
    out.push_str("</dl>\n");
    at.max(1)
}

/// A list of lists, as `list-table` has it: the outer items are rows, the inner ones cells.
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
        // The row's first cell stands on the line of its bullet: spaces in the bullet's place make all cells alike.
        let first = format!(" {line}");
        let mut inner = vec![first.as_str()];
        inner.extend(&lines[at + 1..at + 1 + below]);
        rows.push(cells(&blocks::unindented(&inner), context, depth));
        at += 1 + below;
    }
    rows
}

fn cells(lines: &[&str], context: &mut Context, depth: usize) -> Row {
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
        blocks::read(&inner, context, &mut html, depth + 1);
        row.push(Cell::of(compacted(html).trim_end().to_owned()));
        at += 1 + below;
    }
    row
}
