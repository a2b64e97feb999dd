//! A text and a place in it.

use super::characters::{continues_name, is_space, starts_name};

/// A text that is read from its start to its end.
#[derive(Debug, Clone, Copy)]
pub(super) struct Source<'t> {
    text: &'t str,
    at: usize,
}

impl<'t> Source<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        Self { text, at: 0 }
    }

    /// The byte that is read next.
    pub(super) fn at(&self) -> usize {
        self.at
    }

    /// What is not read yet.
    pub(super) fn rest(&self) -> &'t str {
        self.text.get(self.at..).unwrap_or_default()
    }

    pub(super) fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    /// The bytes that are not read yet.
    pub(super) fn bytes(&self) -> &'t [u8] {
        self.text.as_bytes().get(self.at..).unwrap_or_default()
    }

    /// What was read since a place.
    pub(super) fn since(&self, start: usize) -> &'t str {
        self.text.get(start..self.at).unwrap_or_default()
    }

    /// Reads that many bytes, which must end at a character's end.
    pub(super) fn skip(&mut self, bytes: usize) {
        self.at += bytes;
    }

    /// Reads this, if it comes next.
    pub(super) fn eat(&mut self, wanted: &str) -> bool {
        let found = self.bytes().starts_with(wanted.as_bytes());
        if found {
            self.at += wanted.len();
        }
        found
    }

    /// Reads white space; whether there was some.
    pub(super) fn spaces(&mut self) -> bool {
        let count = self.bytes().iter().take_while(|byte| is_space(**byte)).count();
        self.at += count;
        count > 0
    }

    /// Reads what stands before the first `end`, and that too.
    pub(super) fn until(&mut self, end: &str) -> Option<&'t str> {
        let rest = self.rest();
        let length = rest.find(end)?;
        self.at += length + end.len();
        rest.get(..length)
    }

    /// Reads a name; with colons, if it has any. [`split_name`] tells whether they stand well.
    pub(super) fn name(&mut self) -> Option<&'t str> {
        let start = self.at;
        let plain = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b':' | b'_' | b'-' | b'.');
        loop {
            self.at += self.bytes().iter().take_while(|byte| plain(byte)).count();
            match self.rest().chars().next() {
                Some(c) if !c.is_ascii() && continues_name(c) => self.at += c.len_utf8(),
                _ => break,
            }
        }
        let name = self.since(start);
        let first = name.chars().next()?;
        if first == ':' || starts_name(first) {
            return Some(name);
        }
        self.at = start;
        None
    }

    /// Reads a literal in quotation marks of either kind.
    pub(super) fn quoted(&mut self) -> Option<&'t str> {
        match self.peek()? {
            b'"' => {
                self.at += 1;
                self.until("\"")
            }
            b'\'' => {
                self.at += 1;
                self.until("'")
            }
            _ => None,
        }
    }
}

/// Prefix and local part of a name, if it has at most one colon and names on both sides of it (Namespaces in XML 1.0, 4).
pub(super) fn split_name(name: &str) -> Option<(&str, &str)> {
    let Some((prefix, local)) = name.split_once(':') else { return Some(("", name)) };
    let is_name = !prefix.is_empty() && !local.contains(':') && local.chars().next().is_some_and(starts_name);
    is_name.then_some((prefix, local))
}
