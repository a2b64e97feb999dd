//! Validation of an HTML fragment: its syntax, its nesting, and what readers remove from it.

use super::allow_lists::{ATTRIBUTES, is_listed};
use super::elements::{KNOWN, RAW, Traits, UNSAFE, traits};
use super::nesting::OpenElements;
use super::references::decode_references;
use super::style::check_style;
use super::tag_reader::{Tag, TagReader};
use crate::Code;
use crate::datatypes::findings::{Findings, Value};
use crate::messages::{Finding, Param};
use std::borrow::Cow;

/// The maximum number of findings in one fragment.
const MAX_FINDINGS: usize = 100;

/// An HTML fragment that readers show: valid, and without anything that readers remove.
pub(crate) fn html_fragment(value: &Value<'_>, findings: &mut Findings) {
    check_fragment(value.raw, false, findings);
}

/// An HTML fragment without a base for relative URLs: its URLs must be absolute.
pub(crate) fn html_fragment_with_addresses(value: &Value<'_>, findings: &mut Findings) {
    check_fragment(value.raw, true, findings);
}

/// Checks a fragment. A fragment that readers would have to repair gets only that one finding, because each
/// reader would see other content.
fn check_fragment(text: &str, requires_absolute_urls: bool, findings: &mut Findings) {
    let has = |byte| text.as_bytes().contains(&byte);
    if !has(b'<') && !has(b'&') && find_control_character(text).is_none() {
        return;
    }
    if text.contains("<?") && text.to_ascii_lowercase().contains("<?import ") {
        findings.push(Finding::new(Code::SecurityRisk).param(Param::Tag, "?import"));
    }
    let mut tags = TagReader::new(text);
    let mut open_elements = OpenElements::default();
    let mut fault = None;
    let (mut tag_findings, mut url_findings) = (Findings::default(), Findings::default());
    while let Some(tag) = tags.next_tag(open_elements.is_foreign()) {
        if requires_absolute_urls && !tag.is_end && url_findings.len() < MAX_FINDINGS {
            check_url(&tag, tags.attributes(), &mut url_findings);
        }
        if fault.is_some() || tags.first_fault().is_some() {
            continue;
        }
        if tag.is_end {
            fault = open_elements.handle_end_tag(&tag.name).err();
            continue;
        }
        let is_foreign = open_elements.is_foreign();
        let traits = traits(&tag.name);
        fault = open_elements.handle_start_tag(tag.name.clone(), traits, tag.is_closed).err();
        if tag_findings.len() < MAX_FINDINGS {
            check_tag(&tag, traits, tags.attributes(), &mut tag_findings);
        }
        if !is_foreign && traits & RAW != 0 {
            tags.skip_raw(&tag.name);
        }
    }
    let fault = tags
        .first_fault()
        .or(fault)
        .or_else(|| open_elements.check_all_closed().err())
        .or_else(|| find_control_character(text));
    match fault {
        Some(fault) => findings.push(
            Finding::new(Code::NotHtml).param(Param::Message, "Invalid HTML").param(Param::Value, fault),
        ),
        None => findings.append(tag_findings),
    }
    findings.append(url_findings);
}

/// Control characters that XML allows and HTML does not.
fn find_control_character(text: &str) -> Option<&'static str> {
    // In UTF-8, the characters from U+0080 start with this byte, as do some letters.
    let may_have = text.as_bytes().contains(&0x7F) || text.as_bytes().contains(&0xC2);
    (may_have && text.contains(|c| matches!(c, '\u{7f}'..='\u{9f}'))).then_some("a control character")
}

/// Reports a tag or its attributes that readers remove.
fn check_tag(tag: &Tag<'_>, traits: Traits, attributes: &[(&str, &str)], findings: &mut Findings) {
    if traits & KNOWN == 0 {
        return findings.push(
            Finding::new(Code::NotHtml).param(Param::Message, "Non-html tag").param(Param::Value, &tag.name),
        );
    }
    if traits & UNSAFE != 0 {
        return findings.push(Finding::new(Code::SecurityRisk).param(Param::Tag, &tag.name));
    }
    for (name, value) in attributes.iter().take(MAX_FINDINGS) {
        let name = lower_case(name);
        match &*name {
            // The names of nearly all attributes, compared first for speed.
            "href" | "src" | "class" | "alt" | "title" | "id" | "rel" | "width" | "height" | "target" => {}
            "style" => check_style(&decode_references(value), findings),
            name if name.starts_with("data-") || is_listed(&ATTRIBUTES, name) => {}
            name => findings.push(Finding::new(Code::SecurityRiskAttr).param(Param::Attr, name)),
        }
    }
}

/// Reports a relative URL of a link or an image, for which most readers have no base.
fn check_url(tag: &Tag<'_>, attributes: &[(&str, &str)], findings: &mut Findings) {
    let wanted = match &*tag.name {
        "a" => "href",
        "img" => "src",
        _ => return,
    };
    let Some((_, value)) = attributes.iter().find(|(name, _)| name.eq_ignore_ascii_case(wanted)) else {
        return;
    };
    let url = decode_references(value);
    let url = url.trim();
    let scheme = url.split(|c: char| !c.is_alphanumeric() && c != '_').next().unwrap_or_default();
    if !scheme.is_empty() && url.get(scheme.len()..).is_some_and(|rest| rest.starts_with(':')) {
        return;
    }
    let is_forbidden =
        |c: &char| c.is_ascii() && !c.is_ascii_alphanumeric() && !";/?:@&=+$.-_!~*'()%,#".contains(*c);
    match url.chars().find(is_forbidden) {
        Some(character) => {
            let character = character.to_string();
            findings.push(
                Finding::new(Code::InvalidUriChar)
                    .param(Param::Value, url)
                    .param(Param::Character, character),
            );
        }
        None => findings.push(Finding::new(Code::ContainsRelRef).param(Param::Value, url)),
    }
}

/// The name in lower case.
fn lower_case(name: &str) -> Cow<'_, str> {
    let is_lower = !name.bytes().any(|byte| byte.is_ascii_uppercase());
    if is_lower { Cow::Borrowed(name) } else { Cow::Owned(name.to_ascii_lowercase()) }
}
