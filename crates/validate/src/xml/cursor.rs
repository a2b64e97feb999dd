//! A text and the current position in it.

use super::characters::{continues_name, is_space, starts_name};

/// A text that is read from start to end.
#[derive(Debug, Clone, Copy)]
pub(super) struct Cursor<'t> {
    text: &'t str,
    position: usize,
}

impl<'t> Cursor<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        Self { text, position: 0 }
    }

    /// Byte of the next character.
    pub(super) fn position(&self) -> usize {
        self.position
    }

    /// The text that is not read yet.
    pub(super) fn remaining(&self) -> &'t str {
        self.text.get(self.position..).unwrap_or_default()
    }

    pub(super) fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.position).copied()
    }

    /// The bytes that are not read yet.
    pub(super) fn remaining_bytes(&self) -> &'t [u8] {
        self.text.as_bytes().get(self.position..).unwrap_or_default()
    }

    /// The text from `start` to the current position.
    pub(super) fn text_since(&self, start: usize) -> &'t str {
        self.text.get(start..self.position).unwrap_or_default()
    }

    /// Advances by this number of bytes, which must end at a character boundary.
    pub(super) fn advance(&mut self, bytes: usize) {
        self.position += bytes;
    }

    /// Consumes `wanted` if it comes next; returns whether it did.
    pub(super) fn eat(&mut self, wanted: &str) -> bool {
        let found = self.remaining_bytes().starts_with(wanted.as_bytes());
        if found {
            self.position += wanted.len();
        }
        found
    }

    /// Skips white space; returns whether there was any.
    pub(super) fn skip_white_space(&mut self) -> bool {
        let count = self.remaining_bytes().iter().take_while(|byte| is_space(**byte)).count();
        self.position += count;
        count > 0
    }

    /// Reads the text before the first `end`, and consumes `end` too. `None` if `end` does not follow.
    pub(super) fn read_until(&mut self, end: &str) -> Option<&'t str> {
        let rest = self.remaining();
        let length = rest.find(end)?;
        self.position += length + end.len();
        rest.get(..length)
    }

    /// Reads a name, which may contain colons. [`split_name`] checks where the colons are.
    pub(super) fn read_name(&mut self) -> Option<&'t str> {
        let start = self.position;
        let plain = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b':' | b'_' | b'-' | b'.');
        loop {
            self.position += self.remaining_bytes().iter().take_while(|byte| plain(byte)).count();
            match self.remaining().chars().next() {
                Some(c) if !c.is_ascii() && continues_name(c) => self.position += c.len_utf8(),
                _ => break,
            }
        }
        let name = self.text_since(start);
        let first = name.chars().next()?;
        if first == ':' || starts_name(first) {
            return Some(name);
        }
        self.position = start;
        None
    }

    /// Reads a literal in single or double quotation marks.
    pub(super) fn read_quoted(&mut self) -> Option<&'t str> {
        match self.peek()? {
            b'"' => {
                self.position += 1;
                self.read_until("\"")
            }
            b'\'' => {
                self.position += 1;
                self.read_until("'")
            }
            _ => None,
        }
    }
}

/// The prefix and the local part of a name. `None` unless it has at most one colon with a name on each side
/// (Namespaces in XML 1.0, 4).
pub(super) fn split_name(name: &str) -> Option<(&str, &str)> {
    let Some((prefix, local)) = name.split_once(':') else { return Some(("", name)) };
    let is_name = !prefix.is_empty() && !local.contains(':') && local.chars().next().is_some_and(starts_name);
    is_name.then_some((prefix, local))
}
