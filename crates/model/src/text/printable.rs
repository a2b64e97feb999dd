//! Text from outside, made safe for one line of a log or of a terminal.

use std::borrow::Cow;
use std::fmt::Write;

/// Escapes every character that could change how a line is displayed: control characters (a line end would forge
/// a line, ESC begins a command to the terminal), the separators of lines and paragraphs, and characters without
/// width, among them the overrides of the writing direction (Unicode Technical Report 36, 2.5: `gpj.exe` can be
/// displayed as `exe.jpg`). Each becomes Rust's escape, such as `\n` or `\u{202e}`. A text without them is borrowed.
///
/// File names, titles, addresses, headers and error messages that contain any of these pass through this function
/// before they are logged.
pub fn printable(text: &str) -> Cow<'_, str> {
    if text.bytes().all(|byte| matches!(byte, b' '..0x7F)) || !text.chars().any(is_unsafe) {
        return Cow::Borrowed(text);
    }
    let mut escaped = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        if is_unsafe(c) {
            // Writing to a string cannot fail.
            let _ = write!(escaped, "{}", c.escape_default());
        } else {
            escaped.push(c);
        }
    }
    Cow::Owned(escaped)
}

fn is_unsafe(c: char) -> bool {
    c.is_control()
        || matches!(c,
            // Soft hyphen, Arabic letter mark, Mongolian vowel separator.
            '\u{AD}' | '\u{61C}' | '\u{180E}'
            // Zero width space and the direction marks. The joiners U+200C and U+200D between them are part of
            // Persian, Hindi and emoji, and change nothing but the shape of their neighbours.
            | '\u{200B}' | '\u{200E}' | '\u{200F}'
            // Line and paragraph separators; embeddings and overrides of the direction.
            | '\u{2028}'..='\u{202E}'
            // Word joiner, invisible operators, isolates of the direction, deprecated format characters.
            | '\u{2060}'..='\u{206F}'
            // Byte order mark, interlinear annotations.
            | '\u{FEFF}' | '\u{FFF9}'..='\u{FFFB}'
            // Tags, which no font shows, except in flags.
            | '\u{E0000}'..='\u{E007F}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_that_change_the_display_of_a_line_are_escaped() {
        let cases = [
            ("a\nERROR b.md\r", "a\\nERROR b.md\\r"),
            ("\u{1b}[2Jx\u{9b}31m\u{7f}", "\\u{1b}[2Jx\\u{9b}31m\\u{7f}"),
            ("a\u{202e}gpj.md", "a\\u{202e}gpj.md"),
            ("a\u{2066}b\u{2069}\u{2028}\u{2029}\u{200f}", "a\\u{2066}b\\u{2069}\\u{2028}\\u{2029}\\u{200f}"),
            ("\u{feff}a\u{200b}b\u{ad}\t", "\\u{feff}a\\u{200b}b\\u{ad}\\t"),
        ];
        for (text, expected) in cases {
            assert_eq!(printable(text), expected);
        }
    }

    #[test]
    fn other_text_is_borrowed() {
        for text in
            ["", "posts/a b.md", "中文-測試.md", "שלום.md", "می\u{200c}خواهم", "👩\u{200d}🚀", "it's \\n"]
        {
            assert!(matches!(printable(text), Cow::Borrowed(same) if same == text));
        }
    }
}
