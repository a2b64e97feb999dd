//! The parts of an office document: blocks, their positions in lists, footnotes, and omitted content.

use super::inline::InlineContent;
use crate::document::container::roles::ParagraphRole;
use crate::document::footnote;
use std::collections::BTreeMap;
use tidings_model::Problem;

/// A paragraph, or a block that is already HTML.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::document::container) struct Block {
    pub(in crate::document::container) role: ParagraphRole,
    pub(in crate::document::container) content: InlineContent,
    /// The position in a list, if the block is part of one.
    pub(in crate::document::container) list_position: Option<ListPosition>,
}

/// A paragraph's position in a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::document::container) struct ListPosition {
    /// Number of the list; blocks of different lists are never joined.
    pub(in crate::document::container) list: usize,
    /// From 0.
    pub(in crate::document::container) level: usize,
    pub(in crate::document::container) ordered: bool,
    /// Whether the paragraph starts an item; otherwise it continues one.
    pub(in crate::document::container) starts_item: bool,
}

/// Deepest list; Word has 9 levels, LibreOffice 10.
pub(in crate::document::container) const MAX_LIST_LEVEL: usize = 10;

impl Block {
    /// Creates a paragraph outside lists.
    pub(in crate::document::container) fn new(role: ParagraphRole, content: InlineContent) -> Self {
        Self { role, content, list_position: None }
    }

    /// Creates a block from HTML.
    pub(in crate::document::container) fn html(html: String) -> Self {
        Self::new(ParagraphRole::Block, InlineContent { html, ..InlineContent::default() })
    }

    /// Whether the block is a picture without text.
    pub(super) fn is_picture(&self) -> bool {
        self.content.text.trim().is_empty() && self.content.html.starts_with("<img")
    }

    pub(super) fn is_empty(&self) -> bool {
        self.content.html.trim().is_empty()
    }
}

/// Everything that was read from a document.
#[derive(Debug, Default)]
pub(in crate::document::container) struct OfficeContent {
    pub(in crate::document::container) blocks: Vec<Block>,
    /// Footnotes in the order of their references.
    pub(in crate::document::container) notes: Vec<Vec<Block>>,
    pub(in crate::document::container) omitted: OmittedContent,
}

impl OfficeContent {
    /// Adds a footnote and returns its reference as HTML.
    pub(in crate::document::container) fn add_footnote(&mut self, note: Vec<Block>) -> String {
        self.notes.push(note);
        footnote::reference(self.notes.len(), true)
    }
}

/// Counts content that a feed can't show, by its plural noun.
#[derive(Debug, Default)]
pub(in crate::document::container) struct OmittedContent(BTreeMap<&'static str, usize>);

impl OmittedContent {
    /// Counts one more occurrence.
    pub(in crate::document::container) fn add(&mut self, what: &'static str) {
        *self.0.entry(what).or_default() += 1;
    }

    /// One note that lists everything that was omitted.
    pub(in crate::document::container) fn problem(&self) -> Option<Problem> {
        let list: Vec<String> = self.0.iter().map(|(what, count)| format!("{what} ({count})")).collect();
        (!list.is_empty()).then(|| {
            Problem::note(
                format!("Left out: {}", list.join(", ")),
                "Save a picture as PNG or JPEG; put anything else that matters into the text",
            )
        })
    }
}
