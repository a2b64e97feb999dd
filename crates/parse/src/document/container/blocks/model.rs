//! The parts of an office document: blocks, their places in lists, footnotes, and what is left out.

use super::inline::InlineContent;
use crate::document::container::roles::ParagraphRole;
use crate::document::footnote;
use std::collections::BTreeMap;
use tidings_model::Problem;

/// A paragraph, or a block that is HTML already.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::document::container) struct Block {
    pub(in crate::document::container) role: ParagraphRole,
    pub(in crate::document::container) content: InlineContent,
    /// Where in a list it stands, if in one.
    pub(in crate::document::container) list_position: Option<ListPosition>,
}

/// A paragraph's place in a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::document::container) struct ListPosition {
    /// Lists that differ in this are apart.
    pub(in crate::document::container) list: usize,
    /// From 0.
    pub(in crate::document::container) level: usize,
    pub(in crate::document::container) ordered: bool,
    /// It begins an item; else it goes on with one.
    pub(in crate::document::container) starts_item: bool,
}

/// Deepest list; Word has 9 levels, LibreOffice 10.
pub(in crate::document::container) const MAX_LIST_LEVEL: usize = 10;

impl Block {
    /// A paragraph outside lists.
    pub(in crate::document::container) fn new(role: ParagraphRole, content: InlineContent) -> Self {
        Self { role, content, list_position: None }
    }

    /// HTML that is a block of its own.
    pub(in crate::document::container) fn html(html: String) -> Self {
        Self::new(ParagraphRole::Block, InlineContent { html, ..InlineContent::default() })
    }

    /// Whether it shows a picture and nothing else.
    pub(super) fn is_picture(&self) -> bool {
        self.content.text.trim().is_empty() && self.content.html.starts_with("<img")
    }

    pub(super) fn is_empty(&self) -> bool {
        self.content.html.trim().is_empty()
    }
}

/// All that was found in a document.
#[derive(Debug, Default)]
pub(in crate::document::container) struct OfficeContent {
    pub(in crate::document::container) blocks: Vec<Block>,
    /// Footnotes in the order of their marks.
    pub(in crate::document::container) notes: Vec<Vec<Block>>,
    pub(in crate::document::container) omitted: OmittedContent,
}

impl OfficeContent {
    /// The mark of the next footnote.
    pub(in crate::document::container) fn add_footnote(&mut self, note: Vec<Block>) -> String {
        self.notes.push(note);
        footnote::reference(self.notes.len(), true)
    }
}

/// What a document has and a feed can't show, by its plural, with how often it was met.
#[derive(Debug, Default)]
pub(in crate::document::container) struct OmittedContent(BTreeMap<&'static str, usize>);

impl OmittedContent {
    /// One more.
    pub(in crate::document::container) fn add(&mut self, what: &'static str) {
        *self.0.entry(what).or_default() += 1;
    }

    /// One note for all of it.
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
