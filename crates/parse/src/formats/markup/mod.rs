//! What the readers of Org, AsciiDoc and reStructuredText share: the scan of a paragraph, pieces of HTML, footnotes and
//! the ids of headings.
//!
//! They are Tidings' own, since no crate would do. Measured in November 2026: orgize 0.10.0-alpha.10 takes 8 s for 24 KB
//! of unpaired stars and overflows the stack in nested lists, rst_parser 0.4.2 panics on what it doesn't implement, and
//! asciidoc-parser 0.31.2 makes no HTML of blocks, and its time grows with the square of nested ones.

mod html;
mod notes;
mod scan;

pub(crate) use html::{
    Admonition, Cell, Row, Table, admonition, code_block, compacted, figure, image, is_image, link,
    player_link,
};
pub(crate) use notes::{HeadingIds, Notes};
pub(crate) use scan::{Scan, closing_bracket, dedented, indentation, is_word};

use tidings_model::Problem;

/// Deepest nesting of blocks (lists, quotes, directives); what is deeper is one paragraph of text.
pub(crate) const DEEPEST_BLOCK: usize = 12;
/// Deepest nesting of marks in a paragraph; what is deeper is text.
pub(crate) const DEEPEST_MARK: usize = 8;

/// What a reader left out or made simpler, for one problem a kind and not one a place.
#[derive(Debug, Default)]
pub(crate) struct Left {
    /// Names of blocks that mean nothing to the reader; their text is kept.
    pub(crate) unknown: Vec<String>,
    /// Files that would have been included.
    pub(crate) included: Vec<String>,
}

/// Most names that a problem gives.
const MOST_NAMES: usize = 5;

impl Left {
    /// Remembers a block whose text is kept, once.
    pub(crate) fn unknown(&mut self, name: &str) {
        remember(&mut self.unknown, name);
    }

    /// Remembers a file that is not included, once.
    pub(crate) fn included(&mut self, name: &str) {
        remember(&mut self.included, name);
    }

    /// What `check` says of it.
    pub(crate) fn problems(self) -> Vec<Problem> {
        let mut problems = Vec::new();
        if !self.unknown.is_empty() {
            let message = format!("Of {} only the text is shown", list(&self.unknown));
            problems.push(Problem::note(message, "Nothing, if that text reads well"));
        }
        if !self.included.is_empty() {
            let message = format!("{} is not included", list(&self.included));
            problems.push(Problem::warning(message, "Put its text into this file"));
        }
        problems
    }
}

fn remember(names: &mut Vec<String>, name: &str) {
    let name: String = name.chars().take(60).collect();
    if names.len() < MOST_NAMES && !names.contains(&name) {
        names.push(name);
    }
}

fn list(names: &[String]) -> String {
    names.iter().map(|name| format!("'{name}'")).collect::<Vec<_>>().join(", ")
}
