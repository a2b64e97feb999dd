//! The ids of headings.

use std::collections::{HashMap, HashSet};
use tidings_model::slugify;

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
