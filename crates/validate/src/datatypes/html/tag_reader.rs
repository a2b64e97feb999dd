//! A tokenizer for HTML tags, and faults in their syntax (HTML Living Standard, 13.2.5).

use super::references;
use std::borrow::Cow;

/// A start tag or an end tag.
#[derive(Debug)]
pub(super) struct Tag<'t> {
    /// In lower case.
    pub(super) name: Cow<'t, str>,
    pub(super) is_end: bool,
    /// Whether the tag ends with `/>`.
    pub(super) is_closed: bool,
    /// Byte of the text at which the tag starts.
    pub(super) start: usize,
}

/// Reads tags. Skips text and comments, but checks the references in text.
#[derive(Debug)]
pub(super) struct TagReader<'t> {
    text: &'t str,
    /// Byte of the next character.
    position: usize,
    /// The attributes of the last start tag as written, without duplicates.
    attributes: Vec<(&'t str, &'t str)>,
    /// The first fault, and the byte of the text before which it is.
    fault: Option<(&'static str, usize)>,
    /// Whether the rules are those of the W3C validator.
    is_w3c: bool,
}

/// The number of attributes of a tag that are compared to find duplicates.
const MAX_COMPARED_ATTRIBUTES: usize = 64;

impl<'t> TagReader<'t> {
    pub(super) fn new(text: &'t str, is_w3c: bool) -> Self {
        Self { text, position: 0, attributes: Vec::new(), fault: None, is_w3c }
    }

    /// The first fault up to the current position, and its place.
    pub(super) fn first_fault(&self) -> Option<(&'static str, usize)> {
        self.fault
    }

    /// Names and values of the attributes of the last start tag, with references unresolved.
    pub(super) fn attributes(&self) -> &[(&'t str, &'t str)] {
        &self.attributes
    }

    /// Reads the next tag. `is_foreign`: the position is inside SVG or MathML.
    pub(super) fn next_tag(&mut self, is_foreign: bool) -> Option<Tag<'t>> {
        loop {
            let text = self.remaining();
            let end = text.find('<').unwrap_or(text.len());
            self.check_references(text.get(..end).unwrap_or_default(), None);
            self.position += end;
            let rest = self.remaining().strip_prefix('<')?;
            self.position += 1;
            match rest.bytes().next() {
                Some(byte) if byte.is_ascii_alphabetic() => return self.read_tag(self.position - 1, false),
                Some(b'/')
                    if rest
                        .get(1..)
                        .is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_alphabetic())) =>
                {
                    self.position += 1;
                    return self.read_tag(self.position - 2, true);
                }
                Some(b'!') if rest.starts_with("!--") => self.read_comment(),
                Some(b'!') if is_foreign && rest.starts_with("![CDATA[") => self.skip_past("]]>"),
                Some(b'!' | b'/' | b'?') => {
                    self.record_fault("a declaration or an instruction that HTML does not have");
                    self.skip_past(">");
                }
                _ => self.record_fault("a less-than sign that starts no tag"),
            }
        }
    }

    /// Skips the content of an element that contains no markup, up to its end tag. `plaintext` has no end
    /// tag; in `textarea` and `title`, references are checked.
    pub(super) fn skip_raw(&mut self, name: &str) {
        let rest = self.remaining();
        let mut from = 0;
        while name != "plaintext"
            && let Some(at) = rest.get(from..).and_then(|rest| rest.find("</"))
        {
            from += at + 2;
            let after = rest.get(from..from + name.len()).filter(|found| found.eq_ignore_ascii_case(name));
            let next = rest.as_bytes().get(from + name.len());
            if after.is_some()
                && next.is_some_and(|byte| byte.is_ascii_whitespace() || matches!(byte, b'/' | b'>'))
            {
                if matches!(name, "textarea" | "title") {
                    self.check_references(rest.get(..from - 2).unwrap_or_default(), None);
                }
                self.position += from - 2;
                return;
            }
        }
        self.record_fault("an element that is never closed");
        self.position = self.text.len();
    }

    fn remaining(&self) -> &'t str {
        self.text.get(self.position..).unwrap_or_default()
    }

    fn record_fault(&mut self, fault: &'static str) {
        self.fault.get_or_insert((fault, self.position));
    }

    fn check_references(&mut self, text: &str, quote: Option<char>) {
        let mut rest = text;
        while self.fault.is_none()
            && let Some(at) = rest.find('&')
        {
            rest = rest.get(at + 1..).unwrap_or_default();
            let fault = match self.is_w3c {
                true => references::find_fault_of_w3c(rest, quote),
                false => references::find_fault(rest, quote),
            };
            let place = rest.as_ptr().addr().saturating_sub(self.text.as_ptr().addr() + 1);
            self.fault = fault.map(|fault| (fault, place));
        }
    }

    fn skip_past(&mut self, end: &str) {
        let rest = self.remaining();
        self.position += rest.find(end).map_or(rest.len(), |at| at + end.len());
    }

    fn read_comment(&mut self) {
        self.position += 3;
        let rest = self.remaining();
        let end = rest.find("-->");
        let inner = rest.get(..end.unwrap_or(rest.len())).unwrap_or_default();
        let is_short = rest.starts_with('>') || rest.starts_with("->");
        // HTML allows two hyphens in a comment (13.1.6); XML, and the W3C validator, do not.
        let has_forbidden = match self.is_w3c {
            true => inner.contains("--") || inner.ends_with('-'),
            false => inner.contains("<!--") || inner.contains("--!>") || inner.ends_with("<!-"),
        };
        if end.is_none() || is_short || has_forbidden {
            self.record_fault("a comment that is not closed, or has a part of a comment's sign in it");
        }
        self.position += end.map_or(rest.len(), |end| end + 3);
    }

    fn read_tag(&mut self, start: usize, is_end: bool) -> Option<Tag<'t>> {
        let rest = self.remaining();
        let end =
            rest.find(|c: char| c.is_ascii_whitespace() || matches!(c, '/' | '>')).unwrap_or(rest.len());
        let name = rest.get(..end).unwrap_or_default();
        self.position += end;
        self.attributes.clear();
        let is_closed = self.read_attributes()?;
        if is_end && (is_closed || !self.attributes.is_empty()) {
            self.record_fault("an end tag with attributes or a slash");
        }
        let is_lower = !name.bytes().any(|byte| byte.is_ascii_uppercase());
        let name = if is_lower { Cow::Borrowed(name) } else { Cow::Owned(name.to_ascii_lowercase()) };
        Some(Tag { name, is_end, is_closed, start })
    }

    /// Reads attributes up to the end of the tag. Returns whether the tag ends with `/>`; `None` if it has no
    /// end.
    fn read_attributes(&mut self) -> Option<bool> {
        loop {
            let rest = self.remaining().trim_ascii_start();
            self.position = self.text.len() - rest.len();
            match rest.bytes().next() {
                None => {
                    self.record_fault("a tag without an end");
                    return None;
                }
                Some(b'>') => {
                    self.position += 1;
                    return Some(false);
                }
                Some(b'/') if rest.starts_with("/>") => {
                    self.position += 2;
                    return Some(true);
                }
                Some(b'/') => {
                    self.position += 1;
                    self.record_fault("a slash in a tag");
                }
                Some(_) => self.read_attribute(),
            }
        }
    }

    fn read_attribute(&mut self) {
        let rest = self.remaining();
        let is_end =
            |(at, c): (usize, char)| c.is_ascii_whitespace() || matches!(c, '/' | '>') || c == '=' && at > 0;
        let end = rest.char_indices().find(|found| is_end(*found)).map_or(rest.len(), |(at, _)| at);
        let name = rest.get(..end).unwrap_or_default();
        if name.contains(['"', '\'', '<', '=']) {
            self.record_fault("a sign in the name of an attribute");
        }
        self.position += end;
        let after = self.remaining().trim_ascii_start();
        let mut value = "";
        if let Some(after) = after.strip_prefix('=') {
            self.position = self.text.len() - after.trim_ascii_start().len();
            value = self.read_value();
        }
        let seen =
            self.attributes.get(..self.attributes.len().min(MAX_COMPARED_ATTRIBUTES)).unwrap_or_default();
        if seen.iter().any(|(known, _)| known.eq_ignore_ascii_case(name)) {
            self.record_fault("an attribute that a tag has twice");
        } else {
            self.attributes.push((name, value));
        }
    }

    fn read_value(&mut self) -> &'t str {
        let rest = self.remaining();
        let Some(quote) = rest.chars().next().filter(|first| matches!(first, '"' | '\'')) else {
            let end = rest.find(|c: char| c.is_ascii_whitespace() || c == '>').unwrap_or(rest.len());
            let value = rest.get(..end).unwrap_or_default();
            if value.is_empty() || value.contains(['"', '\'', '<', '=', '`']) {
                self.record_fault("a sign in a value that stands without quotes");
            }
            self.position += end;
            self.check_references(value, Some('>'));
            return value;
        };
        let inner = rest.get(1..).unwrap_or_default();
        let end = inner.find(quote);
        let value = inner.get(..end.unwrap_or(inner.len())).unwrap_or_default();
        self.position += end.map_or(rest.len(), |end| end + 2);
        let is_next = |c: char| c.is_ascii_whitespace() || matches!(c, '/' | '>');
        if !self.remaining().starts_with(is_next) {
            self.record_fault("two attributes without a space between them");
        }
        self.check_references(value, Some(quote));
        value
    }
}
