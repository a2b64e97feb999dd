//! Validation of an HTML fragment: its syntax, its nesting, and what readers remove from it.

use super::addresses::check_addresses;
use super::allow_lists::{ATTRIBUTES, is_listed};
use super::danger::{check_attribute, is_removed_element, is_removed_foreign_element};
use super::elements::{KNOWN, KNOWN_TODAY, RAW, Traits, UNSAFE, traits};
use super::escaped_twice::place_of_escaped_markup;
use super::nesting::OpenElements;
use super::references::decode_references;
use super::style::check_style_of_w3c;
use super::tag_reader::{Tag, TagReader};
use crate::Code;
use crate::datatypes::findings::{Findings, Value};
use crate::messages::{Finding, Param};
use std::borrow::Cow;

/// The maximum number of findings in one fragment.
const MAX_FINDINGS: usize = 100;

/// An HTML fragment that readers show: valid, and without anything that readers remove.
pub(crate) fn html_fragment(value: &Value<'_>, findings: &mut Findings) {
    check_fragment(value, false, findings);
}

/// An HTML fragment without a base for relative URLs: its URLs must be absolute.
pub(crate) fn html_fragment_with_addresses(value: &Value<'_>, findings: &mut Findings) {
    check_fragment(value, true, findings);
}

/// Checks a fragment. A fragment that readers would have to repair gets only that one finding, because each
/// reader would see other content.
fn check_fragment(value: &Value<'_>, requires_absolute_urls: bool, findings: &mut Findings) {
    let (text, is_w3c) = (value.raw, value.is_w3c());
    let has = |byte| text.as_bytes().contains(&byte);
    if !has(b'<') && !has(b'&') && find_control_character(text).is_none() {
        return;
    }
    if text.contains("<?") && text.to_ascii_lowercase().contains("<?import ") {
        findings.push(Finding::new(Code::SecurityRisk).param(Param::Tag, "?import"));
    }
    if !is_w3c && let Some(at) = place_of_escaped_markup(text) {
        findings.push(Finding::new(Code::EscapedTwice).within(at));
    }
    let mut tags = TagReader::new(text, is_w3c);
    let mut open_elements = OpenElements::default();
    let mut fault = None;
    let (mut tag_findings, mut url_findings) = (Findings::default(), Findings::default());
    while let Some(tag) = tags.next_tag(open_elements.is_foreign()) {
        if requires_absolute_urls && !tag.is_end && url_findings.len() < MAX_FINDINGS {
            check_addresses(&tag, tags.attributes(), is_w3c, &mut url_findings);
        }
        if fault.is_some() || tags.first_fault().is_some() {
            continue;
        }
        if tag.is_end {
            fault = open_elements.handle_end_tag(&tag.name).err().map(|fault| (fault, tag.start));
            continue;
        }
        let is_foreign = open_elements.is_foreign();
        let traits = traits(&tag.name);
        let handled = open_elements.handle_start_tag(tag.name.clone(), traits, tag.is_closed);
        fault = handled.err().map(|fault| (fault, tag.start));
        if tag_findings.len() < MAX_FINDINGS {
            let place = Place { traits, is_foreign, is_w3c };
            check_tag_in(place, &tag, tags.attributes(), &mut tag_findings);
        }
        if !is_foreign && traits & RAW != 0 {
            tags.skip_raw(&tag.name);
        }
    }
    let fault = tags
        .first_fault()
        .or(fault)
        .or_else(|| open_elements.check_all_closed().err().map(|fault| (fault, text.len())))
        .or_else(|| find_control_character(text));
    match fault {
        Some((fault, at)) => findings.push(not_html("Invalid HTML", fault).within(at)),
        None => findings.append(tag_findings),
    }
    findings.append(url_findings);
}

/// Control characters that XML allows and HTML does not.
fn find_control_character(text: &str) -> Option<(&'static str, usize)> {
    // In UTF-8, the characters from U+0080 start with this byte, as do some letters.
    let may_have = text.as_bytes().contains(&0x7F) || text.as_bytes().contains(&0xC2);
    let is_control = |c| matches!(c, '\u{7f}'..='\u{9f}');
    may_have.then(|| text.find(is_control)).flatten().map(|at| ("a control character", at))
}

fn check_tag_in(place: Place, tag: &Tag<'_>, attributes: &[(&str, &str)], findings: &mut Findings) {
    if place.is_w3c {
        check_tag_of_w3c(tag, place.traits, attributes, findings);
    } else {
        check_tag(tag, place, attributes, findings);
    }
}

/// Reports a tag or its attributes that readers remove.
fn check_tag(tag: &Tag<'_>, place: Place, attributes: &[(&str, &str)], findings: &mut Findings) {
    let Place { traits, is_foreign, .. } = place;
    let is_custom = || tag.name.contains('-');
    let is_known = is_foreign || traits & (KNOWN | KNOWN_TODAY) != 0 || is_custom();
    if !is_known {
        return findings.push(not_html("Non-html tag", &tag.name).within(tag.start));
    }
    let is_removed = match is_foreign {
        true => is_removed_foreign_element(&tag.name),
        false => is_removed_element(&tag.name, traits, attributes),
    };
    if is_removed {
        findings.push(Finding::new(Code::SecurityRisk).within(tag.start).param(Param::Tag, &tag.name));
    }
    for (name, value) in attributes.iter().take(MAX_FINDINGS) {
        check_attribute(&lower_case(name), value, tag.start, findings);
    }
}

/// The same as the W3C validator judges it, which knows no names of SVG and MathML, and calls each attribute
/// that it does not know dangerous.
fn check_tag_of_w3c(tag: &Tag<'_>, traits: Traits, attributes: &[(&str, &str)], findings: &mut Findings) {
    if traits & KNOWN == 0 {
        return findings.push(not_html("Non-html tag", &tag.name));
    }
    if traits & UNSAFE != 0 {
        return findings.push(Finding::new(Code::SecurityRisk).param(Param::Tag, &tag.name));
    }
    for (name, value) in attributes.iter().take(MAX_FINDINGS) {
        match &*lower_case(name) {
            "style" => check_style_of_w3c(&decode_references(value), findings),
            name if name.starts_with("data-") || is_listed(&ATTRIBUTES, name) => {}
            name => findings.push(Finding::new(Code::SecurityRiskAttr).param(Param::Attr, name)),
        }
    }
}

/// What is known about the place of a tag.
#[derive(Debug, Clone, Copy)]
struct Place {
    traits: Traits,
    /// Whether the tag is in SVG or MathML.
    is_foreign: bool,
    is_w3c: bool,
}

fn not_html(message: &str, value: &str) -> Finding {
    Finding::new(Code::NotHtml).param(Param::Message, message).param(Param::Value, value)
}

/// The name in lower case.
fn lower_case(name: &str) -> Cow<'_, str> {
    let is_lower = !name.bytes().any(|byte| byte.is_ascii_uppercase());
    if is_lower { Cow::Borrowed(name) } else { Cow::Owned(name.to_ascii_lowercase()) }
}
