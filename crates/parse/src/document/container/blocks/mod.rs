//! Paragraphs, lists and notes as an office document has them, one after the other, become HTML.

mod inline;
mod model;
mod render;
mod title_block;

use super::roles::Role;
use super::unpacked::Unpacked;
use crate::document::model::Format;
use crate::document::properties::Properties;
pub(super) use inline::{Inline, Line, Mark, escape};
pub(super) use model::{Block, Content, DEEPEST_LIST, LeftOut, ListPlace};

/// The document as HTML, its title and what else stands above its text taken out. `properties` are what the
/// file says beside its text.
pub(super) fn finish(content: Content, mut properties: Properties) -> Unpacked {
    let Content { mut blocks, notes, left_out } = content;
    blocks.retain(|block| !block.is_empty() && block.role != Role::Generated);
    // The styles of captions and figures are for pictures as well as for the words below them.
    for block in blocks.iter_mut().filter(|block| block.is_picture()) {
        block.role = Role::Paragraph;
    }
    title_block::take(&mut blocks, &mut properties);
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
