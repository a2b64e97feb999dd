//! JSON Feed 1 and 1.1 (<https://www.jsonfeed.org/version/1.1/>): parses a document and checks it against a
//! schema.
//!
//! ```text
//! bytes ──▶ encoding ──▶ parser ──▶ checker ──▶ Context
//!                         JsonNode   ▲ ▲
//!                         vocabulary ┘ └ datatypes
//! ```
//!
//! `parser` reads JSON strictly and knows nothing of feeds. `vocabulary` is data: the members of each object
//! and the type of each; a new member is one row. `checker` walks the parsed values and compares them with
//! the rows.

mod checker;
mod cursor;
mod encoding;
mod fault;
mod node;
mod parser;
mod schema;
mod string;
mod suggestion;
mod vocabulary;

#[cfg(test)]
mod tests;

pub(super) use checker::{check_document, report_fault};
pub(super) use encoding::{decode, is_json};
pub(super) use node::{JsonNode, JsonObject};

/// Parses a document. `None` if the parser could not read it to its end.
pub(super) fn parse(text: &str) -> Option<JsonNode<'_>> {
    parser::parse(text).0
}
