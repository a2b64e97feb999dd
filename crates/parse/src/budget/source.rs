//! Counts the lines and marks of a document's source.

use super::{Allowance, line_of};
use crate::document::{Document, Format};
use tidings_model::Problem;

/// The most lines and marks of a source. A mark costs the parsers up to 300 bytes and 3 µs. Prose has one in
/// 50 bytes, a program one in 8.
const MARKS: Allowance = Allowance { bytes_each: 10, least: 200_000, most: 500_000 };

/// Checks the source of a document in a markup language or in plain text.
pub(crate) fn check_source(document: &Document) -> Option<Problem> {
    let is_mark: fn(u8) -> bool = match document.format {
        Format::Html => return None,
        Format::Text => |byte| byte == b'\n',
        Format::Markdown | Format::Org | Format::AsciiDoc | Format::Rst => is_markup,
    };
    let limit = MARKS.of(document.body.len());
    let bytes = document.body.as_bytes();
    if tidings_model::text::count_matching_bytes(bytes, is_mark) <= limit {
        return None;
    }
    let (at, _) = bytes.iter().enumerate().filter(|(_, byte)| is_mark(**byte)).nth(limit)?;
    let counted = if document.format == Format::Text { "lines" } else { "lines and marks" };
    let message = format!("The document has more than {limit} {counted} up to here");
    Some(Problem::error(message, "Split it").at(line_of(document, at), None))
}

/// Characters from which the parsers make something other than text.
fn is_markup(byte: u8) -> bool {
    matches!(
        byte,
        b'\n'
            | b'*'
            | b'_'
            | b'~'
            | b'`'
            | b'['
            | b']'
            | b'!'
            | b'<'
            | b'|'
            | b'&'
            | b'\\'
            | b'{'
            | b'$'
            | b'^'
            | b'#'
            | b'='
            | b'+'
            | b'>'
            | b'-'
    )
}
