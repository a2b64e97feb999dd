//! Plain text.

use super::{Findings, Value};
use crate::Code;

/// There must be some text.
pub(crate) fn not_blank(value: &Value<'_>, findings: &mut Findings) {
    if value.text().is_empty() {
        findings.say(Code::NotBlank);
    }
}

/// There must be some text in the attribute.
pub(crate) fn attribute_not_blank(value: &Value<'_>, findings: &mut Findings) {
    if value.text().is_empty() {
        findings.say(Code::AttrNotBlank);
    }
}

/// No white space around it.
pub(crate) fn no_space_around(value: &Value<'_>, findings: &mut Findings) {
    if value.text().len() != value.raw.len() {
        findings.say(Code::UnexpectedWhitespace);
    }
}

/// At most so many characters.
pub(crate) fn at_most<const CHARACTERS: usize>(value: &Value<'_>, findings: &mut Findings) {
    let length = value.text().chars().count();
    if length > CHARACTERS {
        findings.say_with(Code::TooLong, &[("len", &length.to_string()), ("max", &CHARACTERS.to_string())]);
    }
}

/// Words with commas between them.
pub(crate) fn keywords(value: &Value<'_>, findings: &mut Findings) {
    if value.text().contains(' ') && !value.text().contains(',') {
        findings.say(Code::InvalidKeywords);
    }
}

/// The name of a field of a form (HTML 4, 6.2: a letter, then letters, digits and `-_:.`).
pub(crate) fn form_component_name(value: &Value<'_>, findings: &mut Findings) {
    if !value.text().starts_with(|c: char| c.is_ascii_alphabetic() || c == '_') {
        findings.say(Code::InvalidFormComponentName);
    }
}

/// Base64 (RFC 4648), with white space as one likes.
pub(crate) fn base64(value: &Value<'_>, findings: &mut Findings) {
    if !is_base64(value.raw) {
        findings.say(Code::NotBase64);
    }
}

fn is_base64(text: &str) -> bool {
    let (mut count, mut padding) = (0_usize, 0_usize);
    for byte in text.bytes() {
        match byte {
            b'=' => padding += 1,
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'+' | b'/' if padding == 0 => {}
            byte if byte.is_ascii_whitespace() => continue,
            _ => return false,
        }
        count += 1;
    }
    count.is_multiple_of(4) && padding < 3
}

#[cfg(test)]
mod tests {
    use super::super::testing::table;
    use super::*;

    #[test]
    fn texts() {
        table(not_blank, Code::NotBlank, &["a", " a "], &["", " \n"]);
        table(attribute_not_blank, Code::AttrNotBlank, &["a"], &["", " "]);
        table(no_space_around, Code::UnexpectedWhitespace, &["", "a b"], &[" a", "a\n"]);
        table(at_most::<3>, Code::TooLong, &["", "äöü", " abc "], &["abcd"]);
        table(keywords, Code::InvalidKeywords, &["", "one", "one, two", "a b, c"], &["one two"]);
        table(form_component_name, Code::InvalidFormComponentName, &["q", "Query.1"], &["", "1q", "$q"]);
    }

    #[test]
    fn base64_texts() {
        table(
            base64,
            Code::NotBase64,
            &["", "aGk=", "aGVs\n bG8h", "YQ=="],
            &["a", "aGk", "a===", "a=Gk", "hi!?", "ä"],
        );
    }
}
