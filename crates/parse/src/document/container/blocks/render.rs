//! Renders blocks as HTML; neighbours that belong together share an element.

use super::inline::escape;
use super::model::{Block, MAX_LIST_LEVEL};
use crate::document::container::roles::ParagraphRole;
use crate::document::footnote;

/// Renders a document: its blocks, then its footnotes.
pub(super) fn render_document(all: &[Block], notes: &[Vec<Block>]) -> String {
    let mut html = render_blocks(all);
    if notes.is_empty() {
        return html;
    }
    html.push_str("<hr>\n<ol>\n");
    for (number, note) in (1..).zip(notes) {
        let item = footnote::with_backlink(number, &render_blocks(note));
        html.push_str(&format!("<li id=\"fn-{number}\">{item}</li>\n"));
    }
    html.push_str("</ol>\n");
    html
}

/// Renders blocks in order.
pub(super) fn render_blocks(blocks: &[Block]) -> String {
    let levels = blocks.iter().filter_map(|block| match block.role {
        ParagraphRole::Heading(level) => Some(level),
        _ => None,
    });
    // The title is the page's only `<h1>`, so the highest heading of the body becomes `<h2>`.
    let mut writer = BlockWriter { top: levels.min().unwrap_or(1), ..BlockWriter::default() };
    let mut rest = blocks;
    while let Some(block) = rest.first() {
        let same = |other: &&Block| other.role == block.role && other.list_position.is_none();
        let count = match block.role {
            ParagraphRole::Quote | ParagraphRole::Code if block.list_position.is_none() => {
                rest.iter().take_while(same).count()
            }
            ParagraphRole::Paragraph
                if block.list_position.is_none()
                    && block.is_picture()
                    && rest.get(1).is_some_and(|next| next.role == ParagraphRole::Caption) =>
            {
                2
            }
            _ => 1,
        };
        let (together, others) = rest.split_at(count.max(1).min(rest.len()));
        writer.add(together);
        rest = others;
    }
    writer.close_lists(0);
    writer.html
}

#[derive(Default)]
struct BlockWriter {
    html: String,
    /// The level of the document's highest heading.
    top: u8,
    /// The open lists, each with an open item: whether it is ordered, and its number.
    lists: Vec<(bool, usize)>,
}

impl BlockWriter {
    /// Adds blocks that share an element; usually one.
    fn add(&mut self, together: &[Block]) {
        let Some(first) = together.first() else { return };
        match first.list_position {
            Some(list_position) => {
                let level = list_position.level.min(MAX_LIST_LEVEL);
                self.open_list_level(
                    level,
                    list_position.ordered,
                    list_position.list,
                    list_position.starts_item,
                );
                let html = render_block(first, self.top);
                let is_bare = list_position.starts_item && first.role == ParagraphRole::Paragraph;
                self.html.push_str(if is_bare { &first.content.html } else { &html });
                return;
            }
            None => self.close_lists(0),
        }
        match (first.role, together) {
            (ParagraphRole::Quote, many) => {
                self.html.push_str("<blockquote>\n");
                many.iter().for_each(|block| self.html.push_str(&format!("<p>{}</p>\n", block.content.html)));
                self.html.push_str("</blockquote>\n");
            }
            (ParagraphRole::Code, many) => {
                let lines: Vec<&str> = many.iter().map(|block| block.content.text.as_str()).collect();
                self.html.push_str(&format!("<pre><code>{}\n</code></pre>\n", escape(&lines.join("\n"))));
            }
            (_, [picture, caption]) => self.html.push_str(&format!(
                "<figure>{}<figcaption>{}</figcaption></figure>\n",
                picture.content.html, caption.content.html
            )),
            _ => self.html.push_str(&render_block(first, self.top)),
        }
    }

    /// Opens and closes lists until an item of this level is open.
    fn open_list_level(&mut self, level: usize, ordered: bool, list: usize, starts_item: bool) {
        self.close_lists(level + 1);
        let mut is_new = false;
        // Two bulleted lists look like one, so only ordered lists are kept apart.
        let is_other = |open: (bool, usize)| open.0 != ordered || (ordered && open.1 != list);
        if self.lists.get(level).is_some_and(|open| starts_item && is_other(*open)) {
            self.close_lists(level);
        }
        while self.lists.len() <= level {
            self.html.push_str(if ordered { "\n<ol>\n<li>" } else { "\n<ul>\n<li>" });
            self.lists.push((ordered, list));
            is_new = true;
        }
        if starts_item && !is_new {
            self.html.push_str("</li>\n<li>");
        }
    }

    /// Closes lists until `keep` are open.
    fn close_lists(&mut self, keep: usize) {
        while self.lists.len() > keep {
            if let Some((ordered, _)) = self.lists.pop() {
                self.html.push_str(if ordered { "</li>\n</ol>\n" } else { "</li>\n</ul>\n" });
            }
        }
    }
}

/// Renders one block.
fn render_block(block: &Block, top: u8) -> String {
    let html = &block.content.html;
    match block.role {
        ParagraphRole::Heading(level) => {
            let level = (level.saturating_sub(top) + 2).min(6);
            format!("<h{level}>{html}</h{level}>\n")
        }
        ParagraphRole::Block => format!("{html}\n"),
        ParagraphRole::Caption => format!("<p><em>{html}</em></p>\n"),
        ParagraphRole::Quote => format!("<blockquote><p>{html}</p></blockquote>\n"),
        ParagraphRole::Code => format!("<pre><code>{}\n</code></pre>\n", escape(&block.content.text)),
        _ => format!("<p>{html}</p>\n"),
    }
}
