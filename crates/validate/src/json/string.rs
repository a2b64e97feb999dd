//! JSON strings and their escapes (RFC 8259, 7).

use super::cursor::Cursor;
use super::fault::Fault;
use crate::Code;
use std::borrow::Cow;

/// Reads a string, from its opening quotation mark on. Invalid escapes are reported and left out.
pub(super) fn read_string<'t>(cursor: &mut Cursor<'t>) -> Result<Cow<'t, str>, Fault> {
    let opening = cursor.position();
    cursor.advance(1);
    let mut text = Cow::Borrowed("");
    loop {
        let start = cursor.position();
        let is_plain = |byte: &&u8| !matches!(byte, b'"' | b'\\' | 0..=0x1F);
        cursor.advance(cursor.remaining().iter().take_while(is_plain).count());
        append(&mut text, cursor.text_since(start));
        let at = cursor.position();
        match cursor.remaining() {
            [b'"', ..] => {
                cursor.advance(1);
                return Ok(text);
            }
            [b'\\', ..] => {
                if let Some(c) = read_escape(cursor) {
                    text.to_mut().push(c);
                }
            }
            [control, ..] => {
                let why =
                    format!("in a string, the character U+{control:04X} is written as \\u{control:04x}");
                cursor.record_fault(at, why);
                cursor.advance(1);
                append(&mut text, cursor.text_since(at));
            }
            [] => {
                let why = "the string that starts here has no closing quotation mark";
                return Err(Fault::new(Code::InvalidJson, opening, why));
            }
        }
    }
}

fn append<'t>(text: &mut Cow<'t, str>, more: &'t str) {
    if text.is_empty() {
        *text = Cow::Borrowed(more);
    } else if !more.is_empty() {
        text.to_mut().push_str(more);
    }
}

/// Reads an escape, from its backslash on.
fn read_escape(cursor: &mut Cursor<'_>) -> Option<char> {
    let at = cursor.position();
    let simple = match cursor.remaining().get(1) {
        Some(b'"') => '"',
        Some(b'\\') => '\\',
        Some(b'/') => '/',
        Some(b'b') => '\u{8}',
        Some(b'f') => '\u{c}',
        Some(b'n') => '\n',
        Some(b'r') => '\r',
        Some(b't') => '\t',
        Some(b'u') => return read_unicode_escape(cursor),
        _ => {
            cursor.record_fault(at, "a backslash in a string is written as \\\\; this escape is not defined");
            cursor.advance(1);
            return None;
        }
    };
    cursor.advance(2);
    Some(simple)
}

/// Reads `\u00e9`, or the two surrogates of a character beyond U+FFFF.
fn read_unicode_escape(cursor: &mut Cursor<'_>) -> Option<char> {
    let at = cursor.position();
    let Some(first) = code_unit(cursor.remaining()) else {
        cursor.record_fault(at, "\\u in a string needs four hexadecimal digits after it");
        cursor.advance(2);
        return None;
    };
    cursor.advance(6);
    if let Some(c) = char::from_u32(first) {
        return Some(c);
    }
    let second = code_unit(cursor.remaining()).filter(|second| (0xDC00..0xE000).contains(second));
    match second {
        Some(second) if first < 0xDC00 => {
            cursor.advance(6);
            char::from_u32(0x1_0000 + ((first - 0xD800) << 10) + (second - 0xDC00))
        }
        _ => {
            let why = format!("\\u{first:04x} is half of a character, whose other half is missing");
            cursor.record_fault(at, why);
            Some(char::REPLACEMENT_CHARACTER)
        }
    }
}

/// The code unit of an escape of the form `\u00e9` at the start of `bytes`.
fn code_unit(bytes: &[u8]) -> Option<u32> {
    let [b'\\', b'u', digits @ ..] = bytes else { return None };
    let digits = digits.get(..4)?;
    let is_number = digits.iter().all(u8::is_ascii_hexdigit);
    let digits = std::str::from_utf8(digits).ok().filter(|_| is_number)?;
    u32::from_str_radix(digits, 16).ok()
}
