//! The one filter that all text passes.

/// Whether XML 1.0 may carry the character (its `Char` production; Rust's `char` has no surrogates), and it is
/// none of Unicode's noncharacters, which XML discourages and which Tidings uses as marks of its own.
pub fn is_xml_char(c: char) -> bool {
    match c {
        '\t' | '\n' | '\r' => true,
        // C0 is forbidden; DEL and C1 are discouraged (XML 1.0, 2.2), and never meant: they come from
        // windows-1252 read as Latin-1.
        '\0'..='\u{1F}' | '\u{7F}'..='\u{84}' | '\u{86}'..='\u{9F}' => false,
        '\u{FDD0}'..='\u{FDEF}' => false,
        c => (c as u32) & 0xFFFE != 0xFFFE,
    }
}

/// The text without the characters that a feed cannot carry. Borrows where there are none.
pub fn strip_forbidden_characters(text: &str) -> std::borrow::Cow<'_, str> {
    match has_no_suspect_byte(text) || text.chars().all(is_xml_char) {
        true => text.into(),
        false => text.chars().filter(|c| is_xml_char(*c)).collect::<String>().into(),
    }
}

/// Whether no byte is one with which a forbidden character begins: all text passes here, and most of it at the speed of
/// bytes.
fn has_no_suspect_byte(text: &str) -> bool {
    let is_suspect = |byte: u8| {
        let is_control = byte < 0x20 && !matches!(byte, b'\t' | b'\n' | b'\r');
        // Those of C1, of U+F000 to U+FFFF, and of the planes above.
        is_control || matches!(byte, 0x7F | 0xC2 | 0xEF..)
    };
    // Without a way out in between, so that a machine looks at many bytes at once.
    text.as_bytes().chunks(1024).all(|chunk| !chunk.iter().fold(false, |any, byte| any | is_suspect(*byte)))
}

/// How many of the bytes are such.
pub fn count_matching_bytes(bytes: &[u8], is_such: impl Fn(u8) -> bool) -> usize {
    // So many together that their number is a byte, too: then a machine counts among all of them at once.
    let among = |some: &[u8]| usize::from(some.iter().map(|byte| u8::from(is_such(*byte))).sum::<u8>());
    bytes.chunks(usize::from(u8::MAX)).map(among).sum()
}

/// Whether the words of the text, of which there are some, stand with one space between them, and nothing else around
/// them: as nearly all lines do, which a machine sees many bytes at a time. What has more than ASCII is not looked through.
pub fn is_collapsed_ascii(text: &str) -> bool {
    let bytes = text.as_bytes();
    let [first, .., last] = bytes else { return false };
    let pairs = bytes.iter().zip(bytes.get(1..).unwrap_or_default());
    let is_plain = |byte: u8| matches!(byte, b' '..0x7F);
    *first != b' '
        && is_plain(*last)
        && *last != b' '
        && pairs.fold(true, |all, (byte, next)| all & is_plain(*byte) & !(*byte == b' ' && *next == b' '))
}

/// On one line: every run of white space is one space, none at the ends.
pub fn one_line(text: &str) -> String {
    if is_collapsed_ascii(text) {
        return text.to_owned();
    }
    let mut line = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    line
}

/// For comparing two texts that may be one: letters and digits in lower case.
pub fn comparison_key(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_xml_can_carry_stays() {
        assert_eq!(strip_forbidden_characters("a\u{8}b\u{0}\tc\u{FDD0}\u{FFFE}\u{1F600}"), "ab\tc\u{1F600}");
        assert!(matches!(strip_forbidden_characters("plain"), std::borrow::Cow::Borrowed(_)));
    }
}
