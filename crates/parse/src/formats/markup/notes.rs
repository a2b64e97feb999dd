//! Footnotes, and the ids of headings.

use crate::document::footnote;
use std::collections::{HashMap, HashSet};
use std::fmt::Write;
use tidings_model::slugify;

/// Footnotes in the order of their first reference.
#[derive(Debug, Default)]
pub(crate) struct Notes {
    numbers: HashMap<String, usize>,
    texts: HashMap<usize, String>,
    made_up: usize,
}

impl Notes {
    /// A reference to the note of that label, as HTML.
    pub(crate) fn reference(&mut self, label: &str) -> String {
        let is_first = !self.numbers.contains_key(label);
        let number = self.number(label);
        footnote::reference(number, is_first)
    }

    /// A label for a note that has none.
    pub(crate) fn unnamed(&mut self) -> String {
        self.made_up += 1;
        format!("\u{0}{}", self.made_up)
    }

    /// The note's text, as HTML; the first one counts.
    pub(crate) fn define(&mut self, label: &str, html: String) {
        let number = self.number(label);
        self.texts.entry(number).or_insert(html);
    }

    fn number(&mut self, label: &str) -> usize {
        let next = self.numbers.len() + 1;
        *self.numbers.entry(label.to_owned()).or_insert(next)
    }

    /// All notes as a list with links back, as HTML; nothing where there are none.
    pub(crate) fn html(&self) -> String {
        if self.texts.is_empty() {
            return String::new();
        }
        let mut out = String::from("<hr>\n<ol>\n");
        let mut texts: Vec<(&usize, &String)> = self.texts.iter().collect();
        texts.sort_unstable();
        for (number, text) in texts {
            let item = footnote::with_way_back(*number, text);
            let _ = writeln!(out, "<li id=\"fn-{number}\" value=\"{number}\">{item}</li>");
        }
        out.push_str("</ol>\n");
        out
    }
}

/// Gives every heading an id of its own.
#[derive(Debug, Default)]
pub(crate) struct HeadingIds {
    taken: HashSet<String>,
    // How often each text stood already, so that a thousand equal headings don't try a thousand ids each.
    counts: HashMap<String, u32>,
}

impl HeadingIds {
    /// An id made of the heading's words, as an attribute with a space before it; empty where there are none.
    pub(crate) fn attribute(&mut self, words: &str) -> String {
        let wanted = slugify(words);
        if wanted.is_empty() {
            return String::new();
        }
        let mut chosen = wanted.clone();
        let count = self.counts.entry(wanted.clone()).or_insert(0);
        while !self.taken.insert(chosen.clone()) {
            *count += 1;
            chosen = format!("{wanted}-{count}");
        }
        format!(" id=\"{chosen}\"")
    }
}
