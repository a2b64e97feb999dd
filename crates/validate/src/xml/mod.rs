//! A strict XML 1.0 reader: decodes bytes and returns XML events, with namespaces resolved and entity
//! expansion limited.
//!
//! The reader knows no vocabulary and no message codes except those of XML itself. The validator has its own
//! reader because the available crates accept faults that it must report: forbidden characters, invalid names
//! and references, misplaced entities, namespace errors, each with its exact position.

mod characters;
mod codec;
mod cursor;
mod declaration;
mod doctype;
mod encoding;
mod event;
mod markup;
mod namespaces;
mod reader;
mod reference;
mod tag;
#[cfg(test)]
mod tests;

pub(super) use doctype::EntityStore;
pub(super) use encoding::{Decoded, decode, late_declaration};
pub(super) use event::{Attribute, Event, Fault, NamespaceId, Tag};
pub(super) use reader::XmlReader;
