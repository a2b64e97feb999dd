//! Converts the paragraphs, lists and notes of an office document to HTML.

mod inline;
mod model;
mod render;
mod title_block;

use super::roles::ParagraphRole;
use super::unpacked::Unpacked;
use crate::document::model::Format;
use crate::document::properties::Properties;
pub(super) use inline::{InlineWriter, Mark, escape};
pub(super) use model::{Block, ListPosition, MAX_LIST_LEVEL, OfficeContent, OmittedContent};

/// Converts the document to HTML and extracts its title block. `properties` are what the file states beside
/// its text.
pub(super) fn into_unpacked(content: OfficeContent, mut properties: Properties) -> Unpacked {
    let OfficeContent { mut blocks, notes, omitted } = content;
    blocks.retain(|block| !block.is_empty() && block.role != ParagraphRole::Generated);
    // Documents use the styles of captions and figures for pictures as well as for the words below them.
    for block in blocks.iter_mut().filter(|block| block.is_picture()) {
        block.role = ParagraphRole::Paragraph;
    }
    title_block::extract(&mut blocks, &mut properties);
    let text = render::render_document(&blocks, &notes);
    Unpacked { format: Format::Html, text, properties, problems: omitted.problem().into_iter().collect() }
}

/// Converts blocks to HTML for the inside of a table cell.
pub(super) fn inner_html(blocks: &[Block]) -> String {
    let blocks: Vec<Block> = blocks.iter().filter(|block| !block.is_empty()).cloned().collect();
    match blocks.as_slice() {
        [Block { role: ParagraphRole::Paragraph, content, list_position: None }] => content.html.clone(),
        many => render::render_blocks(many),
    }
}

#[cfg(test)]
mod tests;
