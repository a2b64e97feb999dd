//! The body of an OpenDocument text: paragraphs, lists and the blocks between them (part 3, 5).

use super::styles::Styles;
use crate::document::container::blocks::{Block, InlineWriter, ListPosition, MAX_LIST_LEVEL, OfficeContent};
use crate::document::container::roles::ParagraphRole;
use crate::document::container::xml::Element;
use std::collections::{HashMap, HashSet};

/// Reads the body. `has` returns whether the archive has a file of that name.
pub(super) fn read_body(root: &Element, styles: &Styles, has: &dyn Fn(&str) -> bool) -> OfficeContent {
    let mut reader = OdtBodyReader {
        styles,
        has,
        content: OfficeContent::default(),
        anchors: HashSet::new(),
        lists: HashMap::new(),
        is_in_note: false,
    };
    collect_anchors(root, &mut reader.anchors);
    let text = root.child("body").and_then(|body| body.child("text"));
    let mut blocks = Vec::new();
    if let Some(text) = text {
        reader.blocks(text, None, &mut blocks);
    }
    reader.content.blocks = blocks;
    reader.content
}

/// Collects the bookmarks that links within the document point to.
fn collect_anchors(element: &Element, anchors: &mut HashSet<String>) {
    for child in element.elements() {
        if &*child.name == "a"
            && let Some(anchor) = child.attribute("href").and_then(|href| href.strip_prefix('#'))
        {
            anchors.insert(anchor.to_owned());
        }
        collect_anchors(child, anchors);
    }
}

pub(super) struct OdtBodyReader<'d> {
    pub(super) styles: &'d Styles,
    pub(super) has: &'d dyn Fn(&str) -> bool,
    pub(super) content: OfficeContent,
    /// Bookmarks that links point to and that were not written yet.
    pub(super) anchors: HashSet<String>,
    /// The numbers of the outermost lists by their ids; a later list may continue one of them.
    lists: HashMap<String, usize>,
    pub(super) is_in_note: bool,
}

/// The list that is being read.
#[derive(Clone, Copy)]
pub(super) struct ListContext<'d> {
    number: usize,
    level: usize,
    style: Option<&'d str>,
}

impl OdtBodyReader<'_> {
    /// Reads the child blocks of an element.
    pub(super) fn blocks(&mut self, parent: &Element, list: Option<ListContext>, out: &mut Vec<Block>) {
        for element in parent.elements() {
            match &*element.name {
                "p" => self.paragraph(element, None, out),
                "h" => {
                    let level = element.attribute("outline-level").and_then(|level| level.parse().ok());
                    self.paragraph(element, Some(level.unwrap_or(1).clamp(1, 9)), out);
                }
                "list" => self.list(element, list, out),
                "table" => self.table(element, out),
                "section" | "text-box" | "numbered-paragraph" => self.blocks(element, list, out),
                "frame" | "custom-shape" | "g" | "rect" => {
                    let mut inline = InlineWriter::default();
                    self.frame(element, &[], &mut inline, out);
                    out.push(Block::new(ParagraphRole::Paragraph, inline.finish()));
                }
                // Tables of contents, indexes, deleted text and declarations have no text of their own.
                _ => {}
            }
        }
    }

    fn paragraph(&mut self, paragraph: &Element, heading: Option<u8>, out: &mut Vec<Block>) {
        let style = paragraph.attribute("style-name");
        // Some programs write a title as a heading of the first level.
        let role = match (self.styles.role(style), heading) {
            (Some(role @ (ParagraphRole::Title | ParagraphRole::Subtitle)), _) => role,
            (_, Some(level)) => ParagraphRole::Heading(level),
            (role, None) => role.unwrap_or(ParagraphRole::Paragraph),
        };
        let marks = match role {
            ParagraphRole::Paragraph => self.styles.marks("paragraph", style),
            _ => Some(Vec::new()),
        };
        let Some(marks) = marks else { return };
        let mut inline = InlineWriter::default();
        // The text of a text box follows the paragraph that contains the box.
        let mut below = Vec::new();
        self.inline(paragraph, &marks, &mut inline, &mut below);
        out.push(Block::new(role, inline.finish()));
        out.append(&mut below);
    }

    fn list(&mut self, list: &Element, outer: Option<ListContext>, out: &mut Vec<Block>) {
        let style = list.attribute("style-name");
        let mut this = match outer {
            Some(outer) => ListContext {
                level: (outer.level + 1).min(MAX_LIST_LEVEL),
                style: style.or(outer.style),
                ..outer
            },
            None => {
                let next = self.lists.len() + 1;
                let continued = list.attribute("continue-list").and_then(|id| self.lists.get(id)).copied();
                let number = continued.unwrap_or(next);
                let id = list.attribute("id").map_or_else(|| format!("#{next}"), str::to_owned);
                self.lists.insert(id, number);
                ListContext { number, level: 0, style }
            }
        };
        let first_paragraph = list.find("p").and_then(|paragraph| paragraph.attribute("style-name"));
        this.style = this.style.or_else(|| self.styles.list(first_paragraph));
        let ordered = self.styles.is_ordered(this.style, this.level);
        for item in list.elements().filter(|item| ["list-item", "list-header"].contains(&&*item.name)) {
            let mut blocks = Vec::new();
            self.blocks(item, Some(this), &mut blocks);
            // Numbered headings are stored as lists.
            if let [Block { role: ParagraphRole::Heading(_), .. }] = blocks.as_slice() {
                out.append(&mut blocks);
                continue;
            }
            for (at, block) in blocks.iter_mut().filter(|block| block.list_position.is_none()).enumerate() {
                block.list_position = Some(ListPosition {
                    list: this.number,
                    level: this.level,
                    ordered,
                    starts_item: at == 0,
                });
            }
            out.append(&mut blocks);
        }
    }
}
