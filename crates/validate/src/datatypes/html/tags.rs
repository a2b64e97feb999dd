//! HTML's tags, one after the other, and what is wrong with how they are written (HTML Living Standard,
//! 13.2.5).

use super::references;
use std::borrow::Cow;

/// A start tag or an end tag.
#[derive(Debug)]
pub(super) struct Tag<'t> {
    /// In lower case.
    pub(super) name: Cow<'t, str>,
    pub(super) is_end: bool,
    /// Whether it says `/>`.
    pub(super) is_closed: bool,
}

/// Reads tags. Text and comments are read over, references in them judged.
#[derive(Debug)]
pub(super) struct Tags<'t> {
    text: &'t str,
    /// The byte that is read next.
    at: usize,
    /// The attributes of the last start tag, as they are written, without those that it had before.
    attributes: Vec<(&'t str, &'t str)>,
    /// The first thing that is wrong.
    fault: Option<&'static str>,
}

/// A tag with more attributes than that is not looked through for one that it has twice.
const ATTRIBUTES: usize = 64;

impl<'t> Tags<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        Self { text, at: 0, attributes: Vec::new(), fault: None }
    }

    /// The first thing that is wrong up to here.
    pub(super) fn fault(&self) -> Option<&'static str> {
        self.fault
    }

    /// Names and values of the last start tag, references and all.
    pub(super) fn attributes(&self) -> &[(&'t str, &'t str)] {
        &self.attributes
    }

    /// The next tag.
    pub(super) fn next(&mut self, is_foreign: bool) -> Option<Tag<'t>> {
        loop {
            let text = self.rest();
            let end = text.find('<').unwrap_or(text.len());
            self.check_references(text.get(..end).unwrap_or_default(), None);
            self.at += end;
            let rest = self.rest().strip_prefix('<')?;
            self.at += 1;
            match rest.bytes().next() {
                Some(byte) if byte.is_ascii_alphabetic() => return self.tag(false),
                Some(b'/')
                    if rest.get(1..).is_some_and(|it| it.starts_with(|c: char| c.is_ascii_alphabetic())) =>
                {
                    self.at += 1;
                    return self.tag(true);
                }
                Some(b'!') if rest.starts_with("!--") => self.comment(),
                Some(b'!') if is_foreign && rest.starts_with("![CDATA[") => self.skip_past("]]>"),
                Some(b'!' | b'/' | b'?') => {
                    self.wrong("a declaration or an instruction that HTML does not have");
                    self.skip_past(">");
                }
                _ => self.wrong("a less-than sign that starts no tag"),
            }
        }
    }

    /// Reads over the text of an element in which nothing is markup, up to its end tag. `plaintext` has none, and
    /// in `textarea` and `title` references are read.
    pub(super) fn skip_raw(&mut self, name: &str) {
        let rest = self.rest();
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
                self.at += from - 2;
                return;
            }
        }
        self.wrong("an element that is never closed");
        self.at = self.text.len();
    }

    fn rest(&self) -> &'t str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn wrong(&mut self, fault: &'static str) {
        self.fault.get_or_insert(fault);
    }

    fn check_references(&mut self, text: &str, quote: Option<char>) {
        let mut rest = text;
        while self.fault.is_none()
            && let Some(at) = rest.find('&')
        {
            rest = rest.get(at + 1..).unwrap_or_default();
            self.fault = references::fault(rest, quote);
        }
    }

    fn skip_past(&mut self, end: &str) {
        let rest = self.rest();
        self.at += rest.find(end).map_or(rest.len(), |at| at + end.len());
    }

    fn comment(&mut self) {
        self.at += 3;
        let rest = self.rest();
        let end = rest.find("-->");
        let inner = rest.get(..end.unwrap_or(rest.len())).unwrap_or_default();
        let is_short = rest.starts_with('>') || rest.starts_with("->");
        if end.is_none() || is_short || inner.contains("--") || inner.ends_with('-') {
            self.wrong("a comment that is not closed, or has two hyphens in it");
        }
        self.at += end.map_or(rest.len(), |end| end + 3);
    }

    fn tag(&mut self, is_end: bool) -> Option<Tag<'t>> {
        let rest = self.rest();
        let end =
            rest.find(|c: char| c.is_ascii_whitespace() || matches!(c, '/' | '>')).unwrap_or(rest.len());
        let name = rest.get(..end).unwrap_or_default();
        self.at += end;
        self.attributes.clear();
        let is_closed = self.read_attributes()?;
        if is_end && (is_closed || !self.attributes.is_empty()) {
            self.wrong("an end tag with attributes or a slash");
        }
        let is_lower = !name.bytes().any(|byte| byte.is_ascii_uppercase());
        let name = if is_lower { Cow::Borrowed(name) } else { Cow::Owned(name.to_ascii_lowercase()) };
        Some(Tag { name, is_end, is_closed })
    }

    /// Reads up to the end of the tag; tells whether that is `/>`. None if the tag has no end.
    fn read_attributes(&mut self) -> Option<bool> {
        loop {
            let rest = self.rest().trim_ascii_start();
            self.at = self.text.len() - rest.len();
            match rest.bytes().next() {
                None => {
                    self.wrong("a tag without an end");
                    return None;
                }
                Some(b'>') => {
                    self.at += 1;
                    return Some(false);
                }
                Some(b'/') if rest.starts_with("/>") => {
                    self.at += 2;
                    return Some(true);
                }
                Some(b'/') => {
                    self.at += 1;
                    self.wrong("a slash in a tag");
                }
                Some(_) => self.attribute(),
            }
        }
    }

    fn attribute(&mut self) {
        let rest = self.rest();
        let is_end =
            |(at, c): (usize, char)| c.is_ascii_whitespace() || matches!(c, '/' | '>') || c == '=' && at > 0;
        let end = rest.char_indices().find(|found| is_end(*found)).map_or(rest.len(), |(at, _)| at);
        let name = rest.get(..end).unwrap_or_default();
        if name.contains(['"', '\'', '<', '=']) {
            self.wrong("a sign in the name of an attribute");
        }
        self.at += end;
        let after = self.rest().trim_ascii_start();
        let mut value = "";
        if let Some(after) = after.strip_prefix('=') {
            self.at = self.text.len() - after.trim_ascii_start().len();
            value = self.value();
        }
        let seen = self.attributes.get(..self.attributes.len().min(ATTRIBUTES)).unwrap_or_default();
        if seen.iter().any(|(known, _)| known.eq_ignore_ascii_case(name)) {
            self.wrong("an attribute that a tag has twice");
        } else {
            self.attributes.push((name, value));
        }
    }

    fn value(&mut self) -> &'t str {
        let rest = self.rest();
        let Some(quote) = rest.chars().next().filter(|first| matches!(first, '"' | '\'')) else {
            let end = rest.find(|c: char| c.is_ascii_whitespace() || c == '>').unwrap_or(rest.len());
            let value = rest.get(..end).unwrap_or_default();
            if value.is_empty() || value.contains(['"', '\'', '<', '=', '`']) {
                self.wrong("a sign in a value that stands without quotes");
            }
            self.at += end;
            self.check_references(value, Some('>'));
            return value;
        };
        let inner = rest.get(1..).unwrap_or_default();
        let end = inner.find(quote);
        let value = inner.get(..end.unwrap_or(inner.len())).unwrap_or_default();
        self.at += end.map_or(rest.len(), |end| end + 2);
        let is_next = |c: char| c.is_ascii_whitespace() || matches!(c, '/' | '>');
        if !self.rest().starts_with(is_next) {
            self.wrong("two attributes without a space between them");
        }
        self.check_references(value, Some(quote));
        value
    }
}
