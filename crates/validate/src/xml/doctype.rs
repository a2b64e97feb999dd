//! The document type declaration: its identifiers and the entities of its internal subset.
//!
//! The reader never fetches anything. It does not read parameter entities either: they may declare entities,
//! as an external subset may, so an undeclared entity is then not an error (XML 1.0, 4.1, "Entity Declared").

use super::characters::first_forbidden;
use super::cursor::Cursor;
use super::event::Fault;
use super::markup::{read_character_reference, read_comment, read_processing_instruction};
use std::cell::OnceCell;
use std::collections::{HashMap, HashSet};

/// Owns the entity texts that differ from their literals in the document. It must outlive the
/// [`XmlReader`](super::XmlReader).
#[derive(Debug, Default)]
pub(crate) struct EntityStore(OnceCell<Vec<String>>);

/// A document type declaration.
#[derive(Debug)]
pub(super) struct Doctype<'t> {
    pub(super) public: Option<&'t str>,
    pub(super) system: Option<&'t str>,
    entities: HashMap<&'t str, EntityDeclaration<'t>>,
    owned_texts: &'t [String],
    /// Whether some declarations were not read: an external subset or a parameter entity.
    pub(super) is_partial: bool,
    /// The first reference to an external parameter entity: its byte and its name.
    pub(super) parameter_entity: Option<(usize, &'t str)>,
}

#[derive(Debug, Clone, Copy)]
enum EntityDeclaration<'t> {
    Borrowed(&'t str),
    Owned(usize),
    External,
    Unparsed,
}

/// A general entity.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Entity<'t> {
    /// Its replacement text.
    Internal(&'t str),
    /// An external entity, which is not fetched.
    External,
    /// An unparsed entity (`NDATA`).
    Unparsed,
}

impl<'t> Doctype<'t> {
    /// The entity with this name. The five predefined entities are not included.
    pub(super) fn entity(&self, name: &str) -> Option<Entity<'t>> {
        Some(match *self.entities.get(name)? {
            EntityDeclaration::Borrowed(text) => Entity::Internal(text),
            EntityDeclaration::Owned(place) => Entity::Internal(self.owned_texts.get(place)?),
            EntityDeclaration::External => Entity::External,
            EntityDeclaration::Unparsed => Entity::Unparsed,
        })
    }
}

/// Reads a document type declaration, from the byte after `<!DOCTYPE` up to and including its `>`.
pub(super) fn read_doctype<'t>(
    cursor: &mut Cursor<'t>,
    store: &'t EntityStore,
) -> Result<Doctype<'t>, Fault> {
    let mut parser = DoctypeParser {
        cursor: *cursor,
        entities: HashMap::new(),
        external_parameters: HashSet::new(),
        owned_texts: Vec::new(),
        is_partial: false,
        parameter_entity: None,
    };
    let (public, system) = parser.read_head()?;
    parser.cursor.skip_white_space();
    if parser.cursor.eat("[") {
        parser.read_internal_subset()?;
        parser.cursor.skip_white_space();
    }
    if !parser.cursor.eat(">") {
        return Err(parser.fault("the document type declaration must end with \">\""));
    }
    *cursor = parser.cursor;
    let DoctypeParser { entities, owned_texts, is_partial, parameter_entity, .. } = parser;
    let is_partial = public.is_some() || system.is_some() || is_partial;
    Ok(Doctype {
        public,
        system,
        entities,
        owned_texts: store.0.get_or_init(|| owned_texts),
        is_partial,
        parameter_entity,
    })
}

struct DoctypeParser<'t> {
    cursor: Cursor<'t>,
    entities: HashMap<&'t str, EntityDeclaration<'t>>,
    external_parameters: HashSet<&'t str>,
    owned_texts: Vec<String>,
    is_partial: bool,
    parameter_entity: Option<(usize, &'t str)>,
}

impl<'t> DoctypeParser<'t> {
    fn fault(&self, why: &str) -> Fault {
        Fault::fatal(self.cursor.position(), why)
    }

    fn require_white_space(&mut self) -> Result<(), Fault> {
        if self.cursor.skip_white_space() { Ok(()) } else { Err(self.fault("white space is missing here")) }
    }

    fn read_head(&mut self) -> Result<(Option<&'t str>, Option<&'t str>), Fault> {
        self.require_white_space()?;
        self.cursor.read_name().ok_or_else(|| self.fault("the name of the root element is missing here"))?;
        let has_space = self.cursor.skip_white_space();
        let identifiers = self.read_identifiers(true)?;
        if identifiers != (None, None) && !has_space {
            return Err(self.fault("white space is missing before PUBLIC or SYSTEM"));
        }
        Ok(identifiers)
    }

    /// Reads `PUBLIC "…" "…"` or `SYSTEM "…"`, if either comes next: the public and the system identifier.
    fn read_identifiers(&mut self, needs_system: bool) -> Result<(Option<&'t str>, Option<&'t str>), Fault> {
        if self.cursor.eat("SYSTEM") {
            self.require_white_space()?;
            return Ok((None, Some(self.read_literal("the system identifier")?)));
        }
        if !self.cursor.eat("PUBLIC") {
            return Ok((None, None));
        }
        self.require_white_space()?;
        let public = self.read_literal("the public identifier")?;
        let is_allowed = |c: char| c.is_ascii_alphanumeric() || " \r\n-'()+,./:=?;!*#@$_%".contains(c);
        if !public.chars().all(is_allowed) {
            return Err(self.fault("the public identifier contains a character that is not allowed in it"));
        }
        let has_space = self.cursor.skip_white_space();
        let system = match self.cursor.peek() {
            Some(b'"' | b'\'') if has_space => Some(self.read_literal("the system identifier")?),
            _ if needs_system => {
                return Err(self.fault("the system identifier is missing after the public one"));
            }
            _ => None,
        };
        Ok((Some(public), system))
    }

    fn read_literal(&mut self, what: &str) -> Result<&'t str, Fault> {
        let start = self.cursor.position();
        let text = self
            .cursor
            .read_quoted()
            .ok_or_else(|| self.fault(&format!("{what} is missing here, in quotation marks")))?;
        match first_forbidden(text) {
            Some(at) => Err(Fault::fatal(start + 1 + at, "no XML document may have this character")),
            None => Ok(text),
        }
    }

    /// Reads the internal subset up to and including its `]`.
    fn read_internal_subset(&mut self) -> Result<(), Fault> {
        loop {
            self.cursor.skip_white_space();
            let start = self.cursor.position();
            if self.cursor.eat("]") {
                return Ok(());
            } else if self.cursor.eat("%") {
                let name = self
                    .cursor
                    .read_name()
                    .ok_or_else(|| self.fault("the name of an entity is missing here"))?;
                if !self.cursor.eat(";") {
                    return Err(self.fault("a reference to an entity must end with \";\""));
                }
                self.is_partial = true;
                if self.external_parameters.contains(name) {
                    self.parameter_entity.get_or_insert((start, name));
                }
            } else if self.cursor.eat("<!--") {
                read_comment(&mut self.cursor)?;
            } else if self.cursor.eat("<?") {
                read_processing_instruction(&mut self.cursor)?;
            } else if self.cursor.eat("<!ENTITY") {
                self.read_entity_declaration()?;
            } else if ["<!ELEMENT", "<!ATTLIST", "<!NOTATION"].iter().any(|keyword| self.cursor.eat(keyword))
            {
                self.skip_declaration()?;
            } else if self.cursor.peek().is_none() {
                return Err(self.fault("the document ends inside its document type declaration"));
            } else {
                return Err(self.fault("this declaration is not allowed in a document type declaration"));
            }
        }
    }

    fn read_entity_declaration(&mut self) -> Result<(), Fault> {
        self.require_white_space()?;
        let is_parameter = self.cursor.eat("%");
        if is_parameter {
            self.require_white_space()?;
        }
        let start = self.cursor.position();
        let name = self.cursor.read_name().filter(|name| !name.contains(':'));
        let name = name.ok_or_else(|| Fault::fatal(start, "the name of an entity is missing here"))?;
        self.require_white_space()?;
        let declared = if matches!(self.cursor.peek(), Some(b'"' | b'\'')) {
            let start = self.cursor.position() + 1;
            let value = self.read_literal("the entity's text")?;
            self.replacement_text(value, start)?
        } else {
            let (_, Some(_)) = self.read_identifiers(true)? else {
                return Err(self.fault("an entity needs its text or its address"));
            };
            let has_space = self.cursor.skip_white_space();
            if has_space && !is_parameter && self.cursor.eat("NDATA") {
                self.require_white_space()?;
                self.cursor
                    .read_name()
                    .ok_or_else(|| self.fault("the name of a notation is missing here"))?;
                EntityDeclaration::Unparsed
            } else {
                EntityDeclaration::External
            }
        };
        self.cursor.skip_white_space();
        if !self.cursor.eat(">") {
            return Err(self.fault("the declaration of an entity must end with \">\""));
        }
        // The first declaration of a name is binding (4.2), even if a parameter entity that was not read
        // declares it.
        if !is_parameter {
            self.entities.entry(name).or_insert(declared);
        } else if matches!(declared, EntityDeclaration::External) {
            self.external_parameters.insert(name);
        }
        Ok(())
    }

    /// The replacement text of an entity: character references are resolved, entity references are not (4.5).
    fn replacement_text(&mut self, value: &'t str, start: usize) -> Result<EntityDeclaration<'t>, Fault> {
        if let Some(at) = value.find('%') {
            return Err(Fault::fatal(
                start + at,
                "\"%\" is not allowed in an entity's text here; write &#37;",
            ));
        }
        if !value.contains("&#") && !value.contains('\r') {
            return Ok(EntityDeclaration::Borrowed(value));
        }
        let mut text = String::with_capacity(value.len());
        let mut cursor = Cursor::new(value);
        while let Some(before) = cursor.peek().map(|_| cursor.position()) {
            if cursor.eat("&#") {
                text.push(read_character_reference(&mut cursor).map_err(|fault| fault.shifted(start))?);
            } else if cursor.eat("\r\n") || cursor.eat("\r") {
                text.push('\n');
            } else {
                cursor.advance(cursor.remaining().chars().next().map_or(1, char::len_utf8));
                text.push_str(cursor.text_since(before));
            }
        }
        self.owned_texts.push(text);
        Ok(EntityDeclaration::Owned(self.owned_texts.len() - 1))
    }

    /// Skips a declaration of an element, an attribute list or a notation, which no feed depends on.
    fn skip_declaration(&mut self) -> Result<(), Fault> {
        self.require_white_space()?;
        self.cursor.read_name().ok_or_else(|| self.fault("a name is missing in this declaration"))?;
        loop {
            let end = |byte: &u8| !matches!(byte, b'>' | b'"' | b'\'' | b'<');
            let length = self.cursor.remaining_bytes().iter().take_while(|byte| end(byte)).count();
            self.cursor.advance(length);
            match self.cursor.peek() {
                Some(b'>') => {
                    self.cursor.advance(1);
                    return Ok(());
                }
                Some(b'"' | b'\'') => self.read_literal("the end of a literal")?,
                _ => return Err(self.fault("this declaration does not end with \">\"")),
            };
        }
    }
}
