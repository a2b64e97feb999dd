//! `<!DOCTYPE …>`: the identifiers that it names, and the entities that its internal subset declares.
//!
//! Nothing is ever fetched. Parameter entities are not read either: what they might declare is what an external subset
//! might declare, so that an entity without a declaration is then no error (XML 1.0, 4.1, "Entity Declared").

use super::characters::first_forbidden;
use super::event::Fault;
use super::source::Source;
use std::cell::OnceCell;
use std::collections::{HashMap, HashSet};

/// Keeps the entities' texts that are not written in the document as they are, for as long as its text is read.
#[derive(Debug, Default)]
pub(crate) struct Store(OnceCell<Vec<String>>);

/// What the document declares of itself.
#[derive(Debug)]
pub(super) struct Doctype<'t> {
    pub(super) public: Option<&'t str>,
    pub(super) system: Option<&'t str>,
    entities: HashMap<&'t str, Declared<'t>>,
    values: &'t [String],
    /// Whether there are declarations that were not read: an external subset, or a parameter entity.
    pub(super) is_partial: bool,
    /// Where a parameter entity was named that lies elsewhere, and which.
    pub(super) parameter_entity: Option<(usize, &'t str)>,
}

#[derive(Debug, Clone, Copy)]
enum Declared<'t> {
    Written(&'t str),
    Kept(usize),
    External,
    Unparsed,
}

/// A general entity.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Entity<'t> {
    /// Its replacement text.
    Internal(&'t str),
    /// It lies elsewhere, and is not fetched.
    External,
    /// It is no text (`NDATA`).
    Unparsed,
}

impl<'t> Doctype<'t> {
    /// The entity with this name, which is none of the five that need no declaration.
    pub(super) fn entity(&self, name: &str) -> Option<Entity<'t>> {
        Some(match *self.entities.get(name)? {
            Declared::Written(text) => Entity::Internal(text),
            Declared::Kept(place) => Entity::Internal(self.values.get(place)?),
            Declared::External => Entity::External,
            Declared::Unparsed => Entity::Unparsed,
        })
    }
}

/// Reads from behind `<!DOCTYPE` to behind its `>`.
pub(super) fn read<'t>(source: &mut Source<'t>, store: &'t Store) -> Result<Doctype<'t>, Fault> {
    let mut subset = Subset {
        source: *source,
        entities: HashMap::new(),
        external_parameters: HashSet::new(),
        kept: Vec::new(),
        is_partial: false,
        parameter_entity: None,
    };
    let (public, system) = subset.head()?;
    subset.source.spaces();
    if subset.source.eat("[") {
        subset.declarations()?;
        subset.source.spaces();
    }
    if !subset.source.eat(">") {
        return Err(subset.fault("the document type declaration must end with \">\""));
    }
    *source = subset.source;
    let Subset { entities, kept, is_partial, parameter_entity, .. } = subset;
    let is_partial = public.is_some() || system.is_some() || is_partial;
    Ok(Doctype {
        public,
        system,
        entities,
        values: store.0.get_or_init(|| kept),
        is_partial,
        parameter_entity,
    })
}

struct Subset<'t> {
    source: Source<'t>,
    entities: HashMap<&'t str, Declared<'t>>,
    external_parameters: HashSet<&'t str>,
    kept: Vec<String>,
    is_partial: bool,
    parameter_entity: Option<(usize, &'t str)>,
}

impl<'t> Subset<'t> {
    fn fault(&self, why: &str) -> Fault {
        Fault::fatal(self.source.at(), why)
    }

    fn must_space(&mut self) -> Result<(), Fault> {
        if self.source.spaces() { Ok(()) } else { Err(self.fault("white space is missing here")) }
    }

    fn head(&mut self) -> Result<(Option<&'t str>, Option<&'t str>), Fault> {
        self.must_space()?;
        self.source.name().ok_or_else(|| self.fault("the name of the root element is missing here"))?;
        let spaced = self.source.spaces();
        let identifiers = self.identifiers(true)?;
        if identifiers != (None, None) && !spaced {
            return Err(self.fault("white space is missing before PUBLIC or SYSTEM"));
        }
        Ok(identifiers)
    }

    /// `PUBLIC "…" "…"`, `SYSTEM "…"`, or nothing.
    fn identifiers(&mut self, needs_system: bool) -> Result<(Option<&'t str>, Option<&'t str>), Fault> {
        if self.source.eat("SYSTEM") {
            self.must_space()?;
            return Ok((None, Some(self.literal("the system identifier")?)));
        }
        if !self.source.eat("PUBLIC") {
            return Ok((None, None));
        }
        self.must_space()?;
        let public = self.literal("the public identifier")?;
        let is_allowed = |c: char| c.is_ascii_alphanumeric() || " \r\n-'()+,./:=?;!*#@$_%".contains(c);
        if !public.chars().all(is_allowed) {
            return Err(self.fault("the public identifier has a character that none may have"));
        }
        let spaced = self.source.spaces();
        let system = match self.source.peek() {
            Some(b'"' | b'\'') if spaced => Some(self.literal("the system identifier")?),
            _ if needs_system => {
                return Err(self.fault("the system identifier is missing behind the public one"));
            }
            _ => None,
        };
        Ok((Some(public), system))
    }

    fn literal(&mut self, what: &str) -> Result<&'t str, Fault> {
        let start = self.source.at();
        let text = self
            .source
            .quoted()
            .ok_or_else(|| self.fault(&format!("{what} is missing here, in quotation marks")))?;
        match first_forbidden(text) {
            Some(at) => Err(Fault::fatal(start + 1 + at, "no XML document may have this character")),
            None => Ok(text),
        }
    }

    /// The internal subset, to behind its `]`.
    fn declarations(&mut self) -> Result<(), Fault> {
        loop {
            self.source.spaces();
            let start = self.source.at();
            if self.source.eat("]") {
                return Ok(());
            } else if self.source.eat("%") {
                let name =
                    self.source.name().ok_or_else(|| self.fault("the name of an entity is missing here"))?;
                if !self.source.eat(";") {
                    return Err(self.fault("a reference to an entity must end with \";\""));
                }
                self.is_partial = true;
                if self.external_parameters.contains(name) {
                    self.parameter_entity.get_or_insert((start, name));
                }
            } else if self.source.eat("<!--") {
                comment(&mut self.source)?;
            } else if self.source.eat("<?") {
                instruction(&mut self.source)?;
            } else if self.source.eat("<!ENTITY") {
                self.entity()?;
            } else if ["<!ELEMENT", "<!ATTLIST", "<!NOTATION"].iter().any(|keyword| self.source.eat(keyword))
            {
                self.other()?;
            } else if self.source.peek().is_none() {
                return Err(self.fault("the document ends inside its document type declaration"));
            } else {
                return Err(self.fault("this is no declaration that a document type declaration may hold"));
            }
        }
    }

    fn entity(&mut self) -> Result<(), Fault> {
        self.must_space()?;
        let is_parameter = self.source.eat("%");
        if is_parameter {
            self.must_space()?;
        }
        let start = self.source.at();
        let name = self.source.name().filter(|name| !name.contains(':'));
        let name = name.ok_or_else(|| Fault::fatal(start, "the name of an entity is missing here"))?;
        self.must_space()?;
        let declared = if matches!(self.source.peek(), Some(b'"' | b'\'')) {
            let start = self.source.at() + 1;
            let value = self.literal("the entity's text")?;
            self.replacement(value, start)?
        } else {
            let (_, Some(_)) = self.identifiers(true)? else {
                return Err(self.fault("an entity needs its text, or where it lies"));
            };
            let spaced = self.source.spaces();
            if spaced && !is_parameter && self.source.eat("NDATA") {
                self.must_space()?;
                self.source.name().ok_or_else(|| self.fault("the name of a notation is missing here"))?;
                Declared::Unparsed
            } else {
                Declared::External
            }
        };
        self.source.spaces();
        if !self.source.eat(">") {
            return Err(self.fault("the declaration of an entity must end with \">\""));
        }
        // The first declaration of a name holds (4.2); what a parameter entity not read may declare comes first as well.
        if !is_parameter {
            self.entities.entry(name).or_insert(declared);
        } else if matches!(declared, Declared::External) {
            self.external_parameters.insert(name);
        }
        Ok(())
    }

    /// An entity's text: references to characters resolved, those to entities left as they are (4.5).
    fn replacement(&mut self, value: &'t str, start: usize) -> Result<Declared<'t>, Fault> {
        if let Some(at) = value.find('%') {
            return Err(Fault::fatal(start + at, "\"%\" cannot stand in an entity's text here; write &#37;"));
        }
        if !value.contains("&#") && !value.contains('\r') {
            return Ok(Declared::Written(value));
        }
        let mut text = String::with_capacity(value.len());
        let mut source = Source::new(value);
        while let Some(before) = source.peek().map(|_| source.at()) {
            if source.eat("&#") {
                text.push(character(&mut source).map_err(|fault| fault.moved(start))?);
            } else if source.eat("\r\n") || source.eat("\r") {
                text.push('\n');
            } else {
                source.skip(source.rest().chars().next().map_or(1, char::len_utf8));
                text.push_str(source.since(before));
            }
        }
        self.kept.push(text);
        Ok(Declared::Kept(self.kept.len() - 1))
    }

    /// A declaration of an element, of attributes or of a notation: nothing in it matters to a feed.
    fn other(&mut self) -> Result<(), Fault> {
        self.must_space()?;
        self.source.name().ok_or_else(|| self.fault("a name is missing in this declaration"))?;
        loop {
            let end = |byte: &u8| !matches!(byte, b'>' | b'"' | b'\'' | b'<');
            let length = self.source.bytes().iter().take_while(|byte| end(byte)).count();
            self.source.skip(length);
            match self.source.peek() {
                Some(b'>') => {
                    self.source.skip(1);
                    return Ok(());
                }
                Some(b'"' | b'\'') => self.literal("the end of a literal")?,
                _ => return Err(self.fault("this declaration does not end with \">\"")),
            };
        }
    }
}

/// Reads a comment from behind its `<!--` to behind its `-->`.
pub(super) fn comment(source: &mut Source<'_>) -> Result<(), Fault> {
    let start = source.at();
    let text = source
        .until("--")
        .ok_or_else(|| Fault::fatal(start, "this comment has no end: \"-->\" is missing"))?;
    if let Some(at) = first_forbidden(text) {
        return Err(Fault::fatal(start + at, "no XML document may have this character"));
    }
    if source.eat(">") {
        return Ok(());
    }
    Err(Fault::fatal(source.at(), "\"--\" cannot stand inside a comment"))
}

/// Reads a processing instruction from behind its `<?` to behind its `?>`; gives its target.
pub(super) fn instruction<'t>(source: &mut Source<'t>) -> Result<&'t str, Fault> {
    let start = source.at();
    let target = source.name().filter(|name| !name.contains(':'));
    let target =
        target.ok_or_else(|| Fault::fatal(start, "the name of a processing instruction is missing here"))?;
    if target.eq_ignore_ascii_case("xml") {
        return Err(Fault::fatal(
            start,
            "the XML declaration can only be the very first thing in a document",
        ));
    }
    if source.eat("?>") {
        return Ok(target);
    }
    let spaced = source.spaces();
    let from = source.at();
    let no_end = || Fault::fatal(start, "this processing instruction has no end: \"?>\" is missing");
    let text = source.until("?>").ok_or_else(no_end)?;
    if !spaced {
        return Err(Fault::fatal(from, "white space is missing behind a processing instruction's name"));
    }
    match first_forbidden(text) {
        Some(at) => Err(Fault::fatal(from + at, "no XML document may have this character")),
        None => Ok(target),
    }
}

/// Reads a reference to a character from behind its `&#` to behind its `;`.
pub(super) fn character(source: &mut Source<'_>) -> Result<char, Fault> {
    let start = source.at();
    let radix = if source.eat("x") { 16 } else { 10 };
    let mut number = 0_u32;
    let mut digits = 0;
    while let Some(digit) = source.peek().and_then(|byte| char::from(byte).to_digit(radix)) {
        number = number.saturating_mul(radix).saturating_add(digit);
        digits += 1;
        source.skip(1);
    }
    if digits == 0 {
        return Err(Fault::fatal(
            start,
            "a reference to a character is &#160; or, in hexadecimal, &#xA0; with a small x",
        ));
    }
    if !source.eat(";") {
        return Err(Fault::fatal(source.at(), "a reference to a character must end with \";\""));
    }
    char::from_u32(number).filter(|c| super::characters::is_allowed(*c)).ok_or_else(|| {
        let written = source.since(start).trim_end_matches(';');
        Fault::fatal(
            start,
            format!("no XML document may have the character &#{written};, not even as a reference"),
        )
    })
}
