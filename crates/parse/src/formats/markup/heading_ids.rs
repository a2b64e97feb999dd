//! Generates the ids of headings.

use std::collections::{HashMap, HashSet};
use tidings_model::slugify;

/// Gives every heading a unique id.
#[derive(Debug, Default)]
pub(crate) struct HeadingIds {
    taken: HashSet<String>,
    // How often each text occurred, so that a thousand equal headings don't try a thousand ids each.
    counts: HashMap<String, u32>,
}

impl HeadingIds {
    /// The `id` attribute for a heading's text, with a leading space; empty if the text has no letters or
    /// digits.
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
