//! Paragraphs, lists and notes as an office document has them, one after the other, become HTML.

mod head;
mod inline;
mod render;

use super::Unpacked;
use super::roles::Role;
use crate::document::footnote;
use crate::document::{Format, Properties};
pub(super) use inline::{Inline, Line, Mark, escape};
use std::collections::BTreeMap;
use tidings_model::Problem;

/// A paragraph, or a block that is HTML already.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Block {
    pub(super) role: Role,
    pub(super) line: Line,
    /// Where in a list it stands, if in one.
    pub(super) place: Option<ListPlace>,
}

/// A paragraph's place in a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct ListPlace {
    /// Lists that differ in this are apart.
    pub(super) list: usize,
    /// From 0.
    pub(super) level: usize,
    pub(super) ordered: bool,
    /// It begins an item; else it goes on with one.
    pub(super) begins: bool,
}

/// Deepest list; Word has 9 levels, LibreOffice 10.
pub(super) const DEEPEST_LIST: usize = 10;

impl Block {
    /// A paragraph outside lists.
    pub(super) fn new(role: Role, line: Line) -> Self {
        Self { role, line, place: None }
    }

    /// HTML that is a block of its own.
    pub(super) fn html(html: String) -> Self {
        Self::new(Role::Block, Line { html, ..Line::default() })
    }

    /// Whether it shows a picture and nothing else.
    fn is_picture(&self) -> bool {
        self.line.text.trim().is_empty() && self.line.html.starts_with("<img")
    }

    fn is_empty(&self) -> bool {
        self.line.html.trim().is_empty()
    }
}

/// All that was found in a document.
#[derive(Debug, Default)]
pub(super) struct Content {
    pub(super) blocks: Vec<Block>,
    /// Footnotes in the order of their marks.
    pub(super) notes: Vec<Vec<Block>>,
    pub(super) left_out: LeftOut,
}

impl Content {
    /// The mark of the next footnote.
    pub(super) fn add_note(&mut self, note: Vec<Block>) -> String {
        self.notes.push(note);
        footnote::reference(self.notes.len(), true)
    }
}

/// What a document has and a feed can't show, by its plural, with how often it was met.
#[derive(Debug, Default)]
pub(super) struct LeftOut(BTreeMap<&'static str, usize>);

impl LeftOut {
    /// One more.
    pub(super) fn add(&mut self, what: &'static str) {
        *self.0.entry(what).or_default() += 1;
    }

    /// One note for all of it.
    pub(super) fn problem(&self) -> Option<Problem> {
        let list: Vec<String> = self.0.iter().map(|(what, count)| format!("{what} ({count})")).collect();
        (!list.is_empty()).then(|| {
            Problem::note(
                format!("Left out: {}", list.join(", ")),
                "Save a picture as PNG or JPEG; put anything else that matters into the text",
            )
        })
    }
}

/// The document as HTML, its title and what else stands above its text taken out. `properties` are what the
/// file says beside its text.
pub(super) fn finish(content: Content, mut properties: Properties) -> Unpacked {
    let Content { mut blocks, notes, left_out } = content;
    blocks.retain(|block| !block.is_empty() && block.role != Role::Generated);
    // The styles of captions and figures are for pictures as well as for the words below them.
    for block in blocks.iter_mut().filter(|block| block.is_picture()) {
        block.role = Role::Paragraph;
    }
    head::take(&mut blocks, &mut properties);
    let text = render::document(&blocks, &notes);
    Unpacked { format: Format::Html, text, properties, problems: left_out.problem().into_iter().collect() }
}

/// Blocks as HTML, for the inside of a table's cell.
pub(super) fn inner_html(blocks: &[Block]) -> String {
    let blocks: Vec<Block> = blocks.iter().filter(|block| !block.is_empty()).cloned().collect();
    match blocks.as_slice() {
        [Block { role: Role::Paragraph, line, place: None }] => line.html.clone(),
        many => render::blocks(many),
    }
}

#[cfg(test)]
mod tests;
