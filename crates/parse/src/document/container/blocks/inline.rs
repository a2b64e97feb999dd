//! The contents of a paragraph: text runs and their formatting.

use std::borrow::Cow;

/// The formatting of a run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::document::container) enum Mark {
    /// Link to an address.
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
pub(in crate::document::container) struct InlineContent {
    pub(in crate::document::container) html: String,
    /// Plain text; line breaks are `\n`.
    pub(in crate::document::container) text: String,
    /// Whether all words are bold.
    pub(in crate::document::container) is_bold: bool,
}

/// Writes a paragraph run by run. Neighbouring runs with the same formatting become one element.
#[derive(Debug, Default)]
pub(in crate::document::container) struct InlineWriter {
    html: String,
    text: String,
    open: Vec<Mark>,
    has_text_without_bold: bool,
}

impl InlineWriter {
    /// Adds text. `\n` in it is a line break.
    pub(in crate::document::container) fn push_text(&mut self, words: &str, marks: &[Mark]) {
        for (number, part) in words.split('\n').enumerate() {
            if number > 0 {
                self.set_marks(marks);
                self.html.push_str("<br>");
                self.text.push('\n');
            }
            if !part.is_empty() {
                // White space at the start is an indent, or separates a footnote from its number.
                let shown = if self.html.is_empty() { part.trim_start() } else { part };
                if !shown.is_empty() {
                    self.set_marks(marks);
                    self.html.push_str(&escape(shown));
                }
                self.text.push_str(part);
                self.has_text_without_bold |= !marks.contains(&Mark::Bold) && !part.trim().is_empty();
            }
        }
    }

    /// Adds HTML without text of its own: a picture, or the reference to a footnote.
    pub(in crate::document::container) fn push_html(&mut self, html: &str, marks: &[Mark]) {
        self.set_marks(marks);
        self.html.push_str(html);
    }

    /// Closes and opens elements so that exactly these marks are open.
    fn set_marks(&mut self, marks: &[Mark]) {
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

    /// Ends the paragraph.
    pub(in crate::document::container) fn finish(mut self) -> InlineContent {
        self.set_marks(&[]);
        let is_bold = !self.has_text_without_bold && !self.text.trim().is_empty();
        InlineContent { html: self.html, text: self.text, is_bold }
    }
}

/// Escapes text for HTML, including quoted attributes.
pub(in crate::document::container) fn escape(text: &str) -> Cow<'_, str> {
    quick_xml::escape::escape(text)
}
