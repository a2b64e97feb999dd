//! The character classes of XML 1.0, fifth edition.

/// Char (production 2): the characters that a document may contain.
pub(super) fn is_allowed(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\r' | ' '..='\u{D7FF}' | '\u{E000}'..='\u{FFFD}' | '\u{10000}'..)
}

/// S (production 3), as a byte.
pub(super) fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\n' | b'\r')
}

/// NameStartChar (production 4), except the colon, which is reserved for namespaces.
pub(super) fn starts_name(c: char) -> bool {
    matches!(c,
        'A'..='Z' | '_' | 'a'..='z'
        | '\u{C0}'..='\u{D6}' | '\u{D8}'..='\u{F6}' | '\u{F8}'..='\u{2FF}'
        | '\u{370}'..='\u{37D}' | '\u{37F}'..='\u{1FFF}' | '\u{200C}'..='\u{200D}'
        | '\u{2070}'..='\u{218F}' | '\u{2C00}'..='\u{2FEF}' | '\u{3001}'..='\u{D7FF}'
        | '\u{F900}'..='\u{FDCF}' | '\u{FDF0}'..='\u{FFFD}' | '\u{10000}'..='\u{EFFFF}')
}

/// NameChar (production 4a), except the colon.
pub(super) fn continues_name(c: char) -> bool {
    starts_name(c)
        || matches!(c, '-' | '.' | '0'..='9' | '\u{B7}' | '\u{300}'..='\u{36F}' | '\u{203F}'..='\u{2040}')
}

/// The byte of the first character that no document may contain.
pub(super) fn first_forbidden(text: &str) -> Option<usize> {
    // Only control characters, U+FFFE and U+FFFF are forbidden. The last two begin with the byte EF.
    let suspect = |byte: u8| byte < b' ' && !is_space(byte) || byte == 0xEF;
    let mut from = 0;
    while let Some(found) = text.as_bytes().get(from..)?.iter().position(|byte| suspect(*byte)) {
        let at = from + found;
        let c = text.get(at..)?.chars().next()?;
        if !is_allowed(c) {
            return Some(at);
        }
        from = at + c.len_utf8();
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forbidden_characters_are_found() {
        for (text, found) in [
            ("", None),
            ("a\t\r\nb\u{7F}\u{85}\u{FFFD}\u{FEFF}", None),
            ("a\u{0}", Some(1)),
            ("é\u{1}", Some(2)),
            ("\u{FFFD}\u{FFFE}", Some(3)),
            ("\u{FFFF}", Some(0)),
        ] {
            assert_eq!(first_forbidden(text), found, "{text:?}");
        }
    }
}
