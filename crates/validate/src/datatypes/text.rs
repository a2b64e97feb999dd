//! Plain text, keywords, form names and Base64.

use super::findings::{Findings, Value};
use crate::Code;
use crate::messages::{Finding, Param};

/// A non-empty text.
pub(crate) fn not_blank(value: &Value<'_>, findings: &mut Findings) {
    if value.text().is_empty() {
        findings.report(Code::NotBlank);
    }
}

/// A non-empty attribute value.
pub(crate) fn attribute_not_blank(value: &Value<'_>, findings: &mut Findings) {
    if value.text().is_empty() {
        findings.report(Code::AttrNotBlank);
    }
}

/// A text without white space around it.
pub(crate) fn no_space_around(value: &Value<'_>, findings: &mut Findings) {
    if value.text().len() != value.raw.len() {
        findings.report(Code::UnexpectedWhitespace);
    }
}

/// An identifier without white space around it, where the format does not forbid it.
pub(crate) fn no_space_around_identifier(value: &Value<'_>, findings: &mut Findings) {
    if !value.is_w3c() && value.raw.trim().len() != value.raw.len() {
        findings.report(Code::SpaceAround);
    }
}

/// A text of at most this number of characters.
pub(crate) fn at_most<const CHARACTERS: usize>(value: &Value<'_>, findings: &mut Findings) {
    let length = value.text().chars().count();
    if length > CHARACTERS {
        findings.push(
            Finding::new(Code::TooLong)
                .param(Param::Length, length.to_string())
                .param(Param::Max, CHARACTERS.to_string()),
        );
    }
}

/// Keywords, which commas separate.
pub(crate) fn keywords(value: &Value<'_>, findings: &mut Findings) {
    if value.text().contains(' ') && !value.text().contains(',') {
        findings.report(Code::InvalidKeywords);
    }
}

/// The name of a form field (HTML 4, 6.2: a letter, then letters, digits and `-_:.`).
pub(crate) fn form_component_name(value: &Value<'_>, findings: &mut Findings) {
    if !value.text().starts_with(|c: char| c.is_ascii_alphabetic() || c == '_') {
        findings.report(Code::InvalidFormComponentName);
    }
}

/// Base64 (RFC 4648), with white space anywhere.
pub(crate) fn base64(value: &Value<'_>, findings: &mut Findings) {
    if !is_base64(value.raw) {
        findings.report(Code::NotBase64);
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
    use super::super::testing::assert_codes;
    use super::*;

    #[test]
    fn texts() {
        assert_codes(not_blank, Code::NotBlank, &["a", " a "], &["", " \n"]);
        assert_codes(attribute_not_blank, Code::AttrNotBlank, &["a"], &["", " "]);
        assert_codes(no_space_around, Code::UnexpectedWhitespace, &["", "a b"], &[" a", "a\n"]);
        assert_codes(at_most::<3>, Code::TooLong, &["", "äöü", " abc "], &["abcd"]);
        assert_codes(keywords, Code::InvalidKeywords, &["", "one", "one, two", "a b, c"], &["one two"]);
        assert_codes(
            form_component_name,
            Code::InvalidFormComponentName,
            &["q", "Query.1"],
            &["", "1q", "$q"],
        );
    }

    #[test]
    fn base64_texts() {
        assert_codes(
            base64,
            Code::NotBase64,
            &["", "aGk=", "aGVs\n bG8h", "YQ=="],
            &["a", "aGk", "a===", "a=Gk", "hi!?", "ä"],
        );
    }
}
