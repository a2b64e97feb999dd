//! References to characters: `&amp;`, `&#8212;`, `&#x2014;`.

use super::entities::{NAMES, OF_HTML4, WITHOUT_SEMICOLON};

/// What is wrong with the reference that follows an ampersand, if it is one (HTML Living Standard,
/// 13.2.5.72). In an attribute that stands in quotes, the quote may follow.
pub(super) fn fault(after: &str, quote: Option<char>) -> Option<&'static str> {
    let first = after.chars().next()?;
    match first {
        '#' => numeric_fault(after.get(1..)?),
        '<' | '&' | ' ' | '\t' | '\n' | '\r' | '\u{c}' => None,
        _ if Some(first) == quote => None,
        _ => named_fault(after),
    }
}

fn named_fault(after: &str) -> Option<&'static str> {
    let name = after.get(..after.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(after.len()))?;
    let has_semicolon = after.get(name.len()..)?.starts_with(';');
    // Those that nearly all references are.
    if has_semicolon
        && matches!(name, "amp" | "nbsp" | "quot" | "lt" | "gt" | "rsquo" | "ldquo" | "rdquo" | "hellip")
    {
        return None;
    }
    if has_semicolon && is_name(name) {
        return None;
    }
    let starts_with_one = WITHOUT_SEMICOLON.split(' ').any(|known| name.starts_with(known));
    Some(if starts_with_one {
        "a reference without its semicolon"
    } else {
        "an ampersand that starts no reference"
    })
}

/// Whether HTML knows a character by this name.
fn is_name(name: &str) -> bool {
    let place = match name.as_bytes().first() {
        Some(byte @ b'A'..=b'Z') => byte - b'A',
        Some(byte @ b'a'..=b'z') => byte - b'a' + 26,
        _ => return false,
    };
    NAMES.get(usize::from(place)).is_some_and(|names| names.split(' ').any(|known| known == name))
}

/// Whether HTML 4 knows a character by this name.
pub(super) fn is_name_of_html4(name: &str) -> bool {
    OF_HTML4.split(' ').any(|known| known == name)
}

fn numeric_fault(after: &str) -> Option<&'static str> {
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

/// Whether a reference may be to this character: no control character (those of Windows are meant by most
/// that are written), no surrogate, no noncharacter.
fn is_allowed(code: u32) -> bool {
    let is_control = matches!(code, 0..=8 | 0xB | 0xD..=0x1F | 0x7F..=0x9F);
    let is_noncharacter = code & 0xFFFE == 0xFFFE || (0xFDD0..=0xFDEF).contains(&code);
    char::from_u32(code).is_some() && !is_control && !is_noncharacter
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
            assert_eq!(fault(good, None), None, "&{good}");
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
            assert!(fault(bad, None).is_some(), "&{bad}");
        }
        assert_eq!(fault("\"", Some('"')), None);
        assert!(is_name_of_html4("frac12") && !is_name_of_html4("check"));
    }
}
