//! Runs: words that are set alike, and what stands among them.

use super::body::Reader;
use super::relations::Target;
use super::styles::Setting;
use crate::document::container::blocks::{Block, Inline, Mark, escape};
use crate::document::container::xml::{Element, Node};
use crate::document::container::{address_of, picture};

/// A field: an instruction, and what the program made of it when it last looked (17.16).
pub(super) struct Field {
    instruction: String,
    /// The instruction is over; what follows is shown.
    is_shown: bool,
}

/// Most fields in one another; all that are open are asked for each run.
const DEEPEST_FIELD: usize = 16;

impl Field {
    /// The address of a `HYPERLINK "address"`, or `#place` of a `HYPERLINK \l "place"`.
    fn link(&self) -> Option<String> {
        link_of(&self.instruction)
    }

    /// Whether what it shows is made by the program: a table of contents, an index.
    fn is_generated(&self) -> bool {
        let word = self.instruction.split_whitespace().next().unwrap_or_default();
        ["TOC", "INDEX", "RD", "XE", "TC"].contains(&word.to_uppercase().as_str())
    }
}

fn link_of(instruction: &str) -> Option<String> {
    let rest = instruction.trim().strip_prefix("HYPERLINK")?;
    let (before, quoted) = rest.split_once('"')?;
    let address = quoted.split('"').next()?;
    Some(if before.contains("\\l") { format!("#{address}") } else { address.to_owned() })
}

impl Reader<'_> {
    /// Reads the runs right below an element. `marks` are those that come from above: links.
    pub(super) fn runs(
        &mut self,
        parent: &Element,
        setting: Setting,
        marks: &[Mark],
        out: &mut Inline,
        below: &mut Vec<Block>,
    ) {
        for element in parent.elements() {
            match &*element.name {
                "r" => self.run(element, setting, marks, out, below),
                "hyperlink" => {
                    let link = self.link(element).map(Mark::Link);
                    let marks: Vec<Mark> =
                        if marks.is_empty() { link.into_iter().collect() } else { marks.to_vec() };
                    self.runs(element, setting, &marks, out, below);
                }
                "fldSimple" => {
                    let link = element.attribute("instr").and_then(link_of).map(Mark::Link);
                    let marks: Vec<Mark> =
                        if marks.is_empty() { link.into_iter().collect() } else { marks.to_vec() };
                    self.runs(element, setting, &marks, out, below);
                }
                "ins" | "moveTo" | "smartTag" | "customXml" | "dir" | "bdo" => {
                    self.runs(element, setting, marks, out, below);
                }
                "sdt" => {
                    if let Some(content) = element.child("sdtContent") {
                        self.runs(content, setting, marks, out, below);
                    }
                }
                "bookmarkStart" => self.anchor(element.attribute("name").unwrap_or_default(), out),
                "oMath" | "oMathPara" => {
                    self.content.left_out.add("formulas, of which the signs stay");
                    out.words(&element.text(), marks);
                }
                // Deleted text of tracked changes, comments' ranges and properties show nothing.
                _ => {}
            }
        }
    }

    fn link(&self, element: &Element) -> Option<String> {
        let anchor = element.attribute("anchor");
        let target = element.attribute("id").and_then(|id| self.package.relations.target(id));
        match (target, anchor) {
            (Some(Target::Outside(address)), Some(anchor)) if !address.contains('#') => {
                Some(format!("{address}#{anchor}"))
            }
            (Some(Target::Outside(address)), _) => Some(address.clone()),
            (_, Some(anchor)) => Some(format!("#{anchor}")),
            _ => None,
        }
    }

    /// A place that a link of the document leads to.
    pub(super) fn anchor(&mut self, name: &str, out: &mut Inline) {
        if self.anchors.remove(name) {
            out.html(&format!("<span id=\"{}\"></span>", escape(name)), &[]);
        }
    }

    fn run(
        &mut self,
        run: &Element,
        inherited: Setting,
        marks: &[Mark],
        out: &mut Inline,
        below: &mut Vec<Block>,
    ) {
        let properties = run.child("rPr");
        let own = properties.map(Setting::read).unwrap_or_default();
        let style = properties.and_then(|properties| properties.value_of("rStyle"));
        let setting = own.over(self.package.styles.setting(style)).over(inherited);
        let link = self.fields.iter().rev().filter(|field| field.is_shown).find_map(Field::link);
        let mut all = marks.to_vec();
        if all.is_empty() {
            all.extend(link.map(Mark::Link));
        }
        all.extend(setting.marks());
        let language = properties.and_then(|properties| properties.value_of("lang"));
        let language = language.or(self.package.styles.language.as_deref()).map(str::to_owned);
        for node in &run.children {
            let Node::Element(element) = node else { continue };
            if &*element.name == "fldChar" {
                self.field(element);
                continue;
            }
            if &*element.name == "instrText" {
                if let Some(field) = self.fields.last_mut().filter(|field| !field.is_shown) {
                    field.instruction.push_str(&element.text());
                }
                continue;
            }
            let is_seen = setting.hidden != Some(true)
                && self.fields.iter().all(|field| field.is_shown && !field.is_generated());
            if is_seen {
                self.piece(element, language.as_deref(), &all, out, below);
            }
        }
    }

    fn field(&mut self, element: &Element) {
        match element.attribute("fldCharType") {
            Some("begin") if self.fields.len() < DEEPEST_FIELD => {
                self.fields.push(Field { instruction: String::new(), is_shown: false });
            }
            Some("separate") => {
                if let Some(field) = self.fields.last_mut() {
                    field.is_shown = true;
                }
            }
            Some("end") => {
                self.fields.pop();
            }
            _ => {}
        }
    }

    /// One piece of a run.
    fn piece(
        &mut self,
        element: &Element,
        language: Option<&str>,
        marks: &[Mark],
        out: &mut Inline,
        below: &mut Vec<Block>,
    ) {
        match &*element.name {
            "t" => {
                let words = element.text();
                if let Some(language) = language {
                    *self.languages.entry(language.to_owned()).or_default() += words.len();
                }
                out.words(&words.replace('\n', " "), marks);
            }
            "tab" | "ptab" => out.words("\t", marks),
            // A break of page or column is none of the line.
            "br" if element.attribute("type").is_none_or(|kind| kind == "textWrapping") => {
                out.words("\n", marks)
            }
            "cr" => out.words("\n", marks),
            "noBreakHyphen" => out.words("\u{2011}", marks),
            "sym" => out.words(&symbol(element), marks),
            "footnoteReference" => self.note("footnote", element, out),
            "endnoteReference" => self.note("endnote", element, out),
            "commentReference" => self.content.left_out.add("comments"),
            "drawing" | "pict" | "object" => self.drawing(element, marks, out, below),
            "AlternateContent" => {
                // Both say the same, the second for old programs.
                let choice = element.child("Choice").or_else(|| element.child("Fallback"));
                for piece in choice.into_iter().flat_map(Element::elements) {
                    self.piece(piece, language, marks, out, below);
                }
            }
            _ => {}
        }
    }

    fn note(&mut self, kind: &'static str, reference: &Element, out: &mut Inline) {
        let package = self.package;
        let key = (kind, reference.attribute("id").unwrap_or_default().to_owned());
        let Some(note) = package.notes.get(&key) else { return };
        // A note in a note may be a circle, and one that is named a thousand times is printed once.
        if self.is_in_note || !self.printed_notes.insert(key) {
            return;
        }
        self.is_in_note = true;
        let mut blocks = Vec::new();
        self.blocks(note, &mut blocks);
        self.is_in_note = false;
        let mark = self.content.add_note(blocks);
        out.html(&mark, &[]);
    }

    /// A picture, a text box, or what is neither.
    fn drawing(&mut self, drawing: &Element, marks: &[Mark], out: &mut Inline, below: &mut Vec<Block>) {
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
                out.html(&html, &links);
            }
            None if blip.is_some() || image.is_some() => {
                self.content.left_out.add("pictures that readers can't show");
            }
            None if drawing.find("chart").is_some() => self.content.left_out.add("charts"),
            None => self.content.left_out.add("drawings"),
        }
    }

    fn picture(&self, id: &str) -> Option<String> {
        match self.package.relations.target(id)? {
            Target::Outside(address) => address.starts_with("http").then(|| address.clone()),
            Target::Inside(name) => {
                (picture::is_shown(name) && self.package.pictures.contains(name)).then(|| address_of(name))
            }
        }
    }
}

/// A sign by its number in a font; those of symbol fonts lie in Unicode's private area and mean nothing
/// elsewhere.
fn symbol(element: &Element) -> String {
    let code = element.attribute("char").and_then(|code| u32::from_str_radix(code, 16).ok());
    let sign = code.and_then(char::from_u32).filter(|sign| !('\u{E000}'..='\u{F8FF}').contains(sign));
    sign.map(String::from).unwrap_or_default()
}
