//! Text in which markup would be shown as it stands.

use super::elements::{KNOWN, traits};
use super::references::is_name_of_html4;
use crate::Code;
use crate::datatypes::{Findings, Value};

/// Text in which markup would be shown as it stands.
pub(crate) fn no_html(value: &Value<'_>, findings: &mut Findings) {
    check(value, Code::ContainsHTML, findings);
}

/// Text whose type says that it is plain.
pub(crate) fn no_undeclared_html(value: &Value<'_>, findings: &mut Findings) {
    check(value, Code::ContainsUndeclaredHTML, findings);
}

/// The text of XHTML that is there as elements.
pub(crate) fn not_escaped_xhtml(value: &Value<'_>, findings: &mut Findings) {
    check(value, Code::NotInline, findings);
}

fn check(value: &Value<'_>, code: Code, findings: &mut Findings) {
    let text = value.raw;
    if !text.as_bytes().contains(&b'<') && !text.as_bytes().contains(&b'&') {
        return;
    }
    if let Some(tag) = end_tag(text) {
        return findings.say_with(code, &[("value", tag)]);
    }
    // The profile of RSS asks for hexadecimal references where `<` and `&` stand for themselves.
    let is_meant = value.source.contains("&#x");
    let mut has_references = false;
    for name in references(text) {
        has_references = true;
        let is_word = !name.starts_with('#') && name.chars().all(char::is_alphabetic);
        if !is_meant && (!is_word || name == "apos" || is_name_of_html4(name)) {
            findings.say_with(code, &[("value", &format!("&{name};"))]);
        }
    }
    if !has_references && !is_meant && value.is_rss2 && looks_like_markup(text) {
        findings.say(Code::CharacterData);
    }
}

/// The name of the first end tag of an element of HTML.
fn end_tag(text: &str) -> Option<&str> {
    let names = text.split("</").skip(1).filter_map(|part| part.split_once('>'));
    names
        .map(|(name, _)| name)
        .find(|name| name.len() < 16 && traits(&name.to_ascii_lowercase()) & KNOWN != 0)
}

/// What follows the ampersands: letters, digits, or a number sign and both.
fn references(text: &str) -> impl Iterator<Item = &str> {
    text.split('&').skip(1).filter_map(|part| {
        let name = part.strip_prefix('#').unwrap_or(part);
        let end = name.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(name.len());
        if end == 0 { None } else { part.get(..part.len() - name.len() + end) }
    })
}

/// Whether something in it starts a tag.
fn looks_like_markup(text: &str) -> bool {
    text.split('<').skip(1).any(|part| part.starts_with(|c: char| c == '/' || c.is_ascii_alphabetic()))
}
