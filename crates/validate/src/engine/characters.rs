//! Finds characters that a wrong encoding leaves behind.

use super::validator::Validator;
use crate::Code;
use crate::messages::Finding;
use crate::vocabularies::{Content, Context, Node};

/// Checks a part of the innermost open element's text, which starts at this byte of the document. `width` is
/// the number of bytes of the document for each byte of the text: 1, or 0 if the text was written as a
/// reference.
pub(super) fn check_text(text: &str, offset: usize, width: usize, validator: &mut Validator<'_>) {
    if !is_suspect(text) {
        return;
    }
    let Some(node) = validator.ancestors().next() else { return };
    let (element, parent) =
        (node.name(), validator.ancestors().nth(1).map_or_else(String::new, Node::parent_name));
    // Content that is not checked is not checked for double encoding either.
    let is_checked = validator.open.last().is_some_and(|open| !matches!(open.content, Content::Anything));
    let is_decoded_twice = is_checked && is_decoded_twice(text);
    let mut before = ' ';
    for (at, c) in text.char_indices() {
        let at_byte = offset + at * width;
        if is_decoded_twice && matches!(before, 'Â' | 'Ã') && ('\u{80}'..='\u{BF}').contains(&c) {
            validator.report(
                Finding::new(Code::BadCharacters)
                    .at(at_byte.saturating_sub(before.len_utf8() * width))
                    .element(&element)
                    .parent(&parent),
            );
        }
        if is_bad(c) {
            validator.report(Finding::new(Code::BadCharacters).at(at_byte).element(&element).parent(&parent));
        }
        before = c;
    }
}

/// Checks the values of an element's attributes.
pub(super) fn check_attributes(node: &Node, validator: &mut Validator<'_>) {
    for attribute in &node.attributes {
        if is_suspect(&attribute.value) {
            for _ in attribute.value.chars().filter(|c| is_bad(*c)) {
                validator.report(Finding::new(Code::BadCharacters).on_part(node, attribute.local));
            }
        }
    }
}

/// Whether this is a control character of Latin-1, which stands for a quotation mark of Windows-1252, or the
/// replacement character that decoders write for invalid bytes.
fn is_bad(c: char) -> bool {
    matches!(c, '\u{80}'..='\u{9F}' | '\u{FFFD}')
}

/// Whether the text may contain a bad character. Almost no text does, and all text is checked; therefore this
/// looks at bytes and skips ASCII in blocks of 64.
fn is_suspect(text: &str) -> bool {
    let bytes = text.as_bytes();
    let is_at = |at: usize| {
        matches!(bytes.get(at..at + 2), Some([0xC2, 0x80..=0x9F] | [0xC3, 0x82 | 0x83] | [0xEF, 0xBF]))
    };
    let is_in =
        |(block, part): (usize, &[u8])| !part.is_ascii() && (0..part.len()).any(|at| is_at(block * 64 + at));
    bytes.chunks(64).enumerate().any(is_in)
}

/// Whether the text is UTF-8 that was decoded as Latin-1 and encoded as UTF-8 again.
fn is_decoded_twice(text: &str) -> bool {
    let bytes: Option<Vec<u8>> = text.chars().map(|c| u8::try_from(u32::from(c)).ok()).collect();
    bytes.is_some_and(|bytes| std::str::from_utf8(&bytes).is_ok())
}
