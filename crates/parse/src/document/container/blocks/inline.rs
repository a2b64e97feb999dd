//! The inside of a paragraph: words and how they are set.

use std::borrow::Cow;

/// How words are set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::document::container) enum Mark {
    /// Linked to an address.
    Link(String),
    Bold,
    Italic,
    Strike,
    Superscript,
    Subscript,
    Code,
}

impl Mark {
    fn open(&self) -> String {
        match self {
            Self::Link(address) => format!("<a href=\"{}\">", escape(address)),
            other => format!("<{}>", other.element()),
        }
    }

    fn element(&self) -> &'static str {
        match self {
            Self::Link(_) => "a",
            Self::Bold => "strong",
            Self::Italic => "em",
            Self::Strike => "s",
            Self::Superscript => "sup",
            Self::Subscript => "sub",
            Self::Code => "code",
        }
    }
}

/// A finished paragraph.
#[derive(Debug, Clone, Default, PartialEq)]
pub(in crate::document::container) struct Line {
    pub(in crate::document::container) html: String,
    /// Plain, line breaks as `\n`.
    pub(in crate::document::container) text: String,
    /// All of its words are bold.
    pub(in crate::document::container) is_bold: bool,
}

/// Writes a paragraph, run by run. Runs that are set alike become one element.
#[derive(Debug, Default)]
pub(in crate::document::container) struct Inline {
    html: String,
    text: String,
    open: Vec<Mark>,
    has_plain: bool,
}

impl Inline {
    /// Adds words. `\n` in them is a line break.
    pub(in crate::document::container) fn words(&mut self, words: &str, marks: &[Mark]) {
        for (number, part) in words.split('\n').enumerate() {
            if number > 0 {
                self.set(marks);
                self.html.push_str("<br>");
                self.text.push('\n');
            }
            if !part.is_empty() {
                // White space in front is an indent, or parts a note from its number.
                let shown = if self.html.is_empty() { part.trim_start() } else { part };
                if !shown.is_empty() {
                    self.set(marks);
                    self.html.push_str(&escape(shown));
                }
                self.text.push_str(part);
                self.has_plain |= !marks.contains(&Mark::Bold) && !part.trim().is_empty();
            }
        }
    }

    /// Adds HTML that shows no words of the text's own: a picture, the mark of a note.
    pub(in crate::document::container) fn html(&mut self, html: &str, marks: &[Mark]) {
        self.set(marks);
        self.html.push_str(html);
    }

    /// Closes and opens elements so that just these are open.
    fn set(&mut self, marks: &[Mark]) {
        let common = self.open.iter().zip(marks).take_while(|(open, wanted)| open == wanted).count();
        while self.open.len() > common {
            if let Some(mark) = self.open.pop() {
                self.html.push_str(&format!("</{}>", mark.element()));
            }
        }
        for mark in marks.iter().skip(common) {
            self.html.push_str(&mark.open());
            self.open.push(mark.clone());
        }
    }

    /// The paragraph.
    pub(in crate::document::container) fn finish(mut self) -> Line {
        self.set(&[]);
        let is_bold = !self.has_plain && !self.text.trim().is_empty();
        Line { html: self.html, text: self.text, is_bold }
    }
}

/// Text as HTML, also in quoted attributes.
pub(in crate::document::container) fn escape(text: &str) -> Cow<'_, str> {
    quick_xml::escape::escape(text)
}
