//! Searches through a whole text: for the ends of pairs, for formulas, and for templates in code.

use super::tag::{self, Piece, Syntax};
use std::collections::HashMap;
use std::ops::Range;

/// Code without `{% raw %}` and its end, and with shortcodes as they are meant to be seen.
pub(super) fn unescaped(code: &str) -> String {
    if !code.contains("{%") && !code.contains("{{") {
        return code.to_owned();
    }
    let mut out = String::with_capacity(code.len());
    let (mut rest, mut in_raw) = (code, false);
    let has_end = find_end(code, "raw").is_some();
    while let Some(at) = rest.find('{') {
        let (before, from) = rest.split_at(at);
        out.push_str(before);
        let piece = if from.starts_with("{{") || from.starts_with("{%") { tag::read(from) } else { None };
        let length = match piece {
            Some((Piece::Escaped(shown), length)) => {
                out.push_str(&shown);
                length
            }
            Some((Piece::Tag(tag), length)) if has_end && tag.name == "raw" && tag.closes == in_raw => {
                in_raw = !in_raw;
                length
            }
            _ => {
                out.push('{');
                1
            }
        };
        rest = &from[length..];
    }
    out.push_str(rest);
    out
}

/// What stands between dollar signs: `$x$` within a paragraph, `$$ … $$`.
pub(super) fn formulas(source: &str) -> Vec<Range<usize>> {
    let mut all: Vec<Range<usize>> = Vec::new();
    let mut open: Option<(usize, usize)> = None;
    let mut at = 0;
    while let Some(start) = source[at..].find('$').map(|length| at + length) {
        let length = if source[start..].starts_with("$$") { 2 } else { 1 };
        at = start + length;
        let (before, after) = (source[..start].chars().next_back(), source[at..].chars().next());
        let is_inner = |c: Option<char>| c.is_some_and(|c| !c.is_whitespace());
        match open {
            Some((begin, own))
                if own == length
                    && (own == 2 || is_inner(before) && !source[begin..start].contains("\n\n")) =>
            {
                all.push(begin..at);
                open = None;
            }
            // A single dollar sign inside of a block of formulas is part of it.
            Some((_, 2)) => {}
            _ if length == 2 || is_inner(after) => open = Some((start, length)),
            _ => open = None,
        }
    }
    all
}

/// Where a statement's end stands.
pub(super) fn find_end(text: &str, name: &str) -> Option<Range<usize>> {
    let mut from = 0;
    while let Some(at) = text[from..].find("{%").map(|at| from + at) {
        let inner = text[at + 2..].trim_start_matches(['-', '~', '+']).trim_start();
        if let Some(rest) = inner.strip_prefix("end").map(|rest| rest.strip_prefix('_').unwrap_or(rest))
            && let Some(rest) = rest.strip_prefix(name)
            && let Some(rest) = rest.trim_start().trim_start_matches(['-', '~', '+']).strip_prefix("%}")
        {
            return Some(at..text.len() - rest.len());
        }
        from = at + 2;
    }
    None
}

/// Where the last end of each pair stands.
pub(super) fn ends(source: &str) -> HashMap<(Syntax, String), usize> {
    let mut ends = HashMap::new();
    for (at, _) in source.match_indices('{') {
        let rest = &source[at..];
        let inner = |length: usize| rest[length..].trim_start_matches(['-', '~', '+', ' ']);
        let (syntax, name) = if rest.starts_with("{%") {
            let Some(name) = inner(2).strip_prefix("end") else { continue };
            (Syntax::Statement, name.trim_start_matches('_'))
        } else if rest.starts_with("{{<") || rest.starts_with("{{%") {
            let Some(name) = inner(3).strip_prefix('/') else { continue };
            (Syntax::Shortcode, name.trim_start())
        } else {
            continue;
        };
        let end =
            name.find(|c: char| !c.is_alphanumeric() && !"_-./:".contains(c)).unwrap_or(name.len().min(64));
        let name = name.get(..end).unwrap_or_default();
        let syntax = if name.is_empty() { Syntax::Call } else { syntax };
        ends.insert((syntax, name.to_owned()), at);
    }
    ends
}
