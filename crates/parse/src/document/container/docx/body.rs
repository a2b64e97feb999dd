//! The body of a Word document: paragraphs and the blocks between them (17.2, 17.3).

use super::fields::FieldCode;
use super::package::Package;
use crate::document::container::blocks::{Block, InlineWriter, ListPosition, MAX_LIST_LEVEL, OfficeContent};
use crate::document::container::roles::ParagraphRole;
use crate::document::container::xml::Element;
use std::collections::{HashMap, HashSet};

/// Reads the body and detects the language of most of its text.
pub(super) fn read_body(document: &Element, package: &Package) -> (OfficeContent, Option<String>) {
    let mut reader = DocxBodyReader {
        package,
        content: OfficeContent::default(),
        fields: Vec::new(),
        anchors: HashSet::new(),
        languages: HashMap::new(),
        written_notes: HashSet::new(),
        is_in_note: false,
        pending_bookmarks: Vec::new(),
    };
    collect_anchors(document, &mut reader.anchors);
    let body = document.child("body").unwrap_or(document);
    let mut blocks = Vec::new();
    reader.blocks(body, &mut blocks);
    reader.content.blocks = blocks;
    let language = reader.languages.into_iter().max_by(|a, b| a.1.cmp(&b.1).then(b.0.cmp(&a.0)));
    (reader.content, language.map(|(language, _)| language))
}

/// Collects the bookmarks that links within the document point to.
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

pub(super) struct DocxBodyReader<'p> {
    pub(super) package: &'p Package,
    pub(super) content: OfficeContent,
    /// The open fields; a field may span runs and paragraphs.
    pub(super) fields: Vec<FieldCode>,
    /// Bookmarks that links point to and that were not written yet.
    pub(super) anchors: HashSet<String>,
    /// Number of bytes of text in each language.
    pub(super) languages: HashMap<String, usize>,
    pub(super) written_notes: HashSet<(&'static str, String)>,
    pub(super) is_in_note: bool,
    /// Bookmarks between paragraphs; they are written at the start of the next paragraph.
    pending_bookmarks: Vec<String>,
}

impl DocxBodyReader<'_> {
    /// Reads the child blocks of an element.
    pub(super) fn blocks(&mut self, parent: &Element, out: &mut Vec<Block>) {
        for element in parent.elements() {
            match &*element.name {
                "p" => self.paragraph(element, out),
                "tbl" => self.table(element, out),
                "bookmarkStart" => {
                    if let Some(name) = element.attribute("name").filter(|name| self.anchors.contains(*name))
                    {
                        self.pending_bookmarks.push(name.to_owned());
                    }
                }
                "sdt" if is_table_of_contents(element) => {}
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
                "altChunk" => self.content.omitted.add("inserted documents"),
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
            .or(heading.map(|level| ParagraphRole::Heading(level + 1)))
            .unwrap_or(ParagraphRole::Paragraph);
        let mut inline = InlineWriter::default();
        for name in std::mem::take(&mut self.pending_bookmarks) {
            self.anchor(&name, &mut inline);
        }
        // The text of a text box follows the paragraph that contains the box.
        let mut below = Vec::new();
        // Bold or italic that comes from the style of a heading or quotation is decoration, not emphasis.
        let formatting = match role {
            ParagraphRole::Paragraph => self.package.styles.formatting(style),
            _ => Default::default(),
        };
        self.runs(paragraph, formatting, &[], &mut inline, &mut below);
        let list_position =
            if matches!(role, ParagraphRole::Paragraph | ParagraphRole::Quote | ParagraphRole::Code) {
                self.list_position(properties, style)
            } else {
                None
            };
        out.push(Block { role, content: inline.finish(), list_position });
        out.append(&mut below);
    }

    /// The paragraph's position in a list, if any.
    fn list_position(&self, properties: Option<&Element>, style: Option<&str>) -> Option<ListPosition> {
        let own = properties.and_then(|properties| properties.child("numPr"));
        let (of_style, level_of_style) = self.package.styles.numbering(style);
        let list = own.and_then(|own| own.value_of("numId")).or(of_style)?;
        let level = own.and_then(|own| own.value_of("ilvl")).and_then(|level| level.parse().ok());
        let level = level.or(level_of_style).unwrap_or(0).min(MAX_LIST_LEVEL);
        // List 0 removes a paragraph from the list of its style (17.9.18).
        let ordered = self.package.numbering.is_ordered(list, level)?;
        Some(ListPosition { list: list.parse().unwrap_or(0), level, ordered, starts_item: true })
    }
}

/// Whether a content control is a generated table of contents.
fn is_table_of_contents(control: &Element) -> bool {
    let properties = control.child("sdtPr");
    let gallery = properties.and_then(|properties| properties.find("docPartGallery"));
    gallery
        .and_then(|gallery| gallery.attribute("val"))
        .is_some_and(|name| name.eq_ignore_ascii_case("table of contents"))
}
