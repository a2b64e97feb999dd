//! MIME types.

use super::{Findings, Value};
use crate::Code;

/// A MIME type with its parameters.
pub(crate) fn media_type(value: &Value<'_>, findings: &mut Findings) {
    if !is_media_type(value.text()) {
        findings.say(Code::InvalidMIMEType);
    }
}

/// The same in an attribute of RSS 2.0 or of Media RSS.
pub(crate) fn media_type_attribute(value: &Value<'_>, findings: &mut Findings) {
    if !is_media_type(value.text()) {
        findings.say(Code::InvalidMIMEAttribute);
    }
}

/// What a collection of the Atom Publishing Protocol accepts (RFC 5023, 8.3.4): nothing, or media ranges with
/// commas between them, which have no weight.
pub(crate) fn media_range(value: &Value<'_>, findings: &mut Findings) {
    let text = value.text().trim();
    if text.is_empty() {
        return;
    }
    for range in text.split(',').map(str::trim) {
        if range.contains(";q=") {
            findings.say_with(Code::UndefinedParam, &[("param", "q")]);
        }
        if !is_media_type(range) {
            findings.say(Code::InvalidMIMEType);
        }
    }
}

/// Whether it is a MIME type with its parameters (RFC 2045, 5.1).
pub(crate) fn is_media_type(text: &str) -> bool {
    let Some((kind, rest)) = text.split_once('/') else { return false };
    let (subtype, mut parameters) = rest.split_at(rest.find(|c| !is_in_token(c)).unwrap_or(rest.len()));
    if kind.is_empty() || !kind.chars().all(is_in_token) || subtype.is_empty() {
        return false;
    }
    while !parameters.is_empty() {
        let Some(rest) = after_parameter(parameters) else { return false };
        parameters = rest;
    }
    true
}

/// What follows `; name=value` or `; name="value"`.
fn after_parameter(text: &str) -> Option<&str> {
    let text = text.trim_start().strip_prefix(';')?.trim_start();
    let (name, value) = text.split_once('=')?;
    if name.is_empty() || !name.chars().all(is_in_token) {
        return None;
    }
    let Some(quoted) = value.strip_prefix('"') else {
        let end = value.find(|c| !is_in_token(c)).unwrap_or(value.len());
        return if end > 0 { value.get(end..) } else { None };
    };
    let mut is_escaped = false;
    let end = quoted.find(|c| {
        let is_end = c == '"' && !is_escaped;
        is_escaped = c == '\\' && !is_escaped;
        is_end
    })?;
    quoted.get(end + 1..)
}

fn is_in_token(character: char) -> bool {
    !character.is_whitespace() && !character.is_control() && !r#"()<>@,;:\"/[]?="#.contains(character)
}

#[cfg(test)]
mod tests {
    use super::super::testing::{said, table};
    use super::*;
    use crate::Options;

    #[test]
    fn types() {
        let good = [
            "text/html",
            "application/atom+xml;type=entry",
            "text/plain; charset=utf-8",
            "a/b ; c=\"d \\\" e\"; f=g",
            "audio/x-m4a",
            "*/*",
            "image/*",
        ];
        let bad = [
            "",
            "html",
            "text/",
            "/html",
            "text/html;",
            "text/html; charset",
            "text/html; charset=",
            "text/html x",
            "text/ht ml",
            "text//html",
            "a/b; c=\"d",
            "a/b; c=\"d\"e",
            "a@b/c",
            "text/html, text/plain",
        ];
        table(media_type, Code::InvalidMIMEType, &good, &bad);
        table(media_type_attribute, Code::InvalidMIMEAttribute, &good, &bad);
    }

    #[test]
    fn ranges() {
        table(
            media_range,
            Code::InvalidMIMEType,
            &["", "image/png, image/*", "*/*"],
            &["png", "image/png,", "entry"],
        );
        assert_eq!(said(media_range, &Options::default(), "image/*;q=0.5"), [Code::UndefinedParam]);
    }
}
