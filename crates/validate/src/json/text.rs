//! Strings and their escapes (RFC 8259, 7).

use super::Fault;
use super::scanner::Scanner;
use crate::Code;
use std::borrow::Cow;

/// Reads a string, which starts here with its quotation mark. An escape that means nothing is passed over.
pub(super) fn quoted<'t>(scanner: &mut Scanner<'t>) -> Result<Cow<'t, str>, Fault> {
    let opening = scanner.at();
    scanner.skip(1);
    let mut text = Cow::Borrowed("");
    loop {
        let start = scanner.at();
        let is_plain = |byte: &&u8| !matches!(byte, b'"' | b'\\' | 0..=0x1F);
        scanner.skip(scanner.rest().iter().take_while(is_plain).count());
        push(&mut text, scanner.since(start));
        let at = scanner.at();
        match scanner.rest() {
            [b'"', ..] => {
                scanner.skip(1);
                return Ok(text);
            }
            [b'\\', ..] => {
                if let Some(c) = escape(scanner) {
                    text.to_mut().push(c);
                }
            }
            [control, ..] => {
                let why =
                    format!("in a string, the character U+{control:04X} is written as \\u{control:04x}");
                scanner.passing(at, why);
                scanner.skip(1);
                push(&mut text, scanner.since(at));
            }
            [] => {
                let why = "the string that starts here has no closing quotation mark";
                return Err(Fault::new(Code::InvalidJson, opening, why));
            }
        }
    }
}

fn push<'t>(text: &mut Cow<'t, str>, more: &'t str) {
    if text.is_empty() {
        *text = Cow::Borrowed(more);
    } else if !more.is_empty() {
        text.to_mut().push_str(more);
    }
}

/// Reads an escape, which starts here with its backslash.
fn escape(scanner: &mut Scanner<'_>) -> Option<char> {
    let at = scanner.at();
    let simple = match scanner.rest().get(1) {
        Some(b'"') => '"',
        Some(b'\\') => '\\',
        Some(b'/') => '/',
        Some(b'b') => '\u{8}',
        Some(b'f') => '\u{c}',
        Some(b'n') => '\n',
        Some(b'r') => '\r',
        Some(b't') => '\t',
        Some(b'u') => return numbered(scanner),
        _ => {
            scanner.passing(at, "a backslash in a string is written as \\\\; this escape means nothing");
            scanner.skip(1);
            return None;
        }
    };
    scanner.skip(2);
    Some(simple)
}

/// `\u00e9`, or the two surrogates of a character beyond U+FFFF.
fn numbered(scanner: &mut Scanner<'_>) -> Option<char> {
    let at = scanner.at();
    let Some(first) = unit(scanner.rest()) else {
        scanner.passing(at, "\\u in a string needs four hexadecimal digits behind it");
        scanner.skip(2);
        return None;
    };
    scanner.skip(6);
    if let Some(c) = char::from_u32(first) {
        return Some(c);
    }
    let second = unit(scanner.rest()).filter(|second| (0xDC00..0xE000).contains(second));
    match second {
        Some(second) if first < 0xDC00 => {
            scanner.skip(6);
            char::from_u32(0x1_0000 + ((first - 0xD800) << 10) + (second - 0xDC00))
        }
        _ => {
            let why = format!("\\u{first:04x} is half of a character, whose other half is missing");
            scanner.passing(at, why);
            Some(char::REPLACEMENT_CHARACTER)
        }
    }
}

/// The number of an escape of the form `\u00e9` that starts here.
fn unit(bytes: &[u8]) -> Option<u32> {
    let [b'\\', b'u', digits @ ..] = bytes else { return None };
    let digits = digits.get(..4)?;
    let is_number = digits.iter().all(u8::is_ascii_hexdigit);
    let digits = std::str::from_utf8(digits).ok().filter(|_| is_number)?;
    u32::from_str_radix(digits, 16).ok()
}
