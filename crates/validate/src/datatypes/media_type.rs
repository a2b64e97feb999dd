//! Media types (MIME types).

use super::findings::{Findings, Value};
use crate::messages::{Finding, Param};
use crate::{Code, Profile};

/// A media type with its parameters.
pub(crate) fn media_type(value: &Value<'_>, findings: &mut Findings) {
    if !is_media_type(value.text(), value.options.profile) {
        findings.report(Code::InvalidMIMEType);
    }
}

/// A media type in an attribute of RSS 2.0 or Media RSS.
pub(crate) fn media_type_attribute(value: &Value<'_>, findings: &mut Findings) {
    if !is_media_type(value.text(), value.options.profile) {
        findings.report(Code::InvalidMIMEAttribute);
    }
}

/// The value of `accept` in the Atom Publishing Protocol (RFC 5023, 8.3.4): empty, or media ranges separated
/// by commas, without weights.
pub(crate) fn media_range(value: &Value<'_>, findings: &mut Findings) {
    let text = value.text().trim();
    if text.is_empty() {
        return;
    }
    for range in text.split(',').map(str::trim) {
        if range.contains(";q=") {
            findings.push(Finding::new(Code::UndefinedParam).param(Param::Parameter, "q"));
        }
        if !is_media_range(range) {
            findings.report(Code::InvalidMIMEType);
        }
    }
}

/// Whether the text is a media type with its parameters. The names are those of RFC 6838, 4.2, which have no
/// asterisk; the W3C validator accepts all tokens of RFC 2045.
pub(crate) fn is_media_type(text: &str, profile: Profile) -> bool {
    is_media_range(text) && (profile.is_w3c() || has_registrable_names(text))
}

/// Whether type and subtype could be registered: letters, digits and `!#$&-^_.+`, at most 127, a letter or a
/// digit first.
fn has_registrable_names(text: &str) -> bool {
    let is_name = |name: &str| {
        name.len() <= 127
            && name.starts_with(|first: char| first.is_ascii_alphanumeric())
            && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"!#$&-^_.+".contains(&byte))
    };
    let names = text.split(';').next().unwrap_or_default().trim_end().split_once('/');
    names.is_some_and(|(kind, subtype)| is_name(kind) && is_name(subtype))
}

/// Whether the text is a media type or a media range with its parameters (RFC 2045, 5.1).
fn is_media_range(text: &str) -> bool {
    let Some((kind, rest)) = text.split_once('/') else { return false };
    let (subtype, mut parameters) = rest.split_at(rest.find(|c| !is_in_token(c)).unwrap_or(rest.len()));
    if kind.is_empty() || !kind.chars().all(is_in_token) || subtype.is_empty() {
        return false;
    }
    while !parameters.is_empty() {
        let Some(rest) = rest_after_parameter(parameters) else { return false };
        parameters = rest;
    }
    true
}

/// The rest after `; name=value` or `; name="value"`.
fn rest_after_parameter(text: &str) -> Option<&str> {
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
    use super::super::testing::{assert_codes, reported_codes};
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
            "application/vnd.quay+json",
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
            "*/*",
            "image/*",
            "text/.html",
            "text/ht'ml",
        ];
        assert_codes(media_type, Code::InvalidMIMEType, &good, &bad);
        assert_codes(media_type_attribute, Code::InvalidMIMEAttribute, &good, &bad);
    }

    #[test]
    fn ranges() {
        assert_codes(
            media_range,
            Code::InvalidMIMEType,
            &["", "image/png, image/*", "*/*"],
            &["png", "image/png,", "entry"],
        );
        assert_eq!(reported_codes(media_range, &Options::default(), "image/*;q=0.5"), [Code::UndefinedParam]);
    }
}
