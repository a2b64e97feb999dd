//! Bytes become text, and text becomes XML events: strict, namespaces resolved, entities expanded within a budget.
//!
//! Knows no vocabulary and no message but those of XML itself. Written for the validator instead of taken from a crate,
//! since the readers that are to be had pass over what is to be said here: characters, names, references, what an
//! entity may hold, namespaces, and the place of each fault.

mod characters;
mod codec;
mod declaration;
mod doctype;
mod encoding;
mod event;
mod namespaces;
mod reader;
mod reference;
mod source;
mod tag;
#[cfg(test)]
mod tests;

pub(super) use doctype::Store;
pub(super) use encoding::{Decoded, decode, late_declaration};
pub(super) use event::{Attribute, Event, Fault, NamespaceId, Tag};
pub(super) use reader::Reader;
