//! Characters that hardly anyone means: what is left of a wrong encoding.

use super::Judge;
use crate::Code;
use crate::vocabularies::{Content, Node};

/// Looks at a part of the innermost element's text, which starts at this byte; `width` is how many bytes of
/// the document a byte of it is, 0 where it was written as a reference.
pub(super) fn check_text(text: &str, offset: usize, width: usize, judge: &mut Judge<'_>) {
    if !is_suspect(text) {
        return;
    }
    let Some(node) = judge.ancestors().next() else { return };
    let (element, parent) =
        (node.name(), judge.ancestors().nth(1).map_or_else(String::new, Node::parent_name));
    // What is not looked at is not looked at that closely.
    let is_judged = judge.scopes.last().is_some_and(|scope| !matches!(scope.content, Content::Anything));
    let is_decoded_twice = is_judged && is_decoded_twice(text);
    let mut before = ' ';
    for (at, c) in text.char_indices() {
        let place = offset + at * width;
        if is_decoded_twice && matches!(before, 'Â' | 'Ã') && ('\u{80}'..='\u{BF}').contains(&c) {
            judge.say(
                Code::BadCharacters,
                place.saturating_sub(before.len_utf8() * width),
                &element,
                &parent,
                &[],
            );
        }
        if is_bad(c) {
            judge.say(Code::BadCharacters, place, &element, &parent, &[]);
        }
        before = c;
    }
}

/// Looks at the values of an element's attributes.
pub(super) fn check_attributes(node: &Node, judge: &mut Judge<'_>) {
    for attribute in &node.attributes {
        if is_suspect(&attribute.value) {
            for _ in attribute.value.chars().filter(|c| is_bad(*c)) {
                judge.say(Code::BadCharacters, node.start, attribute.local, &node.parent_name(), &[]);
            }
        }
    }
}

/// A control character of Latin-1, which in truth is a quotation mark of Windows-1252; or what a decoder puts
/// in the place of bytes that mean nothing.
fn is_bad(c: char) -> bool {
    matches!(c, '\u{80}'..='\u{9F}' | '\u{FFFD}')
}

/// Whether the text may have something bad in it. Nearly all has not, and all is looked at: hence by its
/// bytes, and sixty-four of ASCII at once.
fn is_suspect(text: &str) -> bool {
    let bytes = text.as_bytes();
    let is_at = |at: usize| {
        matches!(bytes.get(at..at + 2), Some([0xC2, 0x80..=0x9F] | [0xC3, 0x82 | 0x83] | [0xEF, 0xBF]))
    };
    let is_in =
        |(place, part): (usize, &[u8])| !part.is_ascii() && (0..part.len()).any(|at| is_at(place * 64 + at));
    bytes.chunks(64).enumerate().any(is_in)
}

/// Whether the text is UTF-8 that was taken for Latin-1 and became UTF-8 once more.
fn is_decoded_twice(text: &str) -> bool {
    let bytes: Option<Vec<u8>> = text.chars().map(|c| u8::try_from(u32::from(c)).ok()).collect();
    bytes.is_some_and(|bytes| std::str::from_utf8(&bytes).is_ok())
}
