//! The text: paragraphs, lists and what stands among them (part 3, 5).

use super::styles::Styles;
use crate::document::container::blocks::{Block, Content, DEEPEST_LIST, Inline, ListPlace};
use crate::document::container::roles::Role;
use crate::document::container::xml::Element;
use std::collections::{HashMap, HashSet};

/// Reads the text. `has` tells whether the archive has a file of that name.
pub(super) fn read(root: &Element, styles: &Styles, has: &dyn Fn(&str) -> bool) -> Content {
    let mut reader = Reader {
        styles,
        has,
        content: Content::default(),
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

/// The names of the places that links within the document lead to.
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

pub(super) struct Reader<'d> {
    pub(super) styles: &'d Styles,
    pub(super) has: &'d dyn Fn(&str) -> bool,
    pub(super) content: Content,
    /// Places that links lead to.
    pub(super) anchors: HashSet<String>,
    /// The outermost lists by their ids, with their numbers; another may go on with one of them.
    lists: HashMap<String, usize>,
    pub(super) is_in_note: bool,
}

/// The list that is read.
#[derive(Clone, Copy)]
pub(super) struct List<'d> {
    number: usize,
    level: usize,
    style: Option<&'d str>,
}

impl Reader<'_> {
    /// Reads the blocks right below an element.
    pub(super) fn blocks(&mut self, parent: &Element, list: Option<List>, out: &mut Vec<Block>) {
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
                    let mut inline = Inline::default();
                    self.frame(element, &[], &mut inline, out);
                    out.push(Block::new(Role::Paragraph, inline.finish()));
                }
                // Tables of contents, indexes, deleted text and declarations show nothing of their own.
                _ => {}
            }
        }
    }

    fn paragraph(&mut self, paragraph: &Element, heading: Option<u8>, out: &mut Vec<Block>) {
        let style = paragraph.attribute("style-name");
        // A title is written as a heading of the first level by some programs.
        let role = match (self.styles.role(style), heading) {
            (Some(role @ (Role::Title | Role::Subtitle)), _) => role,
            (_, Some(level)) => Role::Heading(level),
            (role, None) => role.unwrap_or(Role::Paragraph),
        };
        let marks = match role {
            Role::Paragraph => self.styles.marks("paragraph", style),
            _ => Some(Vec::new()),
        };
        let Some(marks) = marks else { return };
        let mut inline = Inline::default();
        // What stands in a text box of the paragraph comes below it.
        let mut below = Vec::new();
        self.inline(paragraph, &marks, &mut inline, &mut below);
        out.push(Block::new(role, inline.finish()));
        out.append(&mut below);
    }

    fn list(&mut self, list: &Element, outer: Option<List>, out: &mut Vec<Block>) {
        let style = list.attribute("style-name");
        let mut this = match outer {
            Some(outer) => {
                List { level: (outer.level + 1).min(DEEPEST_LIST), style: style.or(outer.style), ..outer }
            }
            None => {
                let next = self.lists.len() + 1;
                let continued = list.attribute("continue-list").and_then(|id| self.lists.get(id)).copied();
                let number = continued.unwrap_or(next);
                let id = list.attribute("id").map_or_else(|| format!("#{next}"), str::to_owned);
                self.lists.insert(id, number);
                List { number, level: 0, style }
            }
        };
        let first_paragraph = list.find("p").and_then(|paragraph| paragraph.attribute("style-name"));
        this.style = this.style.or_else(|| self.styles.list(first_paragraph));
        let ordered = self.styles.is_ordered(this.style, this.level);
        for item in list.elements().filter(|item| ["list-item", "list-header"].contains(&&*item.name)) {
            let mut blocks = Vec::new();
            self.blocks(item, Some(this), &mut blocks);
            // Headings with numbers are lists, too.
            if let [Block { role: Role::Heading(_), .. }] = blocks.as_slice() {
                out.append(&mut blocks);
                continue;
            }
            for (at, block) in blocks.iter_mut().filter(|block| block.place.is_none()).enumerate() {
                block.place =
                    Some(ListPlace { list: this.number, level: this.level, ordered, begins: at == 0 });
            }
            out.append(&mut blocks);
        }
    }
}
