//! The inside of a paragraph: spans, links, notes, pictures (part 3, 6 and 10.4).

use super::body::Reader;
use crate::document::container::blocks::{Block, Inline, Mark, escape};
use crate::document::container::xml::{Element, Node};
use crate::document::container::{address_of, picture};

/// Most spaces that one element stands for; more is no text.
const MOST_SPACES: usize = 200;

impl Reader<'_> {
    pub(super) fn inline(
        &mut self,
        parent: &Element,
        marks: &[Mark],
        out: &mut Inline,
        below: &mut Vec<Block>,
    ) {
        for node in &parent.children {
            match node {
                Node::Text(text) => out.words(&text.replace(['\n', '\r'], " "), marks),
                Node::Element(element) => self.element(element, marks, out, below),
            }
        }
    }

    fn element(&mut self, element: &Element, marks: &[Mark], out: &mut Inline, below: &mut Vec<Block>) {
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
                out.words(&" ".repeat(count.min(MOST_SPACES)), marks);
            }
            "tab" => out.words("\t", marks),
            "line-break" => out.words("\n", marks),
            "note" => self.note(element, out),
            "annotation" => self.content.left_out.add("comments"),
            "frame" | "custom-shape" | "g" | "rect" => self.frame(element, marks, out, below),
            "bookmark" | "bookmark-start" | "reference-mark" | "reference-mark-start" => {
                self.anchor(element, out)
            }
            // Marks of changes and of page breaks, and ends of what began above.
            "change"
            | "change-start"
            | "change-end"
            | "soft-page-break"
            | "bookmark-end"
            | "annotation-end"
            | "reference-mark-end"
            | "toc-mark"
            | "alphabetical-index-mark" => {}
            // Fields show their text: dates, page numbers, cross references.
            _ => self.inline(element, marks, out, below),
        }
    }

    fn anchor(&mut self, element: &Element, out: &mut Inline) {
        if let Some(name) = element.attribute("name")
            && self.anchors.remove(name)
        {
            out.html(&format!("<span id=\"{}\"></span>", escape(name)), &[]);
        }
    }

    fn note(&mut self, note: &Element, out: &mut Inline) {
        let Some(body) = note.child("note-body").filter(|_| !self.is_in_note) else { return };
        self.is_in_note = true;
        let mut blocks = Vec::new();
        self.blocks(body, None, &mut blocks);
        self.is_in_note = false;
        let mark = self.content.add_note(blocks);
        out.html(&mark, &[]);
    }

    /// A frame with a picture or a text box, or a drawing.
    pub(super) fn frame(
        &mut self,
        frame: &Element,
        marks: &[Mark],
        out: &mut Inline,
        below: &mut Vec<Block>,
    ) {
        if let Some(text) = frame.child("text-box") {
            self.blocks(text, None, below);
            return;
        }
        let images: Vec<&Element> = frame.elements().filter(|element| &*element.name == "image").collect();
        let formula = frame.child("object").filter(|_| images.is_empty());
        let told = |name: &str| frame.child(name).map(Element::text).filter(|text| !text.trim().is_empty());
        let alt = told("desc").or_else(|| told("title")).unwrap_or_default();
        // Several are one picture in several forms, the best first (10.4.4).
        match images.iter().find_map(|image| self.picture(image.attribute("href")?)) {
            Some(source) => {
                let html = format!("<img src=\"{}\" alt=\"{}\">", escape(&source), escape(alt.trim()));
                let links: Vec<Mark> =
                    marks.iter().filter(|mark| matches!(mark, Mark::Link(_))).cloned().collect();
                out.html(&html, &links);
            }
            None if !images.is_empty() => self.content.left_out.add("pictures that readers can't show"),
            None if formula.is_some() => self.content.left_out.add("formulas and charts"),
            None => self.content.left_out.add("drawings"),
        }
    }

    fn picture(&self, href: &str) -> Option<String> {
        if href.starts_with("http://") || href.starts_with("https://") {
            return Some(href.to_owned());
        }
        let name = href.strip_prefix("./").unwrap_or(href);
        (picture::is_shown(name) && (self.has)(name)).then(|| address_of(name))
    }
}
