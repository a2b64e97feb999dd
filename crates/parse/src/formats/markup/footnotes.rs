//! Collects the footnotes of a document and renders them.

use crate::document::footnote;
use std::collections::HashMap;
use std::fmt::Write;

/// Footnotes in the order of their first reference.
#[derive(Debug, Default)]
pub(crate) struct Footnotes {
    numbers: HashMap<String, usize>,
    texts: HashMap<usize, String>,
    anonymous_count: usize,
}

impl Footnotes {
    /// Returns a reference to the footnote of that label as HTML.
    pub(crate) fn reference(&mut self, label: &str) -> String {
        let is_first = !self.numbers.contains_key(label);
        let number = self.number(label);
        footnote::reference(number, is_first)
    }

    /// Creates a label for an anonymous footnote.
    pub(crate) fn anonymous_label(&mut self) -> String {
        self.anonymous_count += 1;
        format!("\u{0}{}", self.anonymous_count)
    }

    /// Defines a footnote's text as HTML; the first definition counts.
    pub(crate) fn define(&mut self, label: &str, html: String) {
        let number = self.number(label);
        self.texts.entry(number).or_insert(html);
    }

    fn number(&mut self, label: &str) -> usize {
        let next = self.numbers.len() + 1;
        *self.numbers.entry(label.to_owned()).or_insert(next)
    }

    /// All footnotes as an HTML list with links back; empty if there are none.
    pub(crate) fn html(&self) -> String {
        if self.texts.is_empty() {
            return String::new();
        }
        let mut out = String::from("<hr>\n<ol>\n");
        let mut texts: Vec<(&usize, &String)> = self.texts.iter().collect();
        texts.sort_unstable();
        for (number, text) in texts {
            let item = footnote::with_backlink(*number, text);
            let _ = writeln!(out, "<li id=\"fn-{number}\" value=\"{number}\">{item}</li>");
        }
        out.push_str("</ol>\n");
        out
    }
}
