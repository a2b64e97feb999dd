//! The scanner of inline text, which makes one pass over a paragraph.
//!
//! Marks are found character by character. A closing mark that was not found is not searched for again, so
//! that a million opening marks cost one search.

use crate::formats::linkify;
use crate::output::plain::escape;
use tidings_model::text::truncated;

/// Longest link, role or other inline markup except emphasis, in bytes.
const MAX_MARK_BYTES: usize = 2000;

/// The state of a scan over a paragraph.
#[derive(Debug)]
pub(crate) struct Scan<'t> {
    text: &'t str,
    at: usize,
    plain_from: usize,
    out: String,
    not_found: Vec<&'static str>,
}

impl<'t> Scan<'t> {
    /// Starts a scan at the beginning of the text.
    pub(crate) fn new(text: &'t str) -> Self {
        Self {
            text,
            at: 0,
            plain_from: 0,
            out: String::with_capacity(text.len() + 32),
            not_found: Vec::new(),
        }
    }

    /// The text that is left.
    pub(crate) fn rest(&self) -> &'t str {
        self.text.get(self.at..).unwrap_or_default()
    }

    /// The text between two byte offsets.
    pub(crate) fn slice(&self, from: usize, to: usize) -> &'t str {
        self.text.get(from..to).unwrap_or_default()
    }

    /// The character before the next one.
    pub(crate) fn previous(&self) -> Option<char> {
        self.text.get(..self.at).and_then(|text| text.chars().next_back())
    }

    /// The next character.
    pub(crate) fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    /// The byte offset of the next character.
    pub(crate) fn position(&self) -> usize {
        self.at
    }

    /// Leaves the next character as text.
    pub(crate) fn skip(&mut self) {
        self.at += self.peek().map_or(0, char::len_utf8);
    }

    /// Replaces the text up to `end` by HTML.
    pub(crate) fn replace_up_to(&mut self, end: usize, html: &str) {
        self.flush();
        self.out.push_str(html);
        self.at = end.max(self.at);
        self.plain_from = self.at;
    }

    /// Writes the text before the current position as HTML.
    fn flush(&mut self) {
        let plain = self.slice(self.plain_from, self.at);
        self.out.push_str(&escape(plain));
        self.plain_from = self.at;
    }

    /// The offset of the first `sign` at or after `from` that `is_end` accepts; `is_end` gets the text and
    /// the offset.
    pub(crate) fn find(
        &mut self,
        sign: &'static str,
        from: usize,
        is_end: impl Fn(&str, usize) -> bool,
    ) -> Option<usize> {
        if self.not_found.contains(&sign) {
            return None;
        }
        let rest = self.text.get(from..)?;
        let found = rest.match_indices(sign).map(|(at, _)| from + at).find(|at| is_end(self.text, *at));
        if found.is_none() {
            self.not_found.push(sign);
        }
        found
    }

    /// Like `find`, for markup other than emphasis, which may not be longer than [`MAX_MARK_BYTES`].
    pub(crate) fn find_near(&mut self, sign: &'static str, from: usize) -> Option<usize> {
        if self.not_found.contains(&sign) {
            return None;
        }
        let rest = self.text.get(from..)?;
        let near = truncated(rest, MAX_MARK_BYTES);
        let found = near.find(sign).map(|at| from + at);
        if found.is_none() && near.len() == rest.len() {
            self.not_found.push(sign);
        }
        found
    }

    /// The end of the address that begins here, if any.
    pub(crate) fn address_end(&self) -> Option<usize> {
        let rest = self.rest();
        let begins = rest.starts_with("http://") || rest.starts_with("https://") || rest.starts_with("www.");
        let is_apart = !self.previous().is_some_and(|c| c.is_alphanumeric() || ['.', '/', '@'].contains(&c));
        if !begins || !is_apart {
            return None;
        }
        let near = truncated(rest, MAX_MARK_BYTES);
        let end = linkify::address_end(near, 0)?;
        (end < near.len() || near.len() == rest.len()).then_some(self.at + end)
    }

    /// Returns the paragraph as HTML.
    pub(crate) fn finish(mut self) -> String {
        self.at = self.text.len();
        self.flush();
        self.out
    }
}

/// Whether the character is part of a word.
pub(crate) fn is_word(c: Option<char>) -> bool {
    c.is_some_and(|c| c.is_alphanumeric() || c == '_')
}

/// The number of white space characters at the start of a line.
pub(crate) fn indentation(line: &str) -> usize {
    line.len() - line.trim_start_matches([' ', '\t']).len()
}

/// The lines without their first `by` characters of white space, or without as many as they have.
pub(crate) fn dedented<'t>(lines: &[&'t str], by: usize) -> Vec<&'t str> {
    lines.iter().map(|line| line.get(by.min(indentation(line))..).unwrap_or_default()).collect()
}

/// The offset of the bracket that closes the one at the start of the text, if it is near. `\]` does not close
/// it.
pub(crate) fn closing_bracket(text: &str) -> Option<usize> {
    let (mut open, mut is_escaped) = (0_usize, false);
    for (at, c) in text.char_indices().take(MAX_MARK_BYTES) {
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
