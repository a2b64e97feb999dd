//! References to characters and entities, and the limits of entity expansion.

use super::cursor::Cursor;
use super::doctype::Entity;
use super::event::{Event, Fault};
use super::markup::read_character_reference;
use super::reader::{Input, XmlReader};
use crate::Code;
use crate::messages::Param;
use std::borrow::Cow;

/// What a reference costs besides the bytes of its text, because references to empty entities take time too.
const REFERENCE_COST: usize = 16;
/// The maximum depth of entities inside entities.
const MAX_ENTITY_DEPTH: usize = 32;

impl<'t> XmlReader<'t> {
    /// Reads a reference in text (4.1, 4.4). A reference to an internal entity produces no event: the reader
    /// continues in the entity's text.
    pub(super) fn read_reference(&mut self) -> Result<Option<Event<'t>>, Fault> {
        let start = self.cursor().position();
        self.cursor().advance(1);
        if self.cursor().eat("#") {
            let result = read_character_reference(self.cursor());
            let c = result.map_err(|fault| self.in_current_input(fault))?;
            return Ok(Some(Event::Text(Cow::Owned(c.to_string()))));
        }
        let name = self.read_entity_name(start)?;
        if let Some(text) = predefined_entity(name) {
            return Ok(Some(Event::Text(Cow::Borrowed(text))));
        }
        match self.resolve_entity(name, start)? {
            Some(Entity::Internal(text)) => {
                let is_open = self.inputs.iter().skip(1).any(|input| input.entity == name);
                self.check_nesting(name, is_open, self.inputs.len(), start)?;
                let depth = self.open_elements.len();
                self.inputs.push(Input { cursor: Cursor::new(text), entity: name, depth });
                Ok(None)
            }
            Some(Entity::External) => {
                Err(Fault::recoverable(Code::ContainsSystemEntity, self.offset, Param::Value, name))
            }
            Some(Entity::Unparsed) => Err(self.fault(start, format!("the entity \"{name}\" is not text"))),
            None => Err(Fault::recoverable(Code::UndefinedNamedEntity, self.offset, Param::Value, name)),
        }
    }

    /// Reads an entity's name and the `;` after it.
    pub(super) fn read_entity_name(&mut self, start: usize) -> Result<&'t str, Fault> {
        let name = self.cursor().read_name().filter(|name| !name.contains(':'));
        match name {
            Some(name) if self.cursor().eat(";") => Ok(name),
            Some(name) => {
                Err(self.fault(start, format!("\"&\" must be written &amp;, or \"&{name}\" end with \";\"")))
            }
            None => Err(self.fault(start, "\"&\" must be written &amp;")),
        }
    }

    /// Looks up an entity and charges its size to the expansion budget. `None` if a declaration that was not
    /// read may declare the entity.
    pub(super) fn resolve_entity(&mut self, name: &str, start: usize) -> Result<Option<Entity<'t>>, Fault> {
        let found = self.doctype.as_ref().and_then(|doctype| doctype.entity(name));
        let is_partial =
            self.doctype.as_ref().is_some_and(|doctype| doctype.is_partial) && !self.is_standalone;
        if found.is_none() && !is_partial {
            let why = format!(
                "the entity &{name}; is not declared; XML itself knows only &amp; &lt; &gt; &apos; &quot;"
            );
            return Err(self.fault(start, why));
        }
        if let Some(Entity::Internal(text)) = found {
            let left = self.budget.checked_sub(text.len() + REFERENCE_COST);
            self.budget = left.ok_or_else(|| self.limit_fault("entity expansion"))?;
        }
        Ok(found)
    }

    /// Rejects an entity that contains itself, and entities nested too deeply.
    pub(super) fn check_nesting(
        &self,
        name: &str,
        is_open: bool,
        depth: usize,
        start: usize,
    ) -> Result<(), Fault> {
        if is_open {
            return Err(self.fault(start, format!("the entity \"{name}\" contains itself")));
        }
        if depth > MAX_ENTITY_DEPTH {
            return Err(self.limit_fault("entities inside entities"));
        }
        Ok(())
    }

    fn limit_fault(&self, limit: &str) -> Fault {
        let fault = Fault::recoverable(Code::ValidatorLimit, self.offset, Param::Limit, limit);
        Fault { is_fatal: true, ..fault }
    }
}

/// The predefined entities, which need no declaration (4.6).
pub(super) fn predefined_entity(name: &str) -> Option<&'static str> {
    Some(match name {
        "amp" => "&",
        "lt" => "<",
        "gt" => ">",
        "quot" => "\"",
        "apos" => "'",
        _ => return None,
    })
}
