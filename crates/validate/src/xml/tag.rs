//! Start tags: names, attributes and the namespaces that they declare.

use super::characters::{is_allowed, is_space};
use super::cursor::{Cursor, split_name};
use super::doctype::Entity;
use super::event::{Attribute, Event, Fault, NamespaceId, Tag};
use super::markup::read_character_reference;
use super::namespaces::{XML, XMLNS};
use super::reader::{RawAttribute, XmlReader};
use super::reference::predefined_entity;
use std::borrow::Cow;
use std::collections::HashSet;

/// Up to this number of items, pairwise comparison is faster than a hash set.
const LINEAR_SEARCH_LIMIT: usize = 12;

impl<'t> XmlReader<'t> {
    /// Reads a start tag or an empty-element tag.
    pub(super) fn read_start_tag(&mut self) -> Result<Event<'t>, Fault> {
        let cursor = self.cursor();
        cursor.advance(1);
        let at = cursor.position();
        let Some(name) = cursor.read_name() else {
            return Err(self.fault(at - 1, "\"<\" must be written &lt; where no tag begins"));
        };
        self.read_attributes(name)?;
        self.namespaces.open_scope();
        self.open_elements.push((name, self.inputs.len()));
        let mut raw_attributes = std::mem::take(&mut self.raw_attributes);
        let tag = self.resolve_names(name, at, &mut raw_attributes);
        raw_attributes.clear();
        self.raw_attributes = raw_attributes;
        tag.map(Event::Start)
    }

    /// Reads the attributes, from the byte after the element's name up to and including the `>`.
    fn read_attributes(&mut self, element: &str) -> Result<(), Fault> {
        self.raw_attributes.clear();
        loop {
            let cursor = self.cursor();
            let has_space = cursor.skip_white_space();
            let at = cursor.position();
            match cursor.remaining_bytes() {
                [b'>', ..] => {
                    cursor.advance(1);
                    return Ok(());
                }
                [b'/', b'>', ..] => {
                    cursor.advance(2);
                    self.is_end_pending = true;
                    return Ok(());
                }
                [] => return Err(self.fault(at, format!("the tag <{element} has no end: \">\" is missing"))),
                _ => {}
            }
            let Some(name) = cursor.read_name() else {
                return Err(
                    self.fault(at, format!("expected an attribute's name or the end of the tag <{element}>"))
                );
            };
            if !has_space {
                return Err(self.fault(at, format!("white space is missing before the attribute {name}")));
            }
            cursor.skip_white_space();
            let is_equal = cursor.eat("=");
            cursor.skip_white_space();
            if !is_equal || !matches!(cursor.peek(), Some(b'"' | b'\'')) {
                return Err(self.fault(
                    at,
                    format!("the attribute {name} needs a value in quotation marks: {name}=\"…\""),
                ));
            }
            let value = self.read_attribute_value(name)?;
            self.raw_attributes.push(RawAttribute { name, at, value });
        }
    }

    /// Reads an attribute's value: resolves references and replaces white space by spaces (3.3.3).
    fn read_attribute_value(&mut self, name: &str) -> Result<Cow<'t, str>, Fault> {
        let quote = self.cursor().peek().unwrap_or(b'"');
        self.cursor().advance(1);
        let mut start = self.cursor().position();
        let mut normalised = String::new();
        loop {
            let cursor = self.cursor();
            let plain = cursor
                .remaining_bytes()
                .iter()
                .take_while(|byte| !SPECIAL_BYTES[usize::from(**byte)])
                .count();
            cursor.advance(plain);
            let Some(next) = cursor.remaining().chars().next() else {
                return Err(self.fault_here(format!("the value of the attribute {name} has no end")));
            };
            match next {
                '"' | '\'' if quote != next as u8 => cursor.advance(1),
                '"' | '\'' => {
                    let last = cursor.text_since(start);
                    cursor.advance(1);
                    if normalised.is_empty() {
                        return Ok(Cow::Borrowed(last));
                    }
                    normalised.push_str(last);
                    return Ok(Cow::Owned(normalised));
                }
                '<' => {
                    return Err(
                        self.fault_here(format!("\"<\" must be written &lt; in the attribute {name}"))
                    );
                }
                '&' | '\t' | '\n' | '\r' => {
                    normalised.push_str(cursor.text_since(start));
                    self.append_replacement(next, &mut normalised)?;
                    start = self.cursor().position();
                }
                c if is_allowed(c) => cursor.advance(c.len_utf8()),
                _ => return Err(self.fault_here("no XML document may have this character")),
            }
        }
    }

    /// Reads a reference or a white space character and appends its replacement.
    fn append_replacement(&mut self, next: char, into: &mut String) -> Result<(), Fault> {
        let cursor = self.cursor();
        let start = cursor.position();
        cursor.advance(1);
        if next != '&' {
            if next == '\r' {
                cursor.eat("\n");
            }
            into.push(' ');
            return Ok(());
        }
        if cursor.eat("#") {
            into.push(read_character_reference(cursor).map_err(|fault| self.in_current_input(fault))?);
            return Ok(());
        }
        let name = self.read_entity_name(start)?;
        if let Some(text) = predefined_entity(name) {
            into.push_str(text);
            return Ok(());
        }
        self.append_entity(name, start, &mut Vec::new(), into)
    }

    /// Appends the replacement text of an entity to a value. `open` lists the entities that contain this
    /// reference.
    fn append_entity(
        &mut self,
        name: &'t str,
        start: usize,
        open: &mut Vec<&'t str>,
        into: &mut String,
    ) -> Result<(), Fault> {
        let Some(text) = self.entity_text_for_attribute(name, start)? else {
            return Ok(());
        };
        self.check_nesting(name, open.contains(&name), open.len(), start)?;
        open.push(name);
        let mut cursor = Cursor::new(text);
        while let Some(c) = cursor.remaining().chars().next() {
            cursor.advance(c.len_utf8());
            match c {
                '<' => {
                    return Err(self.fault(
                        start,
                        format!("\"<\" is not allowed in an attribute, but the entity &{name}; contains it"),
                    ));
                }
                '&' if cursor.eat("#") => {
                    let result = read_character_reference(&mut cursor);
                    into.push(
                        result.map_err(|fault| self.in_current_input(Fault { offset: start, ..fault }))?,
                    );
                }
                '&' => {
                    let inner = cursor.read_name().filter(|inner| cursor.eat(";") && !inner.contains(':'));
                    let Some(inner) = inner else {
                        return Err(self.fault(
                            start,
                            format!("a \"&\" in the entity &{name}; does not begin a reference"),
                        ));
                    };
                    match predefined_entity(inner) {
                        Some(text) => into.push_str(text),
                        None => self.append_entity(inner, start, open, into)?,
                    }
                }
                c if c.is_ascii() && is_space(c as u8) => into.push(' '),
                c => into.push(c),
            }
        }
        open.pop();
        Ok(())
    }

    /// The replacement text of an entity in an attribute's value. `None` if a declaration that was not read
    /// may declare the entity: its text is unknown, so nothing is appended.
    fn entity_text_for_attribute(&mut self, name: &str, start: usize) -> Result<Option<&'t str>, Fault> {
        match self.resolve_entity(name, start)? {
            Some(Entity::Internal(text)) => Ok(Some(text)),
            None => Ok(None),
            Some(Entity::External | Entity::Unparsed) => {
                Err(self.fault(start, format!("an attribute cannot refer to the external entity &{name};")))
            }
        }
    }

    /// Resolves prefixes to namespaces (Namespaces in XML 1.0).
    fn resolve_names(
        &mut self,
        name: &'t str,
        at: usize,
        raw_attributes: &mut Vec<RawAttribute<'t>>,
    ) -> Result<Tag<'t>, Fault> {
        let duplicate_message = |name: &str| format!("the attribute {name} occurs twice");
        if let Some(duplicate) = first_duplicate(raw_attributes, |attribute| attribute.name) {
            return Err(self.fault(duplicate.at, duplicate_message(duplicate.name)));
        }
        let declared = self.take_namespace_declarations(raw_attributes)?;
        let (prefix, local) = self.split_qualified_name(name, at)?;
        let namespace = self.namespace_of_prefix(prefix, at)?;
        if raw_attributes.is_empty() {
            return Ok(Tag { namespace, local, attributes: Vec::new(), declared });
        }
        let mut attributes = Vec::with_capacity(raw_attributes.len());
        let mut prefixed = 0;
        for RawAttribute { name, at, value } in raw_attributes.drain(..) {
            let (prefix, local) = self.split_qualified_name(name, at)?;
            let namespace =
                if prefix.is_empty() { NamespaceId::NONE } else { self.namespace_of_prefix(prefix, at)? };
            prefixed += usize::from(!prefix.is_empty());
            attributes.push(Attribute { namespace, local, value });
        }
        if prefixed > 1
            && let Some(duplicate) =
                first_duplicate(&attributes, |attribute| (attribute.namespace, attribute.local))
        {
            return Err(self.fault(
                at,
                duplicate_message(duplicate.local) + ", under two prefixes of the same namespace",
            ));
        }
        Ok(Tag { namespace, local, attributes, declared })
    }

    /// Removes the namespace declarations from the attributes and binds their prefixes.
    fn take_namespace_declarations(
        &mut self,
        raw_attributes: &mut Vec<RawAttribute<'t>>,
    ) -> Result<Vec<(&'t str, NamespaceId)>, Fault> {
        let declares =
            |attribute: &RawAttribute<'_>| attribute.name == "xmlns" || attribute.name.starts_with("xmlns:");
        if !raw_attributes.iter().any(declares) {
            return Ok(Vec::new());
        }
        let mut declared = Vec::new();
        for attribute in raw_attributes.iter().filter(|attribute| declares(attribute)) {
            let prefix = attribute.name.strip_prefix("xmlns").unwrap_or_default();
            let prefix = prefix.strip_prefix(':').unwrap_or_default();
            self.check_declaration(attribute, prefix)?;
            declared.push((prefix, self.namespaces.bind(prefix, &attribute.value)));
        }
        raw_attributes.retain(|attribute| !declares(attribute));
        Ok(declared)
    }

    fn check_declaration(&self, attribute: &RawAttribute<'t>, prefix: &str) -> Result<(), Fault> {
        let address = attribute.value.as_ref();
        let why = match (prefix, address) {
            _ if split_name(attribute.name).is_none() => format!("\"{}\" declares no prefix", attribute.name),
            ("xml", XML) => return Ok(()),
            ("xml", _) => format!("the prefix xml always stands for {XML}"),
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

    fn split_qualified_name(&self, name: &'t str, at: usize) -> Result<(&'t str, &'t str), Fault> {
        split_name(name).ok_or_else(|| {
            self.fault(at, format!("\"{name}\" is not a name: a colon must be between two names"))
        })
    }

    fn namespace_of_prefix(&self, prefix: &str, at: usize) -> Result<NamespaceId, Fault> {
        self.namespaces.resolve(prefix).ok_or_else(|| {
            let why = format!(
                "the prefix {prefix} is not declared; write xmlns:{prefix}=\"…\" on this element or around it"
            );
            self.fault(at, why)
        })
    }
}

/// The first item whose key an earlier item has too.
fn first_duplicate<T, K: PartialEq + Eq + std::hash::Hash>(list: &[T], key: impl Fn(&T) -> K) -> Option<&T> {
    if list.len() <= LINEAR_SEARCH_LIMIT {
        let is_duplicate =
            |(place, item): (usize, &T)| list.iter().take(place).any(|before| key(before) == key(item));
        return list
            .iter()
            .enumerate()
            .find(|(place, item)| is_duplicate((*place, item)))
            .map(|(_, item)| item);
    }
    let mut seen = HashSet::with_capacity(list.len());
    list.iter().find(|item| !seen.insert(key(item)))
}

/// The bytes that end a run of plain characters in an attribute's value.
const SPECIAL_BYTES: [bool; 256] = {
    let mut special = [false; 256];
    let mut byte = 0;
    while byte < 256 {
        special[byte] = byte < 0x20 || matches!(byte as u8, b'"' | b'\'' | b'<' | b'&' | 0xEF);
        byte += 1;
    }
    special
};
