//! XML as a tree, read within bounds. Names are without their prefixes: office formats have one vocabulary
//! each, and a name that two of them share means the same in both.

use super::Fault;
use quick_xml::Reader;
use quick_xml::events::{BytesRef, BytesStart, Event};

/// Deepest nesting. A table in a table in a text box has some 40; the trees are walked by recursion.
const DEEPEST: usize = 120;
/// Most elements. A novel of 500 pages has some 600,000; each costs a hundred bytes and more.
const MOST_ELEMENTS: usize = 1_500_000;

/// An element.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Element {
    pub(super) name: Box<str>,
    attributes: Vec<(Box<str>, Box<str>)>,
    pub(super) children: Vec<Node>,
}

/// What stands in an element.
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

    /// The elements right below.
    pub(super) fn elements(&self) -> impl Iterator<Item = &Element> {
        self.children.iter().filter_map(|node| match node {
            Node::Element(element) => Some(element),
            Node::Text(_) => None,
        })
    }

    /// The first element of that name right below.
    pub(super) fn child(&self, name: &str) -> Option<&Element> {
        self.elements().find(|element| &*element.name == name)
    }

    /// The attribute `val` of the first element of that name right below, as OOXML has its properties.
    pub(super) fn value_of(&self, name: &str) -> Option<&str> {
        self.child(name)?.attribute("val")
    }

    /// The first element of that name anywhere below.
    pub(super) fn find(&self, name: &str) -> Option<&Element> {
        self.elements()
            .find_map(|element| if &*element.name == name { Some(element) } else { element.find(name) })
    }

    /// All text below.
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

/// Reads a whole XML file; `name` is for the message.
///
/// # Errors
/// It is not well-formed, or beyond the bounds.
pub(super) fn parse(source: &str, name: &str) -> Result<Element, Fault> {
    let broken = |why: &str| {
        let message = format!("'{name}' in the document can't be read: {why}");
        Fault::broken(message, "Open the document in an office program and save it again")
    };
    let mut reader = Reader::from_str(source);
    reader.config_mut().expand_empty_elements = true;
    let mut open = vec![Element::default()];
    let mut count = 0_usize;
    loop {
        let event = reader.read_event().map_err(|error| broken(&error.to_string()))?;
        match event {
            Event::Start(start) => {
                count += 1;
                if open.len() > DEEPEST || count > MOST_ELEMENTS {
                    return Err(broken("it has too many elements, or they are nested too deeply"));
                }
                open.push(element(&start));
            }
            Event::End(_) => {
                let Some(done) = open.pop() else { return Err(broken("its elements overlap")) };
                let Some(parent) = open.last_mut() else { return Err(broken("its elements overlap")) };
                parent.children.push(Node::Element(done));
            }
            Event::Text(text) => add(&mut open, &text.xml10_content().unwrap_or_default()),
            Event::CData(text) => add(&mut open, &text.xml10_content().unwrap_or_default()),
            Event::GeneralRef(reference) => add(&mut open, &character(&reference)),
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

fn element(start: &BytesStart) -> Element {
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned().into_boxed_str();
    let mut attributes = start.attributes();
    let attributes = attributes.with_checks(false).flatten().filter_map(|attribute| {
        let name = attribute.key.local_name();
        // Marks of editing sessions, on every run of every Word document.
        if name.as_ref().starts_with(b"rsid") {
            return None;
        }
        let raw = String::from_utf8_lossy(&attribute.value).into_owned();
        let value = quick_xml::escape::unescape(&raw).map_or_else(|_| raw.clone(), Into::into);
        Some((text(name.as_ref()), value.into_boxed_str()))
    });
    Element {
        name: text(start.local_name().as_ref()),
        attributes: attributes.collect(),
        children: Vec::new(),
    }
}

fn add(open: &mut [Element], text: &str) {
    let Some(parent) = open.last_mut() else { return };
    match parent.children.last_mut() {
        Some(Node::Text(before)) => before.push_str(text),
        _ if text.is_empty() => {}
        _ => parent.children.push(Node::Text(text.to_owned())),
    }
}

/// A character reference or one of XML's five entities. Others, which a DTD would define, are nothing: office
/// formats have none, and their expansion is how small files become huge.
fn character(reference: &BytesRef) -> String {
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
    fn what_is_no_sound_xml_is_told() {
        let deep = "<a>".repeat(200) + &"</a>".repeat(200);
        for source in ["", "text", "<a>", "<a></b>", "<a><b></a></b>", "</a>", "<a b=>", deep.as_str()] {
            let outcome = parse(source, "a.xml");
            let is_well = matches!(&outcome, Ok(root) if &*root.name == "a" && source == "<a b=>");
            assert!(is_well || outcome.is_err(), "{source}");
        }
    }
}
