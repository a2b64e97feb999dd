//! Removes lone UTF-16 surrogates (`\ud800`) from JSON.

use std::borrow::Cow;
use tidings_model::Problem;

/// Replaces an escape such as `\ud800` without moving the text after it; white space is collapsed later.
const BLANK: &str = "      ";

/// The text without escapes of lone surrogates. Programs that cut texts at UTF-16 code units write them, but
/// no JSON parser in Rust accepts them and no feed could contain them. All offsets stay the same.
pub(super) fn without_lone_surrogates(text: &str) -> (Cow<'_, str>, Vec<Problem>) {
    let lone_surrogates = lone_surrogates(text.as_bytes());
    if lone_surrogates.is_empty() {
        return (Cow::Borrowed(text), Vec::new());
    }
    let mut whole = String::with_capacity(text.len());
    let mut problems = Vec::new();
    let (mut line, mut done) = (1, 0);
    for at in lone_surrogates {
        line += text[done..at].matches('\n').count();
        let message = format!(
            "'{}' is half a character (a lone surrogate) and was removed",
            &text[at..at + BLANK.len()]
        );
        let problem = Problem::warning(message, "Write the character itself, or both of its halves");
        problems.push(problem.at(u32::try_from(line).unwrap_or(u32::MAX), None));
        whole.push_str(&text[done..at]);
        whole.push_str(BLANK);
        done = at + BLANK.len();
    }
    whole.push_str(&text[done..]);
    (Cow::Owned(whole), problems)
}

/// Byte offsets of the lone surrogates.
fn lone_surrogates(text: &[u8]) -> Vec<usize> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < text.len() {
        at += match (text[at], utf16_unit(&text[at..])) {
            (b'\\', Some(0xD800..=0xDBFF))
                if matches!(utf16_unit(&text[at + 6..]), Some(0xDC00..=0xDFFF)) =>
            {
                12
            }
            (b'\\', Some(0xD800..=0xDFFF)) => {
                found.push(at);
                6
            }
            (b'\\', _) => 2,
            _ => 1,
        };
    }
    found
}

/// The UTF-16 code unit of an escape.
fn utf16_unit(text: &[u8]) -> Option<u16> {
    let digits = text.strip_prefix(b"\\u")?.get(..4)?;
    let digits =
        std::str::from_utf8(digits).ok().filter(|digits| digits.bytes().all(|b| b.is_ascii_hexdigit()));
    u16::from_str_radix(digits?, 16).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lone_surrogates_are_removed() {
        let cases = [
            (r#"{"a":"x\ud800y"}"#, r#"{"a":"x      y"}"#, 1),
            (r#"{"a":"\uDFFF\ud83d"}"#, r#"{"a":"            "}"#, 2),
            (r#"{"a":"\ud83d\udc1f"}"#, r#"{"a":"\ud83d\udc1f"}"#, 0),
            (r#"{"a":"\ud83d\ud83d\udc1f"}"#, r#"{"a":"      \ud83d\udc1f"}"#, 1),
            (r#"{"a":"\\ud800 \u00e9 \u12"}"#, r#"{"a":"\\ud800 \u00e9 \u12"}"#, 0),
            ("\\ud8", "\\ud8", 0),
            ("\\", "\\", 0),
        ];
        for (text, expected, problems) in cases {
            let (whole, found) = without_lone_surrogates(text);
            assert_eq!((whole.as_ref(), found.len()), (expected, problems), "{text}");
        }
    }
}
