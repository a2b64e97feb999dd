//! References to characters and entities.

use super::doctype::{self, Entity};
use super::event::{Event, Fault};
use super::reader::{Input, Reader};
use super::source::Source;
use crate::Code;
use crate::messages::Param;
use std::borrow::Cow;

/// So many bytes may the references to entities of one document become; each reference counts for some itself.
pub(super) const EXPANDED: usize = 1_000_000;
/// What a reference counts for besides its text: empty ones take time as well.
const REFERENCE: usize = 16;
/// So deep may entities stand in entities.
const NESTED: usize = 32;

impl<'t> Reader<'t> {
    /// A reference in text (4.1, 4.4).
    pub(super) fn reference(&mut self) -> Result<Option<Event<'t>>, Fault> {
        let start = self.source().at();
        self.source().skip(1);
        if self.source().eat("#") {
            let read = doctype::character(self.source());
            let c = read.map_err(|fault| self.placed(fault))?;
            return Ok(Some(Event::Text(Cow::Owned(c.to_string()))));
        }
        let name = self.entity_name(start)?;
        if let Some(text) = predefined(name) {
            return Ok(Some(Event::Text(Cow::Borrowed(text))));
        }
        match self.entity(name, start)? {
            Some(Entity::Internal(text)) => {
                let is_open = self.inputs.iter().skip(1).any(|input| input.entity == name);
                self.check_nesting(name, is_open, self.inputs.len(), start)?;
                let depth = self.open.len();
                self.inputs.push(Input { source: Source::new(text), entity: name, depth });
                Ok(None)
            }
            Some(Entity::External) => {
                Err(Fault::passing(Code::ContainsSystemEntity, self.offset, Param::Value, name))
            }
            Some(Entity::Unparsed) => Err(self.fault(start, format!("the entity \"{name}\" is no text"))),
            None => Err(Fault::passing(Code::UndefinedNamedEntity, self.offset, Param::Value, name)),
        }
    }

    /// Reads an entity's name and its `;`.
    pub(super) fn entity_name(&mut self, start: usize) -> Result<&'t str, Fault> {
        let name = self.source().name().filter(|name| !name.contains(':'));
        match name {
            Some(name) if self.source().eat(";") => Ok(name),
            Some(name) => {
                Err(self.fault(start, format!("\"&\" must be written &amp;, or \"&{name}\" end with \";\"")))
            }
            None => Err(self.fault(start, "\"&\" must be written &amp;")),
        }
    }

    /// The entity with this name, paid for; nothing, if declarations that were not read may declare it.
    pub(super) fn entity(&mut self, name: &str, start: usize) -> Result<Option<Entity<'t>>, Fault> {
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
            let left = self.budget.checked_sub(text.len() + REFERENCE);
            self.budget = left.ok_or_else(|| self.limit("entity expansion"))?;
        }
        Ok(found)
    }

    /// An entity may hold neither itself nor others without end.
    pub(super) fn check_nesting(
        &self,
        name: &str,
        is_open: bool,
        depth: usize,
        start: usize,
    ) -> Result<(), Fault> {
        if is_open {
            return Err(self.fault(start, format!("the entity \"{name}\" holds itself")));
        }
        if depth > NESTED {
            return Err(self.limit("entities inside entities"));
        }
        Ok(())
    }

    fn limit(&self, limit: &str) -> Fault {
        let fault = Fault::passing(Code::ValidatorLimit, self.offset, Param::Limit, limit);
        Fault { is_fatal: true, ..fault }
    }
}

/// The entities that need no declaration (4.6).
pub(super) fn predefined(name: &str) -> Option<&'static str> {
    Some(match name {
        "amp" => "&",
        "lt" => "<",
        "gt" => ">",
        "quot" => "\"",
        "apos" => "'",
        _ => return None,
    })
}
