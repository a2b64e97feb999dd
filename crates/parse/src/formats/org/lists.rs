//! Lists of Org: an item is what is indented below its bullet.

use super::{Context, blocks, inline};
use crate::formats::markup::{compacted, dedented, indentation};
use std::fmt::Write;

/// An item's beginning.
pub(super) struct Bullet<'t> {
    /// Its column.
    indent: usize,
    /// `1.` or `1)`, not `-`.
    is_ordered: bool,
    /// `[@5]`.
    number: Option<u32>,
    text: &'t str,
}

impl<'t> Bullet<'t> {
    /// Reads `- text`, `+ text`, ` * text`, `1. text` or `1) text`.
    pub(super) fn of(line: &'t str) -> Option<Self> {
        let indent = indentation(line);
        let rest = line.get(indent..)?;
        let (bullet, text) = rest.split_once([' ', '\t']).unwrap_or((rest, ""));
        let digits = bullet.strip_suffix(['.', ')']).unwrap_or_default();
        let is_number = (1..=9).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit());
        let is_letter =
            digits.len() == 1 && digits.bytes().all(|byte| byte.is_ascii_alphabetic()) && indent > 0;
        let is_sign = ["-", "+"].contains(&bullet) || (bullet == "*" && indent > 0);
        if !is_number && !is_sign && !is_letter {
            return None;
        }
        let mut text = text.trim_start();
        let mut number = None;
        if let Some((count, rest)) = text.strip_prefix("[@").and_then(|rest| rest.split_once(']')) {
            number = count.parse().ok();
            text = rest.trim_start();
        }
        Some(Self { indent, is_ordered: !is_sign, number, text })
    }
}

/// Reads a list; the number of its lines.
pub(super) fn read(lines: &[&str], context: &mut Context, out: &mut String, depth: usize) -> usize {
    let Some(first) = lines.first().and_then(|line| Bullet::of(line)) else { return 1 };
    let is_described = first.text.contains(" :: ") || first.text.ends_with(" ::");
    let tag = if is_described {
        "dl"
    } else if first.is_ordered {
        "ol"
    } else {
        "ul"
    };
    let _ = writeln!(out, "<{tag}>");
    let mut at = 0;
    while let Some(bullet) = lines.get(at).and_then(|line| Bullet::of(line)) {
        if bullet.indent != first.indent || bullet.is_ordered != first.is_ordered {
            break;
        }
        let length = item_length(&lines[at..], bullet.indent);
        let below = &lines[at + 1..at + length];
        let shift = below.iter().filter(|line| !line.trim().is_empty()).map(|line| indentation(line)).min();
        item(&bullet, dedented(below, shift.unwrap_or(0)), is_described, context, out, depth);
        at += length;
    }
    let _ = writeln!(out, "</{tag}>");
    at.max(1)
}

/// Lines up to one that is not indented more than the bullet, or to two empty ones.
fn item_length(lines: &[&str], indent: usize) -> usize {
    let mut end = 1;
    let mut block: Option<String> = None;
    for (at, line) in lines.iter().enumerate().skip(1) {
        if line.trim().is_empty() {
            if block.is_none() && lines.get(at + 1).is_none_or(|next| next.trim().is_empty()) {
                break;
            }
            continue;
        }
        // A listing's lines may stand further left.
        match &block {
            Some(name) if line.trim().eq_ignore_ascii_case(name) => block = None,
            None if indentation(line) <= indent => break,
            None => block = blocks::begun(line.trim()).map(|name| format!("#+end_{name}")),
            Some(_) => {}
        }
        end = at + 1;
    }
    // Empty lines before the next item are the list's.
    while lines.get(end).is_some_and(|line| line.trim().is_empty())
        && lines
            .get(end + 1)
            .is_some_and(|next| Bullet::of(next).is_some_and(|bullet| bullet.indent == indent))
    {
        end += 1;
    }
    end
}

fn item(
    bullet: &Bullet,
    below: Vec<&str>,
    is_described: bool,
    context: &mut Context,
    out: &mut String,
    depth: usize,
) {
    let mut text = bullet.text;
    if is_described {
        let (term, rest) = text.split_once(" ::").unwrap_or(("", text));
        let _ = writeln!(out, "<dt>{}</dt>", inline::read(term, context, 0));
        text = rest.trim_start();
    }
    let mut boxed = "";
    for (mark, sign) in [("[ ]", "☐ "), ("[X]", "☑ "), ("[x]", "☑ "), ("[-]", "☐ ")] {
        if let Some(rest) = text.strip_prefix(mark) {
            (text, boxed) = (rest.trim_start(), sign);
            break;
        }
    }
    let mut lines = vec![text];
    lines.extend(below);
    let mut html = String::new();
    blocks::read(&lines, context, &mut html, depth + 1);
    let html = compacted(html);
    let number = bullet.number.map(|number| format!(" value=\"{number}\"")).unwrap_or_default();
    let (start, end) =
        if is_described { ("<dd>".to_owned(), "</dd>") } else { (format!("<li{number}>"), "</li>") };
    let _ = writeln!(out, "{start}{boxed}{}{end}", html.trim_end());
}
