//! One pass over a paragraph's text. Marks are found sign by sign; a closing sign that was looked for in vain is not
//! looked for again, so that a million opening ones take one search.

use crate::formats::linkify;
use crate::output::plain::escape;

/// How far from its beginning a link, a role or another mark that is no emphasis may end, in bytes.
const LONGEST_MARK: usize = 2000;

/// A paragraph that is being read.
#[derive(Debug)]
pub(crate) struct Scan<'t> {
    text: &'t str,
    at: usize,
    plain_from: usize,
    out: String,
    missed: Vec<&'static str>,
}

impl<'t> Scan<'t> {
    /// At the text's beginning.
    pub(crate) fn new(text: &'t str) -> Self {
        Self { text, at: 0, plain_from: 0, out: String::with_capacity(text.len() + 32), missed: Vec::new() }
    }

    /// What is left.
    pub(crate) fn rest(&self) -> &'t str {
        self.text.get(self.at..).unwrap_or_default()
    }

    /// What stands between two places of the text.
    pub(crate) fn slice(&self, from: usize, to: usize) -> &'t str {
        self.text.get(from..to).unwrap_or_default()
    }

    /// The sign before the next one.
    pub(crate) fn before(&self) -> Option<char> {
        self.text.get(..self.at).and_then(|text| text.chars().next_back())
    }

    /// The next sign.
    pub(crate) fn next(&self) -> Option<char> {
        self.rest().chars().next()
    }

    /// Where the next sign stands.
    pub(crate) fn at(&self) -> usize {
        self.at
    }

    /// Leaves the next sign as text.
    pub(crate) fn step(&mut self) {
        self.at += self.next().map_or(0, char::len_utf8);
    }

    /// Puts HTML in place of all up to `end`.
    pub(crate) fn replace(&mut self, end: usize, html: &str) {
        self.flush();
        self.out.push_str(html);
        self.at = end.max(self.at);
        self.plain_from = self.at;
    }

    /// The text before the place becomes HTML.
    fn flush(&mut self) {
        let plain = self.slice(self.plain_from, self.at);
        self.out.push_str(&escape(plain));
        self.plain_from = self.at;
    }

    /// Where the first `sign` at or after `from` stands that `is_end` lets pass: it is given the place in the text.
    pub(crate) fn find(
        &mut self,
        sign: &'static str,
        from: usize,
        is_end: impl Fn(&str, usize) -> bool,
    ) -> Option<usize> {
        if self.missed.contains(&sign) {
            return None;
        }
        let rest = self.text.get(from..)?;
        let found = rest.match_indices(sign).map(|(at, _)| from + at).find(|at| is_end(self.text, *at));
        if found.is_none() {
            self.missed.push(sign);
        }
        found
    }

    /// The same for a mark that is no emphasis, and so may not be longer than [`LONGEST_MARK`].
    pub(crate) fn find_near(&mut self, sign: &'static str, from: usize) -> Option<usize> {
        if self.missed.contains(&sign) {
            return None;
        }
        let rest = self.text.get(from..)?;
        let near = up_to(rest, LONGEST_MARK);
        let found = near.find(sign).map(|at| from + at);
        if found.is_none() && near.len() == rest.len() {
            self.missed.push(sign);
        }
        found
    }

    /// Where the address that begins here ends, if one does.
    pub(crate) fn address_end(&self) -> Option<usize> {
        let rest = self.rest();
        let begins = rest.starts_with("http://") || rest.starts_with("https://") || rest.starts_with("www.");
        let is_apart = !self.before().is_some_and(|c| c.is_alphanumeric() || ['.', '/', '@'].contains(&c));
        if !begins || !is_apart {
            return None;
        }
        let near = up_to(rest, LONGEST_MARK);
        let end = linkify::address_end(near, 0)?;
        (end < near.len() || near.len() == rest.len()).then_some(self.at + end)
    }

    /// The paragraph as HTML.
    pub(crate) fn finish(mut self) -> String {
        self.at = self.text.len();
        self.flush();
        self.out
    }
}

/// The first so many bytes of a text, or one sign less than that.
fn up_to(text: &str, bytes: usize) -> &str {
    let mut end = text.len().min(bytes);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    text.get(..end).unwrap_or_default()
}

/// Whether the sign belongs to a word.
pub(crate) fn is_word(c: Option<char>) -> bool {
    c.is_some_and(|c| c.is_alphanumeric() || c == '_')
}

/// How many signs of white space a line begins with.
pub(crate) fn indentation(line: &str) -> usize {
    line.len() - line.trim_start_matches([' ', '\t']).len()
}

/// The lines without `by` signs of white space at their beginning, or as many as they have.
pub(crate) fn dedented<'t>(lines: &[&'t str], by: usize) -> Vec<&'t str> {
    lines.iter().map(|line| line.get(by.min(indentation(line))..).unwrap_or_default()).collect()
}

/// Where the square bracket that the text begins with is closed, if that is near. `\\]` closes none.
pub(crate) fn closing_bracket(text: &str) -> Option<usize> {
    let (mut open, mut is_escaped) = (0_usize, false);
    for (at, c) in text.char_indices().take(LONGEST_MARK) {
        match c {
            _ if is_escaped => {}
            '[' => open += 1,
            ']' if open == 1 => return Some(at),
            ']' => open = open.saturating_sub(1),
            _ => {}
        }
        is_escaped = c == '\\' && !is_escaped;
    }
    None
}
