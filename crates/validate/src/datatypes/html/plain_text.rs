//! Plain text values, in which readers show markup literally.

use super::elements::{KNOWN, traits};
use super::references::is_name_of_html4;
use crate::Code;
use crate::datatypes::findings::{Findings, Value};
use crate::messages::{Finding, Param};

/// Plain text without HTML.
pub(crate) fn no_html(value: &Value<'_>, findings: &mut Findings) {
    check(value, Code::ContainsHTML, findings);
}

/// A text whose type attribute declares plain text.
pub(crate) fn no_undeclared_html(value: &Value<'_>, findings: &mut Findings) {
    check(value, Code::ContainsUndeclaredHTML, findings);
}

/// The text inside XHTML elements, which must not contain escaped markup.
pub(crate) fn not_escaped_xhtml(value: &Value<'_>, findings: &mut Findings) {
    check(value, Code::NotInline, findings);
}

fn check(value: &Value<'_>, code: Code, findings: &mut Findings) {
    let text = value.raw;
    if !text.as_bytes().contains(&b'<') && !text.as_bytes().contains(&b'&') {
        return;
    }
    if let Some(tag) = end_tag(text) {
        return findings.push(Finding::new(code).param(Param::Value, tag));
    }
    // The RSS profile recommends hexadecimal references for literal `<` and `&`.
    let is_meant = value.source.contains("&#x");
    let mut has_references = false;
    for name in references(text, value.is_w3c()) {
        has_references = true;
        let is_word = !name.starts_with('#') && name.chars().all(char::is_alphabetic);
        if !is_meant && (!is_word || name == "apos" || is_name_of_html4(name)) {
            findings.push(Finding::new(code).param(Param::Value, format!("&{name};")));
        }
    }
    if !has_references && !is_meant && value.is_rss2 && looks_like_markup(text) {
        findings.report(Code::CharacterData);
    }
}

/// The name of the first end tag of an HTML element.
fn end_tag(text: &str) -> Option<&str> {
    let names = text.split("</").skip(1).filter_map(|part| part.split_once('>'));
    names
        .map(|(name, _)| name)
        .find(|name| name.len() < 16 && traits(&name.to_ascii_lowercase()) & KNOWN != 0)
}

/// The names after ampersands: letters and digits, or a number sign and digits. A name without a semicolon is
/// text, as in `?v=1&t=2`; the W3C validator calls it a reference.
fn references(text: &str, is_w3c: bool) -> impl Iterator<Item = &str> {
    text.split('&').skip(1).filter_map(move |part| {
        let name = part.strip_prefix('#').unwrap_or(part);
        let end = name.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(name.len());
        let is_reference = is_w3c || name.get(end..).is_some_and(|rest| rest.starts_with(';'));
        if end == 0 || !is_reference { None } else { part.get(..part.len() - name.len() + end) }
    })
}

/// Whether the text contains the start of a tag.
fn looks_like_markup(text: &str) -> bool {
    text.split('<').skip(1).any(|part| part.starts_with(|c: char| c == '/' || c.is_ascii_alphabetic()))
}
