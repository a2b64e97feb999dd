//! Character filters and white space rules that every text from outside passes through.

mod compact_moment;
pub(crate) mod language;
mod printable;
pub(crate) mod sketch;
pub(crate) mod slug;

pub use compact_moment::compact_moment;
pub use printable::printable;

/// Whether XML 1.0 allows the character (its `Char` production; Rust's `char` has no surrogates) and it is
/// not a Unicode noncharacter. XML discourages noncharacters, and Tidings uses three of them as placeholders.
pub fn is_xml_char(c: char) -> bool {
    match c {
        '\t' | '\n' | '\r' => true,
        // C0 is forbidden. DEL and C1 are discouraged (XML 1.0, 2.2) and never intended: they come from
        // windows-1252 that was decoded as Latin-1.
        '\0'..='\u{1F}' | '\u{7F}'..='\u{84}' | '\u{86}'..='\u{9F}' => false,
        '\u{FDD0}'..='\u{FDEF}' => false,
        c => (c as u32) & 0xFFFE != 0xFFFE,
    }
}

/// Removes the characters that a feed cannot contain. Borrows the text if it has none.
pub fn strip_forbidden_characters(text: &str) -> std::borrow::Cow<'_, str> {
    match has_no_suspect_byte(text) || text.chars().all(is_xml_char) {
        true => text.into(),
        false => text.chars().filter(|c| is_xml_char(*c)).collect::<String>().into(),
    }
}

/// Whether no byte can be the first byte of a forbidden character. All text passes through this filter, and
/// most of it needs only this scan of its bytes.
fn has_no_suspect_byte(text: &str) -> bool {
    let is_suspect = |byte: u8| {
        let is_control = byte < 0x20 && !matches!(byte, b'\t' | b'\n' | b'\r');
        // First bytes of C1, of U+F000 to U+FFFF, and of the planes above.
        is_control || matches!(byte, 0x7F | 0xC2 | 0xEF..)
    };
    // No early exit inside a chunk, so that the compiler can vectorise the loop.
    text.as_bytes().chunks(1024).all(|chunk| !chunk.iter().fold(false, |any, byte| any | is_suspect(*byte)))
}

/// Counts the bytes for which `matches` is true.
pub fn count_matching_bytes(bytes: &[u8], matches: impl Fn(u8) -> bool) -> usize {
    // Chunks of 255, so that each count fits into a byte and the compiler can vectorise the loop.
    let count = |chunk: &[u8]| usize::from(chunk.iter().map(|byte| u8::from(matches(*byte))).sum::<u8>());
    bytes.chunks(usize::from(u8::MAX)).map(count).sum()
}

/// Whether the text is printable ASCII with single spaces between its words and none at its ends, so that
/// [`one_line`] has nothing to do. Most lines are, and this scan can be vectorised. False for an empty text,
/// and for a text with anything but ASCII.
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

/// At most the first `bytes` bytes of the text, cut at a character boundary.
pub fn truncated(text: &str, bytes: usize) -> &str {
    let mut end = text.len().min(bytes);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    text.get(..end).unwrap_or_default()
}

/// Replaces each run of white space with one space, and removes it at the ends.
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

/// The text in Unicode's composed form (NFC): macOS writes file names in the decomposed form, and a browser sends an
/// address as it was typed.
pub fn nfc(text: &str) -> std::borrow::Cow<'_, str> {
    icu_normalizer::ComposingNormalizerBorrowed::new_nfc().normalize(text)
}

/// The letters and digits of a text in lower case: two texts with the same key count as the same headline.
pub fn comparison_key(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_that_xml_forbids_are_removed() {
        assert_eq!(strip_forbidden_characters("a\u{8}b\u{0}\tc\u{FDD0}\u{FFFE}\u{1F600}"), "ab\tc\u{1F600}");
        assert!(matches!(strip_forbidden_characters("plain"), std::borrow::Cow::Borrowed(_)));
    }
}
