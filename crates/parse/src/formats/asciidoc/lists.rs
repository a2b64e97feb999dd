//! Lists of AsciiDoc: nested by their markers, not by indentation.

use super::blocks::{self, Above};
use super::{Context, inline};
use crate::formats::markup::DEEPEST_BLOCK;
use std::fmt::Write;

/// An item's beginning.
struct Marker<'t> {
    /// Items with one key make one list: `*`, `**`, `.`, `1.`, `::`.
    key: &'t str,
    /// Of a description list.
    term: Option<&'t str>,
    text: &'t str,
}

impl<'t> Marker<'t> {
    fn of(line: &'t str) -> Option<Self> {
        let line = line.trim_start();
        let (bullet, text) = line.split_once([' ', '\t']).unwrap_or((line, ""));
        if !text.trim().is_empty() {
            let is_run = |sign: char| bullet.len() <= 5 && bullet.chars().all(|c| c == sign);
            let digits = bullet.strip_suffix('.').unwrap_or_default();
            let is_number =
                !digits.is_empty() && digits.len() < 5 && digits.bytes().all(|byte| byte.is_ascii_digit());
            let is_letter = digits.len() == 1 && digits.bytes().all(|byte| byte.is_ascii_alphabetic());
            let callout =
                bullet.strip_prefix('<').and_then(|rest| rest.strip_suffix('>')).unwrap_or_default();
            let is_callout = !callout.is_empty()
                && callout.len() < 4
                && callout.bytes().all(|b| b.is_ascii_digit() || b == b'.');
            let key = match bullet {
                "-" | "•" => Some("-"),
                _ if is_run('*') || is_run('.') => Some(bullet),
                _ if is_number => Some("1."),
                _ if is_letter => Some("a."),
                _ if is_callout => Some("<1>"),
                _ => None,
            };
            if let Some(key) = key {
                return Some(Self { key, term: None, text: text.trim() });
            }
        }
        described(line)
    }

    fn tag(&self) -> &'static str {
        match self.key {
            _ if self.term.is_some() => "dl",
            key if key.starts_with(['.', '1', 'a', '<']) => "ol",
            _ => "ul",
        }
    }
}

/// `term:: text`, with two to four colons or two semicolons.
fn described(line: &str) -> Option<Marker<'_>> {
    let end = [":: ", "::: ", ":::: ", ";; "].iter().filter_map(|sign| line.find(sign)).min();
    let (head, text) = match end {
        Some(at) => {
            let sign = line.get(at..)?.split(' ').next()?.len();
            (line.get(..at + sign)?, line.get(at + sign..)?.trim())
        }
        None if line.ends_with("::") || line.ends_with(";;") => (line, ""),
        None => return None,
    };
    let term = head.trim_end_matches([':', ';']);
    let key = match head.len() - term.len() {
        2 if head.ends_with(';') => ";;",
        2 => "::",
        3 => ":::",
        4 => "::::",
        _ => return None,
    };
    (!term.trim().is_empty() && !term.starts_with("//")).then_some(Marker {
        key,
        term: Some(term.trim()),
        text,
    })
}

/// Whether a list begins with the line.
pub(super) fn begins(line: &str) -> bool {
    Marker::of(line).is_some()
}

/// Reads a list; the number of its lines.
pub(super) fn read(
    lines: &[&str],
    above: &Above,
    context: &mut Context,
    out: &mut String,
    depth: usize,
) -> usize {
    let start = above.named("start").and_then(|start| start.parse().ok());
    if !above.title.is_empty() {
        let title = inline::read(&above.title, context, 0);
        let _ = writeln!(out, "<p><strong>{title}</strong></p>");
    }
    let mut list = List { lines, at: 0, keys: Vec::new(), context, depth };
    list.read(out, start);
    list.at.max(1)
}

struct List<'s, 't, 'c> {
    lines: &'s [&'t str],
    at: usize,
    /// The markers of the lists that are open, the outermost first.
    keys: Vec<&'t str>,
    context: &'c mut Context,
    depth: usize,
}

impl<'t> List<'_, 't, '_> {
    fn marker(&self, at: usize) -> Option<Marker<'t>> {
        self.lines.get(at).and_then(|line| Marker::of(line))
    }

    fn read(&mut self, out: &mut String, start: Option<u32>) {
        let Some(first) = self.marker(self.at) else { return };
        let tag = first.tag();
        let start = start.map(|start| format!(" start=\"{start}\"")).unwrap_or_default();
        let _ = writeln!(out, "<{tag}{start}>");
        self.keys.push(first.key);
        while let Some(marker) = self.marker(self.at).filter(|marker| marker.key == first.key) {
            self.at += 1;
            let text = self.text(&marker);
            self.item(&marker, &text, out);
            let blank = self.blank();
            // What is next, below empty lines, may still be this list's.
            if self.marker(self.at + blank).is_some_and(|next| next.key == first.key) {
                self.at += blank;
            }
        }
        self.keys.pop();
        let _ = writeln!(out, "</{tag}>");
    }

    fn blank(&self) -> usize {
        self.lines.get(self.at..).unwrap_or_default().iter().take_while(|line| line.is_empty()).count()
    }

    /// The item's own lines; those of a description may stand below its term.
    fn text(&mut self, marker: &Marker<'t>) -> String {
        let mut text = marker.text.to_owned();
        if marker.term.is_some() && text.is_empty() {
            let blank = self.blank();
            let next = self.lines.get(self.at + blank);
            let is_text = next.is_some_and(|line| !blocks::interrupts(line) && Marker::of(line).is_none());
            if !is_text || blank > 1 {
                return text;
            }
            self.at += blank;
        }
        while let Some(line) = self.lines.get(self.at) {
            if line.is_empty() || blocks::interrupts(line) || Marker::of(line).is_some() {
                break;
            }
            if !blocks::is_comment(line) {
                text.push('\n');
                text.push_str(line.trim());
            }
            self.at += 1;
        }
        text
    }

    fn item(&mut self, marker: &Marker<'t>, text: &str, out: &mut String) {
        let mut text = text.trim();
        let mut boxed = "";
        for (mark, sign) in [("[ ] ", "☐ "), ("[x] ", "☑ "), ("[*] ", "☑ ")] {
            if let Some(rest) = text.strip_prefix(mark) {
                (text, boxed) = (rest, sign);
            }
        }
        let html = inline::read(text, self.context, 0);
        let end = match marker.term {
            Some(term) => {
                let term = inline::read(term, self.context, 0);
                let _ = write!(out, "<dt>{term}</dt>\n<dd>{html}");
                "</dd>"
            }
            None => {
                let _ = write!(out, "<li>{boxed}{html}");
                "</li>"
            }
        };
        self.attached(out);
        let _ = writeln!(out, "{end}");
    }

    /// Blocks that `+` attaches, lists below other markers, and indented lines.
    fn attached(&mut self, out: &mut String) {
        loop {
            let blank = self.blank();
            let at = self.at + blank;
            let Some(line) = self.lines.get(at) else { return };
            if *line == "+" {
                self.at = at + 1;
                out.push('\n');
                let rest = self.lines.get(self.at..).unwrap_or_default();
                self.at += blocks::one(rest, self.context, out, self.depth + 1 + self.keys.len());
            } else if let Some(next) = Marker::of(line) {
                if self.keys.contains(&next.key) || self.keys.len() + self.depth >= DEEPEST_BLOCK {
                    return;
                }
                self.at = at;
                out.push('\n');
                self.read(out, None);
            } else if blank > 0 && line.starts_with([' ', '\t']) {
                self.at = at;
                out.push('\n');
                let rest = self.lines.get(self.at..).unwrap_or_default();
                self.at += blocks::one(rest, self.context, out, DEEPEST_BLOCK);
            } else {
                return;
            }
        }
    }
}
