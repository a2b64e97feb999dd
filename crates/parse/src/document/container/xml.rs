//! Parses XML into a tree, with limits on depth and size.
//!
//! Names have no prefixes: each office format has one vocabulary, and names that two vocabularies share mean
//! the same in both.

use super::unpacked::UnpackError;
use quick_xml::Reader;
use quick_xml::events::{BytesRef, BytesStart, Event};
use std::collections::HashSet;
use std::rc::Rc;

/// Deepest nesting. A table in a table in a text box has some 40 levels; the trees are walked by recursion.
const MAX_DEPTH: usize = 120;
/// Most elements. A novel of 500 pages has some 600,000; each takes about 150 bytes.
const MAX_ELEMENTS: usize = 1_000_000;
/// Most attributes of all elements; each takes about 60 bytes.
const MAX_ATTRIBUTES: usize = 2_000_000;

/// An element.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Element {
    pub(super) name: Rc<str>,
    attributes: Box<[(Rc<str>, Box<str>)]>,
    pub(super) children: Vec<Node>,
}

/// A child of an element.
#[derive(Debug, PartialEq)]
pub(super) enum Node {
    Element(Element),
    Text(String),
}

impl Element {
    /// The value of an attribute.
    pub(super) fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(known, _)| &**known == name).map(|(_, value)| &**value)
    }

    /// The child elements.
    pub(super) fn elements(&self) -> impl Iterator<Item = &Element> {
        self.children.iter().filter_map(|node| match node {
            Node::Element(element) => Some(element),
            Node::Text(_) => None,
        })
    }

    /// The first child element of that name.
    pub(super) fn child(&self, name: &str) -> Option<&Element> {
        self.elements().find(|element| &*element.name == name)
    }

    /// The attribute `val` of the first child element of that name; OOXML stores properties this way.
    pub(super) fn value_of(&self, name: &str) -> Option<&str> {
        self.child(name)?.attribute("val")
    }

    /// The first descendant element of that name.
    pub(super) fn find(&self, name: &str) -> Option<&Element> {
        self.elements()
            .find_map(|element| if &*element.name == name { Some(element) } else { element.find(name) })
    }

    /// The text of all descendants.
    pub(super) fn text(&self) -> String {
        let mut out = String::new();
        self.add_text(&mut out);
        out
    }

    fn add_text(&self, out: &mut String) {
        for node in &self.children {
            match node {
                Node::Element(element) => element.add_text(out),
                Node::Text(text) => out.push_str(text),
            }
        }
    }
}

/// Parses a whole XML file; `name` is used in problems.
///
/// # Errors
/// The file is not well-formed, or exceeds a limit.
pub(super) fn parse(source: &str, name: &str) -> Result<Element, UnpackError> {
    let broken = |why: &str| {
        let message = format!("'{name}' in the document can't be read: {why}");
        UnpackError::broken(message, "Open the document in an office program and save it again")
    };
    let mut reader = Reader::from_str(source);
    reader.config_mut().expand_empty_elements = true;
    let mut open = vec![Element::default()];
    let mut names = Names::default();
    let (mut count, mut attributes) = (0_usize, 0_usize);
    loop {
        let event = reader.read_event().map_err(|error| broken(&error.to_string()))?;
        match event {
            Event::Start(start) => {
                count += 1;
                let element = element(&start, &mut names);
                attributes += element.attributes.len();
                if open.len() > MAX_DEPTH || count > MAX_ELEMENTS || attributes > MAX_ATTRIBUTES {
                    return Err(broken("it has too many elements, or they are nested too deeply"));
                }
                open.push(element);
            }
            Event::End(_) => {
                let Some(mut done) = open.pop() else { return Err(broken("its elements overlap")) };
                // A vector with one child has room for four.
                done.children.shrink_to_fit();
                let Some(parent) = open.last_mut() else { return Err(broken("its elements overlap")) };
                parent.children.push(Node::Element(done));
            }
            Event::Text(text) => push_text(&mut open, &text.xml10_content().unwrap_or_default()),
            Event::CData(text) => push_text(&mut open, &text.xml10_content().unwrap_or_default()),
            Event::GeneralRef(reference) => push_text(&mut open, &resolve_reference(&reference)),
            Event::Eof => break,
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) | Event::Empty(_) => {}
        }
    }
    match (open.pop(), open.is_empty()) {
        (Some(root), true) => {
            let first = root.children.into_iter().find_map(|node| match node {
                Node::Element(element) => Some(element),
                Node::Text(_) => None,
            });
            first.ok_or_else(|| broken("it is empty"))
        }
        _ => Err(broken("it ends too early")),
    }
}

/// The names of elements and attributes, each stored once.
#[derive(Default)]
struct Names(HashSet<Rc<str>>);

impl Names {
    fn shared(&mut self, name: &[u8]) -> Rc<str> {
        let name = String::from_utf8_lossy(name);
        if let Some(known) = self.0.get(&*name) {
            return Rc::clone(known);
        }
        let shared: Rc<str> = Rc::from(&*name);
        self.0.insert(Rc::clone(&shared));
        shared
    }
}

fn element(start: &BytesStart, names: &mut Names) -> Element {
    let mut attributes = start.attributes();
    let attributes = attributes.with_checks(false).flatten().filter_map(|attribute| {
        let name = attribute.key.local_name();
        // Ids of editing sessions, on every run of every Word document.
        if name.as_ref().starts_with(b"rsid") {
            return None;
        }
        let raw = String::from_utf8_lossy(&attribute.value).into_owned();
        let value = quick_xml::escape::unescape(&raw).map_or_else(|_| raw.clone(), Into::into);
        Some((names.shared(name.as_ref()), value.into_boxed_str()))
    });
    let attributes = attributes.collect();
    Element { name: names.shared(start.local_name().as_ref()), attributes, children: Vec::new() }
}

fn push_text(open: &mut [Element], text: &str) {
    let Some(parent) = open.last_mut() else { return };
    match parent.children.last_mut() {
        Some(Node::Text(before)) => before.push_str(text),
        _ if text.is_empty() => {}
        _ => parent.children.push(Node::Text(text.to_owned())),
    }
}

/// Resolves a character reference or one of XML's five entities. Other entities, which a DTD would define,
/// become empty: office formats have none, and expanding them can make small files huge.
fn resolve_reference(reference: &BytesRef) -> String {
    if let Ok(Some(character)) = reference.resolve_char_ref() {
        return character.to_string();
    }
    let name = reference.decode().unwrap_or_default();
    quick_xml::escape::resolve_predefined_entity(&name).unwrap_or_default().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_lose_their_prefixes_and_references_are_resolved() {
        let source = "<?xml version=\"1.0\"?><!DOCTYPE a [<!ENTITY e \"x\">]>\
            <w:a w:rsidR=\"1\" w:b=\"1 &lt; 2\">&#x41; &amp; &e;<![CDATA[<c>]]><w:d/></w:a>";
        let root = parse(source, "a.xml").unwrap();
        assert_eq!((&*root.name, root.attribute("b"), root.attribute("rsidR")), ("a", Some("1 < 2"), None));
        assert_eq!(root.text(), "A & <c>");
        assert!(root.child("d").is_some());
    }

    #[test]
    fn malformed_xml_is_rejected() {
        let deep = "<a>".repeat(200) + &"</a>".repeat(200);
        for source in ["", "text", "<a>", "<a></b>", "<a><b></a></b>", "</a>", "<a b=>", deep.as_str()] {
            let outcome = parse(source, "a.xml");
            let is_well = matches!(&outcome, Ok(root) if &*root.name == "a" && source == "<a b=>");
            assert!(is_well || outcome.is_err(), "{source}");
        }
    }
}
