//! The text: paragraphs and what stands among them (17.2, 17.3).

use super::Package;
use super::runs::Field;
use crate::document::container::blocks::{Block, Content, DEEPEST_LIST, Inline, ListPlace};
use crate::document::container::roles::Role;
use crate::document::container::xml::Element;
use std::collections::{HashMap, HashSet};

/// Reads the text, and the language that most of it is in.
pub(super) fn read(document: &Element, package: &Package) -> (Content, Option<String>) {
    let mut reader = Reader {
        package,
        content: Content::default(),
        fields: Vec::new(),
        anchors: HashSet::new(),
        languages: HashMap::new(),
        printed_notes: HashSet::new(),
        is_in_note: false,
        waiting: Vec::new(),
    };
    collect_anchors(document, &mut reader.anchors);
    let body = document.child("body").unwrap_or(document);
    let mut blocks = Vec::new();
    reader.blocks(body, &mut blocks);
    reader.content.blocks = blocks;
    let language = reader.languages.into_iter().max_by(|a, b| a.1.cmp(&b.1).then(b.0.cmp(&a.0)));
    (reader.content, language.map(|(language, _)| language))
}

/// The names of the places that links within the document lead to.
fn collect_anchors(element: &Element, anchors: &mut HashSet<String>) {
    for child in element.elements() {
        if &*child.name == "hyperlink"
            && let Some(anchor) = child.attribute("anchor")
        {
            anchors.insert(anchor.to_owned());
        }
        collect_anchors(child, anchors);
    }
}

pub(super) struct Reader<'p> {
    pub(super) package: &'p Package,
    pub(super) content: Content,
    /// The fields that are open, of which each may span runs and paragraphs.
    pub(super) fields: Vec<Field>,
    /// Places that links lead to.
    pub(super) anchors: HashSet<String>,
    /// Characters in each language.
    pub(super) languages: HashMap<String, usize>,
    pub(super) printed_notes: HashSet<(&'static str, String)>,
    pub(super) is_in_note: bool,
    /// Of these, the ones that stand between paragraphs, until the next begins.
    waiting: Vec<String>,
}

impl Reader<'_> {
    /// Reads the blocks right below an element.
    pub(super) fn blocks(&mut self, parent: &Element, out: &mut Vec<Block>) {
        for element in parent.elements() {
            match &*element.name {
                "p" => self.paragraph(element, out),
                "tbl" => self.table(element, out),
                "bookmarkStart" => {
                    if let Some(name) = element.attribute("name").filter(|name| self.anchors.contains(*name))
                    {
                        self.waiting.push(name.to_owned());
                    }
                }
                "sdt" if is_contents(element) => {}
                "sdt" => {
                    if let Some(content) = element.child("sdtContent") {
                        self.blocks(content, out);
                    }
                }
                "AlternateContent" => {
                    if let Some(choice) = element.child("Choice").or_else(|| element.child("Fallback")) {
                        self.blocks(choice, out);
                    }
                }
                "ins" | "moveTo" | "smartTag" | "customXml" => self.blocks(element, out),
                "altChunk" => self.content.left_out.add("inserted documents"),
                _ => {}
            }
        }
    }

    fn paragraph(&mut self, paragraph: &Element, out: &mut Vec<Block>) {
        let properties = paragraph.child("pPr");
        let style = properties.and_then(|properties| properties.value_of("pStyle"));
        let own_level = properties.and_then(|properties| properties.value_of("outlineLvl"));
        let heading = own_level.and_then(|level| level.parse::<u8>().ok()).filter(|level| *level < 9);
        let role = self
            .package
            .styles
            .role(style)
            .or(heading.map(|level| Role::Heading(level + 1)))
            .unwrap_or(Role::Paragraph);
        let mut inline = Inline::default();
        for name in std::mem::take(&mut self.waiting) {
            self.anchor(&name, &mut inline);
        }
        // What stands in a text box of the paragraph comes below it.
        let mut below = Vec::new();
        // That the style of a heading or quotation sets all of it bold or italic is its look, and no stress.
        let setting = match role {
            Role::Paragraph => self.package.styles.setting(style),
            _ => Default::default(),
        };
        self.runs(paragraph, setting, &[], &mut inline, &mut below);
        let place = if matches!(role, Role::Paragraph | Role::Quote | Role::Code) {
            self.place(properties, style)
        } else {
            None
        };
        out.push(Block { role, line: inline.finish(), place });
        out.append(&mut below);
    }

    /// Where in a list the paragraph stands.
    fn place(&self, properties: Option<&Element>, style: Option<&str>) -> Option<ListPlace> {
        let own = properties.and_then(|properties| properties.child("numPr"));
        let (of_style, level_of_style) = self.package.styles.numbering(style);
        let list = own.and_then(|own| own.value_of("numId")).or(of_style)?;
        let level = own.and_then(|own| own.value_of("ilvl")).and_then(|level| level.parse().ok());
        let level = level.or(level_of_style).unwrap_or(0).min(DEEPEST_LIST);
        // List 0 takes a paragraph out of its style's list (17.9.18).
        let ordered = self.package.numbering.is_ordered(list, level)?;
        Some(ListPlace { list: list.parse().unwrap_or(0), level, ordered, begins: true })
    }
}

/// Whether a content control holds a table of contents, which the program makes.
fn is_contents(control: &Element) -> bool {
    let properties = control.child("sdtPr");
    let gallery = properties.and_then(|properties| properties.find("docPartGallery"));
    gallery
        .and_then(|gallery| gallery.attribute("val"))
        .is_some_and(|name| name.eq_ignore_ascii_case("table of contents"))
}
