//! Runs: text with uniform formatting, links, notes and pictures.

use super::body::DocxBodyReader;
use super::fields::{FieldCode, hyperlink_target};
use super::relationships::RelationshipTarget;
use super::styles::RunFormatting;
use crate::document::container::blocks::{Block, InlineWriter, Mark, escape};
use crate::document::container::picture;
use crate::document::container::unpacked::address_of;
use crate::document::container::xml::{Element, Node};

/// Most nested fields; every run checks all open ones.
const MAX_OPEN_FIELDS: usize = 16;

impl DocxBodyReader<'_> {
    /// Reads the runs right below an element. `marks` are inherited: links.
    pub(super) fn runs(
        &mut self,
        parent: &Element,
        formatting: RunFormatting,
        marks: &[Mark],
        out: &mut InlineWriter,
        below: &mut Vec<Block>,
    ) {
        for element in parent.elements() {
            match &*element.name {
                "r" => self.run(element, formatting, marks, out, below),
                "hyperlink" => {
                    let link = self.link(element).map(Mark::Link);
                    let marks: Vec<Mark> =
                        if marks.is_empty() { link.into_iter().collect() } else { marks.to_vec() };
                    self.runs(element, formatting, &marks, out, below);
                }
                "fldSimple" => {
                    let link = element.attribute("instr").and_then(hyperlink_target).map(Mark::Link);
                    let marks: Vec<Mark> =
                        if marks.is_empty() { link.into_iter().collect() } else { marks.to_vec() };
                    self.runs(element, formatting, &marks, out, below);
                }
                "ins" | "moveTo" | "smartTag" | "customXml" | "dir" | "bdo" => {
                    self.runs(element, formatting, marks, out, below);
                }
                "sdt" => {
                    if let Some(content) = element.child("sdtContent") {
                        self.runs(content, formatting, marks, out, below);
                    }
                }
                "bookmarkStart" => self.anchor(element.attribute("name").unwrap_or_default(), out),
                "oMath" | "oMathPara" => {
                    self.content.omitted.add("the layout of formulas");
                    out.push_text(&element.text(), marks);
                }
                // Deleted text of tracked changes, comment ranges and properties are not shown.
                _ => {}
            }
        }
    }

    fn link(&self, element: &Element) -> Option<String> {
        let anchor = element.attribute("anchor");
        let target = element.attribute("id").and_then(|id| self.package.relationships.target(id));
        match (target, anchor) {
            (Some(RelationshipTarget::External(address)), Some(anchor)) if !address.contains('#') => {
                Some(format!("{address}#{anchor}"))
            }
            (Some(RelationshipTarget::External(address)), _) => Some(address.clone()),
            (_, Some(anchor)) => Some(format!("#{anchor}")),
            _ => None,
        }
    }

    /// Writes an anchor for a bookmark that a link of the document points to.
    pub(super) fn anchor(&mut self, name: &str, out: &mut InlineWriter) {
        if self.anchors.remove(name) {
            out.push_html(&format!("<span id=\"{}\"></span>", escape(name)), &[]);
        }
    }

    fn run(
        &mut self,
        run: &Element,
        inherited: RunFormatting,
        marks: &[Mark],
        out: &mut InlineWriter,
        below: &mut Vec<Block>,
    ) {
        let properties = run.child("rPr");
        let own = properties.map(RunFormatting::from_xml).unwrap_or_default();
        let style = properties.and_then(|properties| properties.value_of("rStyle"));
        let formatting = own.with_fallback(self.package.styles.formatting(style)).with_fallback(inherited);
        let link = self.fields.iter().rev().filter(|field| field.is_result).find_map(FieldCode::link);
        let mut all = marks.to_vec();
        if all.is_empty() {
            all.extend(link.map(Mark::Link));
        }
        all.extend(formatting.marks());
        let language = properties.and_then(|properties| properties.value_of("lang"));
        let language = language.or(self.package.styles.language.as_deref()).map(str::to_owned);
        for node in &run.children {
            let Node::Element(element) = node else { continue };
            if &*element.name == "fldChar" {
                self.field(element);
                continue;
            }
            if &*element.name == "instrText" {
                if let Some(field) = self.fields.last_mut().filter(|field| !field.is_result) {
                    field.instruction.push_str(&element.text());
                }
                continue;
            }
            let is_seen = formatting.hidden != Some(true)
                && self.fields.iter().all(|field| field.is_result && !field.is_generated());
            if is_seen {
                self.run_child(element, language.as_deref(), &all, out, below);
            }
        }
    }

    fn field(&mut self, element: &Element) {
        match element.attribute("fldCharType") {
            Some("begin") if self.fields.len() < MAX_OPEN_FIELDS => {
                self.fields.push(FieldCode { instruction: String::new(), is_result: false });
            }
            Some("separate") => {
                if let Some(field) = self.fields.last_mut() {
                    field.is_result = true;
                }
            }
            Some("end") => {
                self.fields.pop();
            }
            _ => {}
        }
    }

    /// Reads one child of a run.
    fn run_child(
        &mut self,
        element: &Element,
        language: Option<&str>,
        marks: &[Mark],
        out: &mut InlineWriter,
        below: &mut Vec<Block>,
    ) {
        match &*element.name {
            "t" => {
                let words = element.text();
                if let Some(language) = language {
                    *self.languages.entry(language.to_owned()).or_default() += words.len();
                }
                out.push_text(&words.replace('\n', " "), marks);
            }
            "tab" | "ptab" => out.push_text("\t", marks),
            // Page and column breaks are not line breaks.
            "br" if element.attribute("type").is_none_or(|kind| kind == "textWrapping") => {
                out.push_text("\n", marks)
            }
            "cr" => out.push_text("\n", marks),
            "noBreakHyphen" => out.push_text("\u{2011}", marks),
            "sym" => out.push_text(&symbol(element), marks),
            "footnoteReference" => self.note("footnote", element, out),
            "endnoteReference" => self.note("endnote", element, out),
            "commentReference" => self.content.omitted.add("comments"),
            "drawing" | "pict" | "object" => self.drawing(element, marks, out, below),
            "AlternateContent" => {
                // `Choice` and `Fallback` have the same content; the second is for old programs.
                let choice = element.child("Choice").or_else(|| element.child("Fallback"));
                for run_child in choice.into_iter().flat_map(Element::elements) {
                    self.run_child(run_child, language, marks, out, below);
                }
            }
            _ => {}
        }
    }

    fn note(&mut self, kind: &'static str, reference: &Element, out: &mut InlineWriter) {
        let package = self.package;
        let key = (kind, reference.attribute("id").unwrap_or_default().to_owned());
        let Some(note) = package.notes.get(&key) else { return };
        // Notes within notes may be circular, and a note that is referenced a thousand times is written once.
        if self.is_in_note || !self.written_notes.insert(key) {
            return;
        }
        self.is_in_note = true;
        let mut blocks = Vec::new();
        self.blocks(note, &mut blocks);
        self.is_in_note = false;
        let mark = self.content.add_footnote(blocks);
        out.push_html(&mark, &[]);
    }

    /// Reads a picture, a text box or a drawing.
    fn drawing(&mut self, drawing: &Element, marks: &[Mark], out: &mut InlineWriter, below: &mut Vec<Block>) {
        if let Some(content) = drawing.find("txbxContent") {
            self.blocks(content, below);
            return;
        }
        let about = drawing.find("docPr");
        let image = drawing.find("imagedata");
        let alt = about
            .and_then(|about| about.attribute("descr").or_else(|| about.attribute("title")))
            .or_else(|| image.and_then(|image| image.attribute("title")))
            .unwrap_or_default();
        let vector = drawing.find("svgBlip").and_then(|blip| blip.attribute("embed"));
        let blip = drawing.find("blip");
        let ids = [
            blip.and_then(|blip| blip.attribute("embed")),
            blip.and_then(|blip| blip.attribute("link")),
            image.and_then(|image| image.attribute("id")),
            vector,
        ];
        let source = ids.into_iter().flatten().find_map(|id| self.picture(id));
        match source {
            Some(source) => {
                let html = format!("<img src=\"{}\" alt=\"{}\">", escape(&source), escape(alt.trim()));
                let links: Vec<Mark> =
                    marks.iter().filter(|mark| matches!(mark, Mark::Link(_))).cloned().collect();
                out.push_html(&html, &links);
            }
            None if blip.is_some() || image.is_some() => {
                self.content.omitted.add("pictures that readers can't show");
            }
            None if drawing.find("chart").is_some() => self.content.omitted.add("charts"),
            None => self.content.omitted.add("drawings"),
        }
    }

    fn picture(&self, id: &str) -> Option<String> {
        match self.package.relationships.target(id)? {
            RelationshipTarget::External(address) => address.starts_with("http").then(|| address.clone()),
            RelationshipTarget::Internal(name) => (picture::is_displayable(name)
                && self.package.pictures.contains(name))
            .then(|| address_of(name)),
        }
    }
}

/// A character by its code in a font. The codes of symbol fonts are in Unicode's private use area and are
/// dropped, because they mean nothing in other fonts.
fn symbol(element: &Element) -> String {
    let code = element.attribute("char").and_then(|code| u32::from_str_radix(code, 16).ok());
    let sign = code.and_then(char::from_u32).filter(|sign| !('\u{E000}'..='\u{F8FF}').contains(sign));
    sign.map(String::from).unwrap_or_default()
}
