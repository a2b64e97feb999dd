//! The XML reader's main loop: reads the next event of the document.

use super::characters::{first_forbidden, is_allowed};
use super::cursor::Cursor;
use super::doctype::{Doctype, EntityStore, read_doctype};
use super::event::{Event, Fault, NamespaceId};
use super::markup::{read_comment, read_processing_instruction};
use super::namespaces::Namespaces;
use crate::Code;
use crate::messages::Param;
use std::borrow::Cow;

/// The maximum number of bytes that all entity references of one document may expand to. Each reference also
/// costs a fixed number of bytes.
const MAX_EXPANDED_BYTES: usize = 1_000_000;

/// Reads a document's text, one event at a time.
#[derive(Debug)]
pub(crate) struct XmlReader<'t> {
    /// The document, and the entities that are expanded at the current position, the innermost last.
    pub(super) inputs: Vec<Input<'t>>,
    pub(super) store: &'t EntityStore,
    pub(super) namespaces: Namespaces<'t>,
    pub(super) doctype: Option<Doctype<'t>>,
    /// The open elements: their names as written, and the number of inputs at their start tag.
    pub(super) open_elements: Vec<(&'t str, usize)>,
    /// The attributes of the current tag. The vector is kept to reuse its memory.
    pub(super) raw_attributes: Vec<RawAttribute<'t>>,
    /// Byte of the document at which the last event starts.
    pub(super) offset: usize,
    /// Whether the `End` event of an empty-element tag comes next.
    pub(super) is_end_pending: bool,
    /// A recoverable fault to return before the next event.
    pending_fault: Option<Fault>,
    stage: Stage,
    pub(super) is_standalone: bool,
    /// The number of bytes that entity references may still expand to.
    pub(super) budget: usize,
}

/// A text that is being read: the document or an entity.
#[derive(Debug)]
pub(super) struct Input<'t> {
    pub(super) cursor: Cursor<'t>,
    pub(super) entity: &'t str,
    /// The number of open elements when this input started.
    pub(super) depth: usize,
}

/// An attribute as written in the tag, before its prefix is resolved.
#[derive(Debug)]
pub(super) struct RawAttribute<'t> {
    pub(super) name: &'t str,
    /// Byte at which the name starts.
    pub(super) at: usize,
    pub(super) value: Cow<'t, str>,
}

/// The part of the document that is being read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stage {
    Start,
    Prolog,
    Content,
    Epilog,
}

impl<'t> XmlReader<'t> {
    /// Starts reading a text at byte `start`.
    pub(crate) fn new(text: &'t str, start: usize, store: &'t EntityStore) -> Self {
        let mut cursor = Cursor::new(text);
        cursor.advance(start);
        Self {
            inputs: vec![Input { cursor, entity: "", depth: 0 }],
            store,
            namespaces: Namespaces::new(),
            doctype: None,
            open_elements: Vec::new(),
            raw_attributes: Vec::new(),
            offset: 0,
            is_end_pending: false,
            pending_fault: None,
            stage: Stage::Start,
            is_standalone: false,
            budget: MAX_EXPANDED_BYTES,
        }
    }

    /// Byte of the document at which the last event starts. For an event inside an entity, the byte of the
    /// reference.
    pub(crate) fn offset(&self) -> usize {
        self.offset
    }

    /// Byte of the document up to which the text was read.
    pub(crate) fn end_offset(&self) -> usize {
        self.inputs.first().map_or(0, |input| input.cursor.position())
    }

    /// Whether the last event comes from the document itself rather than from an entity's text.
    pub(crate) fn is_in_document(&self) -> bool {
        self.inputs.len() == 1
    }

    /// The URI of a namespace; empty for no namespace.
    pub(crate) fn namespace(&self, id: NamespaceId) -> &str {
        self.namespaces.uri(id)
    }

    /// Reads the next event. After a fault that is not fatal, the caller may continue.
    pub(crate) fn next_event(&mut self) -> Result<Event<'t>, Fault> {
        if let Some(fault) = self.pending_fault.take() {
            return Err(fault);
        }
        loop {
            if std::mem::take(&mut self.is_end_pending) {
                return Ok(self.close_element());
            }
            if self.is_in_document() {
                self.offset = self.cursor().position();
            }
            let event = match self.stage {
                Stage::Start => {
                    self.stage = Stage::Prolog;
                    self.read_xml_declaration().map(|()| None)?
                }
                Stage::Prolog | Stage::Epilog => self.read_prolog_or_epilog()?,
                Stage::Content => self.read_content()?,
            };
            if let Some(event) = event {
                return Ok(event);
            }
        }
    }

    /// The position in the innermost input.
    pub(super) fn cursor(&mut self) -> &mut Cursor<'t> {
        let last = self.inputs.len() - 1;
        &mut self.inputs[last].cursor
    }

    /// A fatal fault at a byte of the innermost input. Inside an entity, its position is that of the
    /// reference in the document.
    pub(super) fn fault(&self, at: usize, why: impl Into<String>) -> Fault {
        match self.inputs.as_slice() {
            [_] => Fault::fatal(at, why),
            [.., input] => {
                Fault::fatal(self.offset, format!("in the entity \"{}\": {}", input.entity, why.into()))
            }
            [] => Fault::fatal(self.offset, why),
        }
    }

    pub(super) fn fault_here(&mut self, why: impl Into<String>) -> Fault {
        let at = self.cursor().position();
        self.fault(at, why)
    }

    /// Ends the innermost open element.
    pub(super) fn close_element(&mut self) -> Event<'t> {
        self.namespaces.close_scope();
        self.open_elements.pop();
        if self.open_elements.is_empty() {
            self.stage = Stage::Epilog;
        }
        Event::End
    }

    /// Reads markup before or after the root element.
    fn read_prolog_or_epilog(&mut self) -> Result<Option<Event<'t>>, Fault> {
        let is_prolog = self.stage == Stage::Prolog;
        let cursor = self.cursor();
        if cursor.skip_white_space() {
            return Ok(None);
        }
        if cursor.eat("<!--") {
            return read_comment(cursor).map(|()| None);
        }
        if cursor.eat("<?") {
            return read_processing_instruction(cursor).map(|target| Some(Event::Instruction(target)));
        }
        if cursor.peek().is_none() {
            return match is_prolog {
                true => Err(self.fault_here("the document has no root element")),
                false => Ok(Some(Event::Finished)),
            };
        }
        if !is_prolog {
            return Err(self
                .fault_here("only comments and processing instructions can follow the root element's end"));
        }
        if self.cursor().eat("<!DOCTYPE") {
            return self.read_doctype();
        }
        if self.cursor().peek() != Some(b'<') {
            return Err(self.fault_here("there is text before the root element"));
        }
        self.stage = Stage::Content;
        self.read_start_tag().map(Some)
    }

    fn read_doctype(&mut self) -> Result<Option<Event<'t>>, Fault> {
        if self.doctype.is_some() {
            return Err(self.fault_here("there can be only one document type declaration"));
        }
        let store = self.store;
        let doctype = read_doctype(self.cursor(), store)?;
        let (public, system) = (doctype.public, doctype.system);
        self.pending_fault = doctype
            .parameter_entity
            .map(|(at, name)| Fault::recoverable(Code::ContainsSystemEntity, at, Param::Value, name));
        self.doctype = Some(doctype);
        Ok(Some(Event::Doctype { public, system }))
    }

    fn read_content(&mut self) -> Result<Option<Event<'t>>, Fault> {
        let cursor = self.cursor();
        match cursor.remaining_bytes() {
            [] => self.end_of_input(),
            [b'<', b'/', ..] => self.read_end_tag().map(Some),
            [b'<', b'?', ..] => {
                cursor.advance(2);
                let result = read_processing_instruction(cursor);
                result
                    .map(|target| Some(Event::Instruction(target)))
                    .map_err(|fault| self.in_current_input(fault))
            }
            [b'<', b'!', ..] if cursor.eat("<!--") => {
                let result = read_comment(cursor);
                result.map(|()| None).map_err(|fault| self.in_current_input(fault))
            }
            [b'<', b'!', ..] => self.read_cdata_section().map(Some),
            [b'<', ..] => self.read_start_tag().map(Some),
            [b'&', ..] => self.read_reference(),
            _ => self.read_text().map(Some),
        }
    }

    /// Moves a fault of a function that knows no entities into the current input.
    pub(super) fn in_current_input(&self, fault: Fault) -> Fault {
        let why = fault.params.into_iter().next().map(|(_, why)| why).unwrap_or_default();
        self.fault(fault.offset, why)
    }

    fn end_of_input(&mut self) -> Result<Option<Event<'t>>, Fault> {
        let depth = self.inputs.last().map_or(0, |input| input.depth);
        let (innermost, _) = self.open_elements.last().copied().unwrap_or_default();
        if self.inputs.len() == 1 {
            return Err(
                self.fault_here(format!("the document ends inside <{innermost}>, before </{innermost}>"))
            );
        }
        if self.open_elements.len() != depth {
            return Err(self.fault_here(format!("the entity ends inside <{innermost}>")));
        }
        self.inputs.pop();
        Ok(None)
    }

    fn read_end_tag(&mut self) -> Result<Event<'t>, Fault> {
        let (expected, inputs) = self.open_elements.last().copied().unwrap_or_default();
        let here = self.inputs.len();
        let cursor = self.cursor();
        let start = cursor.position();
        cursor.advance(2);
        let name = cursor.read_name();
        if name != Some(expected) || inputs != here {
            let found = name.map_or_else(|| "no name".to_owned(), |name| format!("</{name}>"));
            return Err(self.fault(start, format!("</{expected}> is missing: found {found} instead")));
        }
        cursor.skip_white_space();
        if !cursor.eat(">") {
            return Err(self.fault_here(format!("</{expected}> must end with \">\"")));
        }
        Ok(self.close_element())
    }

    fn read_cdata_section(&mut self) -> Result<Event<'t>, Fault> {
        let cursor = self.cursor();
        if !cursor.eat("<![CDATA[") {
            return Err(self.fault_here("only a comment or a CDATA section can begin with \"<!\" here"));
        }
        let start = cursor.position();
        let Some(text) = cursor.read_until("]]>") else {
            return Err(self.fault(start, "this CDATA section has no end: \"]]>\" is missing"));
        };
        if let Some(at) = first_forbidden(text) {
            return Err(self.fault(start + at, "no XML document may have this character"));
        }
        if self.is_in_document() {
            self.offset = start;
        }
        Ok(Event::Text(match text.contains('\r') {
            true => Cow::Owned(text.replace("\r\n", "\n").replace('\r', "\n")),
            false => Cow::Borrowed(text),
        }))
    }

    /// Reads text up to the next markup, reference, or line end that must be normalised (2.11).
    fn read_text(&mut self) -> Result<Event<'t>, Fault> {
        let cursor = self.cursor();
        let start = cursor.position();
        loop {
            let plain = cursor
                .remaining_bytes()
                .iter()
                .take_while(|byte| !SPECIAL_BYTES[usize::from(**byte)])
                .count();
            cursor.advance(plain);
            match cursor.remaining_bytes() {
                [b'\r', rest @ ..] if cursor.position() == start => {
                    cursor.advance(1);
                    // The line feed after the carriage return becomes part of the next text event.
                    return Ok(Event::Text(Cow::Borrowed(if rest.first() == Some(&b'\n') {
                        ""
                    } else {
                        "\n"
                    })));
                }
                [] | [b'<' | b'&' | b'\r', ..] => {
                    return Ok(Event::Text(Cow::Borrowed(cursor.text_since(start))));
                }
                [b']', b']', b'>', ..] => {
                    return Err(self.fault_here("\"]]>\" is not allowed in text; write ]]&gt;"));
                }
                [b']', ..] => cursor.advance(1),
                _ => match cursor.remaining().chars().next() {
                    Some(c) if is_allowed(c) => cursor.advance(c.len_utf8()),
                    _ => return Err(self.fault_here("no XML document may have this character")),
                },
            }
        }
    }
}

/// The bytes that end a run of plain text: markup, line ends, and the first bytes of forbidden characters.
const SPECIAL_BYTES: [bool; 256] = {
    let mut special = [false; 256];
    let mut byte = 0;
    while byte < 256 {
        let is_control = byte < 0x20 && byte != 0x09 && byte != 0x0A;
        special[byte] = is_control || matches!(byte as u8, b'<' | b'&' | b']' | 0xEF);
        byte += 1;
    }
    special
};
