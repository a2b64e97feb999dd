//! HTML in a value: where it may not be, and what in it is dangerous.

mod elements;
mod entities;
mod lists;
mod markup;
mod nesting;
mod page;
mod plain;
mod references;
mod style;
mod tags;

pub(crate) use markup::{body_attribute, body_element, markup_attribute, markup_element};
pub(crate) use page::{feed_of_page, is_page};
pub(crate) use plain::{no_html, no_undeclared_html, not_escaped_xhtml};

use super::{Findings, Value};
use crate::Code;
use elements::{KNOWN, RAW, Traits, UNSAFE, traits};
use lists::{ATTRIBUTES, has};
use nesting::Nesting;
use std::borrow::Cow;
use tags::{Tag, Tags};

/// So much is said of one fragment, and then no more.
const FINDINGS: usize = 100;

/// HTML that some reader shows: well-formed, without what readers drop.
pub(crate) fn html_fragment(value: &Value<'_>, findings: &mut Findings) {
    read(value.raw, false, findings);
}

/// The same where nothing says what relative addresses are relative to: they must be absolute.
pub(crate) fn html_fragment_with_addresses(value: &Value<'_>, findings: &mut Findings) {
    read(value.raw, true, findings);
}

/// Reads a fragment. If a reader would have to repair it, that alone is said: each would read something else.
fn read(text: &str, wants_addresses: bool, findings: &mut Findings) {
    let has = |byte| text.as_bytes().contains(&byte);
    if !has(b'<') && !has(b'&') && character_fault(text).is_none() {
        return;
    }
    if text.contains("<?") && text.to_ascii_lowercase().contains("<?import ") {
        findings.say_with(Code::SecurityRisk, &[("tag", "?import")]);
    }
    let mut tags = Tags::new(text);
    let mut nesting = Nesting::default();
    let mut fault = None;
    let (mut found, mut addresses) = (Findings::default(), Findings::default());
    while let Some(tag) = tags.next(nesting.is_foreign()) {
        if wants_addresses && !tag.is_end && addresses.len() < FINDINGS {
            check_address(&tag, tags.attributes(), &mut addresses);
        }
        if fault.is_some() || tags.fault().is_some() {
            continue;
        }
        if tag.is_end {
            fault = nesting.end(&tag.name).err();
            continue;
        }
        let is_foreign = nesting.is_foreign();
        let traits = traits(&tag.name);
        fault = nesting.start(tag.name.clone(), traits, tag.is_closed).err();
        if found.len() < FINDINGS {
            check_tag(&tag, traits, tags.attributes(), &mut found);
        }
        if !is_foreign && traits & RAW != 0 {
            tags.skip_raw(&tag.name);
        }
    }
    let fault = tags.fault().or(fault).or_else(|| nesting.finish().err()).or_else(|| character_fault(text));
    match fault {
        Some(fault) => findings.say_with(Code::NotHtml, &[("message", "Invalid HTML"), ("value", fault)]),
        None => findings.append(found),
    }
    findings.append(addresses);
}

/// The control characters that XML lets through and HTML does not have.
fn character_fault(text: &str) -> Option<&'static str> {
    // In UTF-8 those from 0x80 start with this byte, as do some letters.
    let may_have = text.as_bytes().contains(&0x7F) || text.as_bytes().contains(&0xC2);
    (may_have && text.contains(|c| matches!(c, '\u{7f}'..='\u{9f}'))).then_some("a control character")
}

/// Says whether readers drop a tag or an attribute of it.
fn check_tag(tag: &Tag<'_>, traits: Traits, attributes: &[(&str, &str)], findings: &mut Findings) {
    if traits & KNOWN == 0 {
        return findings.say_with(Code::NotHtml, &[("message", "Non-html tag"), ("value", &tag.name)]);
    }
    if traits & UNSAFE != 0 {
        return findings.say_with(Code::SecurityRisk, &[("tag", &tag.name)]);
    }
    for (name, value) in attributes.iter().take(FINDINGS) {
        let name = lower(name);
        match &*name {
            // Those that nearly all attributes are.
            "href" | "src" | "class" | "alt" | "title" | "id" | "rel" | "width" | "height" | "target" => {}
            "style" => check_style(&decoded(value), findings),
            name if name.starts_with("data-") || has(&ATTRIBUTES, name) => {}
            name => findings.say_with(Code::SecurityRiskAttr, &[("attr", name)]),
        }
    }
}

fn check_style(style: &str, findings: &mut Findings) {
    for danger in style::dangers(style) {
        findings.say_with(Code::DangerousStyleAttr, &[("attr", "style"), ("value", &danger)]);
    }
}

/// Says whether the address of a link or an image is relative. Most readers take it for relative to nothing.
fn check_address(tag: &Tag<'_>, attributes: &[(&str, &str)], findings: &mut Findings) {
    let wanted = match &*tag.name {
        "a" => "href",
        "img" => "src",
        _ => return,
    };
    let Some((_, value)) = attributes.iter().find(|(name, _)| name.eq_ignore_ascii_case(wanted)) else {
        return;
    };
    let address = decoded(value);
    let address = address.trim();
    let scheme = address.split(|c: char| !c.is_alphanumeric() && c != '_').next().unwrap_or_default();
    if !scheme.is_empty() && address.get(scheme.len()..).is_some_and(|rest| rest.starts_with(':')) {
        return;
    }
    let is_wrong =
        |c: &char| c.is_ascii() && !c.is_ascii_alphanumeric() && !";/?:@&=+$.-_!~*'()%,#".contains(*c);
    match address.chars().find(is_wrong) {
        Some(character) => {
            let character = character.to_string();
            findings.say_with(Code::InvalidUriChar, &[("value", address), ("char", &character)]);
        }
        None => findings.say_with(Code::ContainsRelRef, &[("value", address)]),
    }
}

fn lower(name: &str) -> Cow<'_, str> {
    let is_lower = !name.bytes().any(|byte| byte.is_ascii_uppercase());
    if is_lower { Cow::Borrowed(name) } else { Cow::Owned(name.to_ascii_lowercase()) }
}

/// The value of an attribute with the references that addresses and styles have: numbers, and the five of
/// XML.
fn decoded(value: &str) -> Cow<'_, str> {
    if !value.contains('&') {
        return Cow::Borrowed(value);
    }
    let mut out = String::with_capacity(value.len());
    let mut rest = value;
    while let Some(at) = rest.find('&') {
        let (before, from) = rest.split_at(at);
        out.push_str(before);
        let end = from.bytes().take(12).position(|byte| byte == b';');
        let character = end.and_then(|end| from.get(1..end)).and_then(character);
        out.push(character.unwrap_or('&'));
        rest = match (character, end) {
            (Some(_), Some(end)) => from.get(end + 1..).unwrap_or_default(),
            _ => from.get(1..).unwrap_or_default(),
        };
    }
    out.push_str(rest);
    Cow::Owned(out)
}

fn character(reference: &str) -> Option<char> {
    match reference {
        "amp" => Some('&'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "nbsp" => Some('\u{a0}'),
        _ => {
            let digits = reference.strip_prefix('#')?;
            let code = match digits.strip_prefix(['x', 'X']) {
                Some(digits) => u32::from_str_radix(digits, 16),
                None => digits.parse(),
            };
            char::from_u32(code.ok()?)
        }
    }
}

#[cfg(test)]
mod tests;
