//! Start tags: names, attributes, the namespaces that they declare.

use super::characters::{is_allowed, is_space};
use super::doctype::{self, Entity};
use super::event::{Attribute, Event, Fault, NamespaceId, Tag};
use super::namespaces::{XML, XMLNS};
use super::reader::Reader;
use super::reference::predefined;
use super::source::{Source, split_name};
use std::borrow::Cow;
use std::collections::HashSet;

/// So many attributes are compared with each other before a set is worth its price.
const FEW: usize = 12;

/// An attribute as it is written.
#[derive(Debug)]
pub(super) struct Written<'t> {
    name: &'t str,
    /// Where its name stands.
    at: usize,
    value: Cow<'t, str>,
}

impl<'t> Reader<'t> {
    /// A start tag, or an empty element's tag.
    pub(super) fn start(&mut self) -> Result<Event<'t>, Fault> {
        let source = self.source();
        source.skip(1);
        let at = source.at();
        let Some(name) = source.name() else {
            return Err(self.fault(at - 1, "\"<\" must be written &lt; where no tag begins"));
        };
        self.attributes(name)?;
        self.namespaces.open();
        self.open.push((name, self.inputs.len()));
        let mut written = std::mem::take(&mut self.written);
        let tag = self.resolve(name, at, &mut written);
        written.clear();
        self.written = written;
        tag.map(Event::Start)
    }

    /// Reads what stands behind the name, to behind the `>`.
    fn attributes(&mut self, element: &str) -> Result<(), Fault> {
        self.written.clear();
        loop {
            let source = self.source();
            let spaced = source.spaces();
            let at = source.at();
            match source.bytes() {
                [b'>', ..] => {
                    source.skip(1);
                    return Ok(());
                }
                [b'/', b'>', ..] => {
                    source.skip(2);
                    self.owes_end = true;
                    return Ok(());
                }
                [] => return Err(self.fault(at, format!("the tag <{element} has no end: \">\" is missing"))),
                _ => {}
            }
            let Some(name) = source.name() else {
                return Err(
                    self.fault(at, format!("neither an attribute's name nor the end of the tag <{element}>"))
                );
            };
            if !spaced {
                return Err(self.fault(at, format!("white space is missing before the attribute {name}")));
            }
            source.spaces();
            let is_equal = source.eat("=");
            source.spaces();
            if !is_equal || !matches!(source.peek(), Some(b'"' | b'\'')) {
                return Err(self.fault(
                    at,
                    format!("the attribute {name} needs a value in quotation marks: {name}=\"…\""),
                ));
            }
            let value = self.value(name)?;
            self.written.push(Written { name, at, value });
        }
    }

    /// An attribute's value: references resolved, white space become spaces (3.3.3).
    fn value(&mut self, name: &str) -> Result<Cow<'t, str>, Fault> {
        let quote = self.source().peek().unwrap_or(b'"');
        self.source().skip(1);
        let mut start = self.source().at();
        let mut changed = String::new();
        loop {
            let source = self.source();
            let plain = source.bytes().iter().take_while(|byte| !STOPS[usize::from(**byte)]).count();
            source.skip(plain);
            let Some(next) = source.rest().chars().next() else {
                return Err(self.fault_here(format!("the value of the attribute {name} has no end")));
            };
            match next {
                '"' | '\'' if quote != next as u8 => source.skip(1),
                '"' | '\'' => {
                    let last = source.since(start);
                    source.skip(1);
                    if changed.is_empty() {
                        return Ok(Cow::Borrowed(last));
                    }
                    changed.push_str(last);
                    return Ok(Cow::Owned(changed));
                }
                '<' => {
                    return Err(
                        self.fault_here(format!("\"<\" must be written &lt; in the attribute {name}"))
                    );
                }
                '&' | '\t' | '\n' | '\r' => {
                    changed.push_str(source.since(start));
                    self.change(next, &mut changed)?;
                    start = self.source().at();
                }
                c if is_allowed(c) => source.skip(c.len_utf8()),
                _ => return Err(self.fault_here("no XML document may have this character")),
            }
        }
    }

    /// What does not stand in a value as it is written.
    fn change(&mut self, next: char, into: &mut String) -> Result<(), Fault> {
        let source = self.source();
        let start = source.at();
        source.skip(1);
        if next != '&' {
            if next == '\r' {
                source.eat("\n");
            }
            into.push(' ');
            return Ok(());
        }
        if source.eat("#") {
            into.push(doctype::character(source).map_err(|fault| self.placed(fault))?);
            return Ok(());
        }
        let name = self.entity_name(start)?;
        if let Some(text) = predefined(name) {
            into.push_str(text);
            return Ok(());
        }
        self.expand(name, start, &mut Vec::new(), into)
    }

    /// An entity inside a value; `open` are those that it stands in.
    fn expand(
        &mut self,
        name: &'t str,
        start: usize,
        open: &mut Vec<&'t str>,
        into: &mut String,
    ) -> Result<(), Fault> {
        let text = match self.entity(name, start)? {
            Some(Entity::Internal(text)) => text,
            // What was not read may well declare it; there is nothing to put in its place.
            None => return Ok(()),
            Some(Entity::External | Entity::Unparsed) => {
                return Err(
                    self.fault(start, format!("an attribute cannot hold the external entity &{name};"))
                );
            }
        };
        self.check_nesting(name, open.contains(&name), open.len(), start)?;
        open.push(name);
        let mut source = Source::new(text);
        while let Some(c) = source.rest().chars().next() {
            source.skip(c.len_utf8());
            match c {
                '<' => {
                    return Err(
                        self.fault(start, format!("\"<\" comes into an attribute by the entity &{name};"))
                    );
                }
                '&' if source.eat("#") => {
                    let read = doctype::character(&mut source);
                    into.push(read.map_err(|fault| self.placed(Fault { offset: start, ..fault }))?);
                }
                '&' => {
                    let inner = source.name().filter(|inner| source.eat(";") && !inner.contains(':'));
                    let Some(inner) = inner else {
                        return Err(
                            self.fault(start, format!("a \"&\" in the entity &{name}; is no reference"))
                        );
                    };
                    match predefined(inner) {
                        Some(text) => into.push_str(text),
                        None => self.expand(inner, start, open, into)?,
                    }
                }
                c if c.is_ascii() && is_space(c as u8) => into.push(' '),
                c => into.push(c),
            }
        }
        open.pop();
        Ok(())
    }

    /// Prefixes become namespaces (Namespaces in XML 1.0).
    fn resolve(
        &mut self,
        name: &'t str,
        at: usize,
        written: &mut Vec<Written<'t>>,
    ) -> Result<Tag<'t>, Fault> {
        let twice = |name: &str| format!("the attribute {name} is written twice");
        if let Some(again) = first_again(written, |attribute| attribute.name) {
            return Err(self.fault(again.at, twice(again.name)));
        }
        let declared = self.declarations(written)?;
        let (prefix, local) = self.split(name, at)?;
        let namespace = self.bound(prefix, at)?;
        if written.is_empty() {
            return Ok(Tag { namespace, local, attributes: Vec::new(), declared });
        }
        let mut attributes = Vec::with_capacity(written.len());
        let mut prefixed = 0;
        for Written { name, at, value } in written.drain(..) {
            let (prefix, local) = self.split(name, at)?;
            let namespace = if prefix.is_empty() { NamespaceId::NONE } else { self.bound(prefix, at)? };
            prefixed += usize::from(!prefix.is_empty());
            attributes.push(Attribute { namespace, local, value });
        }
        if prefixed > 1
            && let Some(again) = first_again(&attributes, |attribute| (attribute.namespace, attribute.local))
        {
            return Err(self.fault(at, twice(again.local) + ", under two prefixes of the same namespace"));
        }
        Ok(Tag { namespace, local, attributes, declared })
    }

    /// Takes the declarations of namespaces out of the attributes.
    fn declarations(&mut self, written: &mut Vec<Written<'t>>) -> Result<Vec<(&'t str, NamespaceId)>, Fault> {
        let declares =
            |attribute: &Written<'_>| attribute.name == "xmlns" || attribute.name.starts_with("xmlns:");
        if !written.iter().any(declares) {
            return Ok(Vec::new());
        }
        let mut declared = Vec::new();
        for attribute in written.iter().filter(|attribute| declares(attribute)) {
            let prefix = attribute.name.strip_prefix("xmlns").unwrap_or_default();
            let prefix = prefix.strip_prefix(':').unwrap_or_default();
            self.check_declaration(attribute, prefix)?;
            declared.push((prefix, self.namespaces.bind(prefix, &attribute.value)));
        }
        written.retain(|attribute| !declares(attribute));
        Ok(declared)
    }

    fn check_declaration(&self, attribute: &Written<'t>, prefix: &str) -> Result<(), Fault> {
        let address = attribute.value.as_ref();
        let why = match (prefix, address) {
            _ if split_name(attribute.name).is_none() => format!("\"{}\" declares no prefix", attribute.name),
            ("xml", XML) => return Ok(()),
            ("xml", _) => format!("the prefix xml stands for {XML} always"),
            ("xmlns", _) => "the prefix xmlns cannot be declared".to_owned(),
            (_, XML) => format!("{XML} can have no prefix but xml"),
            (_, XMLNS) => format!("{XMLNS} can have no prefix but xmlns"),
            ("", _) | (_, "") if prefix.is_empty() && address.is_empty() => return Ok(()),
            (_, "") => format!("the prefix {prefix} is declared without a namespace"),
            _ if address.split_ascii_whitespace().nth(1).is_some() => {
                format!("a namespace's address cannot have white space in it: \"{address}\"")
            }
            _ => return Ok(()),
        };
        Err(self.fault(attribute.at, why))
    }

    fn split(&self, name: &'t str, at: usize) -> Result<(&'t str, &'t str), Fault> {
        split_name(name).ok_or_else(|| {
            self.fault(at, format!("\"{name}\" is no name: a colon must stand between two names"))
        })
    }

    fn bound(&self, prefix: &str, at: usize) -> Result<NamespaceId, Fault> {
        self.namespaces.resolve(prefix).ok_or_else(|| {
            self.fault(at, format!("the prefix {prefix} is not declared; write xmlns:{prefix}=\"…\" on this element or around it"))
        })
    }
}

/// The first of a list that has the same key as one before it.
fn first_again<T, K: PartialEq + Eq + std::hash::Hash>(list: &[T], key: impl Fn(&T) -> K) -> Option<&T> {
    if list.len() <= FEW {
        let again =
            |(place, item): (usize, &T)| list.iter().take(place).any(|before| key(before) == key(item));
        return list.iter().enumerate().find(|(place, item)| again((*place, item))).map(|(_, item)| item);
    }
    let mut seen = HashSet::with_capacity(list.len());
    list.iter().find(|item| !seen.insert(key(item)))
}

/// The bytes of a value that must be looked at.
const STOPS: [bool; 256] = {
    let mut stops = [false; 256];
    let mut byte = 0;
    while byte < 256 {
        stops[byte] = byte < 0x20 || matches!(byte as u8, b'"' | b'\'' | b'<' | b'&' | 0xEF);
        byte += 1;
    }
    stops
};
