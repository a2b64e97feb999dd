//! The contents of a paragraph: spans, links, notes, pictures (part 3, 6 and 10.4).

use super::body::OdtBodyReader;
use crate::document::container::blocks::{Block, InlineWriter, Mark, escape};
use crate::document::container::picture;
use crate::document::container::unpacked::address_of;
use crate::document::container::xml::{Element, Node};

/// Most spaces that one element can stand for.
const MAX_SPACES: usize = 64;

impl OdtBodyReader<'_> {
    pub(super) fn inline(
        &mut self,
        parent: &Element,
        marks: &[Mark],
        out: &mut InlineWriter,
        below: &mut Vec<Block>,
    ) {
        for node in &parent.children {
            match node {
                Node::Text(text) => out.push_text(&text.replace(['\n', '\r'], " "), marks),
                Node::Element(element) => self.element(element, marks, out, below),
            }
        }
    }

    fn element(&mut self, element: &Element, marks: &[Mark], out: &mut InlineWriter, below: &mut Vec<Block>) {
        match &*element.name {
            "span" => {
                let Some(own) = self.styles.marks("text", element.attribute("style-name")) else { return };
                let mut all = marks.to_vec();
                all.extend(own.into_iter().filter(|mark| !marks.contains(mark)));
                self.inline(element, &all, out, below);
            }
            "a" => {
                let has_link = marks.iter().any(|mark| matches!(mark, Mark::Link(_)));
                let link =
                    element.attribute("href").filter(|_| !has_link).map(|href| Mark::Link(href.to_owned()));
                let all: Vec<Mark> = link.into_iter().chain(marks.iter().cloned()).collect();
                self.inline(element, &all, out, below);
            }
            "s" => {
                let count = element.attribute("c").and_then(|count| count.parse().ok()).unwrap_or(1);
                out.push_text(&" ".repeat(count.min(MAX_SPACES)), marks);
            }
            "tab" => out.push_text("\t", marks),
            "line-break" => out.push_text("\n", marks),
            "note" => self.note(element, out),
            "annotation" => self.content.omitted.add("comments"),
            "frame" | "custom-shape" | "g" | "rect" => self.frame(element, marks, out, below),
            "bookmark" | "bookmark-start" | "reference-mark" | "reference-mark-start" => {
                self.anchor(element, out)
            }
            // Marks of changes and page breaks, and the ends of ranges.
            "change"
            | "change-start"
            | "change-end"
            | "soft-page-break"
            | "bookmark-end"
            | "annotation-end"
            | "reference-mark-end"
            | "toc-mark"
            | "alphabetical-index-mark" => {}
            // Fields contain their text: dates, page numbers, cross references.
            _ => self.inline(element, marks, out, below),
        }
    }

    fn anchor(&mut self, element: &Element, out: &mut InlineWriter) {
        if let Some(name) = element.attribute("name")
            && self.anchors.remove(name)
        {
            out.push_html(&format!("<span id=\"{}\"></span>", escape(name)), &[]);
        }
    }

    fn note(&mut self, note: &Element, out: &mut InlineWriter) {
        let Some(body) = note.child("note-body").filter(|_| !self.is_in_note) else { return };
        self.is_in_note = true;
        let mut blocks = Vec::new();
        self.blocks(body, None, &mut blocks);
        self.is_in_note = false;
        let mark = self.content.add_footnote(blocks);
        out.push_html(&mark, &[]);
    }

    /// Reads a frame with a picture or a text box, or a drawing.
    pub(super) fn frame(
        &mut self,
        frame: &Element,
        marks: &[Mark],
        out: &mut InlineWriter,
        below: &mut Vec<Block>,
    ) {
        if let Some(text) = frame.child("text-box") {
            self.blocks(text, None, below);
            return;
        }
        let images: Vec<&Element> = frame.elements().filter(|element| &*element.name == "image").collect();
        let formula = frame.child("object").filter(|_| images.is_empty());
        let text_of =
            |name: &str| frame.child(name).map(Element::text).filter(|text| !text.trim().is_empty());
        let alt = text_of("desc").or_else(|| text_of("title")).unwrap_or_default();
        // Several images are representations of one picture, the best first (10.4.4).
        match images.iter().find_map(|image| self.picture(image.attribute("href")?)) {
            Some(source) => {
                let html = format!("<img src=\"{}\" alt=\"{}\">", escape(&source), escape(alt.trim()));
                let links: Vec<Mark> =
                    marks.iter().filter(|mark| matches!(mark, Mark::Link(_))).cloned().collect();
                out.push_html(&html, &links);
            }
            None if !images.is_empty() => self.content.omitted.add("pictures that readers can't show"),
            None if formula.is_some() => self.content.omitted.add("formulas and charts"),
            None => self.content.omitted.add("drawings"),
        }
    }

    fn picture(&self, href: &str) -> Option<String> {
        if href.starts_with("http://") || href.starts_with("https://") {
            return Some(href.to_owned());
        }
        let name = href.strip_prefix("./").unwrap_or(href);
        (picture::is_displayable(name) && (self.has)(name)).then(|| address_of(name))
    }
}
