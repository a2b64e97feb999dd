//! The reader itself: what comes next in the document.

use super::characters::is_allowed;
use super::doctype::{self, Doctype, Store};
use super::event::{Event, Fault, NamespaceId};
use super::namespaces::Namespaces;
use super::source::Source;
use super::tag::Written;
use crate::Code;
use crate::messages::Param;
use std::borrow::Cow;

/// Reads a document's text, event by event.
#[derive(Debug)]
pub(crate) struct Reader<'t> {
    /// The document, and the entities that are being read in its place, each inside the one before.
    pub(super) inputs: Vec<Input<'t>>,
    pub(super) store: &'t Store,
    pub(super) namespaces: Namespaces<'t>,
    pub(super) doctype: Option<Doctype<'t>>,
    /// The elements that are open: their names as written, and how many inputs there were.
    pub(super) open: Vec<(&'t str, usize)>,
    /// Attributes of the tag that is being read, kept for their memory.
    pub(super) written: Vec<Written<'t>>,
    /// Byte of the document at which the event that was given last starts.
    pub(super) offset: usize,
    /// An empty element's end is still to be given.
    pub(super) owes_end: bool,
    /// Something that is still to be said.
    owed: Option<Fault>,
    stage: Stage,
    pub(super) is_standalone: bool,
    /// How much the references to entities may still become.
    pub(super) budget: usize,
}

/// What is read: the document, or the text of an entity.
#[derive(Debug)]
pub(super) struct Input<'t> {
    pub(super) source: Source<'t>,
    pub(super) entity: &'t str,
    /// How many elements were open before it.
    pub(super) depth: usize,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stage {
    Start,
    Prolog,
    Content,
    Epilog,
}

impl<'t> Reader<'t> {
    /// Reads a text from this byte on.
    pub(crate) fn new(text: &'t str, start: usize, store: &'t Store) -> Self {
        let mut source = Source::new(text);
        source.skip(start);
        Self {
            inputs: vec![Input { source, entity: "", depth: 0 }],
            store,
            namespaces: Namespaces::new(),
            doctype: None,
            open: Vec::new(),
            written: Vec::new(),
            offset: 0,
            owes_end: false,
            owed: None,
            stage: Stage::Start,
            is_standalone: false,
            budget: super::reference::EXPANDED,
        }
    }

    /// Byte of the document at which the last event starts; inside an entity, where the document names that.
    pub(crate) fn offset(&self) -> usize {
        self.offset
    }

    /// Byte of the document up to which it was read.
    pub(crate) fn end_offset(&self) -> usize {
        self.inputs.first().map_or(0, |input| input.source.at())
    }

    /// Whether the last event was read from the document itself, and not from an entity's text.
    pub(crate) fn is_in_document(&self) -> bool {
        self.inputs.len() == 1
    }

    /// The address of a namespace; empty for none.
    pub(crate) fn namespace(&self, id: NamespaceId) -> &str {
        self.namespaces.address(id)
    }

    /// The next event, or what is wrong in its place.
    pub(crate) fn next(&mut self) -> Result<Event<'t>, Fault> {
        if let Some(fault) = self.owed.take() {
            return Err(fault);
        }
        loop {
            if std::mem::take(&mut self.owes_end) {
                return Ok(self.close());
            }
            if self.is_in_document() {
                self.offset = self.source().at();
            }
            let event = match self.stage {
                Stage::Start => {
                    self.stage = Stage::Prolog;
                    self.declaration().map(|()| None)?
                }
                Stage::Prolog | Stage::Epilog => self.around()?,
                Stage::Content => self.content()?,
            };
            if let Some(event) = event {
                return Ok(event);
            }
        }
    }

    /// What is being read now.
    pub(super) fn source(&mut self) -> &mut Source<'t> {
        let last = self.inputs.len() - 1;
        &mut self.inputs[last].source
    }

    /// A fault at a byte of what is being read: of the document, or inside an entity where that is named.
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
        let at = self.source().at();
        self.fault(at, why)
    }

    /// An element ends.
    pub(super) fn close(&mut self) -> Event<'t> {
        self.namespaces.close();
        self.open.pop();
        if self.open.is_empty() {
            self.stage = Stage::Epilog;
        }
        Event::End
    }

    /// What may stand before and after the root element.
    fn around(&mut self) -> Result<Option<Event<'t>>, Fault> {
        let is_prolog = self.stage == Stage::Prolog;
        let source = self.source();
        if source.spaces() {
            return Ok(None);
        }
        if source.eat("<!--") {
            return doctype::comment(source).map(|()| None);
        }
        if source.eat("<?") {
            return doctype::instruction(source).map(|target| Some(Event::Instruction(target)));
        }
        if source.peek().is_none() {
            return match is_prolog {
                true => Err(self.fault_here("the document has no root element")),
                false => Ok(Some(Event::Finished)),
            };
        }
        if !is_prolog {
            return Err(self
                .fault_here("only comments and processing instructions can follow the root element's end"));
        }
        if self.source().eat("<!DOCTYPE") {
            return self.doctype();
        }
        if self.source().peek() != Some(b'<') {
            return Err(self.fault_here("there is text before the root element"));
        }
        self.stage = Stage::Content;
        self.start().map(Some)
    }

    fn doctype(&mut self) -> Result<Option<Event<'t>>, Fault> {
        if self.doctype.is_some() {
            return Err(self.fault_here("there can be only one document type declaration"));
        }
        let store = self.store;
        let doctype = doctype::read(self.source(), store)?;
        let (public, system) = (doctype.public, doctype.system);
        self.owed = doctype
            .parameter_entity
            .map(|(at, name)| Fault::passing(Code::ContainsSystemEntity, at, Param::Value, name));
        self.doctype = Some(doctype);
        Ok(Some(Event::Doctype { public, system }))
    }

    fn content(&mut self) -> Result<Option<Event<'t>>, Fault> {
        let source = self.source();
        match source.bytes() {
            [] => self.end_of_input(),
            [b'<', b'/', ..] => self.end_tag().map(Some),
            [b'<', b'?', ..] => {
                source.skip(2);
                let read = doctype::instruction(source);
                read.map(|target| Some(Event::Instruction(target))).map_err(|fault| self.placed(fault))
            }
            [b'<', b'!', ..] if source.eat("<!--") => {
                let read = doctype::comment(source);
                read.map(|()| None).map_err(|fault| self.placed(fault))
            }
            [b'<', b'!', ..] => self.character_data().map(Some),
            [b'<', ..] => self.start().map(Some),
            [b'&', ..] => self.reference(),
            _ => self.text().map(Some),
        }
    }

    /// A fault of a part that knows no entities.
    pub(super) fn placed(&self, fault: Fault) -> Fault {
        let why = fault.params.into_iter().next().map(|(_, why)| why).unwrap_or_default();
        self.fault(fault.offset, why)
    }

    fn end_of_input(&mut self) -> Result<Option<Event<'t>>, Fault> {
        let depth = self.inputs.last().map_or(0, |input| input.depth);
        let (innermost, _) = self.open.last().copied().unwrap_or_default();
        if self.inputs.len() == 1 {
            return Err(
                self.fault_here(format!("the document ends inside <{innermost}>, before </{innermost}>"))
            );
        }
        if self.open.len() != depth {
            return Err(self.fault_here(format!("the entity ends inside <{innermost}>")));
        }
        self.inputs.pop();
        Ok(None)
    }

    fn end_tag(&mut self) -> Result<Event<'t>, Fault> {
        let (expected, inputs) = self.open.last().copied().unwrap_or_default();
        let here = self.inputs.len();
        let source = self.source();
        let start = source.at();
        source.skip(2);
        let name = source.name();
        if name != Some(expected) || inputs != here {
            let found = name.map_or_else(|| "no name".to_owned(), |name| format!("</{name}>"));
            return Err(self.fault(start, format!("</{expected}> is missing: found {found} instead")));
        }
        source.spaces();
        if !source.eat(">") {
            return Err(self.fault_here(format!("</{expected}> must end with \">\"")));
        }
        Ok(self.close())
    }

    fn character_data(&mut self) -> Result<Event<'t>, Fault> {
        let source = self.source();
        if !source.eat("<![CDATA[") {
            return Err(self.fault_here("only a comment or a CDATA section can begin with \"<!\" here"));
        }
        let start = source.at();
        let Some(text) = source.until("]]>") else {
            return Err(self.fault(start, "this CDATA section has no end: \"]]>\" is missing"));
        };
        if let Some(at) = super::characters::first_forbidden(text) {
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

    /// Text to the next mark-up, reference or line end that is not a mere line feed (2.11).
    fn text(&mut self) -> Result<Event<'t>, Fault> {
        let source = self.source();
        let start = source.at();
        loop {
            let plain = source.bytes().iter().take_while(|byte| !STOPS[usize::from(**byte)]).count();
            source.skip(plain);
            match source.bytes() {
                [b'\r', rest @ ..] if source.at() == start => {
                    source.skip(1);
                    // The line feed that follows is the text's own.
                    return Ok(Event::Text(Cow::Borrowed(if rest.first() == Some(&b'\n') {
                        ""
                    } else {
                        "\n"
                    })));
                }
                [] | [b'<' | b'&' | b'\r', ..] => return Ok(Event::Text(Cow::Borrowed(source.since(start)))),
                [b']', b']', b'>', ..] => {
                    return Err(self.fault_here("\"]]>\" cannot stand in text; write ]]&gt;"));
                }
                [b']', ..] => source.skip(1),
                _ => match source.rest().chars().next() {
                    Some(c) if is_allowed(c) => source.skip(c.len_utf8()),
                    _ => return Err(self.fault_here("no XML document may have this character")),
                },
            }
        }
    }
}

/// The bytes of text that must be looked at: mark-up, line ends, what could be a forbidden character.
const STOPS: [bool; 256] = {
    let mut stops = [false; 256];
    let mut byte = 0;
    while byte < 256 {
        let is_control = byte < 0x20 && byte != 0x09 && byte != 0x0A;
        stops[byte] = is_control || matches!(byte as u8, b'<' | b'&' | b']' | 0xEF);
        byte += 1;
    }
    stops
};
