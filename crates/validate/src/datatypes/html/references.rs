//! Character references: `&amp;`, `&#8212;`, `&#x2014;`.

use super::entities::{NAMES, OF_HTML4, WITHOUT_SEMICOLON};
use std::borrow::Cow;

/// The fault of the reference that follows an ampersand, if it is a reference (HTML Living Standard,
/// 13.2.5.72). In a quoted attribute value, the closing quote may follow the ampersand.
///
/// An ampersand that starts no reference is text, as in `?v=1&t=2`. Letters and digits with a semicolon after
/// them must be a name, and names that do not need the semicolon are references without it, except in an
/// attribute before `=`, a letter or a digit (13.1.4, 13.2.5.73).
pub(super) fn find_fault(after: &str, quote: Option<char>) -> Option<&'static str> {
    let Some(digits) = after.strip_prefix('#') else {
        let end = after.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(after.len());
        let (name, rest) = after.split_at(end);
        if rest.starts_with(';') {
            return (!name.is_empty() && !is_known(name))
                .then_some("a reference to a character that HTML does not have");
        }
        let is_prefix = |known: &&str| name.starts_with(*known);
        let known = WITHOUT_SEMICOLON.split(' ').filter(is_prefix).max_by_key(|known| known.len())?;
        let is_text = quote.is_some() && (known.len() < name.len() || rest.starts_with('='));
        return (!is_text).then_some("a reference without its semicolon");
    };
    match find_numeric_fault(digits) {
        Some("an ampersand that starts no reference") => None,
        fault => fault,
    }
}

/// The same as the W3C validator judges it: every ampersand must start a reference.
pub(super) fn find_fault_of_w3c(after: &str, quote: Option<char>) -> Option<&'static str> {
    let first = after.chars().next()?;
    match first {
        '#' => find_numeric_fault(after.get(1..)?),
        '<' | '&' | ' ' | '\t' | '\n' | '\r' | '\u{c}' => None,
        _ if Some(first) == quote => None,
        _ => find_named_fault(after),
    }
}

fn find_named_fault(after: &str) -> Option<&'static str> {
    let name = after.get(..after.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(after.len()))?;
    let has_semicolon = after.get(name.len()..)?.starts_with(';');
    if has_semicolon && is_known(name) {
        return None;
    }
    let starts_with_one = WITHOUT_SEMICOLON.split(' ').any(|known| name.starts_with(known));
    Some(if starts_with_one {
        "a reference without its semicolon"
    } else {
        "an ampersand that starts no reference"
    })
}

/// Whether HTML defines a character of this name. The names of nearly all references are compared first.
fn is_known(name: &str) -> bool {
    matches!(name, "amp" | "nbsp" | "quot" | "lt" | "gt" | "rsquo" | "ldquo" | "rdquo" | "hellip")
        || is_name(name)
}

fn is_name(name: &str) -> bool {
    let place = match name.as_bytes().first() {
        Some(byte @ b'A'..=b'Z') => byte - b'A',
        Some(byte @ b'a'..=b'z') => byte - b'a' + 26,
        _ => return false,
    };
    NAMES.get(usize::from(place)).is_some_and(|names| names.split(' ').any(|known| known == name))
}

/// Whether HTML 4 defines a character of this name.
pub(super) fn is_name_of_html4(name: &str) -> bool {
    OF_HTML4.split(' ').any(|known| known == name)
}

fn find_numeric_fault(after: &str) -> Option<&'static str> {
    let (digits, radix) = match after.strip_prefix(['x', 'X']) {
        Some(digits) => (digits, 16),
        None => (after, 10),
    };
    let end = digits.find(|c: char| !c.is_digit(radix)).unwrap_or(digits.len());
    let (digits, rest) = digits.split_at(end);
    if digits.is_empty() {
        return Some("an ampersand that starts no reference");
    }
    let is_allowed = u32::from_str_radix(digits, radix).is_ok_and(is_allowed);
    if !is_allowed {
        return Some("a reference to a character that HTML does not have");
    }
    (!rest.starts_with(';')).then_some("a reference without its semicolon")
}

/// Whether a reference to this character is valid: it is no control character (most of these references mean
/// Windows-1252), no surrogate, no noncharacter.
fn is_allowed(code: u32) -> bool {
    let is_control = matches!(code, 0..=8 | 0xB | 0xD..=0x1F | 0x7F..=0x9F);
    let is_noncharacter = code & 0xFFFE == 0xFFFE || (0xFDD0..=0xFDEF).contains(&code);
    char::from_u32(code).is_some() && !is_control && !is_noncharacter
}

/// The value of an attribute with the references resolved that URLs and styles contain: numbers, `&nbsp;` and
/// the five of XML.
pub(super) fn decode_references(value: &str) -> Cow<'_, str> {
    if !value.contains('&') {
        return Cow::Borrowed(value);
    }
    let mut out = String::with_capacity(value.len());
    let mut rest = value;
    while let Some(at) = rest.find('&') {
        let (before, from) = rest.split_at(at);
        out.push_str(before);
        let end = from.bytes().take(12).position(|byte| byte == b';');
        let character = end.and_then(|end| from.get(1..end)).and_then(decode_reference);
        out.push(character.unwrap_or('&'));
        rest = match (character, end) {
            (Some(_), Some(end)) => from.get(end + 1..).unwrap_or_default(),
            _ => from.get(1..).unwrap_or_default(),
        };
    }
    out.push_str(rest);
    Cow::Owned(out)
}

fn decode_reference(reference: &str) -> Option<char> {
    match reference {
        "amp" => Some('&'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "nbsp" => Some('\u{a0}'),
        _ => {
            let digits = reference.strip_prefix('#')?;
            let code = match digits.strip_prefix(['x', 'X']) {
                Some(digits) => u32::from_str_radix(digits, 16),
                None => digits.parse(),
            };
            char::from_u32(code.ok()?)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references() {
        for good in [
            "", "amp;", "nbsp; x", "Aacute;", "zwnj;", "check;", "#160;", "#x2014;", "#X2014;", " b", "&",
            "<",
        ] {
            assert_eq!(find_fault_of_w3c(good, None), None, "&{good}");
            assert_eq!(find_fault(good, None), None, "&{good}");
        }
        for bad in [
            "T",
            "b=2",
            "amp",
            "nbsp x",
            "notaname;",
            "#",
            "#x",
            "#a",
            "#160",
            "#146;",
            "#0;",
            "#xD800;",
            "#x110000;",
            "#99999999999;",
            "\"",
            ";",
        ] {
            assert!(find_fault_of_w3c(bad, None).is_some(), "&{bad}");
        }
        assert_eq!(find_fault_of_w3c("\"", Some('"')), None);
        for text in ["T", "b=2", "v=1", "#", "#x", "#a", "", ";", "ab_channel=a"] {
            assert_eq!(find_fault(text, None), None, "&{text}");
            assert_eq!(find_fault(text, Some('"')), None, "&{text}");
        }
        for bad in
            ["amp", "nbsp x", "notaname;", "#160", "#146;", "#0;", "#xD800;", "#99999999999;", "copy=1"]
        {
            assert!(find_fault(bad, None).is_some(), "&{bad}");
        }
        assert_eq!(find_fault("copy=1", Some('"')), None);
        assert!(find_fault("copy", Some('"')).is_some());
        assert!(is_name_of_html4("frac12") && !is_name_of_html4("check"));
    }
}
